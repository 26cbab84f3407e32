#include "watch/observe_trace.hpp"

#include "watch/every_call.hpp"
#include "watch/own_filters.hpp"

namespace callgate::watch {
namespace {

using process::Failure;

class Counting final : public Watcher {
public:
  explicit Counting(records::Tally& tally) : tally_(tally) {}

  Answer on_trace(const records::Scene& scene, std::uint16_t) override {
    const bpf::CallData& call = scene.call();
    if (ptrace_.is(call))
      return Abandon{"the command traces itself or its children (ptrace), which a tracer cannot "
                     "watch: --method notification can"};
    own_filters_.see(call);
    tally_.add(call);
    return Pass{};
  }
  void on_trap(const records::Scene&) override {}
  void on_kill(const records::Scene&) override {}

  [[nodiscard]] const OwnFilters& own_filters() const { return own_filters_; }

private:
  records::Tally& tally_;
  NamedCall ptrace_{"ptrace"};
  OwnFilters own_filters_;
};

} // namespace

std::variant<Observed, Failure> observe_by_trace(std::span<const std::string> command,
                                                 const Surroundings& surroundings,
                                                 records::Tally& tally) {
  const proof::ProvenFilter filter = every_call_gets({bpf::ActionKind::trace});
  Counting counting(tally);
  auto ended = follow(filter, command, surroundings, counting);
  if (auto* failure = std::get_if<Failure>(&ended)) return std::move(*failure);
  Observed observed{Method::trace, std::get<Ended>(ended), {}};
  if (counting.own_filters().is_any()) observed.notes.emplace_back(OwnFilters::note);
  return observed;
}

} // namespace callgate::watch

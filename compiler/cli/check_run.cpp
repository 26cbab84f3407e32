#include "cli/check_run.hpp"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <map>
#include <sys/mman.h>
#include <unistd.h>
#include <utility>

#include "explain/deciding.hpp"
#include "explain/explain.hpp"
#include "explain/subject.hpp"
#include "gate/usage.hpp"
#include "pipeline/watched.hpp"
#include "watch/follow.hpp"

namespace callgate::cli {

namespace {

/// So many ways to make a call are explained; further ones are counted together.
constexpr std::size_t most_explained = 16;

class GateWatcher : public watch::Watcher {
public:
  GateWatcher(const Setting& setting, const diagnostic::Source& policy)
      : usage_(*setting.compilation.analysis.policy, setting.compilation.analysis.selection,
               setting.entries),
        explainer_(setting.compilation, policy) {}

  watch::Answer on_trace(const records::Scene& scene, std::uint16_t data) override {
    if (data == pipeline::watched::tracing || pipeline::is_tracing(scene.call()))
      return watch::Abandon{"the program traces itself or another one (ptrace), which it cannot "
                            "while callgate watches it"};
    const auto [fate, verdict] = usage_.see(scene.call());
    switch (fate) {
    case gate::Fate::allowed:
      return watch::Pass{};
    case gate::Fate::answered:
    case gate::Fate::newer:
      return watch::Fail{verdict.action.data};
    case gate::Fate::denied:
      deny(scene, verdict.action);
      return watch::Pass{};
    }
    return watch::Pass{};
  }

  // The filter hands each call to the tracer, so that it neither traps nor kills.
  void on_trap(const records::Scene&) override {}
  void on_kill(const records::Scene&) override {}

  /// All that was seen.
  [[nodiscard]] gate::Watched watched() const {
    gate::Watched watched;
    for (const auto& [call, times] : usage_.calls())
      watched.calls.push_back({gate::name_of(call.first, call.second), times});
    watched.denials.reserve(denials_.size());
    for (const auto& [key, denial] : denials_)
      watched.denials.push_back(denial);
    watched.entries = usage_.entries();
    return watched;
  }

private:
  /// What makes denials one: the call with those of its arguments that tell something.
  struct Key {
    std::uint32_t token;
    std::uint32_t number;
    std::vector<std::uint64_t> values;

    auto operator<=>(const Key&) const = default;
  };

  static Key key_of(const bpf::CallData& call) {
    Key key{call.token, call.number, {}};
    const explain::Subject subject =
        explain::subject_of(call, {true, true, true, true, true, true});
    for (const explain::Deciding& each : explain::deciding_arguments(subject))
      key.values.push_back(call.arguments[each.argument.slot] & each.mask);
    return key;
  }

  void deny(const records::Scene& scene, bpf::Action action) {
    Key key = key_of(scene.call());
    const auto known = denials_.find(key);
    if (known != denials_.end()) {
      ++known->second.count;
      return;
    }
    std::size_t& explained = explained_[{key.token, key.number}];
    if (explained == most_explained) {
      key.values.clear();
      gate::Denial& others = denials_[key];
      others.call = gate::name_of(key.token, key.number);
      others.text = others.call.name + " in further ways";
      others.action = bpf::to_string(action);
      ++others.count;
      return;
    }
    ++explained;
    denials_.emplace(std::move(key), denial_of(explainer_.explain(scene)));
  }

  static gate::Denial denial_of(const explain::Report& report) {
    std::string arguments;
    for (const explain::Argument& argument : report.arguments) {
      if (!argument.is_deciding) continue;
      arguments.append(arguments.empty() ? "" : ", ").append(argument.name);
      arguments.append(" = ").append(argument.value);
    }
    gate::Denial denial;
    denial.call = gate::name_of(report.call.token, report.call.number);
    denial.text = denial.call.name;
    if (!arguments.empty()) denial.text.append("(").append(arguments).append(")");
    denial.action = report.abi ? bpf::to_string(report.verdict.action, *report.abi)
                               : bpf::to_string(report.verdict.action);
    denial.reason = report.verdict.sentence;
    denial.count = 1;
    denial.report = explain::to_text(report, false);
    denial.details = explain::to_json(report);
    return denial;
  }

  gate::Usage usage_;
  explain::Explainer explainer_;
  std::map<Key, gate::Denial> denials_;
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::size_t> explained_;
};

/// The descriptor of what the run reads; an errno value if there is none.
std::variant<int, std::string> standard_input(const gate::Run& run) {
  const auto* file = std::get_if<gate::InputFile>(&run.input);
  const auto* text = std::get_if<gate::InputText>(&run.input);
  const std::string path = file != nullptr ? file->path : "/dev/null";
  const int input = text != nullptr ? ::memfd_create("input", MFD_CLOEXEC)
                                    : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (input < 0)
    return (text != nullptr ? std::string("its input") : path) + ": " + std::strerror(errno);
  if (text == nullptr) return input;
  const auto length = static_cast<ssize_t>(text->text.size());
  if (::write(input, text->text.data(), text->text.size()) != length ||
      ::lseek(input, 0, SEEK_SET) != 0)
    return std::string("its input: ") + std::strerror(errno);
  return input;
}

std::vector<std::string> own_environment() {
  std::vector<std::string> variables;
  for (char** variable = environ; *variable != nullptr; ++variable)
    variables.emplace_back(*variable);
  return variables;
}

gate::Ended ended_of(const watch::Ended& ended) {
  gate::Ended result;
  result.timed_out = ended.timed_out;
  if (ended.signal != 0)
    result.ending = gate::EndingSignal{ended.signal};
  else
    result.ending = gate::ExitStatus{ended.status};
  return result;
}

} // namespace

gate::Watched watch_run(const gate::Run& run, const Setting& setting,
                        const diagnostic::Source& policy, process::WorkerEnds ends) {
  gate::Watched failed;
  const auto input = standard_input(run);
  if (const auto* why = std::get_if<std::string>(&input)) {
    failed.ended.fault = *why;
    return failed;
  }
  watch::Surroundings surroundings;
  surroundings.directory = run.directory;
  surroundings.environment = gate::environment_of(run, own_environment());
  surroundings.standard_input = std::get<int>(input);
  surroundings.standard_output = ends.output;
  surroundings.standard_error = ends.output;
  surroundings.time_limit = run.time_limit;
  surroundings.own_group = true;
  GateWatcher watcher(setting, policy);
  const auto outcome = watch::follow(setting.watching, run.command, surroundings, watcher);
  gate::Watched watched = watcher.watched();
  if (const auto* failure = std::get_if<process::Failure>(&outcome))
    watched.ended.fault = failure->message;
  else
    watched.ended = ended_of(std::get<watch::Ended>(outcome));
  return watched;
}

} // namespace callgate::cli

#include "cli/check_run.hpp"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <map>
#include <sys/mman.h>
#include <unistd.h>
#include <utility>

#include "explain/explain.hpp"
#include "gate/usage.hpp"
#include "pipeline/watched.hpp"
#include "watch/follow.hpp"

namespace callgate::cli {

namespace {

/// So many calls of one number are explained; of further ones only the count is taken.
constexpr std::size_t most_explained = 8;

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
      deny(scene);
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
    for (const auto& [call, denials] : denials_)
      watched.denials.insert(watched.denials.end(), denials.begin(), denials.end());
    watched.entries = usage_.entries();
    return watched;
  }

private:
  void deny(const records::Scene& scene) {
    const bpf::CallData& call = scene.call();
    std::vector<gate::Denial>& known = denials_[{call.token, call.number}];
    std::size_t& explained = explained_[{call.token, call.number}];
    if (explained == most_explained) {
      ++known.back().count;
      return;
    }
    ++explained;
    const explain::Report report = explainer_.explain(scene);
    for (gate::Denial& denial : known) {
      if (denial.text != report.text) continue;
      ++denial.count;
      return;
    }
    known.push_back({gate::name_of(call.token, call.number), report.text,
                     report.abi ? bpf::to_string(report.verdict.action, *report.abi)
                                : bpf::to_string(report.verdict.action),
                     report.verdict.sentence, 1, explain::to_text(report, false),
                     explain::to_json(report)});
  }

  using Call = std::pair<std::uint32_t, std::uint32_t>;

  gate::Usage usage_;
  explain::Explainer explainer_;
  std::map<Call, std::vector<gate::Denial>> denials_;
  std::map<Call, std::size_t> explained_;
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

/// Commands are looked up in the PATH that the run has.
void take_path(const std::vector<std::string>& environment) {
  ::unsetenv("PATH");
  for (const std::string& variable : environment) {
    if (variable.starts_with("PATH=")) ::setenv("PATH", variable.c_str() + 5, 1);
  }
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
  take_path(*surroundings.environment);
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

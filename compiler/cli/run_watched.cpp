#include "cli/run_watched.hpp"

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <string_view>
#include <unistd.h>
#include <variant>

#include "cli/exit_status.hpp"
#include "cli/files.hpp"
#include "diagnostic/printable.hpp"
#include "explain/explain.hpp"
#include "explain/journal.hpp"
#include "process/refusal.hpp"
#include "watch/follow.hpp"

namespace callgate::cli {
namespace {

/// Where reports go while the command runs; the command does not inherit it.
class Output {
public:
  /// Whether it could be opened; else says why not.
  bool open(const std::string& path) {
    if (path.empty()) return true;
    if (path == "-") {
      descriptor_ = STDOUT_FILENO;
      return true;
    }
    constexpr mode_t mode = 0666;
    descriptor_ = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode);
    if (descriptor_ >= 0) return true;
    complain("cannot write " + display_name(path) + ": " + std::strerror(errno));
    return false;
  }

  void write(std::string_view text) {
    while (!text.empty()) {
      const ssize_t written = ::write(descriptor_, text.data(), text.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) return; // the command goes on; there is nobody to tell
      text.remove_prefix(static_cast<std::size_t>(written));
    }
  }

  /// For a person who sits in front of it.
  [[nodiscard]] bool is_colourful() const {
    return isatty(descriptor_) != 0 && std::getenv("NO_COLOR") == nullptr;
  }

private:
  int descriptor_ = STDERR_FILENO;
};

/// Tells what is denied, and answers as the policy does, or lets it pass. What is told was read
/// from the program; what is answered was not.
class Reporter final : public watch::Watcher {
public:
  Reporter(const WatchOptions& options, const Loaded<pipeline::Compilation>& policy,
           const ruleset::Rulings& rulings, Output& output)
      : options_(options), rulings_(rulings), output_(output),
        explainer_(policy.result, policy.source) {}

  watch::Answer on_trace(const records::Scene& scene, std::uint16_t data) override {
    if (data == pipeline::watched::tracing) return abandoned(scene);
    tell(scene);
    if (options_.watching == pipeline::Watching::explaining)
      return watch::Fail{ruleset::action_for(rulings_, scene.call()).data};
    if (pipeline::is_tracing(scene.call())) return abandoned(scene);
    return watch::Pass{};
  }
  void on_trap(const records::Scene& scene) override { tell(scene); }
  void on_kill(const records::Scene& scene) override { tell(scene); }

  /// Says how often what was told happened.
  void conclude() {
    if (options_.format == "json")
      output_.write(summary());
    else if (journal_.total() > 1)
      output_.write(explain::to_text(journal_, output_.is_colourful()));
  }

private:
  /// A last line: how often each of those above it was, in their order.
  [[nodiscard]] std::string summary() const {
    nlohmann::ordered_json object;
    object["denied"] = journal_.total();
    object["different"] = journal_.lines().size();
    object["times"] = nlohmann::ordered_json::array();
    for (const explain::Journal::Line& line : journal_.lines())
      object["times"].push_back(line.times);
    return object.dump() + "\n";
  }

  static watch::Abandon abandoned(const records::Scene& scene) {
    const records::Caller caller = scene.caller();
    return {"process " + std::to_string(caller.process) + " (" + diagnostic::quoted(caller.name) +
            ") was about to call ptrace, and everything was ended: a program that traces itself or "
            "its children cannot be watched, as a process has one tracer only; it runs under the "
            "policy without --explain and --audit"};
  }

  void tell(const records::Scene& scene) {
    const explain::Report report = explainer_.explain(scene);
    if (!journal_.add(report)) return;
    output_.write(options_.format == "json" ? explain::to_json(report)
                                            : explain::to_text(report, output_.is_colourful()));
  }

  const WatchOptions& options_;
  const ruleset::Rulings& rulings_;
  Output& output_;
  explain::Explainer explainer_;
  explain::Journal journal_;
};

/// Whether the policy itself leaves nothing to a tracer or a listener; else says so.
bool is_answerable(const ruleset::Rulings& rulings) {
  const std::vector<std::string> lines = process::unanswered(rulings);
  if (lines.empty()) return true;
  complain("the policy hands calls to somebody who is not there:");
  for (const std::string& line : lines)
    complain("  " + line);
  return false;
}

} // namespace

int run_watched(const WatchOptions& options, const Loaded<pipeline::Compilation>& policy,
                const proof::ProvenFilter& filter, const std::vector<std::string>& command) {
  const ruleset::Rulings& rulings = filter.rulings();
  Output output;
  if (!is_answerable(rulings) || !output.open(options.report)) return exit_cannot;

  diagnostic::Diagnostics diagnostics;
  const auto watching =
      pipeline::build_watched(policy.result, rulings.family, options.watching, diagnostics);
  if (!watching) {
    for (const diagnostic::Diagnostic& diagnostic : diagnostics.sorted())
      complain("the filter for watching could not be built: " + diagnostic.message);
    return exit_cannot;
  }
  Reporter reporter(options, policy, rulings, output);
  const auto outcome = watch::follow(*watching, command, {}, reporter);
  // The command is gone, and its status is what counts, whoever reads what is left to say.
  std::signal(SIGPIPE, SIG_IGN);
  reporter.conclude();
  if (const auto* failure = std::get_if<process::Failure>(&outcome)) {
    complain(failure->message);
    return failure->status;
  }
  return watch::shell_status(std::get<watch::Ended>(outcome));
}

} // namespace callgate::cli

// callgate explain: why a policy denies calls that a log tells of, and what would let them
// through.
#include "explain/explain.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <unistd.h>

#include "arch/calls.hpp"
#include "cli/choice_option.hpp"
#include "cli/commands.hpp"
#include "cli/exit_status.hpp"
#include "cli/files.hpp"
#include "cli/policy_options.hpp"
#include "diagnostic/printable.hpp"
#include "diagnostic/render.hpp"
#include "explain/joint_patch.hpp"
#include "policy/text.hpp"
#include "records/audit.hpp"
#include "records/lines.hpp"
#include "records/recorded_scene.hpp"
#include "records/strace.hpp"
#include "ruleset/call_data.hpp"

namespace callgate::cli {

namespace {

using diagnostic::printable;
using records::RecordedCall;

struct Options {
  PolicyOptions policy;
  std::vector<std::string> files;
  std::vector<std::string> calls;
  std::string format = "text";
  std::size_t fix = 0; ///< 0: reports
};

/// Everything that is explained, and whether all of it could be.
class Session {
public:
  Session(const pipeline::Compilation& compilation, const diagnostic::Source& policy)
      : compilation_(compilation), policy_(policy), explainer_(compilation, policy),
        abi_(first_abi()) {}

  /// Every line of a log, and lines that are a call.
  void read(const std::string& name, std::string_view text) {
    name_ = printable(name);
    records::StraceReader strace(abi_, [this](const RecordedCall& call) { take(call); });
    const std::size_t before = found_;
    records::for_each_line(text, [&](std::string_view line, std::size_t number) {
      const auto audit = records::read_audit_line(line, number);
      if (const auto* call = std::get_if<RecordedCall>(&audit)) return take(*call);
      if (const auto* fault = std::get_if<records::Unread>(&audit)) return fail(*fault);
      if (!strace.read(line, number)) read_call_line(line, number);
    });
    strace.finish();
    for (const records::Unread& fault : strace.faults())
      fail(fault);
    if (found_ == before) fail("no call in " + name_);
  }

  /// One call, as `--call` has it.
  void ask(const std::string& text, std::size_t line) {
    ++found_;
    const diagnostic::Source source(line == 0 ? "--call" : name_ + ":" + std::to_string(line),
                                    text);
    diagnostic::Diagnostics diagnostics;
    const auto call = policy::parse_call(
        {source.text(), policy::StringText::verbatim(source.text().size())}, diagnostics);
    std::optional<RecordedCall> recorded;
    arch::Abi abi = abi_;
    if (call) recorded = recorded_from(*call, abi, diagnostics);
    if (!diagnostics.sorted().empty())
      std::cerr << diagnostic::render_text(source, diagnostics, diagnostic::Colour::never);
    is_good_ = is_good_ && recorded;
    if (!recorded) return;
    recorded->line = line;
    tell(*recorded, abi);
  }

  [[nodiscard]] bool is_good() const { return is_good_; }

  [[nodiscard]] std::string reports(const std::string& format) const {
    std::string out;
    const bool colour = ::isatty(STDOUT_FILENO) != 0 && std::getenv("NO_COLOR") == nullptr;
    const auto& lines = journal_.lines();
    for (std::size_t i = 0; i < reports_.size(); ++i)
      out += format == "json" ? explain::to_json(reports_[i].report, lines[i].times)
                              : explain::to_text(reports_[i].report, colour);
    if (format == "text" && journal_.total() > 1) out += explain::to_text(journal_, colour);
    return out;
  }

  /// That fix of every report, as one patch.
  std::string patch(std::size_t fix) {
    explain::JointPatch joint(compilation_, policy_);
    for (const Reported& one : reports_) {
      if (one.report.is_allowed) continue;
      const records::RecordedScene scene(one.call, one.abi);
      const std::string about = "fix " + std::to_string(fix) + " of " + printable(one.report.text);
      using enum explain::JointPatch::Outcome;
      switch (joint.add(scene, one.report, fix)) {
      case made:
      case needless:
        break;
      case missing:
        fail(printable(one.report.text) + " has no fix " + std::to_string(fix) +
             (one.report.remedies.empty()
                  ? ", nor any other: none compiles, lets it through and restricts nothing"
                  : ""));
        break;
      case no_change:
        fail(about + " is no change of the policy: " + one.report.remedies[fix - 1].what);
        break;
      case lost:
        fail(about + " cannot be made on top of those before it");
        break;
      }
    }
    return joint.patch();
  }

private:
  /// What calls are taken for that do not say: this machine's, if the policy serves that.
  [[nodiscard]] arch::Abi first_abi() const {
    const auto& served = compilation_.analysis.selection.abis;
    const bool has_native = std::ranges::find(served, arch::native_abi()) != served.end();
    return has_native ? arch::native_abi() : served.front();
  }

  void fail(const std::string& message) {
    complain(message);
    is_good_ = false;
  }

  void fail(const records::Unread& fault) {
    ++found_;
    fail(name_ + ":" + std::to_string(fault.line) + ": " + fault.why);
  }

  /// A line that is nothing but a call; others are noise.
  void read_call_line(std::string_view line, std::size_t number) {
    const std::size_t begin = line.find_first_not_of(" \t");
    if (begin == std::string_view::npos) return;
    line = line.substr(begin, line.find_last_not_of(" \t") - begin + 1);
    const std::size_t end = line.find_first_of("(@ ");
    const std::string_view name = line.substr(0, end);
    const bool is_whole = end == std::string_view::npos || line[end] == '@' || line.back() == ')';
    const bool is_call = arch::is_call_name(name) || name.starts_with('#');
    if (is_whole && is_call) ask(std::string(line), number);
  }

  std::optional<RecordedCall> recorded_from(const policy::WrittenCall& call, arch::Abi& abi,
                                            diagnostic::Diagnostics& diagnostics) const {
    const auto served = ruleset::abis_with(call, compilation_.analysis.selection.abis);
    if (call.only)
      abi = *call.only;
    else if (!served.empty() && std::ranges::find(served, abi) == served.end())
      abi = served.front();
    if (!ruleset::number_of(call, abi)) {
      diagnostics.error("no-such-call", call.span, "no ABI asked has this call");
      return std::nullopt;
    }
    ruleset::MistakesByAbi mistakes;
    const auto ways = ruleset::call_data_of(
        call, abi, [&](ruleset::Mistake mistake) { mistakes.add(abi, std::move(mistake)); });
    mistakes.report(1, diagnostics);
    if (ways.empty()) return std::nullopt;
    RecordedCall recorded;
    recorded.token = ways.front().token;
    recorded.call = ways.front().number;
    for (std::size_t slot = 0; slot < recorded.arguments.size(); ++slot)
      recorded.arguments[slot] = ways.front().arguments[slot];
    recorded.fate = records::Fate::stopped;
    return recorded;
  }

  /// A record of a log. Calls that were made are none of a filter's affair.
  void take(const RecordedCall& call) {
    ++found_;
    if (call.fate == records::Fate::made) return;
    const auto abi = records::abi_of(call, abi_);
    const bool has_number = abi && records::number_on(call, *abi);
    if (!has_number && call.token && !abi)
      return fail({call.line, "no ABI has this call, or its audit token is unknown"});
    if (!has_number) return fail({call.line, "the ABI has no such call"});
    tell(call, *abi);
  }

  /// Whether the record is of what the policy's filter did. A call can fail by itself.
  [[nodiscard]] static bool is_by_filter(const RecordedCall& call, const explain::Report& report) {
    if (call.fate != records::Fate::failed) return true;
    const bpf::Action action = report.verdict.action;
    return report.abi && action.kind == bpf::ActionKind::error &&
           arch::errno_value(*report.abi, call.error) == action.data;
  }

  [[nodiscard]] static bool was_logged_only(const RecordedCall& call) {
    return call.code == bpf::facts(bpf::ActionKind::log).value;
  }

  void tell(const RecordedCall& call, arch::Abi abi) {
    explain::Report report = explainer_.explain(records::RecordedScene(call, abi));
    if (!is_by_filter(call, report)) return;
    if (report.is_allowed && was_logged_only(call)) return;
    is_good_ = is_good_ && !report.is_allowed;
    if (!journal_.add(report)) return;
    if (report.is_allowed) {
      const std::string where =
          call.line == 0 ? "" : name_ + ":" + std::to_string(call.line) + ": ";
      fail(where + "this policy allows " + printable(report.text) +
           ": was it another policy, or other capabilities?");
    }
    reports_.push_back({call, abi, std::move(report)});
  }

  struct Reported {
    RecordedCall call;
    arch::Abi abi;
    explain::Report report;
  };

  const pipeline::Compilation& compilation_;
  const diagnostic::Source& policy_;
  explain::Explainer explainer_;
  arch::Abi abi_;
  std::string name_;
  explain::Journal journal_;
  std::vector<Reported> reports_; ///< as the journal numbers them
  std::size_t found_ = 0;
  bool is_good_ = true;
};

int explain_calls(const Options& options) {
  const auto outcome = compile_policy(options.policy);
  if (const int* status = std::get_if<int>(&outcome)) return *status;
  const auto& loaded = std::get<Loaded<pipeline::Compilation>>(outcome);
  Session session(loaded.result, loaded.source);
  for (const std::string& call : options.calls)
    session.ask(call, 0);
  std::vector<std::string> files = options.files;
  if (files.empty() && options.calls.empty()) files.emplace_back("-");
  bool is_read = true;
  for (const std::string& file : files) {
    const auto text = read_log(file);
    is_read = is_read && text;
    if (text) session.read(source_name(file), *text);
  }
  const std::string output =
      options.fix == 0 ? session.reports(options.format) : session.patch(options.fix);
  if (!write_output("-", output)) return exit_failed;
  return is_read && session.is_good() ? exit_good : exit_failed;
}

} // namespace

void add_explain(CLI::App& app, Invocation& invocation) {
  auto* command = app.add_subcommand(
      "explain",
      "say why calls were denied, and what would let them through\n\n"
      "Reads what the audit system or strace wrote, or calls as text, and gives a report on each\n"
      "call that the policy denies: its arguments, the line that decided, and fixes, each tried\n"
      "before it is told, with what else it opens and what that risks.");
  const auto options = std::make_shared<Options>();
  command->add_option("FILE", options->files,
                      "logs, or calls line by line; - or none reads "
                      "standard input");
  command->add_option("--policy", options->policy.path, "the policy; - reads standard input")
      ->required()
      ->type_name("POLICY");
  command->add_option("--call", options->calls, "a call with its arguments; may be repeated")
      ->allow_extra_args(false)
      ->type_name("TEXT");
  add_selection_options(*command, options->policy, AbiChoice::offered);
  add_choice_option(*command, "--format", options->format, {"text", "json"},
                    "form of the reports (default: text)");
  command
      ->add_option("--patch", options->fix,
                   "instead of reports, fix NUMBER of each, made one on top of another, as a "
                   "patch for git apply or patch -p1")
      ->check(CLI::PositiveNumber)
      ->type_name("NUMBER");
  command->footer(
      "Lines are taken as what they look like, others are passed over:\n"
      "\nFormats:\n"
      "  audit   records of seccomp (type=1326, type=SECCOMP), raw, enriched or interpreted\n"
      "  strace  SIGSYS, calls that it ended, and calls that failed as the policy has them fail\n"
      "  text    a line that is a call: openat(AT_FDCWD, 0, O_RDWR)\n"
      "\nA log without arguments leaves open what a condition makes of the call; the report says "
      "so.\n"
      "\nExit status:\n"
      "  0  everything was explained\n"
      "  1  something could not be read, the policy allows it, or no patch has its fix\n"
      "  2  the command line is wrong\n"
      "\nExamples:\n"
      "  journalctl -k | callgate explain --policy render.toml\n"
      "  callgate explain --policy render.toml --cap NET trace.txt\n"
      "  callgate explain --policy render.toml --call 'socket(AF_INET, SOCK_RAW)' --patch 1\n");
  command->callback([options, &invocation] {
    invocation.action = [options] { return explain_calls(*options); };
  });
}

} // namespace callgate::cli

// callgate bench: what a filter costs on the kernel that runs.
#include <algorithm>
#include <memory>
#include <span>
#include <sys/utsname.h>
#include <utility>

#include "cli/choice_option.hpp"
#include "cli/commands.hpp"
#include "cli/exit_status.hpp"
#include "cli/files.hpp"
#include "cli/output_option.hpp"
#include "cli/policy_options.hpp"
#include "cli/progress_bar.hpp"
#include "cli/raw_filter.hpp"
#include "policy/text.hpp"
#include "process/measure.hpp"
#include "tools/bench_calls.hpp"
#include "tools/bench_plot.hpp"
#include "tools/bench_report.hpp"

namespace callgate::cli {

namespace {

using process::Variant;
using tools::BenchCall;

struct Options {
  PolicyOptions policy;
  std::vector<std::string> calls;
  process::Effort effort{200, 4000};
  std::string format = "text";
  std::string plot;
};

/// A filter to measure, and how.
struct Subject {
  const bpf::Program& program;
  bool is_proven;
  std::function<std::variant<process::Timings, process::Failure>(
      std::span<const process::MeasuredCall>, const process::Progress&)>
      measure;
};

// ---- which calls --------------------------------------------------------------

/// Those of `--call`; nothing after saying what is wrong with one.
std::optional<std::vector<BenchCall>> chosen_calls(const Options& options,
                                                   const tools::BenchCalls& calls) {
  std::vector<BenchCall> chosen;
  chosen.reserve(options.calls.size());
  bool all_sound = true;
  for (const std::string& text : options.calls) {
    const diagnostic::Source source("--call", text);
    diagnostic::Diagnostics diagnostics;
    std::optional<BenchCall> found;
    const auto call = policy::parse_call(
        {source.text(), policy::StringText::verbatim(source.text().size())}, diagnostics);
    if (call) found = calls.chosen(*call, diagnostics);
    if (!diagnostics.sorted().empty()) report(options.policy, source, diagnostics);
    all_sound = all_sound && found;
    if (found) chosen.push_back(*std::move(found));
  }
  if (!all_sound) return std::nullopt;
  return chosen;
}

std::optional<std::vector<BenchCall>> calls_for(const Options& options,
                                                const bpf::Program& program) {
  const arch::Abi native = arch::native_abi();
  const auto harmless = tools::HarmlessCalls::of(native);
  if (!harmless) {
    complain("bench knows no calls without effect for " + std::string(arch::facts(native).name));
    return std::nullopt;
  }
  const tools::BenchCalls calls(*harmless, native, program);
  if (!options.calls.empty()) return chosen_calls(options, calls);
  std::vector<BenchCall> usual = calls.usual();
  if (usual.empty())
    complain("the filter allows none of the calls that bench can make without effect: only the "
             "installation is measured");
  return usual;
}

// ---- from times to a report ---------------------------------------------------

const std::vector<double>& of(const process::Series& series, Variant variant) {
  return series[static_cast<std::size_t>(variant)];
}

tools::CallReport report_of(const BenchCall& call, const process::Series& times) {
  return tools::report_of(call, {of(times, Variant::unfiltered),
                                 of(times, Variant::unfiltered_again), of(times, Variant::cached),
                                 of(times, Variant::executed), of(times, Variant::given)});
}

tools::InstallReport report_of(const process::Series& times) {
  return tools::report_of(
      tools::InstallTimes{of(times, Variant::cached), of(times, Variant::cached_again),
                          of(times, Variant::executed), of(times, Variant::given)});
}

std::string kernel() {
  utsname name{};
  if (::uname(&name) != 0) return "Linux";
  return std::string(name.sysname) + " " + name.release + " " + name.machine;
}

tools::BenchReport report_of(const Options& options, const Subject& subject,
                             std::span<const BenchCall> calls, const process::Timings& timings) {
  tools::BenchReport report{{display_name(options.policy.path), subject.program.size(),
                             subject.is_proven, kernel(), timings.cpu, process::is_privileged(),
                             options.effort.rounds, timings.calls_per_round},
                            {},
                            report_of(timings.install)};
  report.calls.reserve(calls.size());
  for (std::size_t i = 0; i < calls.size(); ++i)
    report.calls.push_back(report_of(calls[i], timings.calls[i]));
  return report;
}

int write_report(const Options& options, const tools::BenchReport& report) {
  const bool json = options.format == "json";
  if (!write_output("-", json ? tools::json_of(report) : tools::text_of(report)))
    return exit_failed;
  if (!options.plot.empty() && !write_output(options.plot, tools::plot_of(report)))
    return exit_failed;
  return exit_good;
}

// ---- measuring ----------------------------------------------------------------

std::variant<process::Timings, process::Failure> measure(const Subject& subject,
                                                         std::span<const BenchCall> calls) {
  std::vector<process::MeasuredCall> measured;
  measured.reserve(calls.size());
  for (const BenchCall& call : calls)
    measured.push_back({call.call, call.action, call.text});
  ProgressBar bar("measuring");
  return subject.measure(measured,
                         [&](std::size_t done, std::size_t rounds) { bar.show(done, rounds); });
}

int bench_program(const Options& options, const Subject& subject) {
  const auto calls = calls_for(options, subject.program);
  if (!calls) return exit_failed;
  if (process::is_filtered())
    complain("callgate itself runs under a seccomp filter: whatever is measured has its cost too");
  const auto outcome = measure(subject, *calls);
  if (const auto* failure = std::get_if<process::Failure>(&outcome)) {
    complain(failure->message);
    return exit_failed;
  }
  return write_report(options,
                      report_of(options, subject, *calls, std::get<process::Timings>(outcome)));
}

int bench_policy(const Options& options, std::string text) {
  const auto outcome = look_at_policy(options.policy, std::move(text));
  if (const int* status = std::get_if<int>(&outcome)) return *status;
  const auto& filters = std::get<Loaded<pipeline::Compilation>>(outcome).result.filters;
  const arch::AbiFacts& native = arch::facts(arch::native_abi());
  const auto filter = std::ranges::find(
      filters, native.family, [](const auto& candidate) { return candidate.rulings().family; });
  if (filter == filters.end()) {
    complain("the policy serves no ABI of this machine: add \"" + std::string(native.name) +
             "\" to its abis");
    return exit_failed;
  }
  return bench_program(
      options, {filter->program(), true, [&](const auto& calls, const process::Progress& progress) {
                  return process::measure(*filter, calls, options.effort, progress);
                }});
}

int bench_raw(const Options& options, std::string_view bytes) {
  if (!suit_filters(options.policy, PlanningOfFilters::unused)) return exit_usage;
  const auto raw = raw_filter(display_name(options.policy.path), bytes, arch::native_abi());
  if (!raw) return exit_failed;
  return bench_program(
      options, {raw->program, false, [&](const auto& calls, const process::Progress& progress) {
                  return process::measure_unproven(raw->program, calls, options.effort, progress);
                }});
}

int bench(const Options& options) {
  auto bytes = read_input(options.policy.path);
  if (!bytes) return exit_failed;
  return is_policy(*bytes) ? bench_policy(options, *std::move(bytes)) : bench_raw(options, *bytes);
}

} // namespace

void add_bench(CLI::App& app, Invocation& invocation) {
  auto* command = app.add_subcommand(
      "bench", "measure what a filter costs on this kernel\n\n"
               "Reports nanoseconds a call, as ratios to no filter and to the smallest filters,\n"
               "with their spread, and what installing costs. callgate-cost(1) counts instead.");
  const auto options = std::make_shared<Options>();
  command
      ->add_option("POLICY|FILTER", options->policy.path,
                   "policy file, or raw sock_filter array; - reads standard input")
      ->required();
  command
      ->add_option("--call", options->calls,
                   "a call to make that has no effect, by name or with its arguments: getppid, "
                   "'lseek(-1)', ...; may be repeated (else one that the kernel's cache answers, "
                   "and one whose arguments are checked)")
      ->allow_extra_args(false)
      ->type_name("TEXT");
  command->add_option("--rounds", options->effort.rounds, "rounds, 6 to 100000 (default: 200)")
      ->check(CLI::Range(tools::fewest_values, std::size_t{100'000}).description(""))
      ->type_name("N");
  command
      ->add_option("--calls", options->effort.calls,
                   "how often a round makes each call, 16 to 10000000 (default: 4000)")
      ->check(CLI::Range(std::size_t{16}, std::size_t{10'000'000}).description(""))
      ->type_name("N");
  add_selection_options(*command, options->policy, AbiChoice::native);
  add_planning_options(*command, options->policy);
  add_choice_option(*command, "--format", options->format, {"text", "json"},
                    "form of the report (default: text)");
  add_output_option(*command, options->plot, "--plot", "also draw the report, as SVG", "FILE.svg");
  command->footer(
      "Each round makes the same calls in one process without a filter, in another one without a\n"
      "filter (the control), under the smallest filters there are and under this one, in an order\n"
      "drawn at random. Only calls that have no effect are made, among them\n" +
      std::string(tools::some_harmless_calls) +
      ".\n"
      "\nExamples:\n"
      "  callgate bench render.toml\n"
      "  callgate bench render.toml --cap NET --call getppid --call 'socket(AF_INET, 0x10)'\n"
      "  callgate bench render.bpf --rounds 1000 --plot render.svg --format json\n");
  command->callback([options, &invocation] {
    if (options->calls.size() > process::most_calls)
      throw CLI::ValidationError("--call", "at most " + std::to_string(process::most_calls));
    invocation.action = [options] { return bench(*options); };
  });
}

} // namespace callgate::cli

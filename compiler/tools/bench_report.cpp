#include "tools/bench_report.hpp"

#include <string_view>
#include <utility>

#include "diagnostic/printable.hpp"
#include "tools/decimal.hpp"

namespace callgate::tools {

namespace {

constexpr std::size_t label_width = 37;
constexpr std::size_t ratio_width = 8;
constexpr std::size_t range_width = 17;
constexpr std::size_t extra_width = 11;

std::string instructions_text(std::size_t count) {
  return std::to_string(count) + (count == 1 ? " instruction" : " instructions");
}

std::string right(std::string text, std::size_t width) {
  if (text.size() < width) text.insert(0, width - text.size(), ' ');
  return text;
}

std::string left(std::string text, std::size_t width) {
  if (text.size() < width) text.append(width - text.size(), ' ');
  return text;
}

/// In which differences are told, and how many nanoseconds it has.
struct Unit {
  std::string_view name;
  double nanoseconds;
};
constexpr Unit nanoseconds{"ns", 1};
constexpr Unit microseconds{"us", 1000};

std::string line_of(std::string label, std::string ratio, std::string interval,
                    std::string quartiles, std::string extra, const std::string& extra_interval) {
  std::string line = "  ";
  line += left(std::move(label), label_width);
  line += right(std::move(ratio), ratio_width) + "  ";
  line += left(std::move(interval), range_width);
  line += left(std::move(quartiles), range_width);
  line += right(std::move(extra), extra_width) + "  ";
  return line + extra_interval + "\n";
}

std::string header_of(std::string what, const Unit& unit) {
  return line_of(std::move(what), "ratio", "95 % interval", "quartiles",
                 std::string(unit.name) + " more", "95 % interval");
}

std::string range_text(const Range& range) {
  return decimal(range.low, 3) + " to " + decimal(range.high, 3);
}

std::string line_of(const Row& row, const Unit& unit) {
  const auto& [ratio, extra] = *row.comparison;
  const auto in_unit = [&](double value) { return signed_decimal(value / unit.nanoseconds, 1); };
  return line_of(row.label, decimal(ratio.median, 3), range_text(ratio.interval),
                 range_text(ratio.quartiles), in_unit(extra.median),
                 in_unit(extra.interval.low) + " to " + in_unit(extra.interval.high));
}

std::string noise_note(const Comparison& control, std::string_view what) {
  if (!is_noisy(control)) return {};
  std::string text = "  The machine is noisy: ";
  text += what;
  return text + " differs from itself, so differences of that size say\n  nothing here.\n";
}

std::string text_of(const CallReport& report) {
  const BenchCall& call = report.call;
  std::string text = "\n" + call.text + ": " + answer_of(call) + "; " +
                     decimal(report.unfiltered.median, 1) + " ns without a filter\n";
  text += header_of("time per call, to that", nanoseconds);
  for (const Row& row : rows_of(report))
    text += line_of(row, nanoseconds);
  text += line_of({call.is_cached ? "this filter to the smallest, cached"
                                  : "this filter to the smallest that runs",
                   &report.over_smallest},
                  nanoseconds);
  return text + noise_note(report.control, "a call without a filter");
}

std::string text_of(const InstallReport& install) {
  std::string text = "\ninstallation: " + decimal(install.given.median / 1000, 1) +
                     " us; the smallest filter " + decimal(install.smallest.median / 1000, 1) +
                     " us\n";
  text += header_of("time of seccomp(), to that", microseconds);
  for (const Row& row : rows_of(install))
    text += line_of(row, microseconds);
  return text + noise_note(install.control, "installing the smallest filter");
}

} // namespace

Comparison compare(const std::vector<double>& values, const std::vector<double>& to) {
  return {summarize(ratios(values, to)), summarize(differences(values, to))};
}

CallReport report_of(const BenchCall& call, const CallTimes& times) {
  const std::vector<double>& smallest = call.is_cached ? times.cached : times.executed;
  return {call,
          summarize(times.unfiltered),
          compare(times.unfiltered_again, times.unfiltered),
          compare(times.cached, times.unfiltered),
          compare(times.executed, times.unfiltered),
          compare(times.given, times.unfiltered),
          compare(times.given, smallest)};
}

InstallReport report_of(const InstallTimes& times) {
  return {summarize(times.cached), summarize(times.given),
          compare(times.cached_again, times.cached), compare(times.executed, times.cached),
          compare(times.given, times.cached)};
}

std::vector<Row> rows_of(const CallReport& call) {
  return {{"no filter, again (control)", &call.control},
          {"smallest filter, cached", &call.cached},
          {"smallest filter that runs", &call.executed},
          {"this filter", &call.given, true}};
}

std::vector<Row> rows_of(const InstallReport& install) {
  return {{"smallest filter, again (control)", &install.control},
          {"smallest filter that runs", &install.executed},
          {"this filter", &install.over_smallest, true}};
}

std::string answer_of(const BenchCall& call) {
  if (call.is_cached) return "allow, cached";
  const bool runs = call.action.kind == bpf::ActionKind::allow;
  return (runs ? "" : "refused with ") + bpf::to_string(call.action) + ", " +
         instructions_text(call.executed);
}

std::string summary_of(const Circumstances& circumstances) {
  std::string text = circumstances.kernel;
  text += circumstances.cpu ? ", CPU " + std::to_string(*circumstances.cpu) : ", no fixed CPU";
  text += circumstances.is_privileged ? ", with" : ", without";
  text += " CAP_SYS_ADMIN; " + std::to_string(circumstances.rounds) + " rounds of " +
          std::to_string(circumstances.calls_per_round) + " calls";
  return text;
}

std::string text_of(const BenchReport& report) {
  const Circumstances& at = report.circumstances;
  std::string text = diagnostic::printable(at.filter) + ": " + instructions_text(at.instructions) +
                     ", " + (at.is_proven ? "proven" : "not proven") + "\n" + summary_of(at) +
                     "; medians over the rounds\n";
  for (const CallReport& call : report.calls)
    text += text_of(call);
  return text + text_of(report.install);
}

} // namespace callgate::tools

#include "tools/bench_report.hpp"

#include <string_view>
#include <utility>

#include "tools/decimal.hpp"

namespace callgate::tools {

namespace {

constexpr std::size_t label_width = 37;
constexpr std::size_t ratio_width = 8;
constexpr std::size_t range_width = 17;
constexpr std::size_t extra_width = 11;

std::string right(std::string text, std::size_t width) {
  if (text.size() < width) text.insert(0, width - text.size(), ' ');
  return text;
}

std::string left(std::string text, std::size_t width) {
  if (text.size() < width) text.append(width - text.size(), ' ');
  return text;
}

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

std::string header_of(std::string what) {
  return line_of(std::move(what), "ratio", "95 % interval", "quartiles", "ns more",
                 "95 % interval");
}

std::string range_text(const Range& range) {
  return decimal(range.low, 3) + " to " + decimal(range.high, 3);
}

std::string line_of(const Row& row) {
  const auto& [ratio, extra] = *row.comparison;
  return line_of(row.label, decimal(ratio.median, 3), range_text(ratio.interval),
                 range_text(ratio.quartiles), signed_decimal(extra.median, 1),
                 signed_decimal(extra.interval.low, 1) + " to " +
                     signed_decimal(extra.interval.high, 1));
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
  text += header_of("time per call, to that");
  for (const Row& row : rows_of(report))
    text += line_of(row);
  text += line_of({call.is_cached ? "this filter to the smallest, cached"
                                  : "this filter to the smallest that runs",
                   &report.over_smallest});
  return text + noise_note(report.control, "a call without a filter");
}

std::string text_of(const InstallReport& install) {
  std::string text = "\ninstallation: " + decimal(install.given.median / 1000, 1) + " us; " +
                     decimal(install.smallest.median / 1000, 1) + " us of the smallest filter\n";
  text += header_of("time of seccomp(), to that");
  for (const Row& row : rows_of(install))
    text += line_of(row);
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
  const std::string action = bpf::to_string(call.action);
  if (call.is_cached) return action + ", cached";
  return action + ", " + std::to_string(call.executed) + " instructions";
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
  std::string text = at.filter + ": " + std::to_string(at.instructions) + " instructions, " +
                     (at.is_proven ? "proven" : "not proven") + "\n" + summary_of(at) +
                     "; medians over the rounds\n";
  for (const CallReport& call : report.calls)
    text += text_of(call);
  return text + text_of(report.install);
}

} // namespace callgate::tools

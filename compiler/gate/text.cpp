#include <algorithm>
#include <array>
#include <charconv>

#include "diagnostic/printable.hpp"
#include "gate/reports.hpp"

namespace callgate::gate {

namespace {

using diagnostic::printable;

constexpr std::string_view red = "\033[31m";
constexpr std::string_view yellow = "\033[33m";
constexpr std::string_view green = "\033[32m";

std::string painted(std::string_view text, std::string_view with, Colour colour) {
  if (colour == Colour::never) return std::string(text);
  std::string result(with);
  return result.append(text).append("\033[0m");
}

std::string counted(std::uint64_t count, std::string_view one, std::string_view many) {
  return std::to_string(count).append(" ").append(count == 1 ? one : many);
}

std::string seconds_text(double seconds) {
  std::array<char, 64> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), seconds,
                                 std::chars_format::fixed, 1);
  return std::string(digits.data(), end.ptr) + " s";
}

std::string indented(std::string_view text) {
  std::string result;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    if (end != begin) result.append("        ").append(printable(text.substr(begin, end - begin)));
    result += '\n';
    begin = end + 1;
  }
  return result;
}

/// Without the empty lines at its end.
std::string_view trimmed(std::string_view text) {
  return text.substr(0, text.find_last_not_of('\n') + 1);
}

/// Some lines, which are enough to see what it was; the reports in files have more.
std::string beginning(std::string_view text) {
  constexpr std::size_t most_lines = 20;
  std::size_t end = 0;
  for (std::size_t line = 0; line < most_lines && end != text.npos; ++line)
    end = text.find('\n', end == 0 ? 0 : end + 1);
  if (end == text.npos || end + 1 >= text.size()) return std::string(trimmed(text));
  return std::string(text.substr(0, end)) + "\n...";
}

/// "warning: render.toml:4:12: …"
std::string line_of(const Result& result, const Finding& finding, Colour colour) {
  std::string text =
      finding.fails ? painted("failure", red, colour) : painted("warning", yellow, colour);
  text += ": ";
  if (finding.line != 0)
    text.append(printable(result.policy))
        .append(":")
        .append(std::to_string(finding.line))
        .append(":")
        .append(std::to_string(finding.column))
        .append(": ");
  if (!finding.run.empty()) text.append(printable(finding.run)).append(": ");
  return text.append(finding.message).append(" [").append(code_of(finding.kind)).append("]\n");
}

/// Of groups whose members were not all needed: that says what a list of calls would spare.
std::string groups_text(const Result& result) {
  std::string text;
  for (const EntryResult& entry : result.entries) {
    if (!entry.opens || entry.used_members == 0 || entry.used_members >= entry.members) continue;
    text.append("used: ")
        .append(std::to_string(entry.used_members))
        .append(" of the ")
        .append(std::to_string(entry.members))
        .append(" members of ")
        .append(entry.text)
        .append(" (")
        .append(printable(result.policy))
        .append(":")
        .append(std::to_string(entry.line))
        .append(")\n");
  }
  return text;
}

/// Whether `run_text` told it.
bool is_of_run(const Finding& finding) {
  using enum Finding::Kind;
  const auto kind = finding.kind;
  return kind == denied_call || kind == wrong_ending || kind == time_limit ||
         kind == missing_output || kind == not_run;
}

} // namespace

std::uint64_t total(const Times& times) {
  return times.allowed + times.answered + times.newer + times.denied;
}

std::uint64_t total(const RunResult& run) {
  std::uint64_t sum = 0;
  for (const SeenCall& seen : run.calls)
    sum += total(seen.times);
  return sum;
}

std::string run_text(const RunResult& run, std::span<const Finding> findings,
                     std::set<std::string>& told, Colour colour) {
  const bool is_good = findings.empty();
  std::string text = is_good ? painted("ok  ", green, colour) : painted("FAIL", red, colour);
  text.append("  ")
      .append(printable(run.name))
      .append(" (")
      .append(seconds_text(run.seconds))
      .append(", ")
      .append(counted(total(run), "call", "calls"))
      .append(")\n");
  for (const Finding& finding : findings)
    text.append("      ").append(finding.message).append("\n");
  for (const Denial& denial : run.denials) {
    if (denial.report.empty() || !told.insert(denial.text).second) continue;
    text.append("\n").append(indented(trimmed(denial.report)));
  }
  if (!run.output.empty())
    text.append("\n      its output:\n").append(indented(beginning(run.output)));
  if (!is_good) text.append("\n");
  return text;
}

std::string closing_text(const Result& result, Colour colour) {
  std::string text;
  for (const Finding& finding : result.findings) {
    if (!is_of_run(finding)) text += line_of(result, finding, colour);
  }
  text += groups_text(result);
  if (!text.empty()) text.insert(0, "\n");
  const auto failures =
      static_cast<std::uint64_t>(std::ranges::count_if(result.findings, &Finding::fails));
  const std::uint64_t warnings = result.findings.size() - failures;
  text.append("\n")
      .append(result.passed() ? painted("passed", green, colour) : painted("failed", red, colour))
      .append(": ")
      .append(counted(result.runs.size(), "run", "runs"))
      .append(", ")
      .append(counted(failures, "failure", "failures"))
      .append(", ")
      .append(counted(warnings, "warning", "warnings"));
  return text.append("\n");
}

} // namespace callgate::gate

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

#include "gate/markup.hpp"
#include "gate/reports.hpp"

namespace callgate::gate {

namespace {

using Kind = Finding::Kind;

/// One test as JUnit knows them.
struct TestCase {
  std::string name;
  double seconds = 0;
  std::vector<const Finding*> findings{};
  std::string details{}; ///< reports on denied calls, output
};

std::string attribute(std::string_view name, std::string_view value) {
  std::string text(" ");
  return text.append(name).append("=\"").append(marked_up(value)).append("\"");
}

std::string seconds_text(double seconds) {
  std::array<char, 64> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), seconds,
                                 std::chars_format::fixed, 3);
  return {digits.data(), end.ptr};
}

bool is_of_baseline(const Finding& finding) {
  return finding.kind == Kind::new_call || finding.kind == Kind::new_in_run ||
         finding.kind == Kind::vanished_call || finding.kind == Kind::vanished_run;
}

bool is_of_policy(const Finding& finding) {
  return finding.kind == Kind::unused_entry || finding.kind == Kind::unused_part ||
         finding.kind == Kind::unused_capability || finding.kind == Kind::newer_call;
}

std::string line_of(const Result& result, const Finding& finding) {
  std::string text;
  if (finding.line != 0)
    text.append(result.policy)
        .append(":")
        .append(std::to_string(finding.line))
        .append(":")
        .append(std::to_string(finding.column))
        .append(": ");
  text.append(finding.message);
  if (!finding.run.empty() && (is_of_baseline(finding) || is_of_policy(finding)))
    text.append(" (").append(finding.run).append(")");
  return text;
}

std::vector<TestCase> cases_of(const Result& result) {
  std::vector<TestCase> cases;
  cases.reserve(result.runs.size() + 2);
  for (const RunResult& run : result.runs) {
    TestCase test{run.name, run.seconds};
    for (const Finding& finding : result.findings) {
      if (finding.run == run.name && !is_of_baseline(finding) && !is_of_policy(finding))
        test.findings.push_back(&finding);
    }
    for (const Denial& denial : run.denials)
      test.details.append(denial.report).append("\n");
    if (!run.output.empty()) test.details.append("output:\n").append(run.output);
    cases.push_back(std::move(test));
  }
  const auto add_shared = [&](std::string name, bool (*belongs)(const Finding&)) {
    TestCase test{std::move(name)};
    for (const Finding& finding : result.findings) {
      if (belongs(finding)) test.findings.push_back(&finding);
    }
    cases.push_back(std::move(test));
  };
  if (result.baseline) add_shared("no new calls since the baseline", is_of_baseline);
  add_shared("all of the policy is needed", is_of_policy);
  return cases;
}

bool fails(const TestCase& test) {
  return std::ranges::any_of(test.findings, &Finding::fails);
}

/// The first failure names the test's; all of them are in its text.
std::string failure_of(const Result& result, const TestCase& test) {
  std::string lines;
  const Finding* first = nullptr;
  for (const Finding* finding : test.findings) {
    if (!finding->fails) continue;
    if (first == nullptr) first = finding;
    lines.append(line_of(result, *finding)).append("\n");
  }
  if (first == nullptr) return {};
  std::string text = "      <failure";
  text.append(attribute("type", code_of(first->kind)))
      .append(attribute("message", line_of(result, *first)))
      .append(">");
  text.append(marked_up_lines(lines));
  if (!test.details.empty()) text.append("\n").append(marked_up_lines(test.details));
  return text.append("</failure>\n");
}

std::string warnings_of(const Result& result, const TestCase& test) {
  std::string lines;
  for (const Finding* finding : test.findings) {
    if (!finding->fails) lines.append("warning: ").append(line_of(result, *finding)).append("\n");
  }
  if (lines.empty()) return {};
  std::string text = "      <system-out>";
  return text.append(marked_up_lines(lines)).append("</system-out>\n");
}

std::string case_text(const Result& result, const TestCase& test) {
  std::string text = "    <testcase";
  text.append(attribute("classname", result.corpus))
      .append(attribute("name", test.name))
      .append(attribute("time", seconds_text(test.seconds)));
  const std::string inside = failure_of(result, test) + warnings_of(result, test);
  if (inside.empty()) return text.append("/>\n");
  return text.append(">\n").append(inside).append("    </testcase>\n");
}

} // namespace

std::string to_junit(const Result& result) {
  const std::vector<TestCase> cases = cases_of(result);
  double seconds = 0;
  for (const TestCase& test : cases)
    seconds += test.seconds;
  const std::string counts =
      attribute("tests", std::to_string(cases.size())) +
      attribute("failures", std::to_string(std::ranges::count_if(cases, fails))) +
      attribute("errors", "0") + attribute("time", seconds_text(seconds));
  std::string text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites";
  text.append(attribute("name", "callgate check")).append(counts).append(">\n  <testsuite");
  text.append(attribute("name", result.policy)).append(counts).append(">\n");
  for (const TestCase& test : cases)
    text.append(case_text(result, test));
  return text.append("  </testsuite>\n</testsuites>\n");
}

} // namespace callgate::gate

// Policies and what lint says of them: cases/*.case, and failures/*.case, which are failures
// that were in the news. Options: abi=A,B;cap=X;libc=glibc:2.42;only=CHECK,CHECK. Where `only`
// is not given, all is shown but what every short policy gets (see `usual`).
#include <doctest/doctest.h>

#include <algorithm>
#include <sstream>
#include <string>

#include "linted.hpp"
#include "support/cases.hpp"

namespace {

using namespace callgate;

/// Left out of the cases that are not about them.
const std::vector<std::string> usual = {"no-known-through", "no-exit", "no-clock", "no-restart",
                                        "unfilterable"};

std::vector<std::string> parts(const std::string& list, char separator) {
  std::istringstream in(list);
  std::vector<std::string> found;
  for (std::string part; std::getline(in, part, separator);)
    found.push_back(part);
  return found;
}

std::string name_of(diagnostic::Severity severity) {
  if (severity == diagnostic::Severity::error) return "error";
  return severity == diagnostic::Severity::warning ? "warning" : "note";
}

std::string place(const diagnostic::Source& source, diagnostic::Span span) {
  const auto at = source.position(span.begin);
  return std::to_string(at.line) + ":" + std::to_string(at.column);
}

bool has(const std::vector<std::string>& list, const std::string& name) {
  return std::find(list.begin(), list.end(), name) != list.end();
}

std::string produced(const tests::Case& given) {
  linted::Asked asked;
  std::vector<std::string> only;
  for (const std::string& option : parts(given.options, ';')) {
    const std::size_t sign = option.find('=');
    REQUIRE(sign != std::string::npos);
    const std::string name = option.substr(0, sign);
    const auto values = parts(option.substr(sign + 1), ',');
    if (name == "abi") asked.abis = values;
    if (name == "cap") asked.capabilities = values;
    if (name == "only") only = values;
    if (name != "libc") continue;
    for (const std::string& value : values)
      asked.question.libraries.push_back(*lore::parse_library(value));
  }
  const diagnostic::Source source("p.toml", given.input);
  std::string text;
  for (const auto& each : linted::findings(source, asked)) {
    if (only.empty() ? has(usual, each.code) : !has(only, each.code)) continue;
    text += each.span ? place(source, *each.span) : "-";
    text += " " + name_of(each.severity) + " [" + each.code + "] " + each.message + "\n";
    for (const auto& label : each.labels)
      text += "  " + place(source, label.span) + " " + label.text + "\n";
    text += "  help: " + each.help + "\n";
  }
  return text;
}

} // namespace

TEST_CASE("policies and what is found in them") {
  tests::run_cases("lint/cases", produced);
}

TEST_CASE("failures that were in the news") {
  tests::run_cases("lint/failures", produced);
}

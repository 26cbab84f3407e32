// The table of checks, and the page that shows it.
#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <string>

#include "lint/checks.hpp"
#include "lore/dangers.hpp"
#include "support/cases.hpp"

using namespace callgate;

namespace {

const std::string path = CALLGATE_SOURCE_DIR "/docs/lint.md";

std::string page() {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

} // namespace

TEST_CASE("names are words, each one check's") {
  std::set<std::string_view> names;
  for (const lint::Check& check : lint::checks()) {
    CAPTURE(check.name);
    CHECK(std::regex_match(std::string(check.name), std::regex("[a-z]+(-[a-z]+)*")));
    CHECK(names.insert(check.name).second);
    CHECK(!check.reason.empty());
    CHECK(!check.fix.empty());
    CHECK(lint::find_check(check.name) == &check);
  }
  for (const lore::Danger& danger : lore::dangers())
    CHECK(names.contains(danger.name));
  CHECK(lint::find_check("io-uirng") == nullptr);
}

TEST_CASE("docs/lint.md has the table, which --update writes") {
  const std::string begin = "<!-- checks: made by test_lint --update -->\n";
  const std::string text = page();
  const std::size_t first = text.find(begin);
  REQUIRE(first != text.npos);
  const std::size_t at = first + begin.size();
  const std::size_t length = text.find("<!-- end of checks -->\n") - at;
  if (tests::update_cases)
    std::ofstream(path) << std::string(text).replace(at, length, lint::to_markdown());
  else
    CHECK(text.substr(at, length) == lint::to_markdown());
}

// Changes of a policy's text: lists in all the ways in which people write them.
#include <doctest/doctest.h>

#include "explain/editing.hpp"
#include "explain/statements.hpp"

namespace {

using namespace callgate::explain;

std::string added(const std::string& text) {
  return edited(text, add_to_base(text, "new"));
}

} // namespace

TEST_CASE("an entry goes into the list as the list is written") {
  struct Row {
    const char* before;
    const char* after;
  };
  const Row rows[] = {
      {"[base]\nallow = [\"a\"]\n", "[base]\nallow = [\"a\", \"new\"]\n"},
      {"[base]\nallow = []\n", "[base]\nallow = [\"new\"]\n"},
      {"[base]\nallow = ['a', 'b',]\n", "[base]\nallow = ['a', 'b', \"new\",]\n"},
      {"[base]\nallow = [\n  \"a\",\n  \"b\", # why\n]\n",
       "[base]\nallow = [\n  \"a\",\n  \"b\", # why\n  \"new\",\n]\n"},
      {"[base]\nallow = [\n\t\"a\" # ]\n]\n", "[base]\nallow = [\n\t\"a\", # ]\n\t\"new\"\n]\n"},
      {"[base]\nallow = [\n  \"a\", \"b\",\n]\n",
       "[base]\nallow = [\n  \"a\", \"b\", \"new\",\n]\n"},
      {"[base]\r\nallow = [\r\n  \"a\",\r\n]\r\n",
       "[base]\r\nallow = [\r\n  \"a\",\r\n  \"new\",\r\n]\r\n"},
      {"[base]\n# allow = [\"x\"]\nlog = [\"[base]\"]\n",
       "[base]\nallow = [\"new\"]\n# allow = [\"x\"]\nlog = [\"[base]\"]\n"},
      {"[ base ] # it", "[ base ] # it\nallow = [\"new\"]\n"},
      {"[cap.X]\nallow = [\"a\"]", "[cap.X]\nallow = [\"a\"]\n\n[base]\nallow = [\"new\"]\n"},
      {"", "\n[base]\nallow = [\"new\"]\n"},
  };
  for (const Row& row : rows) {
    INFO(row.before);
    CHECK(added(row.before) == row.after);
  }
}

TEST_CASE("an element is taken out with its comma, or its line") {
  struct Row {
    const char* before;
    const char* after;
  };
  const Row rows[] = {
      {"errno = { EPERM = [\"x\", \"b\"] }", "errno = { EPERM = [\"b\"] }"},
      {"errno = { EPERM = [\"a\", \"x\"] }", "errno = { EPERM = [\"a\"] }"},
      {"errno = { EPERM = [\"x\"] }", "errno = { EPERM = [] }"},
      {"trap = [\n  \"a\",\n  \"x\",\n  \"b\",\n]\n", "trap = [\n  \"a\",\n  \"b\",\n]\n"},
      {"trap = [\n  \"x\"\n]\n", "trap = [\n]\n"},
  };
  for (const Row& row : rows) {
    INFO(row.before);
    const std::string text = row.before;
    const auto edit = remove_from_list(text, text.find("= ") + 2, text.find('x'));
    REQUIRE(edit);
    CHECK(edited(text, {*edit}) == row.after);
  }
}

TEST_CASE("differences are those of diff -u") {
  std::string before;
  for (int i = 1; i <= 20; ++i)
    before += std::to_string(i) + "\n";
  std::string after = before;
  after.replace(after.find("5\n"), 2, "five\nfive and a half\n");
  after.replace(after.find("17\n"), 3, "");
  CHECK(unified_diff(before, after, "/etc/p.toml") ==
        "--- a/etc/p.toml\n+++ b/etc/p.toml\n"
        "@@ -2,7 +2,8 @@\n 2\n 3\n 4\n-5\n+five\n+five and a half\n 6\n 7\n 8\n"
        "@@ -14,7 +15,6 @@\n 14\n 15\n 16\n-17\n 18\n 19\n 20\n");
  CHECK(unified_diff("a", "a\nb", "<stdin>") ==
        "--- a/policy.toml\n+++ b/policy.toml\n@@ -1,1 +1,2 @@\n-a\n\\ No newline at end of file\n"
        "+a\n+b\n\\ No newline at end of file\n");
  CHECK(unified_diff("a\n", "b\n", "a b") == "--- a/a b\t\n+++ b/a b\t\n@@ -1,1 +1,1 @@\n-a\n+b\n");
  CHECK(unified_diff("a\n", "a\n", "x").empty());
  const auto changes = changes_between(before, after);
  REQUIRE(changes.size() == 2);
  CHECK(changes[0].line == 5);
  CHECK(changes[0].after.size() == 2);
  CHECK(changes[1].before.front() == "17");
}

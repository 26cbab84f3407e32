// Adding to a list in a text, whatever the text looks like.
#include <doctest/doctest.h>

#include "learn/places.hpp"

namespace {

using namespace callgate;

std::string with(const std::string& text, const std::string& path, const std::string& lines) {
  const learn::Places places = learn::places_in(text);
  const auto found = places.arrays.find(path);
  if (found == places.arrays.end()) return "no such array";
  return learn::edited(text, learn::appended(text, found->second, lines));
}

struct Row {
  std::string before;
  std::string after;
};

} // namespace

TEST_CASE("lines are added at the end of a list") {
  const Row rows[] = {
      {"[base]\nallow = []\n", "[base]\nallow = [\n  \"x\",\n]\n"},
      {"[base]\nallow = [\"a\"]", "[base]\nallow = [\"a\",\n  \"x\",\n]"},
      {"[base]\nallow = [\"a\", ]", "[base]\nallow = [\"a\", \n  \"x\",\n]"},
      {"[base]\nallow = [\n  \"a\",\n]\n", "[base]\nallow = [\n  \"a\",\n  \"x\",\n]\n"},
      {"[base]\nallow = [\n  \"a\"\n]\n", "[base]\nallow = [\n  \"a\",\n  \"x\",\n]\n"},
      {"[base]\nallow = [\n  \"a\" # ],\n  ]\n",
       "[base]\nallow = [\n  \"a\", # ],\n  \"x\",\n  ]\n"},
      {"[base]\nallow = ['a]', \"b\\\"]\", # no ]\n\"\"\"c\n]\"\"\"]\n",
       "[base]\nallow = ['a]', \"b\\\"]\", # no ]\n\"\"\"c\n]\"\"\",\n  \"x\",\n]\n"},
      {"base.allow = [\"a\"]\n", "base.allow = [\"a\",\n  \"x\",\n]\n"},
      {"# [base]\n[ \"base\" ] # allow = [\n\"allow\" = [ \"a\" ]\n",
       "# [base]\n[ \"base\" ] # allow = [\n\"allow\" = [ \"a\", \n  \"x\",\n]\n"},
      {"[cap.A]\nallow = [\"z\"]\n[base]\nerrno = { ENOSYS = [\"n\"] }\nallow = [\"a\"]\n",
       "[cap.A]\nallow = [\"z\"]\n[base]\nerrno = { ENOSYS = [\"n\"] }\nallow = [\"a\",\n  "
       "\"x\",\n]\n"},
      {"[[expect]]\ncall = \"a\"\ncaps = [\"b\"]\n[base]\nallow = [\"a\"]\n",
       "[[expect]]\ncall = \"a\"\ncaps = [\"b\"]\n[base]\nallow = [\"a\",\n  \"x\",\n]\n"},
      {"[policy]\ndefault = \"allow\"\n", "no such array"},
      {"[base]\nallow = [", "[base]\nallow = [\n  \"x\",\n"},
      {"", "no such array"},
      {"[", "no such array"},
      {"a", "no such array"},
      {"a = '", "no such array"},
  };
  for (const Row& row : rows) {
    INFO(row.before);
    CHECK(with(row.before, "base.allow", "  \"x\",\n") == row.after);
  }
}

TEST_CASE("the line behind a header is found") {
  const std::string text = "# x\n[policy] # y\nabis = [\"x86_64\"]\n[base]";
  const learn::Places places = learn::places_in(text);
  CHECK(places.tables.at("policy") == text.find("abis"));
  CHECK(places.tables.at("base") == text.size());
}

TEST_CASE("line ends are those of the text") {
  CHECK(with("[base]\r\nallow = [\r\n  \"a\",\r\n]\r\n", "base.allow", "  \"x\",\n") ==
        "[base]\r\nallow = [\r\n  \"a\",\r\n  \"x\",\r\n]\r\n");
}

TEST_CASE("lists in inline tables are found") {
  CHECK(with("base = { errno = { ENOSYS = [\"n\"] }, x = 1, allow = [\"a\"] }\n", "base.allow",
             "  \"x\",\n") ==
        "base = { errno = { ENOSYS = [\"n\"] }, x = 1, allow = [\"a\",\n  \"x\",\n] }\n");
  const learn::Places places = learn::places_in("[base]\nerrno = { ENOSYS = [\"n\"] }\n");
  CHECK(places.arrays.contains("base.errno.ENOSYS"));
  CHECK(places.inlines.contains("base.errno"));
  for (const char* broken : {"a = {", "a = { b", "a = { b =", "a = { b = [", "a = {}", "a = {,}"})
    learn::places_in(broken);
}

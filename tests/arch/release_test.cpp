// Releases as text.
#include <doctest/doctest.h>

#include <string>

#include "arch/release.hpp"

namespace callgate::arch {
namespace {

TEST_CASE("releases are read and written") {
  struct Case {
    std::string_view text;
    Release release;
    std::string_view written;
  };
  const Case cases[] = {
      {"6.1", {6, 1, 0}, "6.1"}, {"6.12", {6, 12, 0}, "6.12"},
      {"3.0", {3, 0, 0}, "3.0"}, {"2.6.39", {2, 6, 39}, "2.6.39"},
      {"2.6", {2, 6, 0}, "2.6"}, {"2.6.0", {2, 6, 0}, "2.6"},
      {"1.0", {1, 0, 0}, "1.0"}, {"255.255", {255, 255, 0}, "255.255"},
  };
  for (const auto& expected : cases) {
    CAPTURE(expected.text);
    const auto release = parse_release(expected.text);
    REQUIRE(release.has_value());
    CHECK(*release == expected.release);
    CHECK(to_string(*release) == expected.written);
  }
}

TEST_CASE("anything else is refused") {
  for (const std::string_view junk :
       {"",     "6",     "6.",   ".1",     "6.1.",         "6.1.5", "3.0.1",   "6.1-rc1",
        "v6.1", " 6.1",  "6.1 ", "6 .1",   "06.1",         "6.01",  "2.6.039", "2.6.3.1",
        "+6.1", "-6.1",  "6.-1", "6.+1",   "256.1",        "6.256", "2.6.256", "6,1",
        "6.1x", "0x6.1", "6..1", "by 6.1", "99999999999.1"}) {
    CAPTURE(junk);
    CHECK_FALSE(parse_release(junk).has_value());
  }
  CHECK_FALSE(parse_release(std::string_view("6.1\0", 4)).has_value());
}

TEST_CASE("releases are ordered by number, not by text") {
  CHECK(*parse_release("6.9") < *parse_release("6.12"));
  CHECK(*parse_release("2.6.9") < *parse_release("2.6.16"));
  CHECK(*parse_release("2.6.39") < *parse_release("3.0"));
}

TEST_CASE("since when") {
  CHECK(to_string(Since{Since::Known::exactly, {6, 5, 0}}) == "6.5");
  CHECK(to_string(Since{Since::Known::by, {5, 1, 0}}) == "by 5.1");
  CHECK(to_string(Since{Since::Known::unknown, {0, 0, 0}}) == "unknown");
}

} // namespace
} // namespace callgate::arch

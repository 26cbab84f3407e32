// Conditions as the parser understands them: what binds to what, which side is the
// argument, and where it all stands. Mistakes are cases/cond-*.case.
#include <doctest/doctest.h>

#include "policy/item.hpp"
#include "policy/text.hpp"
#include "support/print_condition.hpp"

namespace {

using namespace callgate;

/// An entry, and the text that its places point into.
struct Parsed {
  diagnostic::Source source;
  std::optional<policy::Entry> entry;
  bool is_silent;

  explicit Parsed(std::string_view written) : source("x", "'" + std::string(written) + "'") {
    diagnostic::Diagnostics diagnostics;
    const policy::StringText place(source, {0, source.text().size()});
    const auto item = policy::parse_item({written, place}, diagnostics);
    if (item) entry = std::get<policy::Entry>(*item);
    is_silent = diagnostics.sorted().empty();
  }

  [[nodiscard]] std::string_view at(diagnostic::Span span) const {
    return source.text().substr(span.begin, span.end - span.begin);
  }
};

TEST_CASE("what binds to what") {
  struct Row {
    std::string_view call;
    std::string_view condition;
    std::string_view understood;
  };
  const Row rows[] = {
      {"openat", "flags == 1", "(flags == 1)"},
      {"openat", "1 < flags", "(flags > 1)"},
      {"openat", "1 <= flags", "(flags >= 1)"},
      {"openat", "1 > flags", "(flags < 1)"},
      {"openat", "1 >= flags", "(flags <= 1)"},
      {"openat", "1 != flags", "(flags != 1)"},
      {"openat", "flags & 0x5 == 1", "((flags & 5) == 1)"},
      {"openat", "1 == 0x5 & flags", "((flags & 5) == 1)"},
      {"openat", "flags & O_CREAT", "(flags & O_CREAT)"},
      {"openat", "(flags) & (O_CREAT)", "(flags & O_CREAT)"},
      {"openat", "((flags & O_CREAT))", "(flags & O_CREAT)"},
      {"openat", "flags & (O_CREAT|O_EXCL) == 0", "((flags & (O_CREAT | O_EXCL)) == 0)"},
      {"openat", "flags & (3 & ~1) != 2", "((flags & (3 & ~1)) != 2)"},
      {"openat", "flags & ~O_CLOEXEC == 0", "((flags & ~O_CLOEXEC) == 0)"},
      {"openat", "flags & ~(O_CREAT|~1) == 0", "((flags & ~(O_CREAT | ~1)) == 0)"},
      {"mmap", "prot == PROT_READ|PROT_WRITE", "(prot == (PROT_READ | PROT_WRITE))"},
      {"openat", "flags == 1 || mode == 2 && dfd == 3",
       "((flags == 1) || ((mode == 2) && (dfd == 3)))"},
      {"openat", "(flags == 1 || mode == 2) && dfd == 3",
       "(((flags == 1) || (mode == 2)) && (dfd == 3))"},
      {"openat", "flags == 1 && mode == 2 && dfd == 3",
       "((flags == 1) && (mode == 2) && (dfd == 3))"},
      {"openat", "!(flags == 1) && mode == 2", "(!(flags == 1) && (mode == 2))"},
      {"openat", "!!(flags & 1)", "!!(flags & 1)"},
      {"openat", "!(flags in {1})||mode==2", "(!(flags in {1}) || (mode == 2))"},
      {"openat", "flags in {1, O_CREAT|2, 3..7, O_PATH?, -1..~0,}",
       "(flags in {1, (O_CREAT | 2), 3..7, O_PATH?, -1..~0})"},
      {"openat", "flags & 7 in {1}", "((flags & 7) in {1})"},
      {"openat", "u32(arg1) == 1", "(u32(arg1) == 1)"},
      {"openat", "s64( arg5 )&1 == 1", "((s64(arg5) & 1) == 1)"},
      {"openat", "s32(dirfd) < 0", "(s32(dirfd) < 0)"},
      {"openat", "\t( dirfd ==\n AT_FDCWD ) ", "(dirfd == AT_FDCWD)"},
      {"#438", "arg0 == 0", "(arg0 == 0)"},
      {"quite_new?", "arg0 == 0", "(arg0 == 0)"},
      {"openat@x86_64", "pathname == 0", "(pathname == 0)"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.condition);
    const Parsed parsed(std::string(row.call) + "(" + std::string(row.condition) + ")");
    CHECK(parsed.is_silent);
    REQUIRE(parsed.entry);
    const std::string text = tests::printed(*parsed.entry->condition);
    CHECK(text == row.understood);
    const Parsed again(std::string(row.call) + "(" + text + ")");
    REQUIRE(again.entry);
    CHECK(tests::printed(*again.entry->condition) == text);
  }
}

TEST_CASE("numbers") {
  struct Row {
    std::string_view written;
    std::string_view value;
  };
  const Row rows[] = {
      {"0", "0"},
      {"-0", "0"},
      {"00", "0"},
      {"10", "10"},
      {"0x1f", "31"},
      {"0XfF", "255"},
      {"0o17", "15"},
      {"017", "15"},
      {"0b101", "5"},
      {"-5", "-5"},
      {"- 5", "-5"},
      {"-0x10", "-16"},
      {"18446744073709551615", "18446744073709551615"},
      {"0xffffffffffffffff", "18446744073709551615"},
      {"-9223372036854775808", "-9223372036854775808"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.written);
    const Parsed parsed("close(fd == " + std::string(row.written) + ")");
    REQUIRE(parsed.entry);
    CHECK(tests::printed(*parsed.entry->condition) == "(fd == " + std::string(row.value) + ")");
  }
}

TEST_CASE("every part knows where it stands") {
  const Parsed parsed("openat(u32(flags) & 7 == 1|2 || 3 == mode || dfd in {4, 5..6, O_PATH?})");
  REQUIRE(parsed.entry);
  const policy::Condition& whole = *parsed.entry->condition;
  CHECK(parsed.at(whole.span) == "u32(flags) & 7 == 1|2 || 3 == mode || dfd in {4, 5..6, O_PATH?}");
  const auto& parts = std::get<policy::Combination>(whole.test).operands;
  REQUIRE(parts.size() == 3);

  const auto& masked = std::get<policy::Comparison>(parts[0].test);
  CHECK(parsed.at(parts[0].span) == "u32(flags) & 7 == 1|2");
  CHECK(parsed.at(masked.term.span) == "u32(flags) & 7");
  CHECK(parsed.at(masked.term.argument_span) == "flags");
  CHECK(parsed.at(masked.term.mask->span) == "7");
  CHECK(parsed.at(masked.constant.span) == "1|2");

  const auto& turned = std::get<policy::Comparison>(parts[1].test);
  CHECK(parsed.at(parts[1].span) == "3 == mode");
  CHECK(parsed.at(turned.term.span) == "mode");
  CHECK(parsed.at(turned.constant.span) == "3");

  const auto& set = std::get<policy::Membership>(parts[2].test);
  CHECK(parsed.at(parts[2].span) == "dfd in {4, 5..6, O_PATH?}");
  CHECK(parsed.at(set.term.span) == "dfd");
  CHECK(parsed.at(set.elements[0].span) == "4");
  CHECK(parsed.at(set.elements[1].span) == "5..6");
  CHECK(parsed.at(set.elements[1].last->span) == "6");
  CHECK(parsed.at(set.elements[2].span) == "O_PATH?");
  CHECK(parsed.at(set.elements[2].first.span) == "O_PATH");
}

TEST_CASE("registers carry their number and their name") {
  const Parsed parsed("openat(arg3 == 1)");
  REQUIRE(parsed.entry);
  const auto& term = std::get<policy::Comparison>(parsed.entry->condition->test).term;
  CHECK(term.argument == "arg3");
  CHECK(term.raw == 3);
}

} // namespace

// Which inputs stand for the alternatives of conditions: by a policy's rulings, and by what its
// filter does.
#include <doctest/doctest.h>

#include <algorithm>
#include <sstream>

#include "built.hpp"
#include "tools/cost_inputs.hpp"

using namespace callgate;
using namespace callgate::tests;
using tools::Decided;

namespace {

struct Found : Decided {
  std::vector<bpf::CallData> satisfied;
};

tools::Numbers x86_64_numbers(std::vector<bpf::CallData>& satisfied) {
  return {0xc000003e, {0, 512}, 0x3fffffff, [&satisfied](const bpf::CallData& call) {
            satisfied.push_back(call);
          }};
}

Found by_rulings(const std::string& policy) {
  std::vector<bpf::CallData> satisfied;
  const Decided decided = tools::decided_by(built(policy).front().rulings().rulesets.front(),
                                            x86_64_numbers(satisfied));
  return {decided, std::move(satisfied)};
}

Found by_filter(const std::string& policy) {
  const auto filters = built(policy);
  std::vector<bpf::CallData> satisfied;
  const tools::Numbers numbers = x86_64_numbers(satisfied);
  const auto decided =
      tools::decided_by({&filters.front().program(), 1}, arch::ByteOrder::little, {&numbers, 1});
  REQUIRE(std::holds_alternative<std::vector<Decided>>(decided));
  return {std::get<std::vector<Decided>>(decided).front(), std::move(satisfied)};
}

/// "1 0x40, 3": the arguments of each, up to the last that is not 0.
std::string text_of(const Found& decided) {
  std::ostringstream out;
  for (const bpf::CallData& call : decided.satisfied) {
    if (&call != decided.satisfied.data()) out << ", ";
    std::size_t count = call.arguments.size();
    while (count > 1 && call.arguments[count - 1] == 0)
      --count;
    for (std::size_t i = 0; i < count; ++i)
      out << (i == 0 ? "" : " ") << std::hex << std::showbase << call.arguments[i];
  }
  return out.str();
}

std::string allowing(const std::string& entry) {
  return "[base]\nallow = [\"" + entry + "\"]\n";
}

} // namespace

TEST_CASE("each alternative of a condition has an input") {
  struct Row {
    std::string entry;
    std::string by_rulings;
    std::string by_filter = {}; ///< empty: the same
  };
  const Row rows[] = {
      {"close", "", ""},
      {"close(fd == 3)", "0x3"},
      {"close(fd != 3)", "0, 0x4"},
      {"close(fd in {1, 5, 7..9, 100})", "0x1, 0x5, 0x7, 0x64"},
      {"close(fd in {1, 2, 3})", "0x1"},
      {"close(fd > 2)", "0x3"},
      {"close(s32(arg0) < 0)", "0x80000000"},
      {"openat(flags & 3 == 0)", "0"},
      // In 32 bits this is the same 256 times.
      {"clone(u32(arg0) & 0x7e020000 == 0)", "0"},
      // Of the bits that are looked at these are neighbours.
      {"openat(flags & 0x30 in {0x10, 0x20})", "0 0 0x10, 0 0 0x20", "0 0 0x10"},
      {"openat(flags & 0x70 in {0x10, 0x40})", "0 0 0x10, 0 0 0x40"},
      {"openat(flags & 0x40)", "0 0 0x40"},
      {"ioctl(fd in {1, 3} && request in {5, 9})", "0x1 0x5, 0x1 0x9, 0x3 0x5, 0x3 0x9"},
      {"ioctl(fd == 1 && request == 5 || fd == 7)", "0x1 0x5, 0x7"},
      // The range's first value fails the other test.
      {"ioctl(fd & 4 == 0 && fd in {1, 100..200})", "0x1, 0x68",
       "0x1, 0x68, 0x70, 0x78, 0x80, 0x88, 0x90, 0x98, 0xa0, 0xa8, 0xb0, 0xb8, 0xc0, 0xc8"},
      {"#16(arg1 in {0x100000002, 0x200000001})", "0 0x100000002, 0 0x200000001"},
      // As words: each upper half, and then the values below it.
      {"#16(arg1 in {1, 3, 0x100000002})", "0 0x1, 0 0x3, 0 0x100000002"},
      {"#16(arg1 > 0x100000002)", "0 0x100000003", "0 0x100000003, 0 0x200000000"},
      {"personality(persona in {0, 8, 0x20000, 0x20008})", "0, 0x8, 0x20000, 0x20008"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.entry);
    CHECK(text_of(by_rulings(allowing(row.entry))) == row.by_rulings);
    CHECK(text_of(by_filter(allowing(row.entry))) ==
          (row.by_filter.empty() ? row.by_rulings : row.by_filter));
  }
}

TEST_CASE("inputs are those that let a call through, whichever side of a condition that is") {
  struct Row {
    std::string policy;
    std::string inputs;
  };
  const Row rows[] = {
      {"[policy]\ndefault = \"allow\"\n[base]\ntrap = [\"close(fd in {3, 7})\"]\n", "0, 0x4, 0x8"},
      {"[base]\nlog = [\"close(fd == 3)\"]\nallow = [\"close(fd == 5)\"]\n", "0x5, 0x3"},
      {"[base]\ntrap = [\"close(fd == 3)\"]\n", ""},
      {"[base]\nerrno = { EPERM = [\"close(fd == 3)\"] }\nnotify = [\"close(fd == 4)\"]\n", "0x4"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.policy);
    CHECK(text_of(by_rulings(row.policy)) == row.inputs);
  }
  CHECK(text_of(by_filter(rows[0].policy)) == rows[0].inputs);
  CHECK(text_of(by_filter(rows[1].policy)) == "0x3, 0x5");
}

TEST_CASE("numbers are told apart by what is decided of them") {
  struct Row {
    std::string policy;
    std::size_t listed;
    std::size_t allowed;
    std::size_t conditional;
  };
  const Row rows[] = {
      {"[base]\nallow = [\"read\", \"write\", \"close(fd == 1)\"]\ntrap = [\"dup\"]\n", 4, 2, 1},
      {"[base]\nallow = [\"#500..600(arg0 == 1)\"]\n", 13, 0, 13},
      {"[policy]\ndefault = \"allow\"\n[base]\ntrap = [\"read\"]\n", 1, 512, 0},
      // Conditions that always hold are none.
      {"[base]\nallow = [\"close(fd > 2)\", \"close(fd < 4)\"]\n", 1, 1, 0},
  };
  for (const Row& row : rows) {
    CAPTURE(row.policy);
    for (const Decided& decided : {by_rulings(row.policy), by_filter(row.policy)}) {
      CHECK(decided.listed == row.listed);
      CHECK(decided.allowed == row.allowed);
      CHECK(decided.conditional == row.conditional);
      CHECK(decided.cut == 0);
    }
  }
}

TEST_CASE("of very many alternatives the first are followed, and that is said") {
  std::string values;
  for (int i = 0; i < 100; ++i)
    values += (i == 0 ? "" : ", ") + std::to_string(3 * i);
  const std::string policy =
      allowing("ioctl(fd in {" + values + "} && request in {" + values + "})");
  for (const Found& decided : {by_rulings(policy), by_filter(policy)}) {
    CHECK(decided.satisfied.size() == tools::most_alternatives);
    CHECK(decided.cut == 1);
  }
}

TEST_CASE("numbers that are decided of alike each have their inputs, in order") {
  const std::string policy = allowing("#500..502(arg0 in {1, 5})");
  for (const Found& decided : {by_rulings(policy), by_filter(policy)}) {
    CHECK(text_of(decided) == "0x1, 0x5, 0x1, 0x5, 0x1, 0x5");
    CHECK(std::ranges::is_sorted(decided.satisfied, {}, &bpf::CallData::number));
    REQUIRE(!decided.satisfied.empty());
    CHECK(decided.satisfied.back().number == 502);
  }
}

TEST_CASE("what cannot be followed is said") {
  // Returns a product of the input.
  namespace op = bpf::op;
  const auto program = bpf::Program::check({{op::ld_abs, 0, 0, 16},
                                            {op::tax, 0, 0, 0},
                                            {op::mul | op::with_x, 0, 0, 0},
                                            {op::ret_a, 0, 0, 0}});
  std::vector<bpf::CallData> satisfied;
  const tools::Numbers numbers = x86_64_numbers(satisfied);
  const auto decided = tools::decided_by({&std::get<bpf::Program>(program), 1},
                                         arch::ByteOrder::little, {&numbers, 1});
  CHECK(std::holds_alternative<tools::Undecided>(decided));
}

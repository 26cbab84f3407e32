// Stacks of filters against the interpreter and what the kernel's documentation says of
// them, and diagrams taken apart against asking them.
#include <doctest/doctest.h>

#include <utility>
#include <vector>

#include <linux/seccomp.h>

#include "bpf/action.hpp"
#include "proof/behaviour.hpp"
#include "proof/parts.hpp"

namespace {

using namespace callgate;
using bpf::Instruction;
using diagram::Diagrams;
using diagram::Node;
namespace op = bpf::op;

bpf::Program accepted(std::vector<Instruction> instructions) {
  return std::get<bpf::Program>(bpf::Program::check(std::move(instructions)));
}

bpf::Program returning(std::uint32_t value) {
  return accepted({{op::ret_k, 0, 0, value}});
}

/// `value` for that number, else allow.
bpf::Program on_number(std::uint32_t number, std::uint32_t value) {
  return accepted({{op::ld_abs, 0, 0, bpf::offset::number},
                   {op::jeq, 0, 1, number},
                   {op::ret_k, 0, 0, value},
                   {op::ret_k, 0, 0, SECCOMP_RET_ALLOW}});
}

Node behaviour(Diagrams& diagrams, const std::vector<bpf::Program>& stack) {
  return std::get<Node>(proof::behaviour_of(diagrams, stack, arch::ByteOrder::little));
}

} // namespace

TEST_CASE("of stacked filters the most restrictive answers, of equal ones the last") {
  struct Case {
    std::vector<std::uint32_t> returned;
    std::uint32_t expected;
  };
  const Case cases[] = {
      {{SECCOMP_RET_ALLOW}, SECCOMP_RET_ALLOW},
      {{SECCOMP_RET_ALLOW | 5}, SECCOMP_RET_ALLOW},
      {{SECCOMP_RET_ALLOW, SECCOMP_RET_LOG}, SECCOMP_RET_LOG},
      {{SECCOMP_RET_LOG, SECCOMP_RET_ALLOW}, SECCOMP_RET_LOG},
      {{SECCOMP_RET_ERRNO | 1, SECCOMP_RET_TRACE | 2}, SECCOMP_RET_ERRNO | 1},
      {{SECCOMP_RET_ERRNO | 1, SECCOMP_RET_ERRNO | 2}, SECCOMP_RET_ERRNO | 2},
      {{SECCOMP_RET_ERRNO | 2, SECCOMP_RET_ERRNO | 1}, SECCOMP_RET_ERRNO | 1},
      {{SECCOMP_RET_ERRNO | 5000}, SECCOMP_RET_ERRNO | 4095},
      {{SECCOMP_RET_TRAP | 1, SECCOMP_RET_TRAP | 2}, SECCOMP_RET_TRAP | 2},
      {{SECCOMP_RET_KILL_THREAD, SECCOMP_RET_KILL_PROCESS}, SECCOMP_RET_KILL_PROCESS},
      {{SECCOMP_RET_KILL_PROCESS, SECCOMP_RET_TRAP, SECCOMP_RET_ALLOW}, SECCOMP_RET_KILL_PROCESS},
      // An unknown action kills the process, but only if no stronger filter is in its way.
      {{0x7ffd0000}, SECCOMP_RET_KILL_PROCESS},
      {{0x7ffd0000, SECCOMP_RET_ALLOW}, SECCOMP_RET_KILL_PROCESS},
      {{0x7ffd0000, SECCOMP_RET_LOG}, SECCOMP_RET_LOG},
      {{0x7ffd0000, SECCOMP_RET_ERRNO | 3}, SECCOMP_RET_ERRNO | 3},
  };
  for (const Case& one : cases) {
    CAPTURE(one.returned);
    std::vector<bpf::Program> stack;
    for (const std::uint32_t value : one.returned)
      stack.push_back(returning(value));
    Diagrams diagrams;
    CHECK(behaviour(diagrams, stack) == diagrams.leaf(one.expected));
    CHECK(proof::behaviour_of(stack, {}, arch::ByteOrder::little) == one.expected);
  }
}

TEST_CASE("a stack decides number by number") {
  Diagrams diagrams;
  const Node node =
      behaviour(diagrams, {on_number(5, SECCOMP_RET_ERRNO | 1), on_number(7, SECCOMP_RET_TRAP)});
  const auto parts = proof::by_number(diagrams, node);
  REQUIRE(parts);
  const std::pair<std::uint32_t, std::uint32_t> expected[] = {{4, SECCOMP_RET_ALLOW},
                                                              {5, SECCOMP_RET_ERRNO | 1},
                                                              {6, SECCOMP_RET_ALLOW},
                                                              {7, SECCOMP_RET_TRAP},
                                                              {UINT32_MAX, SECCOMP_RET_ALLOW}};
  REQUIRE(parts->size() == std::size(expected));
  std::uint32_t next = 0;
  for (std::size_t i = 0; i < parts->size(); ++i) {
    CHECK((*parts)[i].first == next);
    CHECK((*parts)[i].last == expected[i].first);
    CHECK((*parts)[i].node == diagrams.leaf(expected[i].second));
    next = (*parts)[i].last + 1;
  }
  const std::vector<std::uint32_t> values{SECCOMP_RET_TRAP, SECCOMP_RET_ERRNO | 1,
                                          SECCOMP_RET_ALLOW};
  CHECK(proof::values_of(diagrams, node) == values);
  const auto seven = proof::witness(diagrams, proof::where(diagrams, node, SECCOMP_RET_TRAP));
  REQUIRE(seven);
  CHECK(seven->number == 7);
  CHECK_FALSE(proof::witness(diagrams, proof::where(diagrams, node, SECCOMP_RET_LOG)));
}

TEST_CASE("tokens are one part each, and functions of too many parts have none") {
  const auto program = accepted({{op::ld_abs, 0, 0, bpf::offset::token},
                                 {op::jeq, 0, 1, 0xc000003e},
                                 {op::ret_k, 0, 0, SECCOMP_RET_ALLOW},
                                 {op::ret_k, 0, 0, SECCOMP_RET_KILL_PROCESS}});
  Diagrams diagrams;
  const auto parts = proof::by_token(diagrams, behaviour(diagrams, {program}));
  REQUIRE(parts);
  REQUIRE(parts->size() == 3);
  CHECK((*parts)[1].first == 0xc000003e);
  CHECK((*parts)[1].last == 0xc000003e);
  const auto alternating = accepted({{op::ld_abs, 0, 0, bpf::offset::number},
                                     {op::jset, 0, 1, 1},
                                     {op::ret_k, 0, 0, SECCOMP_RET_ALLOW},
                                     {op::ret_k, 0, 0, SECCOMP_RET_KILL_PROCESS}});
  CHECK_FALSE(proof::by_number(diagrams, behaviour(diagrams, {alternating})));
}

TEST_CASE("a stack whose filters are small enough alone and too large together is refused") {
  const auto asking = [](std::uint32_t slot) {
    return accepted({{op::ld_abs, 0, 0, bpf::offset::arguments + 8 * slot},
                     {op::jgt, 0, 1, 0x12345678},
                     {op::ret_k, 0, 0, SECCOMP_RET_ERRNO | slot},
                     {op::ret_k, 0, 0, SECCOMP_RET_ALLOW}});
  };
  Diagrams enough;
  behaviour(enough, {asking(1)});
  behaviour(enough, {asking(2)});
  Diagrams diagrams(enough.size());
  const std::vector<bpf::Program> stack{asking(1), asking(2)};
  const auto result = proof::behaviour_of(diagrams, stack, arch::ByteOrder::little);
  REQUIRE(std::holds_alternative<proof::UnmodelledFilter>(result));
  const auto& unmodelled = std::get<proof::UnmodelledFilter>(result);
  CHECK(unmodelled.filter == 1);
  CHECK(unmodelled.unmodelled.reason ==
        "following the filters together, the decision diagram is too large");
}

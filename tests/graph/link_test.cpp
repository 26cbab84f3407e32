// Programs of every size around the reach of a conditional jump, each checked by the
// acceptance rules and proven against its rulings.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <random>

#include "graph/link.hpp"
#include "graph/order.hpp"
#include "graph/plan.hpp"
#include "proof/proof.hpp"

namespace {

using namespace callgate;

/// `count` intervals in which neighbours differ, with up to `actions` different ones.
ruleset::Rulings alternating(std::size_t count, std::uint16_t actions, bool lone,
                             std::mt19937& random) {
  ruleset::Ruleset ruleset{arch::facts(arch::Abi::x86_64).token, {arch::Abi::x86_64}, {}};
  std::uint32_t first = 0;
  std::uint16_t before = 0;
  for (std::size_t i = 0; i < count; ++i) {
    std::uint16_t data = before;
    while (data == before)
      data = static_cast<std::uint16_t>(1 + random() % actions);
    before = data;
    const std::uint32_t last =
        i + 1 == count ? UINT32_MAX : first + (lone ? 0 : static_cast<std::uint32_t>(random() % 3));
    ruleset.intervals.push_back({first, last, {{bpf::ActionKind::error, data}}});
    first = last + 1;
  }
  return {arch::Family::x86, arch::ByteOrder::little, {ruleset}, {bpf::ActionKind::kill_process}};
}

std::vector<bpf::Instruction> build(const ruleset::Rulings& rulings) {
  const graph::Plan plan = graph::plan(rulings);
  return graph::link(plan, graph::order(plan));
}

} // namespace

TEST_CASE("every size links to a program that means its rulings") {
  std::mt19937 random(7);
  std::size_t longest = 0;
  for (std::size_t count = 1; count < 700; count += count < 330 ? 1 : 37) {
    for (const auto actions : std::to_array<std::uint16_t>({2, 3, 400})) {
      for (const bool lone : {false, true}) {
        CAPTURE(count);
        CAPTURE(actions);
        CAPTURE(lone);
        const ruleset::Rulings rulings = alternating(count, actions, lone, random);
        auto program = bpf::Program::check(build(rulings));
        REQUIRE(std::holds_alternative<bpf::Program>(program));
        longest = std::max(longest, std::get<bpf::Program>(program).size());
        const auto proven = proof::prove(std::get<bpf::Program>(std::move(program)), rulings);
        CHECK(std::holds_alternative<proof::ProvenFilter>(proven));
      }
    }
  }
  CHECK(longest > 1024); // several times as far as a conditional jump reaches
}

TEST_CASE("a conditional jump reaches 255 instructions and no more") {
  // A chain of tests that all lead to one of two far ends.
  for (const std::uint32_t length : {254U, 255U, 256U, 257U, 300U, 600U}) {
    CAPTURE(length);
    graph::Graph graph;
    const graph::NodeId far = graph.add_branch(graph::Relation::greater_equal, 1U << 20,
                                               graph.add_return(1), graph.add_return(2));
    graph::NodeId node = graph.add_return(3);
    for (std::uint32_t i = 0; i < length; ++i)
      node = graph.add_branch(graph::Relation::equal, length - i, i % 2 ? far : graph.add_return(4),
                              node);
    const graph::NodeId root = graph.add_load(graph::Word{bpf::offset::number}, node);
    const graph::Plan plan{std::move(graph), root};
    auto checked = bpf::Program::check(graph::link(plan, graph::order(plan)));
    REQUIRE(std::holds_alternative<bpf::Program>(checked));
    const auto& program = std::get<bpf::Program>(checked);
    for (std::uint32_t number = 0; number <= length + 1; ++number) {
      const auto result = bpf::run(program, {.number = number}, arch::ByteOrder::little).value;
      const bool listed = number >= 1 && number <= length;
      const std::uint32_t wanted = !listed ? 3 : (length - number) % 2 ? 2 : 4;
      CHECK(result == wanted);
    }
  }
}

TEST_CASE("equal rulings give equal programs") {
  std::mt19937 one(5), two(5);
  CHECK(build(alternating(500, 9, false, one)) == build(alternating(500, 9, false, two)));
}

TEST_CASE("a test that two loads lead to is written twice: a jump would be no shorter") {
  graph::Graph graph;
  const graph::NodeId test =
      graph.add_branch(graph::Relation::equal, 5, graph.add_return(1), graph.add_return(2));
  const graph::NodeId one = graph.add_load(graph::Word{16}, test);
  const graph::NodeId other = graph.add_load(graph::Word{24}, test);
  const graph::NodeId number = graph.add_branch(graph::Relation::equal, 3, one, other);
  const graph::NodeId root = graph.add_load(graph::Word{bpf::offset::number}, number);
  const graph::Plan plan{std::move(graph), root};
  const auto program = graph::link(plan, graph::order(plan));
  CHECK(program.size() == 8);
  CHECK(std::none_of(program.begin(), program.end(),
                     [](const auto& each) { return each.code == bpf::op::ja; }));
}

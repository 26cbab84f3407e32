// What plans are made fast for, and what that does to the layout.
#include <doctest/doctest.h>

#include <vector>

#include "bpf/action.hpp"
#include "graph/order.hpp"
#include "graph/weighing.hpp"

namespace {

using namespace callgate;
using namespace callgate::graph;
using bpf::ActionKind;

/// Numbers from `first` on, up to the next interval's.
struct Given {
  std::uint32_t first;
  ActionKind kind;
};

ruleset::Ruleset ruleset_of(arch::Abi abi, const std::vector<Given>& given) {
  ruleset::Ruleset ruleset{arch::facts(abi).token, {abi}, {}};
  for (std::size_t i = 0; i < given.size(); ++i) {
    const std::uint32_t last = i + 1 < given.size() ? given[i + 1].first - 1 : UINT32_MAX;
    ruleset.intervals.push_back({given[i].first, last, {{given[i].kind}}});
  }
  return ruleset;
}

std::vector<Weight> weights(arch::Abi abi, const std::vector<Given>& given,
                            const Objective& objective) {
  const ruleset::Ruleset ruleset = ruleset_of(abi, given);
  Graph graph;
  std::vector<NodeId> nodes;
  nodes.reserve(given.size());
  for (const Given& each : given)
    nodes.push_back(graph.add_return(bpf::return_value({each.kind})));
  return weigh(ruleset, graph, nodes, objective).intervals;
}

constexpr std::uint32_t x32 = 0x40000000;

} // namespace

TEST_CASE("what runs weighs more than what the cache answers or the filter refuses") {
  const std::vector<Given> given{{0, ActionKind::kill_process},
                                 {10, ActionKind::allow},
                                 {11, ActionKind::log},
                                 {12, ActionKind::error},
                                 {13, ActionKind::kill_process}};
  const auto usual = weights(arch::Abi::x86_64, given, {});
  CHECK(usual[0] == 10 * usual[1]);
  CHECK(usual[2] > 100 * usual[1]);
  CHECK(usual[3] == usual[1]);
  const auto old = weights(arch::Abi::x86_64, given, {.is_cached = false});
  CHECK(old[1] > 1000 * old[3]);
  CHECK(old[1] > old[2]);
}

TEST_CASE("only numbers that the kernel has in its table are followed") {
  const auto wide = weights(arch::Abi::x32,
                            {{0, ActionKind::kill_process},
                             {x32, ActionKind::allow},
                             {x32 + 1, ActionKind::kill_process}},
                            {});
  CHECK(wide[0] == 0);
  CHECK(wide[1] > 0);
  const auto mips =
      weights(arch::Abi::mips_n64, {{0, ActionKind::kill_process}, {5000, ActionKind::allow}}, {});
  CHECK(mips[0] == 0);
  CHECK(mips[1] > 0);
}

TEST_CASE("counts keep their proportions, however large they are") {
  const std::vector<Given> given{
      {0, ActionKind::log}, {1, ActionKind::allow}, {2, ActionKind::kill_process}};
  const std::uint32_t token = arch::facts(arch::Abi::x86_64).token;
  for (const std::uint64_t most :
       {std::uint64_t{1000}, std::uint64_t{1} << 39, std::uint64_t{1} << 52}) {
    CAPTURE(most);
    Objective objective{.is_cached = false};
    objective.workload = {{token, 0, most}, {token, 1, most / 4}};
    const auto old = weights(arch::Abi::x86_64, given, objective);
    CHECK(old[0] / old[1] >= 3);
    CHECK(old[0] / old[1] <= 4);
    objective.is_cached = true;
    const auto usual = weights(arch::Abi::x86_64, given, objective);
    CHECK(usual[0] > 100 * usual[1]); // the cache answers the other one
  }
}

TEST_CASE("what more comes to follows a test") {
  Plan plan;
  const NodeId allow = plan.graph.add_return(1);
  const NodeId kill = plan.graph.add_return(0);
  const NodeId below = plan.graph.add_branch(Relation::equal, 3, allow, kill);
  const NodeId above = plan.graph.add_branch(Relation::equal, 30, allow, kill);
  plan.root = plan.graph.add_branch(Relation::greater_equal, 10, above, below);
  CHECK(order(plan)[1] == below);
  plan.weights.resize(plan.graph.size());
  plan.weights[above] = 2;
  plan.weights[below] = 1;
  CHECK(order(plan)[1] == above);
  plan.weights[below] = 3;
  CHECK(order(plan)[1] == below);
}

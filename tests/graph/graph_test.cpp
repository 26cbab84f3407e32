// The graph shares what is equal and keeps no test that decides nothing.
#include <doctest/doctest.h>

#include "graph/graph.hpp"
#include "graph/order.hpp"

using namespace callgate::graph;

TEST_CASE("equal nodes are one node") {
  Graph graph;
  const NodeId yes = graph.add_return(1);
  const NodeId no = graph.add_return(2);
  CHECK(graph.add_return(1) == yes);
  const NodeId branch = graph.add_branch(Relation::equal, 7, yes, no);
  CHECK(graph.add_branch(Relation::equal, 7, yes, no) == branch);
  CHECK(graph.add_branch(Relation::equal, 8, yes, no) != branch);
  CHECK(graph.add_branch(Relation::greater_equal, 7, yes, no) != branch);
}

TEST_CASE("a test with one outcome is no test") {
  Graph graph;
  const NodeId leaf = graph.add_return(1);
  CHECK(graph.add_branch(Relation::equal, 7, leaf, leaf) == leaf);
}

TEST_CASE("nothing is loaded that nobody looks at") {
  Graph graph;
  const NodeId leaf = graph.add_return(1);
  CHECK(graph.add_load(Word{0}, leaf) == leaf);
  const NodeId branch = graph.add_branch(Relation::equal, 7, leaf, graph.add_return(2));
  const NodeId load = graph.add_load(Word{0}, branch);
  CHECK(load != branch);
  CHECK(graph.add_load(Word{4}, load) == load);
}

TEST_CASE("the order puts parents before children and returns last") {
  Graph graph;
  const NodeId allow = graph.add_return(1);
  const NodeId kill = graph.add_return(2);
  const NodeId inner = graph.add_branch(Relation::equal, 7, allow, kill);
  const NodeId outer = graph.add_branch(Relation::greater_equal, 9, kill, inner);
  const NodeId root = graph.add_load(Word{0}, outer);
  const Plan plan{std::move(graph), root};
  CHECK(order(plan) == std::vector<NodeId>{root, outer, inner, allow, kill});
}

TEST_CASE("a load is passed by where the accumulator holds its word already") {
  Graph graph;
  const NodeId leaf = graph.add_return(1);
  const NodeId test = graph.add_branch(Relation::equal, 6, leaf, graph.add_return(2));
  const NodeId plain = graph.add_load(Word{16}, test);
  const NodeId masked = graph.add_load(Word{16, 6}, test);
  CHECK(graph.past_load(plain, Word{16}) == test);
  CHECK(graph.past_load(plain, Word{20}) == plain);
  CHECK(graph.past_load(plain, Word{16, 6}) == plain); // bits are missing
  CHECK(graph.past_load(masked, Word{16, 6}) == test);
  CHECK(graph.past_load(masked, Word{16, 4}) == masked);
  const NodeId mask = graph.add_mask(6, test);
  CHECK(graph.past_load(masked, Word{16}) == mask);
  CHECK(graph.past_load(masked, Word{16, 7}) == mask);
  CHECK(graph.past_load(leaf, Word{16}) == leaf);
}

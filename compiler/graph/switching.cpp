#include "graph/switching.hpp"

#include <span>

#include "bpf/action.hpp"
#include "graph/split.hpp"

namespace callgate::graph {

namespace {

using ruleset::Decision;
using ruleset::Formula;

class Builder {
public:
  Builder(Switches& switches, arch::ByteOrder byte_order)
      : switches_(switches), byte_order_(byte_order) {}

  SwitchId build(const Decision& decision, Graph& graph) {
    const auto exit = [&](bpf::Action action) {
      return switches_.exit(graph.add_return(bpf::return_value(action)));
    };
    const SwitchId holds = switches_.truth(true);
    const SwitchId conditions =
        chain(std::span(decision.clauses), false, [&](const ruleset::Clause& clause) {
          return switches_.replace(build(clause.when), holds, exit(clause.action));
        });
    return switches_.replace(conditions, switches_.truth(false), exit(decision.otherwise));
  }

  SwitchId build(const ruleset::Test& test) {
    const SplitTest halves = split(test, byte_order_);
    const SwitchId holds = switches_.truth(true);
    return chain(std::span(halves.blocks), false, [&](const Block& block) {
      return switches_.replace(switches_.test(halves.high, {&block.high, 1}), holds,
                               switches_.test(halves.low, block.low));
    });
  }

private:
  SwitchId build(const Formula& formula) {
    const auto part = [&](const Formula& each) { return build(each); };
    if (const auto* all = std::get_if<ruleset::All>(&formula.node))
      return chain(std::span(all->parts), true, part);
    if (const auto* any = std::get_if<ruleset::Any>(&formula.node))
      return chain(std::span(any->parts), false, part);
    return build(std::get<ruleset::Test>(formula.node));
  }

  /// Parts of which each but the last passes the question on with the outcome `passes`.
  /// Joined in halves, so that none is copied often.
  template <typename Part, typename Build>
  SwitchId chain(std::span<Part> parts, bool passes, const Build& build_part) {
    if (parts.empty()) return switches_.truth(passes);
    if (parts.size() == 1) return build_part(parts.front());
    const std::size_t half = parts.size() / 2;
    const SwitchId first = chain(parts.first(half), passes, build_part);
    const SwitchId second = chain(parts.subspan(half), passes, build_part);
    return switches_.replace(first, switches_.truth(passes), second);
  }

  Switches& switches_;
  arch::ByteOrder byte_order_;
};

} // namespace

SwitchId switches_of(const Decision& decision, Switches& switches, Graph& graph,
                     arch::ByteOrder byte_order) {
  return Builder(switches, byte_order).build(decision, graph);
}

SwitchId switches_of(const ruleset::Test& test, Switches& switches, arch::ByteOrder byte_order) {
  return Builder(switches, byte_order).build(test);
}

} // namespace callgate::graph

#include "proof/rulings_diagram.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "arch/abi.hpp"
#include "bpf/action.hpp"
#include "ruleset/meaning.hpp"

namespace callgate::proof {

namespace {

using diagram::Diagrams;
using diagram::Node;
using ruleset::Interval;
using ruleset::Ruleset;

std::string name_of(const Ruleset& ruleset) {
  std::string name;
  for (const arch::Abi abi : ruleset.abis)
    name += (name.empty() ? "" : ", ") + std::string(arch::facts(abi).name);
  return name;
}

std::string name_of(const Interval& interval) {
  const std::string first = std::to_string(interval.first);
  if (interval.first == interval.last) return "number " + first;
  return "numbers " + first + " to " + std::to_string(interval.last);
}

/// Where a stretch of equal decisions begins, and what they mean.
struct Stretch {
  std::uint32_t first;
  Node meaning;
};

/// Decides by the lowest `bits` of the number, for numbers from `first` on. The first of
/// the stretches begins there or before.
Node by_number(Diagrams& diagrams, std::span<const Stretch> stretches, std::uint32_t first,
               std::uint8_t bits) {
  if (stretches.size() == 1) return stretches.front().meaning;
  const auto bit = static_cast<std::uint8_t>(bits - 1);
  const std::uint32_t middle = first + (std::uint32_t{1} << bit);
  // Below the middle is what begins there, above it that and what reaches across.
  const auto above = std::ranges::lower_bound(stretches, middle, {}, &Stretch::first);
  const auto below = static_cast<std::size_t>(above - stretches.begin());
  const bool across = above == stretches.end() || above->first != middle;
  const Node zero = by_number(diagrams, stretches.first(below), first, bit);
  const Node one = by_number(diagrams, stretches.subspan(across ? below - 1 : below), middle, bit);
  return diagrams.decide(ruleset::number_bit(bit), zero, one);
}

/// 1 for that token alone.
Node is_token(Diagrams& diagrams, std::uint32_t token) {
  Node node = diagrams.leaf(1);
  for (std::uint8_t bit = 0; bit < 32; ++bit) {
    const bool set = (token >> bit & 1) != 0;
    const Node no = diagrams.leaf(0);
    node = diagrams.decide(ruleset::token_bit(bit), set ? no : node, set ? node : no);
  }
  return node;
}

/// A function of token and number that is `node_of` the decision for them.
template <typename NodeOf>
Node by_call(Diagrams& diagrams, const ruleset::Rulings& rulings, Node foreign,
             const NodeOf& node_of) {
  Node node = foreign;
  for (const Ruleset& ruleset : rulings.rulesets) {
    std::vector<Stretch> stretches;
    for (const Interval& interval : ruleset.intervals) {
      const Node meaning = node_of(ruleset, interval);
      if (stretches.empty() || stretches.back().meaning != meaning)
        stretches.push_back({interval.first, meaning});
    }
    node = diagrams.choose(is_token(diagrams, ruleset.token), by_number(diagrams, stretches, 0, 32),
                           node);
  }
  return node;
}

bool covers(const Case& in, const ruleset::Decision& decision) {
  const bool is_listed = std::ranges::find(in.decisions, &decision) != in.decisions.end();
  return is_listed == (in.kind == Case::Kind::these);
}

} // namespace

Oversized oversized(const Ruleset& ruleset, const Interval& interval) {
  return {name_of(interval) + " of " + name_of(ruleset), CallNumber{ruleset.token, interval.first}};
}

Node domain_of(Diagrams& diagrams, const ruleset::Rulings& rulings, const Case& in) {
  const Node foreign = in.kind == Case::Kind::these ? diagram::no : diagram::yes;
  return by_call(diagrams, rulings, foreign, [&](const Ruleset&, const Interval& interval) {
    return covers(in, interval.decision) ? diagram::yes : diagram::no;
  });
}

std::variant<Node, Oversized> diagram_of(Diagrams& diagrams, const ruleset::Rulings& rulings,
                                         const Case& in) {
  const Ruleset* current = nullptr;
  const Interval* interval = nullptr; // null where all of the ruleset is put together
  const auto meaning_of = [&](const Ruleset& ruleset, const Interval& each) {
    if (!covers(in, each.decision)) return diagram::no;
    current = &ruleset;
    interval = &each;
    const Node node = ruleset::meaning(diagrams, each.decision, in.order);
    interval = nullptr;
    return node;
  };
  try {
    const bool has_foreign = in.kind == Case::Kind::all_but_these;
    const Node foreign =
        has_foreign ? diagrams.leaf(bpf::return_value(rulings.foreign)) : diagram::no;
    return by_call(diagrams, rulings, foreign, meaning_of);
  } catch (const diagram::TooLarge&) {
    if (current == nullptr) return Oversized{"foreign calls"};
    if (interval != nullptr) return oversized(*current, *interval);
    return Oversized{"all numbers of " + name_of(*current)};
  }
}

} // namespace callgate::proof

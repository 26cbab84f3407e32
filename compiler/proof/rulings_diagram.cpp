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

} // namespace

std::variant<Node, Oversized> diagram_of(Diagrams& diagrams, const ruleset::Rulings& rulings) {
  const Ruleset* current = nullptr;
  const Interval* interval = nullptr; // null where all of the ruleset is put together
  try {
    Node node = diagrams.leaf(bpf::return_value(rulings.foreign));
    for (const Ruleset& ruleset : rulings.rulesets) {
      current = &ruleset;
      std::vector<Stretch> stretches;
      for (const Interval& each : ruleset.intervals) {
        interval = &each;
        stretches.push_back({each.first, ruleset::meaning(diagrams, each.decision)});
      }
      interval = nullptr;
      node = diagrams.choose(is_token(diagrams, ruleset.token),
                             by_number(diagrams, stretches, 0, 32), node);
    }
    return node;
  } catch (const diagram::TooLarge&) {
    if (current == nullptr) return Oversized{"foreign calls"};
    return Oversized{(interval == nullptr ? std::string("all numbers") : name_of(*interval)) +
                     " of " + name_of(*current)};
  }
}

} // namespace callgate::proof

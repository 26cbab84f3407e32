#include "ruleset/meaning.hpp"

#include <algorithm>
#include <cassert>
#include <span>
#include <vector>

#include "bpf/action.hpp"

namespace callgate::ruleset {

namespace {

using diagram::Bit;
using diagram::Diagrams;
using diagram::Node;

constexpr unsigned first_token_bit = 0;
constexpr unsigned first_number_bit = 32;
constexpr unsigned first_instruction_pointer_bit = 64;
constexpr unsigned first_argument_bit = 128;

/// Bit `bit` of a word of `width` bits whose highest bit is asked as `first`.
Bit highest_first(unsigned first, unsigned width, std::uint8_t bit) {
  assert(bit < width);
  return static_cast<Bit>(first + width - 1 - bit);
}

Bit bit_of(const Field& field, std::uint8_t bit, const BitOrder& order) {
  if (field.high_slot && bit >= 32)
    return argument_bit(*field.high_slot, static_cast<std::uint8_t>(bit - 32), order);
  return argument_bit(field.slot, bit, order);
}

/// 1 where the lowest `bits` bits of the masked field, added to `first`, lie in one of the
/// ranges: all of those that reach into these values. The highest bit is asked first; where
/// that is not the order of the diagrams, `choose` puts it right.
Node meaning(Diagrams& diagrams, const Test& test, const BitOrder& order,
             std::span<const Range> ranges, std::uint64_t first, std::uint8_t bits) {
  if (ranges.empty()) return diagram::no;
  const std::uint64_t last = bits == 0 ? first : first + all_bits(bits);
  if (ranges.front().first <= first && last <= ranges.front().last) return diagram::yes;
  assert(bits > 0);
  const auto bit = static_cast<std::uint8_t>(bits - 1);
  const std::uint64_t middle = first + (std::uint64_t{1} << bit);
  const auto above = std::ranges::lower_bound(ranges, middle, {}, &Range::first);
  const auto below = static_cast<std::size_t>(above - ranges.begin());
  const Node zero = meaning(diagrams, test, order, ranges.first(below), first, bit);
  if ((test.mask >> bit & 1) == 0) return zero;
  const bool across = below != 0 && middle <= ranges[below - 1].last;
  const Node one =
      meaning(diagrams, test, order, ranges.subspan(across ? below - 1 : below), middle, bit);
  const Node set = diagrams.decide(bit_of(test.field, bit, order), diagram::no, diagram::yes);
  return diagrams.choose(set, one, zero);
}

Node meaning(Diagrams& diagrams, const Test& test, const BitOrder& order) {
  assert(test.field.bits >= 1 && test.field.bits <= 64);
  assert(test.ranges.empty() || test.ranges.back().last <= all_bits(test.field.bits));
  return meaning(diagrams, test, order, test.ranges, 0, test.field.bits);
}

} // namespace

Bit token_bit(std::uint8_t bit) {
  return highest_first(first_token_bit, 32, bit);
}

Bit number_bit(std::uint8_t bit) {
  return highest_first(first_number_bit, 32, bit);
}

Bit instruction_pointer_bit(std::uint8_t bit) {
  return highest_first(first_instruction_pointer_bit, 64, bit);
}

Bit argument_bit(std::uint8_t slot, std::uint8_t bit, const BitOrder& order) {
  assert(slot < std::tuple_size_v<ArgumentRegisters>);
  return static_cast<Bit>(first_argument_bit +
                          order.place(static_cast<ArgumentBit>(64U * slot + bit)));
}

Node meaning(Diagrams& diagrams, const Formula& formula, const BitOrder& order) {
  if (const auto* test = std::get_if<Test>(&formula.node)) return meaning(diagrams, *test, order);
  const auto meanings = [&](const std::vector<Formula>& parts) {
    std::vector<Node> nodes;
    nodes.reserve(parts.size());
    for (const Formula& part : parts)
      nodes.push_back(meaning(diagrams, part, order));
    return nodes;
  };
  if (const auto* all = std::get_if<All>(&formula.node))
    return diagrams.all_of(meanings(all->parts));
  return diagrams.any_of(meanings(std::get<Any>(formula.node).parts));
}

Node meaning(Diagrams& diagrams, const Decision& decision, const BitOrder& order) {
  Node node = diagrams.leaf(bpf::return_value(decision.otherwise));
  for (auto clause = decision.clauses.rbegin(); clause != decision.clauses.rend(); ++clause) {
    const Node when = meaning(diagrams, clause->when, order);
    node = diagrams.choose(when, diagrams.leaf(bpf::return_value(clause->action)), node);
  }
  return node;
}

} // namespace callgate::ruleset

#include "ruleset/meaning.hpp"

#include <cassert>
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

/// 1 where the masked field is `bound` or more. From the lowest bit up, the answer of
/// the bits below stands unless this bit overrules it; that is right in whichever order
/// a diagram asks for the bits.
Node at_least(Diagrams& diagrams, const Test& test, std::uint64_t bound, const BitOrder& order) {
  const Node no = diagrams.leaf(0);
  const Node yes = diagrams.leaf(1);
  Node answer = yes;
  for (std::uint8_t bit = 0; bit < test.field.bits; ++bit) {
    const bool counts = (test.mask >> bit & 1) != 0;
    const Node set = counts ? diagrams.decide(bit_of(test.field, bit, order), no, yes) : no;
    const bool wanted = (bound >> bit & 1) != 0;
    answer = wanted ? diagrams.choose(set, answer, no) : diagrams.choose(set, yes, answer);
  }
  return answer;
}

/// Lays the ranges from the highest down: below a range's first value it fails, from
/// there to its last it holds, beyond that it is for the ranges above to say.
Node meaning(Diagrams& diagrams, const Test& test, const BitOrder& order) {
  assert(test.field.bits >= 1 && test.field.bits <= 64);
  const std::uint64_t highest = all_bits(test.field.bits);
  Node node = diagrams.leaf(0);
  for (auto range = test.ranges.rbegin(); range != test.ranges.rend(); ++range) {
    assert(range->first <= range->last && range->last <= highest);
    const Node beyond = range->last == highest ? diagrams.leaf(0)
                                               : at_least(diagrams, test, range->last + 1, order);
    node = diagrams.choose(beyond, node, diagrams.leaf(1));
    node = diagrams.choose(at_least(diagrams, test, range->first, order), node, diagrams.leaf(0));
  }
  return node;
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

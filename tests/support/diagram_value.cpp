#include "support/diagram_value.hpp"

#include <bitset>

#include "ruleset/meaning.hpp"

namespace callgate::tests {

namespace {

std::bitset<512> bits_of(const bpf::CallData& call) {
  std::bitset<512> bits;
  for (std::uint8_t bit = 0; bit < 32; ++bit) {
    bits[ruleset::token_bit(bit)] = call.token >> bit & 1;
    bits[ruleset::number_bit(bit)] = call.number >> bit & 1;
  }
  for (std::uint8_t bit = 0; bit < 64; ++bit) {
    bits[ruleset::instruction_pointer_bit(bit)] = call.instruction_pointer >> bit & 1;
    for (std::uint8_t slot = 0; slot < 6; ++slot)
      bits[ruleset::argument_bit(slot, bit)] = call.arguments[slot] >> bit & 1;
  }
  return bits;
}

} // namespace

std::uint32_t value_at(const diagram::Diagrams& diagrams, diagram::Node node,
                       const bpf::CallData& call) {
  const auto bits = bits_of(call);
  while (!diagrams.is_leaf(node))
    node = bits[diagrams.bit(node)] ? diagrams.one(node) : diagrams.zero(node);
  return diagrams.value(node);
}

} // namespace callgate::tests

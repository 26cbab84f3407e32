#include "proof/parts.hpp"

#include <algorithm>
#include <bitset>
#include <set>
#include <unordered_set>

#include "ruleset/meaning.hpp"

namespace callgate::proof {

namespace {

using diagram::Bit;
using diagram::Diagrams;
using diagram::Node;

/// Takes a function apart by 32 bits, the highest first, of which `bit_of` tells the place.
class Division {
public:
  Division(const Diagrams& diagrams, Bit (*bit_of)(std::uint8_t))
      : diagrams_(diagrams), bit_of_(bit_of) {}

  std::optional<std::vector<Part>> divide(Node node) {
    if (!add(node, 0, 32)) return std::nullopt;
    return std::move(parts_);
  }

private:
  /// The values from `first` on that agree with it in all but the lowest `bits` bits.
  bool add(Node node, std::uint32_t first, std::uint8_t bits) {
    if (bits == 0 || diagrams_.is_leaf(node) || diagrams_.bit(node) > bit_of_(0)) {
      const auto last = static_cast<std::uint32_t>(first + ((std::uint64_t{1} << bits) - 1));
      if (!parts_.empty() && parts_.back().node == node)
        parts_.back().last = last;
      else
        parts_.push_back({first, last, node});
      return parts_.size() <= most_parts;
    }
    const auto below = static_cast<std::uint8_t>(bits - 1);
    const bool asks = diagrams_.bit(node) == bit_of_(below);
    return add(asks ? diagrams_.zero(node) : node, first, below) &&
           add(asks ? diagrams_.one(node) : node, first | std::uint32_t{1} << below, below);
  }

  const Diagrams& diagrams_;
  Bit (*bit_of_)(std::uint8_t);
  std::vector<Part> parts_;
};

} // namespace

std::optional<std::vector<Part>> by_token(const Diagrams& diagrams, Node node) {
  return Division(diagrams, ruleset::token_bit).divide(node);
}

std::optional<std::vector<Part>> by_number(const Diagrams& diagrams, Node node) {
  return Division(diagrams, ruleset::number_bit).divide(node);
}

std::vector<std::uint32_t> values_of(const Diagrams& diagrams, Node node) {
  std::set<std::uint32_t> values;
  std::unordered_set<Node> seen{node};
  std::vector<Node> waiting{node};
  while (!waiting.empty()) {
    const Node next = waiting.back();
    waiting.pop_back();
    if (diagrams.is_leaf(next)) {
      values.insert(diagrams.value(next));
      continue;
    }
    for (const Node child : {diagrams.zero(next), diagrams.one(next)})
      if (seen.insert(child).second) waiting.push_back(child);
  }
  return {values.begin(), values.end()};
}

Node where(Diagrams& diagrams, Node node, std::uint32_t value) {
  return diagrams.combine(
      node, node, [&](std::uint32_t here, std::uint32_t) { return std::uint32_t{here == value}; });
}

std::optional<bpf::CallData> witness(const Diagrams& diagrams, Node node) {
  const auto path = diagrams.difference(node, diagram::no);
  if (!path) return std::nullopt;
  return input_of(*path);
}

bpf::CallData input_of(const diagram::Path& path, const ruleset::BitOrder& order) {
  std::bitset<512> set;
  for (const auto& [bit, value] : path)
    set[bit] = value;
  bpf::CallData data;
  for (std::uint8_t bit = 0; bit < 32; ++bit) {
    data.token |= std::uint32_t{set[ruleset::token_bit(bit)]} << bit;
    data.number |= std::uint32_t{set[ruleset::number_bit(bit)]} << bit;
  }
  for (std::uint8_t bit = 0; bit < 64; ++bit) {
    data.instruction_pointer |= std::uint64_t{set[ruleset::instruction_pointer_bit(bit)]} << bit;
    for (std::uint8_t slot = 0; slot < 6; ++slot)
      data.arguments[slot] |= std::uint64_t{set[ruleset::argument_bit(slot, bit, order)]} << bit;
  }
  return data;
}

} // namespace callgate::proof

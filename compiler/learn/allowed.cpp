#include "learn/allowed.hpp"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

#include "ruleset/meaning.hpp"
#include "wording/wording.hpp"

namespace callgate::learn {

namespace {

using diagram::Diagrams;
using diagram::Node;
using records::Registers;

constexpr std::size_t longest = 1200; ///< bytes of a condition

Node value_of_slot(Diagrams& diagrams, std::uint8_t slot, std::uint64_t mask, std::uint64_t value) {
  Registers masks{};
  Registers values{};
  masks[slot] = mask;
  values[slot] = value;
  return cube(diagrams, masks, values);
}

/// What is no more dangerous than the vector, by a slack: what has nothing of what is
/// dangerous, and what has it with fewer of the bits that make it worse.
void add_milder(Diagrams& diagrams, const Slack& slack, const Registers& mask,
                const Registers& values, std::vector<Node>& cubes) {
  Registers harmless_mask = mask;
  Registers harmless = values;
  harmless_mask[slack.slot] &= ~slack.besides;
  harmless[slack.slot] &= ~slack.only_with;
  cubes.push_back(cube(diagrams, harmless_mask, harmless));
  if ((values[slack.slot] & slack.only_with) == 0) return;
  Registers milder = values;
  milder[slack.slot] &= ~slack.besides;
  cubes.push_back(cube(diagrams, mask, milder));
  cubes.push_back(cube(diagrams, mask, values));
}

/// The cubes of one vector: more than one where others are as good.
void add_cubes(Diagrams& diagrams, const Focus& focus, const Registers& mask,
               const Registers& values, std::vector<Node>& cubes) {
  if (focus.slack) {
    add_milder(diagrams, *focus.slack, mask, values, cubes);
    return;
  }
  cubes.push_back(cube(diagrams, mask, values));
  if (!focus.alike) return;
  const auto& [slot, bits, alike] = *focus.alike;
  if (std::ranges::find(alike, values[slot] & bits) == alike.end()) return;
  Registers others = values;
  for (const std::uint64_t value : alike) {
    others[slot] = (values[slot] & ~bits) | value;
    cubes.push_back(cube(diagrams, mask, others));
  }
}

/// What one argument may be: of its flags any that were seen, of its values those; everything
/// where a value has no name, as it may be any number then.
Node word_set(Diagrams& diagrams, const Word& word, std::span<const records::SeenArguments> seen) {
  const std::uint64_t flag_bits = word.mask & ~word.value_bits;
  std::uint64_t flags = 0;
  std::vector<Node> values;
  for (const records::SeenArguments& one : seen) {
    const std::uint64_t bits = one.values[word.slot];
    flags |= bits & flag_bits;
    if (word.value_bits == 0) continue;
    const std::uint64_t value = bits & word.value_bits;
    if (flag_bits == 0 && std::ranges::find(word.known, value) == word.known.end())
      return diagram::yes;
    values.push_back(value_of_slot(diagrams, word.slot, word.value_bits, value));
  }
  const Node no_others = value_of_slot(diagrams, word.slot, flag_bits & ~flags, 0);
  return values.empty() ? no_others : diagrams.both(no_others, diagrams.any_of(std::move(values)));
}

} // namespace

Node cube(Diagrams& diagrams, const Registers& mask, const Registers& values) {
  std::vector<std::pair<diagram::Bit, bool>> bits;
  constexpr std::uint8_t slots = std::tuple_size_v<Registers>;
  for (std::uint8_t slot = 0; slot < slots; ++slot) {
    for (std::uint8_t bit = 0; bit < 64; ++bit) {
      if ((mask[slot] >> bit & 1U) != 0)
        bits.emplace_back(ruleset::argument_bit(slot, bit), (values[slot] >> bit & 1U) != 0);
    }
  }
  std::ranges::sort(bits, std::greater{});
  Node node = diagram::yes;
  for (const auto& [bit, is_set] : bits)
    node =
        is_set ? diagrams.decide(bit, diagram::no, node) : diagrams.decide(bit, node, diagram::no);
  return node;
}

Node allowed_set(Diagrams& diagrams, const Focus& focus, const Registers& asked,
                 std::span<const records::SeenArguments> seen) {
  Registers mask = focus.together;
  for (std::size_t i = 0; i < mask.size(); ++i)
    mask[i] |= asked[i];
  std::vector<Node> cubes;
  cubes.reserve(seen.size());
  for (const records::SeenArguments& one : seen)
    add_cubes(diagrams, focus, mask, one.values, cubes);
  Node set = cubes.empty() ? diagram::yes : diagrams.any_of(std::move(cubes));
  for (const Word& word : focus.words)
    set = diagrams.both(set, word_set(diagrams, word, seen));
  return set;
}

std::optional<std::string> condition_for(Diagrams& diagrams, Node set, arch::Abi abi,
                                         const arch::Call* call) {
  const auto number = call != nullptr ? std::optional(call->number) : std::nullopt;
  auto said = wording::condition_text(diagrams, set, abi, number);
  auto* text = std::get_if<std::string>(&said);
  if (text == nullptr || text->size() > longest) return std::nullopt;
  return std::move(*text);
}

} // namespace callgate::learn

// Nodes lie in one vector, and children before parents. Two tables find them: `places_`
// is exact and makes equal nodes one; `choices_` only saves work and may forget. Both
// have a power of two places and grow with the nodes, so a small diagram costs little.
#include "diagram/diagram.hpp"

#include <algorithm>
#include <bit>
#include <cassert>
#include <stdexcept>
#include <unordered_map>

namespace callgate::diagram {

namespace {

constexpr Bit no_bit = UINT16_MAX;
constexpr Node no_node = UINT32_MAX;
constexpr std::size_t fewest_places = 1024;
constexpr std::size_t fewest_choices = 1024;
constexpr std::size_t places_a_choice = 4;
constexpr std::size_t most_choices = std::size_t{1} << 20;

/// Spreads three words over one.
std::uint32_t hash(std::uint32_t a, std::uint32_t b, std::uint32_t c) {
  std::uint64_t mixed = (std::uint64_t{a} << 32 | b) * 0x9E3779B97F4A7C15;
  mixed = (mixed ^ mixed >> 32 ^ c) * 0xD6E8FEB86659FD93;
  return static_cast<std::uint32_t>(mixed >> 32);
}

} // namespace

const char* TooLarge::what() const noexcept {
  return "the decision diagram is too large";
}

Diagrams::Diagrams(std::size_t budget) : budget_(budget) {
  places_.resize(fewest_places);
  choices_.resize(fewest_choices, {no_node, no_node, no_node, no_node});
  // The values 0 and 1 are nodes 0 and 1. They need no place: leaf() knows them.
  entries_ = {{0, 0, no_bit}, {1, 0, no_bit}};
}

void Diagrams::reserve(std::size_t nodes) {
  nodes = std::min(nodes, budget_);
  entries_.reserve(nodes);
  if (2 * nodes > places_.size()) grow_to(std::bit_ceil(2 * nodes));
}

Node Diagrams::leaf(std::uint32_t value) {
  if (value <= 1) return value;
  return intern({value, 0, no_bit});
}

Node Diagrams::decide(Bit bit, Node zero, Node one) {
  assert(bit != no_bit);
  // Out of order a diagram would be no canonical form, and a proof of nothing.
  if (bit >= entries_[zero].bit || bit >= entries_[one].bit)
    throw std::logic_error("a decision diagram asks for its bits out of order");
  if (zero == one) return zero;
  return intern({zero, one, bit});
}

Node Diagrams::choose(Node condition, Node yes, Node no) {
  if (is_leaf(condition)) {
    assert(value(condition) <= 1);
    return value(condition) == 1 ? yes : no;
  }
  // Where the condition itself is wanted its value is known.
  if (yes == condition) yes = leaf(1);
  if (no == condition) no = leaf(0);
  if (yes == no) return yes;
  if (yes == leaf(1) && no == leaf(0)) return condition;
  // A single bit before all others decides by itself.
  const Entry asked = entries_[condition];
  const Bit next = std::min(entries_[yes].bit, entries_[no].bit);
  if (asked.zero == leaf(0) && asked.one == leaf(1) && asked.bit < next)
    return intern({no, yes, asked.bit});

  const Choice& known = remembered(condition, yes, no);
  if (known.condition == condition && known.yes == yes && known.no == no) return known.result;
  const Bit bit = std::min(asked.bit, next);
  const auto half = [&](bool set) {
    return choose(given(condition, bit, set), given(yes, bit, set), given(no, bit, set));
  };
  const Node zero = half(false);
  const Node result = decide(bit, zero, half(true));
  remembered(condition, yes, no) = {condition, yes, no, result};
  return result;
}

Node Diagrams::all_of(std::vector<Node> nodes) {
  sort_asked_last_first(nodes);
  Node all = leaf(1);
  for (const Node node : nodes)
    all = both(node, all);
  return all;
}

Node Diagrams::any_of(std::vector<Node> nodes) {
  sort_asked_last_first(nodes);
  Node any = leaf(0);
  for (const Node node : nodes)
    any = either(node, any);
  return any;
}

Node Diagrams::combine(Node a, Node b,
                       const std::function<std::uint32_t(std::uint32_t, std::uint32_t)>& of) {
  std::unordered_map<std::uint64_t, Node> known;
  const std::function<Node(Node, Node)> pair = [&](Node x, Node y) {
    const auto found = known.find(std::uint64_t{x} << 32 | y);
    if (found != known.end()) return found->second;
    Node result;
    if (is_leaf(x) && is_leaf(y)) {
      result = leaf(of(value(x), value(y)));
    } else {
      const Bit bit = first_bit(x, y);
      const Node zero = pair(given(x, bit, false), given(y, bit, false));
      result = decide(bit, zero, pair(given(x, bit, true), given(y, bit, true)));
    }
    known.emplace(std::uint64_t{x} << 32 | y, result);
    return result;
  };
  return pair(a, b);
}

std::optional<Path> Diagrams::difference(Node a, Node b) const {
  if (a == b) return std::nullopt;
  Path path;
  while (!is_leaf(a) || !is_leaf(b)) {
    const Bit bit = first_bit(a, b);
    const bool set = given(a, bit, false) == given(b, bit, false);
    a = given(a, bit, set);
    b = given(b, bit, set);
    path.emplace_back(bit, set);
  }
  assert(a != b);
  return path;
}

bool Diagrams::is_leaf(Node node) const {
  return entries_[node].bit == no_bit;
}

std::uint32_t Diagrams::value(Node leaf) const {
  assert(is_leaf(leaf));
  return entries_[leaf].zero;
}

Bit Diagrams::bit(Node node) const {
  assert(!is_leaf(node));
  return entries_[node].bit;
}

Node Diagrams::zero(Node node) const {
  assert(!is_leaf(node));
  return entries_[node].zero;
}

Node Diagrams::one(Node node) const {
  assert(!is_leaf(node));
  return entries_[node].one;
}

Bit Diagrams::first_bit(Node a, Node b) const {
  assert(!is_leaf(a) || !is_leaf(b));
  return std::min(entries_[a].bit, entries_[b].bit);
}

Node Diagrams::given(Node node, Bit bit, bool set) const {
  const Entry& entry = entries_[node];
  if (entry.bit != bit) return node;
  return set ? entry.one : entry.zero;
}

Node Diagrams::intern(const Entry& entry) {
  const std::uint32_t hashed = hash(entry.zero, entry.one, entry.bit);
  Place& place = places_[place_of(entry, hashed)];
  if (place.node != 0) return place.node;
  if (entries_.size() >= budget_) throw TooLarge();
  const Node node = static_cast<Node>(entries_.size());
  entries_.push_back(entry);
  place = {hashed, node};
  if (entries_.size() > places_.size() / 2) grow_to(places_.size() * 2);
  return node;
}

void Diagrams::sort_asked_last_first(std::vector<Node>& nodes) const {
  std::ranges::stable_sort(nodes, std::greater{}, [&](Node node) { return entries_[node].bit; });
}

std::size_t Diagrams::place_of(const Entry& entry, std::uint32_t hash) const {
  const std::size_t mask = places_.size() - 1;
  std::size_t at = hash & mask;
  while (places_[at].node != 0 && (places_[at].hash != hash || entries_[places_[at].node] != entry))
    at = (at + 1) & mask;
  return at;
}

Diagrams::Choice& Diagrams::remembered(Node condition, Node yes, Node no) {
  return choices_[hash(condition, yes, no) & (choices_.size() - 1)];
}

void Diagrams::grow_to(std::size_t size) {
  std::vector<Place> places(size);
  const std::size_t mask = places.size() - 1;
  for (const Place& place : places_) {
    if (place.node == 0) continue;
    std::size_t at = place.hash & mask;
    while (places[at].node != 0)
      at = (at + 1) & mask;
    places[at] = place;
  }
  places_.swap(places);
  const std::size_t choices = std::min(most_choices, size / places_a_choice);
  if (choices <= choices_.size()) return;
  std::vector<Choice> old(choices, {no_node, no_node, no_node, no_node});
  old.swap(choices_);
  for (const Choice& choice : old) {
    if (choice.condition != no_node) remembered(choice.condition, choice.yes, choice.no) = choice;
  }
}

} // namespace callgate::diagram

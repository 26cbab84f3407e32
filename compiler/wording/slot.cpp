#include "wording/slot.hpp"

#include <bit>
#include <map>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "ruleset/meaning.hpp"

namespace callgate::wording {

namespace {

using diagram::Diagrams;
using diagram::Node;
using ruleset::Range;

std::uint64_t flag(std::uint8_t bit) {
  return std::uint64_t{1} << bit;
}

/// Of a node that asks for an argument.
Place place(const Diagrams& diagrams, Node node) {
  return *place_of(diagrams.bit(node));
}

/// Lists runs from the highest bit down.
class Runs {
public:
  Runs(const Diagrams& diagrams, std::uint64_t mask, bool is_signed, std::size_t most)
      : diagrams_(diagrams), most_(most),
        negative_(is_signed ? flag(static_cast<std::uint8_t>(63 - std::countl_zero(mask))) : 0) {}

  /// `left`: the bits not decided yet. Whether there is room for more.
  bool walk(Node node, std::uint64_t value, std::uint64_t left) {
    if (diagrams_.is_leaf(node)) {
      if (node == diagram::yes) add(value, value | left);
      is_open_ = node == diagram::yes;
      return runs_.size() <= most_;
    }
    const auto bit = static_cast<std::uint8_t>(63 - std::countl_zero(left));
    const bool is_asked = place(diagrams_, node).bit == bit;
    const Node zero = is_asked ? diagrams_.zero(node) : node;
    const Node one = is_asked ? diagrams_.one(node) : node;
    const std::uint64_t rest = left & ~flag(bit);
    if (flag(bit) == negative_)
      return walk(one, value | flag(bit), rest) && walk(zero, value, rest);
    return walk(zero, value, rest) && walk(one, value | flag(bit), rest);
  }

  std::vector<Range> take() { return std::move(runs_); }

private:
  void add(std::uint64_t first, std::uint64_t last) {
    if (is_open_)
      runs_.back().last = last;
    else
      runs_.push_back({first, last});
  }

  const Diagrams& diagrams_;
  std::size_t most_;
  std::uint64_t negative_;
  std::vector<Range> runs_;
  bool is_open_ = false; ///< whether the last block was in the last run
};

/// Irredundant cubes between two functions (Minato 1993): those that hold for a zero bit
/// alone, for a one alone, and for both.
class Cubes {
public:
  Cubes(Diagrams& diagrams, std::size_t most) : diagrams_(diagrams), most_(most) {}

  struct Cover {
    Node node;
    std::vector<Bits> cubes;
  };

  const Cover& between(Node lower, Node upper) {
    const auto key = std::pair(lower, upper);
    if (const auto known = covers_.find(key); known != covers_.end()) return known->second;
    return covers_.emplace(key, make(lower, upper)).first->second;
  }

  [[nodiscard]] bool is_full() const { return is_full_; }

private:
  Cover make(Node lower, Node upper) {
    if (lower == diagram::no || is_full_) return {diagram::no, {}};
    if (upper == diagram::yes) return {diagram::yes, {{0, 0}}};
    const diagram::Bit first = diagrams_.first_bit(lower, upper);
    const Node lower_zero = diagrams_.given(lower, first, false);
    const Node lower_one = diagrams_.given(lower, first, true);
    const Node upper_zero = diagrams_.given(upper, first, false);
    const Node upper_one = diagrams_.given(upper, first, true);
    const Cover zero = between(without(lower_zero, upper_one), upper_zero);
    const Cover one = between(without(lower_one, upper_zero), upper_one);
    const Cover either =
        between(diagrams_.either(without(lower_zero, zero.node), without(lower_one, one.node)),
                diagrams_.both(upper_zero, upper_one));
    Cover result{diagrams_.either(diagrams_.decide(first, zero.node, one.node), either.node),
                 either.cubes};
    const std::uint64_t bit = flag(place_of(first)->bit);
    for (const Bits& cube : zero.cubes)
      result.cubes.push_back({cube.mask | bit, cube.value});
    for (const Bits& cube : one.cubes)
      result.cubes.push_back({cube.mask | bit, cube.value | bit});
    is_full_ |= result.cubes.size() > most_;
    return result;
  }

  Node without(Node a, Node b) { return diagrams_.both(a, diagrams_.negation(b)); }

  Diagrams& diagrams_;
  std::size_t most_;
  bool is_full_ = false;
  std::map<std::pair<Node, Node>, Cover> covers_;
};

} // namespace

std::optional<Place> place_of(diagram::Bit bit) {
  const diagram::Bit first = ruleset::argument_bit(0, 63);
  if (bit < first) return std::nullopt;
  const unsigned offset = unsigned{bit} - first;
  return Place{static_cast<std::uint8_t>(offset / 64), static_cast<std::uint8_t>(63 - offset % 64)};
}

std::uint8_t first_slot(const Diagrams& diagrams, Node node) {
  return diagrams.is_leaf(node) ? 6 : place(diagrams, node).slot;
}

std::uint64_t support(const Diagrams& diagrams, Node node, std::uint8_t slot) {
  std::uint64_t result = 0;
  std::vector<Node> waiting{node};
  std::unordered_set<Node> seen{node};
  while (!waiting.empty()) {
    const Node next = waiting.back();
    waiting.pop_back();
    if (diagrams.is_leaf(next)) continue;
    const Place at = place(diagrams, next);
    if (at.slot > slot) continue;
    if (at.slot == slot) result |= flag(at.bit);
    for (const Node child : {diagrams.zero(next), diagrams.one(next)}) {
      if (seen.insert(child).second) waiting.push_back(child);
    }
  }
  return result;
}

Bits common_bits(const Diagrams& diagrams, Node node) {
  std::unordered_map<Node, Bits> known{{diagram::yes, {0, 0}}};
  const auto walk = [&](const auto& self, Node at) -> Bits {
    if (const auto found = known.find(at); found != known.end()) return found->second;
    const std::uint64_t bit = flag(place(diagrams, at).bit);
    const Node zero = diagrams.zero(at);
    const Node one = diagrams.one(at);
    Bits result{};
    if (zero == diagram::no) {
      result = self(self, one);
      result = {result.mask | bit, result.value | bit};
    } else if (one == diagram::no) {
      result = self(self, zero);
      result.mask |= bit;
    } else {
      const Bits a = self(self, zero);
      const Bits b = self(self, one);
      const std::uint64_t alike = a.mask & b.mask & ~(a.value ^ b.value);
      result = {alike, a.value & alike};
    }
    known.emplace(at, result);
    return result;
  };
  return walk(walk, node);
}

Node given(Diagrams& diagrams, Node node, std::uint8_t slot, const Bits& known) {
  std::unordered_map<Node, Node> made;
  const auto walk = [&](const auto& self, Node at) -> Node {
    if (first_slot(diagrams, at) != slot) return at;
    if (const auto found = made.find(at); found != made.end()) return found->second;
    const std::uint64_t bit = flag(place(diagrams, at).bit);
    Node result = 0;
    if ((known.mask & bit) != 0)
      result = self(self, (known.value & bit) != 0 ? diagrams.one(at) : diagrams.zero(at));
    else
      result = diagrams.decide(diagrams.bit(at), self(self, diagrams.zero(at)),
                               self(self, diagrams.one(at)));
    made.emplace(at, result);
    return result;
  };
  return walk(walk, node);
}

std::optional<std::vector<Range>> runs_of(const Diagrams& diagrams, Node node, std::uint64_t mask,
                                          bool is_signed, std::size_t most) {
  Runs runs(diagrams, mask, is_signed, most);
  if (!runs.walk(node, 0, mask)) return std::nullopt;
  return runs.take();
}

std::optional<std::vector<Bits>> cubes_of(Diagrams& diagrams, Node node, std::size_t most) {
  Cubes cubes(diagrams, most);
  const auto& cover = cubes.between(node, node);
  if (cubes.is_full()) return std::nullopt;
  return cover.cubes;
}

} // namespace callgate::wording

// Reduced, ordered decision diagrams: bits asked in one fixed order, values at the leaves.
// Equal nodes are one node and a question with one answer is none, so two functions are
// equal exactly when their nodes are. What bits and values stand for is the user's affair.
#pragma once

#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

namespace callgate::diagram {

/// A bit of the input, below UINT16_MAX. Smaller ones are asked first.
using Bit = std::uint16_t;

/// A function of the bits, by its place in the Diagrams that made it.
using Node = std::uint32_t;

/// Thrown where a diagram needs more nodes than were allowed.
class TooLarge : public std::exception {
public:
  [[nodiscard]] const char* what() const noexcept override;
};

/// Bits and what they must be, in the order asked; bits not named may be either.
using Path = std::vector<std::pair<Bit, bool>>;

/// The leaves with the values 0 and 1, which also serve as false and true, in all Diagrams.
inline constexpr Node no = 0;
inline constexpr Node yes = 1;

/// Makes and owns nodes, which stay valid as long as it lives.
class Diagrams {
public:
  static constexpr std::size_t default_budget = 4'000'000;

  /// `budget`: the most nodes that may be made.
  explicit Diagrams(std::size_t budget = default_budget);

  /// Makes room for about as many nodes, which spares growing to that size in steps.
  void reserve(std::size_t nodes);

  Node leaf(std::uint32_t value);

  /// `bit` decides between two functions of later bits; of others, it throws.
  Node decide(Bit bit, Node zero, Node one);

  /// `yes` where `condition`, a function with the values 0 and 1, is 1, else `no`.
  Node choose(Node condition, Node yes, Node no);

  Node both(Node a, Node b) { return choose(a, b, no); }
  Node either(Node a, Node b) { return choose(a, yes, b); }
  Node negation(Node a) { return choose(a, no, yes); }

  /// Of many. What is asked last is joined first, so that each join goes through little of
  /// what is joined already.
  Node all_of(std::vector<Node> nodes);
  Node any_of(std::vector<Node> nodes);

  /// The function with the value `of(x, y)` where a has x and b has y. `of` always answers
  /// alike.
  Node combine(Node a, Node b,
               const std::function<std::uint32_t(std::uint32_t, std::uint32_t)>& of);

  /// An input on which the functions differ; nothing if they are equal.
  [[nodiscard]] std::optional<Path> difference(Node a, Node b) const;

  [[nodiscard]] bool is_leaf(Node node) const;
  [[nodiscard]] std::uint32_t value(Node leaf) const;
  [[nodiscard]] Bit bit(Node node) const;
  [[nodiscard]] Node zero(Node node) const;
  [[nodiscard]] Node one(Node node) const;

  /// The bit that is asked first by one of them; one at least is no leaf.
  [[nodiscard]] Bit first_bit(Node a, Node b) const;

  /// What `node` becomes when `bit`, which none of its questions precedes, is known.
  [[nodiscard]] Node given(Node node, Bit bit, bool set) const;

  /// How many nodes were made.
  [[nodiscard]] std::size_t size() const { return entries_.size(); }

private:
  /// A leaf asks for no bit and has its value as `zero`.
  struct Entry {
    Node zero;
    Node one;
    Bit bit;

    bool operator==(const Entry&) const = default;
  };

  /// Where a node is found. What is looked for is told from nearly all others by its hash,
  /// without a look at the entry, which lies elsewhere in memory.
  struct Place {
    std::uint32_t hash;
    Node node; ///< 0 where the place is free: that leaf needs none
  };

  /// A call of `choose` and its result.
  struct Choice {
    Node condition;
    Node yes;
    Node no;
    Node result;
  };

  Node intern(const Entry& entry);
  void sort_asked_last_first(std::vector<Node>& nodes) const;
  void grow_to(std::size_t size);
  [[nodiscard]] std::size_t place_of(const Entry& entry, std::uint32_t hash) const;
  [[nodiscard]] Choice& remembered(Node condition, Node yes, Node no);

  std::size_t budget_;
  std::vector<Entry> entries_;
  std::vector<Place> places_; ///< by hash and open addressing
  /// One place a hash, so that a later choice may displace an earlier one.
  std::vector<Choice> choices_;
};

} // namespace callgate::diagram

// Conditions as switches: each asks for one word and leads on by the interval in which
// its value lies. Words are asked in one fixed order, equal switches are one, and
// neighbouring intervals with one outcome are one, so that no word is asked twice on a
// path and equal remainders of a decision are found to be equal.
#pragma once

#include <cstddef>
#include <cstdint>
#include <exception>
#include <map>
#include <span>
#include <variant>
#include <vector>

#include "graph/graph.hpp"
#include "graph/split.hpp"
#include "graph/word.hpp"

namespace callgate::graph {

/// Index of a switch or of an outcome.
using SwitchId = std::uint32_t;

/// Thrown where switches need more work than was allowed.
class TooMuchWork : public std::exception {
public:
  [[nodiscard]] const char* what() const noexcept override;
};

class Switches {
public:
  /// Words are asked in the order given; no others may come. The budget is in cases.
  Switches(std::span<const Word> order, std::size_t budget);

  /// The outcome of a formula.
  SwitchId truth(bool holds) { return intern(Truth{holds}); }

  /// The outcome of a decision.
  SwitchId exit(NodeId node) { return intern(Exit{node}); }

  /// Whether the word lies in one of the sorted ranges.
  SwitchId test(Word word, std::span<const WordRange> ranges);

  /// `within` with `by` in place of `outcome`.
  SwitchId replace(SwitchId within, SwitchId outcome, SwitchId by);

  /// Makes it tests in a graph; its outcomes must be exits.
  NodeId lower(SwitchId id, Graph& graph) const;

  /// About how many instructions `lower` would make of it.
  [[nodiscard]] std::size_t estimate(SwitchId id) const;

  /// How many cases were looked at so far.
  [[nodiscard]] std::size_t work() const { return work_; }

private:
  struct Truth {
    bool holds;
    auto operator<=>(const Truth&) const = default;
  };
  struct Exit {
    NodeId node;
    auto operator<=>(const Exit&) const = default;
  };
  /// Values from `first` up to the next case's lead to `to`.
  struct Case {
    std::uint32_t first;
    SwitchId to;
    auto operator<=>(const Case&) const = default;
  };
  struct Switch {
    std::size_t level; ///< the word's place in the order
    std::vector<Case> cases;
    auto operator<=>(const Switch&) const = default;
  };
  using Node = std::variant<Truth, Exit, Switch>;

  class Replacement;
  class Lowering;

  SwitchId intern(Node node);
  SwitchId decide(std::size_t level, std::vector<Case> cases);
  [[nodiscard]] std::size_t level(SwitchId id) const;

  std::vector<Word> order_;
  std::size_t budget_;
  std::size_t work_ = 0;
  std::map<Node, SwitchId> ids_;
  std::vector<const Node*> nodes_; ///< keys of `ids_`
};

} // namespace callgate::graph

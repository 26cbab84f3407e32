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

/// Values from `first` up to the next case's lead to `to`.
struct Case {
  std::uint32_t first;
  SwitchId to;
  auto operator<=>(const Case&) const = default;
};

/// A question about one word.
struct Switch {
  std::size_t level; ///< the word's place in the order
  std::vector<Case> cases;
  auto operator<=>(const Switch&) const = default;
};

/// The last of the values that lead where the case at `i` does.
inline std::uint32_t last_of(const Switch& node, std::size_t i) {
  return i + 1 < node.cases.size() ? node.cases[i + 1].first - 1 : UINT32_MAX;
}

/// Thrown where switches need more work than was allowed.
class TooMuchWork : public std::exception {
public:
  [[nodiscard]] const char* what() const noexcept override;
};

class Switches {
public:
  /// Words are asked in the order given; no others may come, but for words that are asked
  /// under a mask with more bits instead. The budget is in cases.
  Switches(std::span<const Word> order, std::size_t budget);

  /// The outcome of a formula.
  SwitchId truth(bool holds) { return intern(Truth{holds}); }

  /// The outcome of a decision.
  SwitchId exit(NodeId node) { return intern(Exit{node}); }

  /// Whether the word lies in one of the sorted ranges.
  SwitchId test(Word word, std::span<const WordRange> ranges);

  /// `within` with `by` in place of `outcome`.
  SwitchId replace(SwitchId within, SwitchId outcome, SwitchId by);

  /// A switch in its least form: without cases that no value of the masked word reaches,
  /// nor neighbours that agree.
  SwitchId decide(std::size_t level, std::vector<Case> cases);

  /// Nothing where it is an outcome.
  [[nodiscard]] const Switch* get(SwitchId id) const { return std::get_if<Switch>(nodes_[id]); }

  /// Where an outcome of a decision leads.
  [[nodiscard]] NodeId exit_of(SwitchId id) const { return std::get<Exit>(*nodes_[id]).node; }

  [[nodiscard]] const std::vector<Word>& order() const { return order_; }

  /// Switches and outcomes together; each has a higher number than those it leads to.
  [[nodiscard]] std::size_t size() const { return nodes_.size(); }

  /// Counts cases as looked at. Throws TooMuchWork.
  void charge(std::size_t cases) {
    work_ += cases;
    if (work_ > budget_) throw TooMuchWork();
  }

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
  using Node = std::variant<Truth, Exit, Switch>;

  class Replacement;

  SwitchId intern(Node node);
  std::vector<Case> cases_of(std::span<const WordRange> ranges);
  [[nodiscard]] std::size_t place_of(std::vector<Word>::const_iterator place) const {
    return static_cast<std::size_t>(place - order_.begin());
  }
  [[nodiscard]] std::size_t level(SwitchId id) const;

  std::vector<Word> order_;
  std::size_t budget_;
  std::size_t work_ = 0;
  std::map<Node, SwitchId> ids_;
  std::vector<const Node*> nodes_; ///< keys of `ids_`
};

} // namespace callgate::graph

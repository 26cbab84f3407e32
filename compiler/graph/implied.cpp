#include "graph/implied.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "graph/known.hpp"

namespace callgate::graph {

namespace {

class Simplifier {
public:
  explicit Simplifier(Switches& switches) : switches_(switches) {}

  /// What is known of the word at the offset of the switch that led here.
  SwitchId visit(SwitchId id, std::uint32_t offset, std::vector<Known> known) {
    const Switch* node = switches_.get(id);
    if (node == nullptr) return id;
    const Word word = switches_.order()[node->level];
    if (word.offset != offset) known.clear();
    const auto done = done_.find({id, known});
    if (done != done_.end()) return done->second;
    const SwitchId result = rebuild(*node, word, known);
    done_.emplace(std::pair(id, std::move(known)), result);
    return result;
  }

private:
  SwitchId rebuild(const Switch& node, Word word, const std::vector<Known>& known) {
    const bool goes_on = asked_again(node.level);
    if (!known.empty()) switches_.charge(node.cases.size());
    std::vector<Case> cases;
    cases.reserve(node.cases.size());
    std::size_t next = 0; // beyond the last case kept
    for (std::size_t i = 0; i < node.cases.size(); ++i) {
      std::vector<Known> here = known;
      if (here.size() < most_known)
        here.push_back({word.mask, node.cases[i].first, last_of(node, i)});
      if (!known.empty() && !value_that_fits(here)) continue;
      if (!goes_on) here.clear();
      const std::uint32_t first = cases.empty() ? 0 : first_of(node, next, i, word.mask);
      cases.push_back({first, visit(node.cases[i].to, word.offset, std::move(here))});
      next = i + 1;
    }
    return switches_.decide(node.level, std::move(cases));
  }

  /// Where the case at `i` may begin, of the values that no way comes with from the case at
  /// `next` on: there, if that leaves a single value to the case before.
  [[nodiscard]] static std::uint32_t first_of(const Switch& node, std::size_t next, std::size_t i,
                                              std::uint32_t mask) {
    const bool is_lone = after(mask, node.cases[next - 1].first) == node.cases[next].first;
    return node.cases[is_lone ? next : i].first;
  }

  [[nodiscard]] bool asked_again(std::size_t level) const {
    const std::vector<Word>& order = switches_.order();
    return level + 1 < order.size() && order[level + 1].offset == order[level].offset;
  }

  Switches& switches_;
  std::map<std::pair<SwitchId, std::vector<Known>>, SwitchId> done_;
};

/// Whether two words of one offset follow each other.
bool has_neighbours(const std::vector<Word>& order) {
  return std::adjacent_find(order.begin(), order.end(), [](const Word& a, const Word& b) {
           return a.offset == b.offset;
         }) != order.end();
}

} // namespace

SwitchId without_implied(Switches& switches, SwitchId root) {
  if (!has_neighbours(switches.order())) return root;
  try {
    return Simplifier(switches).visit(root, UINT32_MAX, {});
  } catch (const TooMuchWork&) {
    return root;
  }
}

} // namespace callgate::graph

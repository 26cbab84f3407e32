#include "graph/switches.hpp"

#include <algorithm>

#include "graph/spread.hpp"

namespace callgate::graph {

const char* TooMuchWork::what() const noexcept {
  return "a condition has too many cases";
}

/// One replacement, each pair of switches met once.
class Switches::Replacement {
public:
  Replacement(Switches& switches, SwitchId outcome) : switches_(switches), outcome_(outcome) {}

  SwitchId in(SwitchId within, SwitchId by) {
    if (within == outcome_ || by == outcome_) return within == outcome_ ? by : within;
    if (!std::holds_alternative<Switch>(*switches_.nodes_[within])) return within;
    const auto known = known_.find({within, by});
    if (known != known_.end()) return known->second;
    const SwitchId result = merge(within, by);
    known_.emplace(std::pair(within, by), result);
    return result;
  }

private:
  /// Cuts the earlier of the two words wherever either switch does.
  SwitchId merge(SwitchId within, SwitchId by) {
    const std::size_t level = std::min(switches_.level(within), switches_.level(by));
    const Case all_within{0, within};
    const Case all_by{0, by};
    const std::span<const Case> left = cases_at(level, all_within);
    const std::span<const Case> right = cases_at(level, all_by);
    std::vector<Case> merged;
    merged.reserve(left.size() + right.size());
    std::size_t l = 0;
    std::size_t r = 0;
    while (l < left.size() && r < right.size()) {
      merged.push_back({std::max(left[l].first, right[r].first), in(left[l].to, right[r].to)});
      const std::uint64_t left_end = end(left, l);
      const std::uint64_t right_end = end(right, r);
      if (left_end <= right_end) ++l;
      if (right_end <= left_end) ++r;
    }
    return switches_.decide(level, std::move(merged));
  }

  static std::uint64_t end(std::span<const Case> cases, std::size_t i) {
    return i + 1 < cases.size() ? cases[i + 1].first : std::uint64_t{UINT32_MAX} + 1;
  }

  /// The cases of a switch at a word that it asks for first, or not at all.
  [[nodiscard]] std::span<const Case> cases_at(std::size_t level, const Case& all) const {
    if (switches_.level(all.to) != level) return {&all, 1};
    return std::get<Switch>(*switches_.nodes_[all.to]).cases;
  }

  Switches& switches_;
  SwitchId outcome_;
  std::map<std::pair<SwitchId, SwitchId>, SwitchId> known_;
};

Switches::Switches(std::span<const Word> order, std::size_t budget)
    : order_(order.begin(), order.end()), budget_(budget) {}

SwitchId Switches::test(Word word, std::span<const WordRange> ranges) {
  if (word.mask == 0) return truth(!ranges.empty() && ranges.front().first == 0);
  const auto exact = std::find(order_.begin(), order_.end(), word);
  if (exact != order_.end()) return decide(place_of(exact), cases_of(ranges));
  const auto wider = std::find_if(order_.begin(), order_.end(), [&](const Word& other) {
    return other.offset == word.offset && (word.mask & ~other.mask) == 0;
  });
  const auto wide = spread(word.mask, ranges, wider->mask, budget_ - work_);
  if (!wide) throw TooMuchWork();
  return decide(place_of(wider), cases_of(*wide));
}

std::vector<Case> Switches::cases_of(std::span<const WordRange> ranges) {
  std::vector<Case> cases{{0, truth(false)}};
  cases.reserve(1 + 2 * ranges.size());
  for (const WordRange& range : ranges) {
    cases.push_back({range.first, truth(true)});
    if (range.last != UINT32_MAX) cases.push_back({range.last + 1, truth(false)});
  }
  return cases;
}

SwitchId Switches::replace(SwitchId within, SwitchId outcome, SwitchId by) {
  return Replacement(*this, outcome).in(within, by);
}

SwitchId Switches::decide(std::size_t level, std::vector<Case> cases) {
  work_ += cases.size();
  if (work_ > budget_) throw TooMuchWork();
  std::size_t kept = 0;
  for (const Case& each : cases) {
    const auto first = at_least(order_[level].mask, each.first);
    if (!first) break;
    if (kept > 0 && cases[kept - 1].first == *first) --kept;
    if (kept == 0 || cases[kept - 1].to != each.to) cases[kept++] = {*first, each.to};
  }
  if (kept == 1) return cases.front().to;
  cases.resize(kept);
  return intern(Switch{level, std::move(cases)});
}

SwitchId Switches::intern(Node node) {
  const auto [place, added] =
      ids_.try_emplace(std::move(node), static_cast<SwitchId>(nodes_.size()));
  if (added) nodes_.push_back(&place->first);
  return place->second;
}

std::size_t Switches::level(SwitchId id) const {
  const auto* node = std::get_if<Switch>(nodes_[id]);
  return node == nullptr ? order_.size() : node->level;
}

} // namespace callgate::graph

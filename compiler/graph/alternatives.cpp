#include "graph/alternatives.hpp"

#include <algorithm>
#include <bit>
#include <span>

#include "graph/known.hpp"

namespace callgate::graph {

namespace {

/// More ways are not told apart; their product with a weight stays below 2^64.
constexpr std::uint64_t most_ways = std::uint64_t{1} << 32;

/// The part of `weight` that goes `some` of `all` ways.
std::uint64_t part(Weight weight, std::uint64_t some, std::uint64_t all) {
  return all == 0 ? 0 : weight * some / all;
}

/// About how many tests tell the cases of a switch apart: one for a single value, two
/// otherwise, and the last case is what is left.
std::uint64_t tests_of(const Switch& node, std::uint32_t mask) {
  std::uint64_t boundaries = node.cases.size() - 1;
  std::uint64_t lone = 0;
  for (std::size_t i = 1; i + 1 < node.cases.size(); ++i) {
    const bool is_alone = after(mask, node.cases[i].first) == node.cases[i + 1].first;
    if (!is_alone || node.cases[i - 1].to != node.cases[i + 1].to) continue;
    ++lone;
    ++i;
  }
  return boundaries - lone;
}

/// The values that the way so far leaves to each word.
class Way {
public:
  void narrow(Word word, std::uint32_t first, std::uint32_t last) {
    known_[word.offset / 4].push_back({word.mask, first, last});
  }

  [[nodiscard]] CallWords words() const {
    CallWords result{};
    for (std::size_t i = 0; i < result.size(); ++i)
      if (!known_[i].empty()) result[i] = value_that_fits(known_[i]).value_or(0);
    return result;
  }

private:
  std::array<std::vector<Known>, 16> known_;
};

} // namespace

Alternatives::Alternatives(const Switches& switches, SwitchId root, NodeId last_resort)
    : switches_(switches), root_(root), ways_(root + 1), passing_(root + 1) {
  count_ways(last_resort);
  let_pass();
}

/// Children first.
void Alternatives::count_ways(NodeId last_resort) {
  std::vector<bool> is_reached(root_ + 1);
  is_reached[root_] = true;
  for (SwitchId id = root_ + 1; id-- > 0;) {
    const Switch* node = is_reached[id] ? switches_.get(id) : nullptr;
    if (node == nullptr) continue;
    for (const Case& each : node->cases)
      is_reached[each.to] = true;
  }
  for (SwitchId id = 0; id <= root_; ++id) {
    if (!is_reached[id]) continue;
    const Switch* node = switches_.get(id);
    if (node == nullptr) {
      const bool is_last = switches_.exit_of(id) == last_resort;
      ways_[id] = is_last ? Both{0, 1} : Both{1, 0};
      continue;
    }
    Both sum;
    for (const Case& each : node->cases) {
      sum.good = std::min(most_ways, sum.good + ways_[each.to].good);
      sum.last = std::min(most_ways, sum.last + ways_[each.to].last);
    }
    ways_[id] = sum;
  }
}

/// Parents first.
void Alternatives::let_pass() {
  passing_[root_] = {whole_weight, resort_weight};
  for (SwitchId id = root_ + 1; id-- > 0;) {
    const Switch* node = passing_[id].sum() == 0 ? nullptr : switches_.get(id);
    if (node == nullptr) continue;
    for (const Case& each : node->cases) {
      const Both more = share(id, each.to);
      Both& to = passing_[each.to];
      to.good = std::min(whole_weight, to.good + more.good);
      to.last = std::min(resort_weight, to.last + more.last);
    }
  }
}

Alternatives::Both Alternatives::share(SwitchId from, SwitchId to) const {
  return {part(passing_[from].good, ways_[to].good, ways_[from].good),
          part(passing_[from].last, ways_[to].last, ways_[from].last)};
}

/// One of the ways to the last resort, counted in the order of the cases.
CallWords Alternatives::last_call(std::uint64_t way) const {
  Way taken;
  SwitchId id = root_;
  while (const Switch* node = switches_.get(id)) {
    std::size_t i = 0;
    while (i + 1 < node->cases.size() && way >= ways_[node->cases[i].to].last)
      way -= ways_[node->cases[i++].to].last;
    // Where there are more ways than were counted, the last case is not the one.
    while (ways_[node->cases[i].to].last == 0)
      --i;
    taken.narrow(switches_.order()[node->level], node->cases[i].first, last_of(*node, i));
    id = node->cases[i].to;
  }
  return taken.words();
}

std::vector<CallWords> Alternatives::last_calls(std::size_t most) const {
  const std::uint64_t ways = ways_[root_].last;
  const std::uint64_t count = std::min<std::uint64_t>(ways, most);
  std::vector<CallWords> result;
  result.reserve(count);
  for (std::uint64_t i = 0; i < count; ++i)
    result.push_back(last_call(i * ways / count));
  return result;
}

Weight Alternatives::estimate(Weight price) const {
  Weight cost = 0;
  for (SwitchId id = 0; id <= root_; ++id) {
    const Switch* node = switches_.get(id);
    if (node == nullptr || ways_[id].sum() == 0) continue;
    const Word word = switches_.order()[node->level];
    const std::uint64_t tests = tests_of(*node, word.mask);
    const std::uint64_t depth = 1 + static_cast<std::uint64_t>(std::bit_width(tests));
    cost += price * (1 + tests) + weight(id) * depth;
  }
  return cost;
}

} // namespace callgate::graph

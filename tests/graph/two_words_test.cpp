// Decisions about two arguments of a few bits: what they cost as they are lowered, beside the
// cheapest tree of tests that there is, found by trying all.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <vector>

#include "graph/alternatives.hpp"
#include "graph/conditions.hpp"
#include "graph/executed.hpp"
#include "random_decision.hpp"

namespace {

using namespace callgate;
using namespace callgate::ruleset;
using graph::Weight;
using tests::Random;

constexpr bpf::Action allow{bpf::ActionKind::allow};
constexpr bpf::Action kill{bpf::ActionKind::kill_process};
constexpr Weight price = graph::Conditions::default_price;

/// Which pairs of values of two arguments, each of so many bits, are allowed.
struct Table {
  std::uint8_t bits;
  std::vector<bool> allowed; ///< by first value * values() + second value

  [[nodiscard]] std::uint32_t values() const { return 1U << bits; }
  [[nodiscard]] bool at(std::uint32_t a, std::uint32_t b) const {
    return allowed[a * values() + b];
  }
  /// What each pair weighs.
  [[nodiscard]] Weight weight(std::uint32_t a, std::uint32_t b) const {
    const auto good = static_cast<Weight>(std::count(allowed.begin(), allowed.end(), true));
    return at(a, b) ? graph::whole_weight / good : graph::resort_weight / (allowed.size() - good);
  }
};

Table random_table(std::uint8_t bits, Random& random) {
  Table table{bits, {}};
  const std::size_t size = std::size_t{1} << 2 * bits;
  table.allowed.assign(size, false);
  const std::size_t shapes = 1 + random() % 4;
  for (std::size_t i = 0; i < shapes; ++i) {
    // Pairs that agree with a value in some bits.
    const std::uint64_t value = random();
    const std::uint64_t mask = random() | random();
    for (std::size_t pair = 0; pair < size; ++pair)
      if (((pair ^ value) & mask & (size - 1)) == 0) table.allowed[pair] = true;
  }
  return table;
}

Decision decision_of(const Table& table) {
  const auto equals = [&](std::uint8_t slot, std::uint32_t value) {
    return Formula{Test{{slot, std::nullopt, table.bits}, all_bits(table.bits), {{value, value}}}};
  };
  Any any;
  for (std::uint32_t a = 0; a < table.values(); ++a)
    for (std::uint32_t b = 0; b < table.values(); ++b)
      if (table.at(a, b)) any.parts.push_back({All{{equals(0, a), equals(1, b)}}});
  return {kill, {{{any}, allow}}};
}

/// What the decision costs as it is lowered.
Weight lowered_cost(const Table& table) {
  graph::Graph graph;
  const graph::NodeId root =
      graph::Conditions(graph, arch::ByteOrder::little).lower(decision_of(table));
  std::vector<bool> seen(graph.size());
  std::vector<graph::NodeId> open{root};
  Weight cost = 0;
  while (!open.empty()) {
    const graph::NodeId id = open.back();
    open.pop_back();
    if (seen[id] || std::holds_alternative<graph::Return>(graph[id])) continue;
    seen[id] = true;
    cost += price;
    for (const graph::NodeId child : graph::children(graph[id]))
      open.push_back(child);
  }
  for (std::uint32_t a = 0; a < table.values(); ++a) {
    for (std::uint32_t b = 0; b < table.values(); ++b) {
      graph::CallWords words{};
      words[4] = a;
      words[6] = b;
      cost += table.weight(a, b) * (graph::executed(graph, root, words) - 1);
    }
  }
  return cost;
}

/// Tries every tree. What comes to a test is a set of first values with a set of second
/// values, and an accumulator: nothing, or one of the words, whole or masked.
class Cheapest {
public:
  explicit Cheapest(const Table& table) : table_(table), all_((1U << table.values()) - 1) {}

  Weight cost() { return cost({{all_, all_}, nothing, 0}); }

private:
  static constexpr std::size_t nothing = 2;

  struct State {
    std::array<std::uint32_t, 2> sets; ///< a bit for each value
    std::size_t word;
    std::uint32_t mask; ///< all bits of the universe and one above where nothing was masked
    auto operator<=>(const State&) const = default;
  };

  [[nodiscard]] std::uint32_t unmasked() const { return 2 * table_.values() - 1; }

  Weight cost(const State& state) {
    const auto known = known_.find(state);
    if (known != known_.end()) return known->second;
    const Weight weight = weight_of(state);
    const Weight result = is_decided(state) ? 0 : cheapest(state, price + weight);
    known_.emplace(state, result);
    return result;
  }

  Weight cheapest(const State& state, Weight step) {
    Weight best = ~Weight{0};
    for (std::size_t word = 0; word < 2; ++word) {
      const bool is_held = state.word == word;
      for (std::uint32_t mask = 1; mask <= unmasked(); ++mask) {
        if (mask >= table_.values() && mask != unmasked()) continue;
        if (is_held && (mask & ~state.mask) == 0)
          best = std::min(best,
                          (mask == state.mask ? 0 : step) + test({state.sets, word, mask}, step));
        const Weight masking = mask == unmasked() ? 0 : step;
        best = std::min(best, step + masking + test({state.sets, word, mask}, step));
      }
    }
    return best;
  }

  Weight test(const State& state, Weight step) {
    Weight best = ~Weight{0} / 2;
    const auto offer = [&](auto holds) {
      State yes = state;
      State no = state;
      for (std::uint32_t value = 0; value < table_.values(); ++value)
        (holds(value & state.mask) ? no : yes).sets[state.word] &= ~(1U << value);
      if (yes.sets[state.word] != 0 && no.sets[state.word] != 0)
        best = std::min(best, step + cost(yes) + cost(no));
    };
    for (std::uint32_t constant = 1; constant < table_.values(); ++constant)
      offer([&](std::uint32_t value) { return (value & constant) != 0; });
    if (state.mask == unmasked()) return best; // what stands above is not known
    for (std::uint32_t constant = 0; constant < table_.values(); ++constant) {
      offer([&](std::uint32_t value) { return value == constant; });
      offer([&](std::uint32_t value) { return value >= constant; });
    }
    return best;
  }

  template <typename Visit>
  void for_each_pair(const State& state, const Visit& visit) const {
    for (std::uint32_t a = 0; a < table_.values(); ++a)
      for (std::uint32_t b = 0; b < table_.values(); ++b)
        if ((state.sets[0] >> a & 1) != 0 && (state.sets[1] >> b & 1) != 0) visit(a, b);
  }

  [[nodiscard]] Weight weight_of(const State& state) const {
    Weight sum = 0;
    for_each_pair(state, [&](auto a, auto b) { sum += table_.weight(a, b); });
    return sum;
  }

  [[nodiscard]] bool is_decided(const State& state) const {
    std::array<bool, 2> seen{};
    for_each_pair(state, [&](auto a, auto b) { seen[table_.at(a, b) ? 1 : 0] = true; });
    return !(seen[0] && seen[1]);
  }

  const Table& table_;
  std::uint32_t all_;
  std::map<State, Weight> known_;
};

} // namespace

// A tree shares nothing, so it can be dearer than what is made; what is made asks the words in
// one order everywhere and weighs intervals, not values, so it can be dearer than a tree.
TEST_CASE("decisions about two words cost little more than the cheapest tree") {
  Random random(31);
  Weight ours = 0;
  Weight least = 0;
  Weight worst = 0; // in percent
  for (std::size_t round = 0; round < 300; ++round) {
    const Table table = random_table(2, random);
    if (std::count(table.allowed.begin(), table.allowed.end(), false) == 0) continue;
    const Weight lowered = lowered_cost(table);
    const Weight cheapest = Cheapest(table).cost();
    ours += lowered;
    least += cheapest;
    worst = std::max(worst, 100 * lowered / cheapest);
  }
  CHECK(100 * ours / least <= 114);
  CHECK(worst <= 160);
}

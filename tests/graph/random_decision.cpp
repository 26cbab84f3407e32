#include "random_decision.hpp"

#include <algorithm>
#include <array>
#include <functional>

namespace callgate::tests {

namespace {

using namespace ruleset;

template <typename T>
const T& pick(Random& random, const std::vector<T>& values) {
  return values[random() % values.size()];
}

bool chance(Random& random, unsigned in) {
  return random() % in == 0;
}

constexpr auto edges = std::to_array<std::uint64_t>(
    {0, 1, 2, 5, 0x7f, 0xff, 0x8000, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff, 0x100000000,
     0x100000005, 0x200000000, 0x7fffffffffffffff, 0x8000000000000000, 0xffffffffffffffff});

class Maker {
public:
  explicit Maker(Random& random) : random_(random) {
    for (std::size_t i = 1 + random_() % 4; i > 0; --i) {
      fields_.push_back(field());
      masks_.push_back(mask(fields_.back()));
    }
  }

  Test test() {
    const std::size_t i = random_() % fields_.size();
    const std::uint64_t all = all_bits(fields_[i].bits);
    const std::uint64_t mask = chance(random_, 3) ? masks_[i] : all;
    std::vector<std::uint64_t> ends;
    for (std::size_t n = 1 + random_() % 6; n > 0; --n) {
      const std::uint64_t end = constant() & (chance(random_, 3) ? mask : all);
      ends.push_back(end);
      if (chance(random_, 2)) ends.push_back(std::min(end + random_() % 3, all));
    }
    std::sort(ends.begin(), ends.end());
    Test result{fields_[i], mask, {}};
    for (std::size_t at = 0; at < ends.size(); ++at) {
      const std::uint64_t first = ends[at];
      if (at + 1 < ends.size() && chance(random_, 2)) ++at;
      const bool meets = !result.ranges.empty() && first <= result.ranges.back().last + 1 &&
                         result.ranges.back().last != ~std::uint64_t{0};
      if (!result.ranges.empty() && (meets || result.ranges.back().last >= first))
        result.ranges.back().last = std::max(result.ranges.back().last, ends[at]);
      else
        result.ranges.push_back({first, ends[at]});
    }
    return result;
  }

  Formula formula(std::size_t tests) {
    if (tests <= 1) return chance(random_, 5) ? negation({test()}) : Formula{test()};
    std::vector<Formula> parts;
    while (tests > 0) {
      const std::size_t share = 1 + random_() % std::min<std::size_t>(tests, 6);
      parts.push_back(formula(std::min(share, tests - (parts.empty() ? 1 : 0))));
      tests -= std::min(tests, share);
    }
    if (chance(random_, 2)) return {All{parts}};
    return {Any{parts}};
  }

private:
  Field field() {
    const auto slot = static_cast<std::uint8_t>(random_() % 6);
    if (chance(random_, 4)) {
      const auto bits = pick<std::uint8_t>(random_, {64, 64, 48, 33});
      return {slot, static_cast<std::uint8_t>(random_() % 6), bits};
    }
    return {slot, std::nullopt, pick<std::uint8_t>(random_, {8, 16, 32, 32, 64, 64, 64, 1, 40})};
  }

  std::uint64_t mask(const Field& field) {
    const std::uint64_t any = random_();
    const std::uint64_t wanted = pick<std::uint64_t>(
        random_, {std::uint64_t{1} << any % 64, 6, 0xf, any, any & random_(), any << 32, any >> 32,
                  0x7e020000, 0xffffffff00000001, 0xff0000ff});
    return wanted & all_bits(field.bits);
  }

  std::uint64_t constant() {
    const std::uint64_t base =
        chance(random_, 6) ? std::uint64_t{1} << random_() % 64 : edges[random_() % edges.size()];
    return base + random_() % 3 - 1;
  }

  Random& random_;
  std::vector<Field> fields_;
  std::vector<std::uint64_t> masks_;
};

void for_each_test(const Formula& formula, const std::function<void(const Test&)>& visit) {
  if (const auto* test = std::get_if<Test>(&formula.node)) return visit(*test);
  const auto* all = std::get_if<All>(&formula.node);
  for (const Formula& part : all != nullptr ? all->parts : std::get<Any>(formula.node).parts)
    for_each_test(part, visit);
}

/// Values worth trying in each register.
using Candidates = std::array<std::vector<std::uint64_t>, 6>;

void nominate(const Field& field, std::uint64_t value, Random& random, Candidates& candidates) {
  const std::uint64_t all = all_bits(field.bits);
  for (const std::uint64_t above : {std::uint64_t{0}, ~std::uint64_t{0}, std::uint64_t{random()}}) {
    const std::uint64_t dirty = (value & all) | (above & ~all);
    if (!field.high_slot) {
      candidates[field.slot].push_back(dirty);
      continue;
    }
    candidates[field.slot].push_back((dirty & UINT32_MAX) | above << 32);
    candidates[*field.high_slot].push_back(dirty >> 32 | above << 32);
  }
}

void nominate(const Test& test, Random& random, Candidates& candidates) {
  for (const Range& range : test.ranges) {
    for (const std::uint64_t end : {range.first, range.last}) {
      for (const std::uint64_t value : {end - 1, end, end + 1}) {
        nominate(test.field, value, random, candidates);
        if (test.mask != all_bits(test.field.bits))
          nominate(test.field, (value & test.mask) | (random() & ~test.mask), random, candidates);
      }
    }
  }
  if (test.mask == all_bits(test.field.bits)) return;
  for (int bit = 0; bit < 64; ++bit) {
    if ((test.mask >> bit & 1) != 0)
      nominate(test.field, std::uint64_t{1} << bit, random, candidates);
  }
}

} // namespace

Decision random_decision(Random& random, std::size_t most_tests) {
  static constexpr auto actions = std::to_array<bpf::Action>({{bpf::ActionKind::allow},
                                                              {bpf::ActionKind::log},
                                                              {bpf::ActionKind::error, 1},
                                                              {bpf::ActionKind::trap}});
  Maker maker(random);
  Decision decision{{bpf::ActionKind::kill_process}};
  const std::size_t clauses = 1 + random() % 3;
  for (std::size_t i = 0; i < clauses; ++i) {
    const std::size_t tests = 1 + random() % std::max<std::size_t>(1, most_tests / clauses);
    decision.clauses.push_back({maker.formula(tests), actions[random() % actions.size()]});
  }
  return decision;
}

std::vector<ArgumentRegisters> probes(const Decision& decision, Random& random, std::size_t count) {
  Candidates candidates;
  for (auto& values : candidates)
    values = {0, ~std::uint64_t{0}, random()};
  for (const Clause& clause : decision.clauses)
    for_each_test(clause.when, [&](const Test& test) { nominate(test, random, candidates); });
  std::vector<ArgumentRegisters> result(count);
  for (ArgumentRegisters& arguments : result) {
    for (std::size_t slot = 0; slot < arguments.size(); ++slot)
      arguments[slot] = pick(random, candidates[slot]);
  }
  return result;
}

} // namespace callgate::tests

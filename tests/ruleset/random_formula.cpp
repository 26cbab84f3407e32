#include "ruleset/random_formula.hpp"

#include <array>
#include <iterator>
#include <set>

namespace callgate::tests {

namespace {

using ruleset::ArgumentRegisters;
using ruleset::Formula;

ruleset::Field random_field(Random& random) {
  constexpr auto widths = std::to_array<std::uint8_t>({1, 8, 16, 31, 32, 33, 48, 63, 64});
  ruleset::Field field{static_cast<std::uint8_t>(random.below(6)), std::nullopt,
                       widths[random.below(widths.size())]};
  if (field.bits > 32 && random.one_in(2))
    field.high_slot = static_cast<std::uint8_t>(random.below(6));
  return field;
}

ruleset::Test random_test(Random& random) {
  ruleset::Test test{random_field(random), 0, {}};
  const std::uint64_t all = ruleset::all_bits(test.field.bits);
  test.mask = random.one_in(2) ? all : random.bits() & random.bits() & all;
  // Small and large values, so that small and large ranges come up.
  std::set<std::uint64_t> edges{0, all};
  for (std::uint64_t i = random.below(6); i > 0; --i)
    edges.insert(random.bits() >> random.below(64) & all);
  // Some stretches between edges; some of them one value long.
  for (auto edge = edges.begin(); edge != edges.end(); ++edge) {
    if (random.one_in(2)) continue;
    const std::uint64_t first = *edge;
    if (random.one_in(2) && std::next(edge) != edges.end()) ++edge;
    if (!test.ranges.empty() && test.ranges.back().last + 1 == first) continue;
    test.ranges.push_back({first, *edge});
  }
  return test;
}

void put_low_word(std::uint64_t& whole, std::uint64_t word) {
  whole = (whole & ~std::uint64_t{UINT32_MAX}) | (word & UINT32_MAX);
}

void put(ArgumentRegisters& registers, const ruleset::Field& field, std::uint64_t value) {
  if (field.high_slot) {
    put_low_word(registers[field.slot], value);
    put_low_word(registers[*field.high_slot], value >> 32);
    return;
  }
  const std::uint64_t all = ruleset::all_bits(field.bits);
  registers[field.slot] = (registers[field.slot] & ~all) | (value & all);
}

void aim(Random& random, const Formula& formula, ArgumentRegisters& registers) {
  const auto aim_at = [&](const std::vector<Formula>& parts) {
    for (const Formula& part : parts)
      aim(random, part, registers);
  };
  if (const auto* all = std::get_if<ruleset::All>(&formula.node)) return aim_at(all->parts);
  if (const auto* any = std::get_if<ruleset::Any>(&formula.node)) return aim_at(any->parts);
  const auto& test = std::get<ruleset::Test>(formula.node);
  if (test.ranges.empty() || random.one_in(4)) return;
  const ruleset::Range& range = test.ranges[random.below(test.ranges.size())];
  const std::uint64_t edge = (random.one_in(2) ? range.first : range.last) + random.below(3) - 1;
  put(registers, test.field, edge | (random.bits() & ~test.mask));
}

} // namespace

Formula random_formula(Random& random, int depth) {
  const std::uint64_t kind = depth == 0 ? 0 : random.below(3);
  if (kind == 0) return {random_test(random)};
  std::vector<Formula> parts;
  for (std::uint64_t i = random.below(4); i > 0; --i)
    parts.push_back(random_formula(random, depth - 1));
  if (kind == 1) return {ruleset::All{std::move(parts)}};
  return {ruleset::Any{std::move(parts)}};
}

ruleset::Decision random_decision(Random& random, std::uint64_t clauses, int depth) {
  constexpr auto actions = std::to_array<bpf::Action>({{bpf::ActionKind::allow},
                                                       {bpf::ActionKind::log},
                                                       {bpf::ActionKind::trace, 7},
                                                       {bpf::ActionKind::error, 1},
                                                       {bpf::ActionKind::error, 38},
                                                       {bpf::ActionKind::kill_process}});
  const auto action = [&] { return actions[random.below(actions.size())]; };
  ruleset::Decision decision{action()};
  for (std::uint64_t i = random.below(clauses + 1); i > 0; --i)
    decision.clauses.push_back({random_formula(random, depth), action()});
  return decision;
}

ArgumentRegisters telling_registers(Random& random, const Formula& formula) {
  ArgumentRegisters registers{};
  for (std::uint64_t& one : registers)
    one = random.one_in(2) ? random.bits() : 0;
  if (!random.one_in(4)) aim(random, formula, registers);
  return registers;
}

} // namespace callgate::tests

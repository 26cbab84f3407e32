// While filters decide by token and number alone, they are piecewise constant: every
// test compares one of the two words with a constant, so between two neighbouring
// constants nothing can change. The rulings are piecewise constant as well, by their
// intervals. Asking both sides once in every stretch that either has, for every token
// stretch that either has, is therefore exact for all 2^64 inputs. A program that does
// anything else than load these words, compare and return is refused, not guessed at.
#include "proof/proof.hpp"

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace callgate::proof {

namespace {

/// First values of the stretches over which a 32-bit word decides nothing.
using Starts = std::set<std::uint32_t>;

void add_point(Starts& starts, std::uint32_t value) {
  starts.insert(value);
  if (value != UINT32_MAX) starts.insert(value + 1);
}

struct Stretches {
  Starts tokens{0};
  Starts numbers{0};
};

bool is_comparison(const bpf::Instruction& instruction) {
  const std::uint16_t code = instruction.code;
  return code == bpf::op::jeq || code == bpf::op::jgt || code == bpf::op::jge;
}

bool is_modelled(const bpf::Instruction& instruction) {
  if (instruction.code == bpf::op::ld_abs)
    return instruction.k == bpf::offset::number || instruction.k == bpf::offset::token;
  return is_comparison(instruction) || instruction.code == bpf::op::ja ||
         instruction.code == bpf::op::ret_k;
}

/// What the accumulator may hold, over all paths to an instruction.
struct Held {
  bool number = false;
  bool token = false;

  void merge(Held other) {
    number |= other.number;
    token |= other.token;
  }
};

/// Cuts each word at the constants that it may be compared with. One pass is enough:
/// jumps lead forwards only.
std::optional<Refutation> add_program(const bpf::Program& program, Stretches& stretches) {
  std::vector<Held> before(program.size());
  for (std::size_t i = 0; i < program.size(); ++i) {
    const bpf::Instruction& instruction = program.instructions()[i];
    if (!is_modelled(instruction))
      return Refutation{"the proof has no model of this instruction", i, std::nullopt};
    if (instruction.code == bpf::op::ret_k) continue;
    if (instruction.code == bpf::op::ja) {
      before[i + 1 + instruction.k].merge(before[i]);
    } else if (instruction.code == bpf::op::ld_abs) {
      const bool number = instruction.k == bpf::offset::number;
      before[i + 1].merge({number, !number});
    } else {
      if (before[i].number) add_point(stretches.numbers, instruction.k);
      if (before[i].token) add_point(stretches.tokens, instruction.k);
      before[i + 1 + instruction.jt].merge(before[i]);
      before[i + 1 + instruction.jf].merge(before[i]);
    }
  }
  return std::nullopt;
}

void add_rulings(const ruleset::Rulings& rulings, Stretches& stretches) {
  for (const ruleset::Ruleset& ruleset : rulings.rulesets) {
    add_point(stretches.tokens, ruleset.token);
    for (const ruleset::Interval& interval : ruleset.intervals)
      stretches.numbers.insert(interval.first);
  }
}

bool is_total(const ruleset::Ruleset& ruleset) {
  std::uint64_t next = 0;
  for (const ruleset::Interval& interval : ruleset.intervals) {
    if (interval.first != next || interval.last < interval.first) return false;
    next = std::uint64_t{interval.last} + 1;
  }
  return next == std::uint64_t{UINT32_MAX} + 1;
}

bool are_total(const ruleset::Rulings& rulings) {
  std::set<std::uint32_t> tokens;
  for (const ruleset::Ruleset& ruleset : rulings.rulesets) {
    if (!is_total(ruleset) || !tokens.insert(ruleset.token).second) return false;
  }
  return true;
}

} // namespace

std::variant<ProvenFilter, Refutation> prove(bpf::Program program, ruleset::Rulings rulings) {
  if (!are_total(rulings)) return Refutation{"the rulings are not total", 0, std::nullopt};
  Stretches stretches;
  if (auto refused = add_program(program, stretches)) return *refused;
  add_rulings(rulings, stretches);
  for (const std::uint32_t token : stretches.tokens) {
    for (const std::uint32_t number : stretches.numbers) {
      const bpf::CallData input{.number = number, .token = token};
      const bpf::Execution result = bpf::run(program, input, rulings.byte_order);
      const bpf::Action wanted = ruleset::action_for(rulings, input);
      if (result.value == bpf::return_value(wanted)) continue;
      return Refutation{"the program returns " + bpf::to_string(bpf::action_of(result.value)) +
                            " where the policy says " + bpf::to_string(wanted),
                        result.returned_at, input};
    }
  }
  return ProvenFilter(std::move(program), std::move(rulings));
}

} // namespace callgate::proof

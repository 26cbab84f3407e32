#include "proof/mutate.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>

#include "bpf/action.hpp"
#include "bpf/opcodes.hpp"

namespace callgate::tests {

namespace {

using bpf::Form;
using bpf::Instruction;
using Random = std::mt19937_64;

std::size_t below(Random& random, std::size_t bound) {
  return static_cast<std::size_t>(random() % bound);
}

Form form_of(const Instruction& instruction) {
  return bpf::find_opcode(instruction.code)->form;
}

bool is_branch(const Instruction& instruction) {
  return form_of(instruction) == Form::branch_k || form_of(instruction) == Form::branch_x;
}

bool is_return(const Instruction& instruction) {
  return instruction.code == bpf::op::ret_k;
}

bool has_constant(const Instruction& instruction) {
  const Form form = form_of(instruction);
  return form != Form::implied && form != Form::operand_x && form != Form::branch_x &&
         form != Form::load_length && form != Form::return_a;
}

/// The place of an instruction chosen among those that fit.
std::optional<std::size_t> any_place(const Instructions& program, Random& random,
                                     bool (*fits)(const Instruction&)) {
  std::vector<std::size_t> places;
  for (std::size_t at = 0; at < program.size(); ++at) {
    if (fits(program[at])) places.push_back(at);
  }
  if (places.empty()) return std::nullopt;
  return places[below(random, places.size())];
}

bool step_constant(Instructions& program, Random& random) {
  const auto at = any_place(program, random, has_constant);
  if (at) program[*at].k += random() % 2 == 0 ? 1 : UINT32_MAX;
  return at.has_value();
}

bool flip_constant(Instructions& program, Random& random) {
  const auto at = any_place(program, random, has_constant);
  if (at) program[*at].k ^= 1U << below(random, 32);
  return at.has_value();
}

bool change_opcode(Instructions& program, Random& random) {
  const auto opcodes = bpf::all_opcodes();
  program[below(random, program.size())].code = opcodes[below(random, opcodes.size())].code;
  return true;
}

bool change_jump(Instructions& program, Random& random) {
  const auto at = any_place(program, random, is_branch);
  if (!at) return false;
  Instruction& branch = program[*at];
  std::uint8_t& offset = random() % 2 == 0 ? branch.jt : branch.jf;
  switch (below(random, 3)) {
  case 0:
    offset = static_cast<std::uint8_t>(offset + 2 * below(random, 2) - 1);
    break;
  case 1:
    offset =
        static_cast<std::uint8_t>(below(random, std::min<std::size_t>(256, program.size() - *at)));
    break;
  default:
    std::swap(branch.jt, branch.jf);
  }
  return true;
}

bool change_return(Instructions& program, Random& random) {
  const auto at = any_place(program, random, is_return);
  if (!at) return false;
  const auto actions = bpf::all_actions();
  program[*at].k = random() % 2 == 0 ? actions[below(random, actions.size())].value
                                     : program[*at].k ^ 1U << below(random, 16);
  return true;
}

/// Makes an instruction that was at `before` and will be at `after` jump to where its targets
/// will be. False if it cannot reach them.
template <typename Place>
bool aim(Instruction& instruction, std::size_t before, std::size_t after, const Place& place_of) {
  const auto re_aimed = [&](std::size_t skipped, std::size_t most) -> std::optional<std::size_t> {
    const std::size_t target = place_of(before + 1 + skipped);
    if (target <= after || target - after - 1 > most) return std::nullopt;
    return target - after - 1;
  };
  if (form_of(instruction) == Form::jump) {
    const auto skipped = re_aimed(instruction.k, UINT32_MAX);
    if (skipped) instruction.k = static_cast<std::uint32_t>(*skipped);
    return skipped.has_value();
  }
  if (!is_branch(instruction)) return true;
  const auto jt = re_aimed(instruction.jt, UINT8_MAX), jf = re_aimed(instruction.jf, UINT8_MAX);
  if (!jt || !jf) return false;
  instruction.jt = static_cast<std::uint8_t>(*jt);
  instruction.jf = static_cast<std::uint8_t>(*jf);
  return true;
}

/// Re-aims every jump before an instruction comes or goes.
template <typename Place>
bool aim_all(Instructions& program, const Place& place_of) {
  for (std::size_t at = 0; at < program.size(); ++at) {
    if (!aim(program[at], at, place_of(at), place_of)) return false;
  }
  return true;
}

bool swap(Instructions& program, Random& random) {
  const std::size_t last = program.size() - 1;
  const std::size_t at = below(random, program.size());
  // Neighbours as often as not.
  const std::size_t other =
      random() % 2 == 0 ? std::min(at + 1, last) : below(random, program.size());
  std::swap(program[at], program[other]);
  return true;
}

bool swap_aimed(Instructions& program, Random& random) {
  if (program.size() < 2) return false;
  const std::size_t at = below(random, program.size() - 1);
  const auto stays = [](std::size_t place) { return place; };
  if (!aim(program[at], at, at + 1, stays) || !aim(program[at + 1], at + 1, at, stays))
    return false;
  std::swap(program[at], program[at + 1]);
  return true;
}

auto iterator_at(Instructions& program, std::size_t at) {
  return program.begin() + static_cast<std::ptrdiff_t>(at);
}

bool drop(Instructions& program, Random& random) {
  program.erase(iterator_at(program, below(random, program.size())));
  return true;
}

bool drop_aimed(Instructions& program, Random& random) {
  const std::size_t at = below(random, program.size());
  // What jumped to the dropped one jumps to what followed it.
  const auto place_of = [&](std::size_t place) { return place > at ? place - 1 : place; };
  program[at] = {bpf::op::ld_len, 0, 0, 0}; // aims nowhere
  if (!aim_all(program, place_of)) return false;
  program.erase(iterator_at(program, at));
  return true;
}

bool double_one(Instructions& program, Random& random) {
  const std::size_t at = below(random, program.size());
  const Instruction copy = program[at];
  program.insert(iterator_at(program, at), copy);
  return true;
}

bool double_aimed(Instructions& program, Random& random) {
  const std::size_t at = below(random, program.size());
  const auto place_of = [&](std::size_t place) { return place > at ? place + 1 : place; };
  Instruction copy = program[at];
  if (!aim(copy, at, at + 1, place_of) || !aim_all(program, place_of)) return false;
  program.insert(iterator_at(program, at + 1), copy);
  return true;
}

} // namespace

std::span<const Mutation> all_mutations() {
  static constexpr Mutation mutations[] = {
      {"constant one off", step_constant},
      {"constant's bit flipped", flip_constant},
      {"other opcode", change_opcode},
      {"other jump", change_jump},
      {"other return", change_return},
      {"two swapped", swap},
      {"neighbours swapped, re-aimed", swap_aimed},
      {"one dropped", drop},
      {"one dropped, re-aimed", drop_aimed},
      {"one doubled", double_one},
      {"one doubled, re-aimed", double_aimed},
  };
  return mutations;
}

} // namespace callgate::tests

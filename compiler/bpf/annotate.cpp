// All jumps go forward, so one pass from the first instruction to the last meets every
// predecessor of an instruction before the instruction itself: what is known there is
// what all of them agree on. Two things are followed: which word of seccomp_data the
// accumulator holds, and which audit tokens the call can still have.
#include "bpf/annotate.hpp"
#include "bpf/hex.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <functional>
#include <iterator>
#include <span>

#include "arch/calls.hpp"
#include "bpf/action.hpp"
#include "bpf/opcodes.hpp"

namespace callgate::bpf {
namespace {

/// A word of seccomp_data, ANDed with a mask.
struct MaskedWord {
  std::uint32_t offset;
  std::uint32_t mask;

  bool operator==(const MaskedWord&) const = default;
};

constexpr std::uint32_t no_mask = 0xffffffff;

struct Knowledge {
  std::optional<MaskedWord> accumulator;
  /// The tokens that the call can have, sorted; nothing known without a value.
  std::optional<std::vector<std::uint32_t>> tokens;

  [[nodiscard]] bool holds(std::uint32_t offset) const {
    return accumulator == MaskedWord{offset, no_mask};
  }
};

/// No knowledge at all: no path leads here.
using Arrival = std::optional<Knowledge>;

void arrive(Arrival& there, const Knowledge& with) {
  if (!there) {
    there = with;
    return;
  }
  if (there->accumulator != with.accumulator) there->accumulator.reset();
  if (!there->tokens || !with.tokens) {
    there->tokens.reset();
    return;
  }
  std::vector<std::uint32_t> either;
  std::ranges::set_union(*there->tokens, *with.tokens, std::back_inserter(either));
  there->tokens = std::move(either);
}

// --- names ------------------------------------------------------------------------

std::string plain(std::uint32_t value) {
  return value < 0x10000 ? std::to_string(value) : hex(value);
}

std::vector<const arch::AbiFacts*> abis_of(std::uint32_t token) {
  std::vector<const arch::AbiFacts*> result;
  for (const arch::AbiFacts& facts : arch::all_abis())
    if (facts.token == token) result.push_back(&facts);
  return result;
}

std::string token_name(std::uint32_t token) {
  const auto abis = abis_of(token);
  return abis.empty() ? hex(token) : std::string(abis.front()->name);
}

/// The call of that number under one token: "read", or "read@x32" for an ABI that
/// shares the token with the one it is named after.
std::string call_name(std::uint32_t token, std::uint32_t number) {
  const auto abis = abis_of(token);
  for (const arch::AbiFacts* facts : abis) {
    if (!facts->numbers.contains(number)) continue;
    const arch::Call* call = arch::find_call(facts->abi, number);
    if (call == nullptr) continue;
    std::string name(call->name);
    if (facts != abis.front()) name += "@" + std::string(facts->name);
    return name;
  }
  return "";
}

/// What a constant compared with the number means to each token: "read" where all
/// agree, else "read@x86_64, restart_syscall@i386".
std::string number_name(std::uint32_t number, const Knowledge& known) {
  if (!known.tokens || known.tokens->empty()) return plain(number);
  std::vector<std::string> names;
  for (const std::uint32_t token : *known.tokens)
    names.push_back(call_name(token, number));
  if (std::ranges::adjacent_find(names, std::not_equal_to<>{}) == names.end())
    return names.front().empty() ? plain(number) : names.front();
  std::string result;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i].empty()) continue;
    if (!result.empty()) result += ", ";
    result += names[i];
    if (names[i].find('@') == std::string::npos) result += "@" + token_name((*known.tokens)[i]);
  }
  return result;
}

std::optional<arch::ByteOrder> byte_order(const Knowledge& known) {
  if (!known.tokens) return std::nullopt;
  std::optional<arch::ByteOrder> order;
  for (const std::uint32_t token : *known.tokens) {
    const auto abis = abis_of(token);
    if (abis.empty() || (order && *order != abis.front()->byte_order)) return std::nullopt;
    order = abis.front()->byte_order;
  }
  return order;
}

/// "number", "token", "args[1] low"; "args[1] first word" where the byte order is open.
std::string word_name(std::uint32_t at, const Knowledge& known) {
  if (at == offset::number) return "number";
  if (at == offset::token) return "token";
  std::string name = at < offset::arguments
                         ? "instruction pointer"
                         : "args[" + std::to_string((at - offset::arguments) / 8) + "]";
  const bool first = at % 8 == 0;
  const auto order = byte_order(known);
  if (!order) return name + (first ? " first word" : " second word");
  return name + (first == (*order == arch::ByteOrder::little) ? " low" : " high");
}

std::string masked_name(const MaskedWord& word, const Knowledge& known) {
  std::string name = word_name(word.offset, known);
  return word.mask == no_mask ? name : name + " & " + hex(word.mask);
}

/// The errno's name where all ABIs that the call can have agree on one.
std::string_view errno_name(std::uint16_t value, const Knowledge& known) {
  std::string_view common;
  if (!known.tokens) return common;
  for (const std::uint32_t token : *known.tokens) {
    const auto abis = abis_of(token);
    if (abis.empty()) return "";
    const std::string_view name = arch::errno_name(abis.front()->abi, value);
    if (!common.empty() && name != common) return "";
    common = name;
  }
  return common;
}

std::string return_name(std::uint32_t value, const Knowledge& known) {
  const Action action = action_of(value);
  std::string name = to_string(action);
  if (action.kind == ActionKind::error && action.data != 0) {
    const std::string_view error = errno_name(action.data, known);
    if (!error.empty()) name += " (" + std::string(error) + ")";
  }
  const std::uint32_t ignored = value ^ return_value(action);
  if ((ignored & 0xffff0000) != 0) return name + ": the kernel knows no such action";
  if (ignored != 0) name += ", data " + plain(value & 0xffff);
  return name;
}

// --- comments ---------------------------------------------------------------------

std::string_view relation(std::uint16_t code) {
  struct Row {
    std::uint16_t code;
    std::string_view symbol;
  };
  static constexpr auto table = std::to_array<Row>({
      {op::jeq, " == "},
      {op::jgt, " > "},
      {op::jge, " >= "},
      {op::jset, " & "},
  });
  const auto* row = std::ranges::find(table, code, &Row::code);
  return row == table.end() ? " ? " : row->symbol;
}

std::string constant_name(const Instruction& instruction, const Knowledge& known) {
  if (instruction.code == op::jset) return hex(instruction.k);
  if (known.holds(offset::number)) return number_name(instruction.k, known);
  if (known.holds(offset::token) && instruction.code == op::jeq) return token_name(instruction.k);
  return plain(instruction.k);
}

std::string comment(const Instruction& instruction, Form form, const Knowledge& known) {
  switch (form) {
  case Form::load_word:
    return word_name(instruction.k, known);
  case Form::branch_k:
    if (!known.accumulator) return "";
    return masked_name(*known.accumulator, known) + std::string(relation(instruction.code)) +
           constant_name(instruction, known);
  case Form::return_k:
    return return_name(instruction.k, known);
  default:
    return "";
  }
}

// --- following the program --------------------------------------------------------

std::optional<MaskedWord> accumulator_after(const Instruction& instruction, Form form,
                                            const std::optional<MaskedWord>& before) {
  switch (form) {
  case Form::load_word:
    return MaskedWord{instruction.k, no_mask};
  case Form::write_memory:
  case Form::branch_k:
  case Form::branch_x:
  case Form::jump:
    return before;
  default:
    break;
  }
  if (instruction.code == op::and_ && before)
    return MaskedWord{before->offset, before->mask & instruction.k};
  const bool writes_x = (instruction.code & op::class_mask) == op::ldx_imm;
  if (writes_x || instruction.code == op::tax) return before;
  return std::nullopt;
}

/// What is known on the side of `jeq #token` where it holds.
Knowledge where_equal(Knowledge known, std::uint32_t token) {
  known.tokens = {token};
  return known;
}

/// … and on the other side.
Knowledge where_not_equal(Knowledge known, std::uint32_t token) {
  if (known.tokens) std::erase(*known.tokens, token);
  return known;
}

void follow(const Instruction& instruction, Form form, std::size_t at, const Knowledge& known,
            std::span<Arrival> arrivals) {
  Knowledge after = known;
  after.accumulator = accumulator_after(instruction, form, known.accumulator);
  switch (form) {
  case Form::return_k:
  case Form::return_a:
    return;
  case Form::jump:
    arrive(arrivals[at + 1 + instruction.k], after);
    return;
  case Form::branch_k:
  case Form::branch_x: {
    const bool tests_token = known.holds(offset::token) && instruction.code == op::jeq;
    arrive(arrivals[at + 1 + instruction.jt],
           tests_token ? where_equal(after, instruction.k) : after);
    arrive(arrivals[at + 1 + instruction.jf],
           tests_token ? where_not_equal(after, instruction.k) : after);
    return;
  }
  default:
    arrive(arrivals[at + 1], after);
  }
}

} // namespace

std::vector<std::string> annotate(const Program& program, std::optional<arch::Abi> assume) {
  std::vector<Arrival> arrivals(program.size());
  arrivals[0] = Knowledge{};
  if (assume) arrivals[0] = where_equal({}, arch::facts(*assume).token);

  std::vector<std::string> comments(program.size());
  for (std::size_t at = 0; at < program.size(); ++at) {
    if (!arrivals[at]) {
      comments[at] = "never reached";
      continue;
    }
    const Instruction& instruction = program.instructions()[at];
    const Form form = find_opcode(instruction.code)->form;
    comments[at] = comment(instruction, form, *arrivals[at]);
    follow(instruction, form, at, *arrivals[at], arrivals);
  }
  return comments;
}

} // namespace callgate::bpf

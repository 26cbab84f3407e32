// Raw bytes → decode, accept or refuse, list, run, model, write as a policy.
#include <algorithm>
#include <optional>
#include <set>

#include "bpf/disassemble.hpp"
#include "bpf/encoding.hpp"
#include "bpf/interpreter.hpp"
#include "bpf/opcodes.hpp"
#include "bpf/program.hpp"
#include "fuzz/claim.hpp"
#include "proof/behaviour.hpp"
#include "support/diagram_value.hpp"
#include "tools/decompile.hpp"

namespace callgate::fuzz {

namespace {

using arch::ByteOrder;
using bpf::Instruction;

/// Calls built from the constants that the program knows, and from those it may not.
std::vector<bpf::CallData> calls_for(const bpf::Program& program) {
  std::set<std::uint32_t> constants{0, 1, 0x40000000U, 0xc000003eU, 0xffffffffU};
  for (const Instruction& instruction : program.instructions()) {
    if (constants.size() >= 24) break;
    constants.insert({instruction.k, instruction.k + 1});
  }
  std::vector<bpf::CallData> calls;
  for (const std::uint32_t word : constants) {
    const std::uint64_t wide = std::uint64_t{word} << 32 | ~word;
    calls.push_back({word, 0xc000003eU, wide, {0, word, wide, ~wide, 1, ~0ULL}});
    calls.push_back({0, word, 0, {wide, word, 0, 0, 0, wide}});
  }
  return calls;
}

void run(const bpf::Program& program) {
  for (const bpf::CallData& call : calls_for(program)) {
    for (const ByteOrder order : {ByteOrder::little, ByteOrder::big}) {
      const bpf::Execution execution = bpf::run(program, call, order);
      claim(0 < execution.steps && execution.steps <= program.size() &&
                execution.returned_at < program.size(),
            "a program without loops must end within its length");
    }
  }
}

void list(const bpf::Program& program) {
  for (const auto assume : {std::optional<arch::Abi>{}, std::optional{arch::Abi::mips_o32}}) {
    claim(bpf::listing(program, assume).size() == program.size(),
          "a listing has one line an instruction");
    claim(!bpf::disassemble(program, assume).empty(), "an empty listing");
  }
}

void check_unmodelled(const proof::Unmodelled& unmodelled, const bpf::Program& program) {
  claim(unmodelled.instruction < program.size() && !unmodelled.reason.empty(),
        "what cannot be modelled has no place or no reason");
}

/// The program's diagram, and that of what a kernel makes of its returns.
void model(const bpf::Program& program, ByteOrder order) {
  constexpr std::size_t most_nodes = 20'000;
  diagram::Diagrams diagrams(most_nodes);
  const auto modelled = proof::diagram_of(diagrams, program, order);
  if (const auto* unmodelled = std::get_if<proof::Unmodelled>(&modelled))
    return check_unmodelled(*unmodelled, program);
  const std::vector<bpf::Program> alone{program}, twice{program, program};
  const auto behaviour = proof::behaviour_of(diagrams, alone, order);
  const auto stacked = proof::behaviour_of(diagrams, twice, order);
  if (std::holds_alternative<proof::UnmodelledFilter>(behaviour) ||
      std::holds_alternative<proof::UnmodelledFilter>(stacked))
    return; // too many nodes were made by then
  claim(std::get<diagram::Node>(stacked) == std::get<diagram::Node>(behaviour),
        "a program stacked on itself does something else");
  for (const bpf::CallData& call : calls_for(program)) {
    claim(tests::value_at(diagrams, std::get<diagram::Node>(modelled), call) ==
              bpf::run(program, call, order).value,
          "the diagram and the interpreter disagree");
    claim(tests::value_at(diagrams, std::get<diagram::Node>(behaviour), call) ==
              proof::behaviour_of(alone, call, order),
          "a stack's diagram and the interpreter disagree");
  }
}

bool all_opcodes_known(std::string_view bytes, ByteOrder order) {
  const auto decoded = bpf::decode(bytes, order);
  const auto& instructions = std::get<std::vector<Instruction>>(decoded);
  return std::all_of(instructions.begin(), instructions.end(), [](const Instruction& instruction) {
    return bpf::find_opcode(instruction.code) != nullptr;
  });
}

/// A filter is refused for a reason, or its policy was compiled and found equal.
void write_policy(const bpf::Program& program, ByteOrder order) {
  constexpr std::size_t small = 20'000;
  const auto text = tools::decompile(
      {&program, 1},
      {.order = order, .assumed = arch::Abi::x86_64, .origin = "fuzzed", .budget = small});
  const auto* unsayable = std::get_if<wording::Unsayable>(&text);
  if (unsayable != nullptr)
    claim(!unsayable->reason.starts_with("internal error"), unsayable->reason);
}

} // namespace

void raw_filter(Bytes bytes) {
  const std::string_view text = text_of(bytes);
  const ByteOrder guess = bpf::guess_byte_order(text);
  for (const ByteOrder order : {ByteOrder::little, ByteOrder::big}) {
    const auto decoded = bpf::decode(text, order);
    const auto* instructions = std::get_if<std::vector<Instruction>>(&decoded);
    claim((instructions != nullptr) == (text.size() % bpf::instruction_bytes == 0),
          "whole instructions decode and nothing else does");
    if (instructions == nullptr) continue;
    claim(bpf::encode(*instructions, order) == text, "encode(decode(x)) is not x");
    const auto checked = bpf::Program::check(*instructions);
    if (const auto* rejection = std::get_if<bpf::Rejection>(&checked)) {
      claim(rejection->instruction <= instructions->size() && !rejection->reason.empty(),
            "a rejection names no instruction or no reason");
      continue;
    }
    const auto& program = std::get<bpf::Program>(checked);
    // Opcodes throughout: the other order can only win the guess by being so too.
    claim(guess == order || all_opcodes_known(text, guess), "the byte order is guessed wrongly");
    list(program);
    run(program);
    model(program, ByteOrder::little);
    model(program, ByteOrder::big);
    write_policy(program, order);
  }
}

} // namespace callgate::fuzz

// Program::check and the interpreter against the kernel that runs this test.
#include <algorithm>
#include <cerrno>
#include <string>

#include <doctest/doctest.h>
#include <linux/seccomp.h>

#include "bpf/ebpf.hpp"
#include "bpf/interpreter.hpp"
#include "bpf/program.hpp"
#include "support/effort.hpp"

#include "kernel.hpp"
#include "random_program.hpp"

using namespace callgate;
using namespace callgate::test;
namespace op = bpf::op;

namespace {

bool kernel_is_here() {
  const std::string reason = no_kernel();
  if (!reason.empty()) MESSAGE("SKIPPED, nothing compared with the kernel: " << reason);
  return reason.empty();
}

std::optional<bpf::Program> accepted(const Instructions& instructions) {
  auto result = bpf::Program::check(instructions);
  if (auto* program = std::get_if<bpf::Program>(&result)) return std::move(*program);
  return std::nullopt;
}

std::string dump(const Instructions& program) {
  std::string text;
  for (const bpf::Instruction& i : program)
    text += "{" + std::to_string(i.code) + ", " + std::to_string(i.jt) + ", " +
            std::to_string(i.jf) + ", " + std::to_string(i.k) + "}\n";
  return text;
}

/// What the interpreter's result should look like to the caller.
void check_verdict(const bpf::Execution& expected, const Verdict& seen) {
  if (expected.value == SECCOMP_RET_KILL_THREAD) {
    CHECK(seen.kind == Verdict::Kind::killed);
    return;
  }
  CHECK((expected.value & SECCOMP_RET_ACTION_FULL) == SECCOMP_RET_ERRNO);
  CHECK(seen.kind == Verdict::Kind::returned);
  CHECK(seen.error == static_cast<int>(expected.value & SECCOMP_RET_DATA));
}

} // namespace

TEST_CASE("live: every opcode is accepted by both or by neither") {
  if (!kernel_is_here()) return;
  // k = 4 obeys the rule of every form.
  std::vector<Instructions> programs;
  for (std::uint32_t code = 0; code <= 0xffff; ++code) {
    Instructions program(7, {op::ret_k, 0, 0, 0});
    program.front() = {static_cast<std::uint16_t>(code), 0, 0, 4};
    const bool reads_memory = code == op::ld_mem || code == op::ldx_mem;
    if (reads_memory) program.insert(program.begin(), {op::st, 0, 0, 4});
    programs.push_back(std::move(program));
  }
  const auto errors = prepare_errors(programs, User::same);
  for (std::size_t i = 0; i < programs.size(); ++i) {
    CAPTURE(i);
    REQUIRE((errors[i] == 0 || errors[i] == EINVAL));
    if ((errors[i] == 0) != accepted(programs[i]).has_value()) FAIL_CHECK(dump(programs[i]));
  }
}

TEST_CASE("live: random sequences are accepted by both or by neither") {
  if (!kernel_is_here()) return;
  constexpr std::uint64_t batch = 20'000;
  const std::uint64_t batches = callgate::tests::effort(1, 25);
  std::uint64_t asked = 0, taken = 0;
  for (const auto& make : {random_instructions, edge_instructions}) {
    Random random(1997);
    for (std::uint64_t round = 0; round < batches; ++round) {
      std::vector<Instructions> programs;
      while (programs.size() < batch)
        programs.push_back(make(random));
      for (const User user : users()) {
        const auto errors = prepare_errors(programs, user);
        for (std::size_t i = 0; i < programs.size(); ++i) {
          REQUIRE((errors[i] == 0 || errors[i] == EINVAL));
          ++asked;
          if (errors[i] == 0) ++taken;
          if ((errors[i] == 0) != accepted(programs[i]).has_value()) FAIL_CHECK(dump(programs[i]));
        }
      }
    }
    CHECK(taken > asked / 5);
    CHECK(taken < asked * 4 / 5);
  }
  MESSAGE(asked << " sequences, " << taken << " of them accepted");
}

TEST_CASE("live: preparing a filter tells as much as installing it") {
  if (!kernel_is_here()) return;
  Random random(2005);
  std::vector<Instructions> programs;
  for (int i = 0; i < 500; ++i)
    programs.push_back(random_instructions(random));
  for (const User user : users()) {
    const auto errors = prepare_errors(programs, user);
    for (std::size_t i = 0; i < programs.size(); ++i)
      CHECK(install_error(programs[i], user) == errors[i]);
  }
}

TEST_CASE("live: random programs return what the interpreter says") {
  if (!kernel_is_here()) return;
  const bpf::CallData self = caller();
  for (const User user : users()) {
    Random random(2012);
    int killed = 0;
    for (int tried = 0; tried < 500;) {
      const auto original = accepted(random_instructions(random));
      if (!original) continue;
      ++tried;
      const auto program = accepted(observable(original->instructions(), random));
      REQUIRE(program);
      std::vector<bpf::CallData> calls;
      for (int i = 0; i < 64; ++i)
        calls.push_back(random_call(program->instructions(), self, random));
      const Instructions instructions(program->instructions().begin(),
                                      program->instructions().end());
      const auto verdicts = ask(instructions, calls, user);
      CAPTURE(dump(instructions));
      for (std::size_t i = 0; i < verdicts.size(); ++i)
        check_verdict(bpf::run(*program, calls[i], native_order()), verdicts[i]);
      if (verdicts.back().kind == Verdict::Kind::killed) ++killed;
    }
    CHECK(killed > 0); // some divided by an X of zero
  }
}

TEST_CASE("live: shifting by 32 and more uses the low five bits of X") {
  if (!kernel_is_here()) return;
  const bpf::CallData self = caller();
  for (const std::uint16_t shift : {op::lsh, op::rsh})
    for (const std::uint32_t amount : {0U, 1U, 31U, 32U, 33U, 63U, 64U, 0x80000001U}) {
      const Instructions instructions = {
          {op::ldx_imm, 0, 0, amount},
          {op::ld_imm, 0, 0, 0xfed},
          {static_cast<std::uint16_t>(shift | op::with_x), 0, 0, 0},
          {op::and_, 0, 0, 0xfff},
          {op::or_, 0, 0, SECCOMP_RET_ERRNO},
          {op::ret_a, 0, 0, 0},
      };
      const auto program = accepted(instructions);
      REQUIRE(program);
      const auto verdicts = ask(instructions, std::span(&self, 1), User::same);
      check_verdict(bpf::run(*program, self, native_order()), verdicts.front());
    }
}

TEST_CASE("live: as many filters of a kind fit as their eBPF lengths say") {
  if (!kernel_is_here()) return;
  constexpr std::size_t most_of_a_process = 32768;
  constexpr bpf::Instruction allow{op::ret_k, 0, 0, SECCOMP_RET_ALLOW};
  std::vector<Instructions> bodies;
  // Eight of a kind, so that one instruction more of each shows in how many filters fit.
  for (std::uint32_t code = 0; code <= 0xff; ++code)
    for (const std::uint32_t k : {4U, 0x80000000U})
      for (const bool jt : {false, true})
        for (const bool jf : {false, true}) {
          const bool is_jump = (code & op::class_mask) == op::jump_class;
          if ((jt || jf) && !is_jump) continue;
          bodies.push_back(Instructions(
              8, {static_cast<std::uint16_t>(code), std::uint8_t{jt}, std::uint8_t{jf}, k}));
        }
  Random random(2014);
  for (int i = 0; i < 20; ++i)
    bodies.push_back(random_instructions(random));
  std::size_t compared = 0;
  for (const Instructions& body : bodies) {
    // Everything is allowed at once; the rest is never executed, and counts all the same.
    Instructions instructions = {allow, {op::st, 0, 0, 4}};
    instructions.resize(250, {op::ld_imm, 0, 0, 0});
    instructions.insert(instructions.end(), body.begin(), body.end());
    instructions.insert(instructions.end(), 2, allow);
    const auto program = accepted(instructions);
    if (!program) continue;
    ++compared;
    CAPTURE(dump(instructions));
    std::size_t fit = 0;
    for (std::vector<bpf::Program> stack{*program}; bpf::ebpf_length(stack) <= most_of_a_process;
         stack.push_back(*program))
      ++fit;
    CHECK(times_installed(instructions) == fit);
  }
  CHECK(compared > 80);
}

// The acceptance rules one by one, each at its boundary, asked of Program::check and,
// where it can be asked, of the kernel.
#include <algorithm>
#include <cerrno>
#include <string>

#include <doctest/doctest.h>

#include "bpf/program.hpp"

#include "kernel.hpp"

using namespace callgate::bpf;
using callgate::test::Instructions;

namespace {

enum class Expect { accepted, rejected };

struct Case {
  std::string name;
  Instructions program;
  Expect expect;
  std::size_t rejected_at = 0;
};

constexpr Instruction ret{op::ret_k, 0, 0, 0x7fff0000};

Instruction one(std::uint16_t code, std::uint32_t k = 0) {
  return {code, 0, 0, k};
}

Instruction with_x(std::uint16_t code) {
  return {static_cast<std::uint16_t>(code | op::with_x), 0, 0, 0};
}

/// `instruction` and `after` returns behind it.
Instructions followed(Instruction instruction, std::size_t after) {
  Instructions program(after + 1, ret);
  program.front() = instruction;
  return program;
}

std::vector<Case> cases() {
  using enum Expect;
  return {
      {"nothing", {}, rejected, 0},
      {"one return", {ret}, accepted},
      {"4096 instructions", Instructions(4096, ret), accepted},
      {"4097 instructions", Instructions(4097, ret), rejected, 4097},

      {"ends with ret a", {one(op::ret_a)}, accepted},
      {"ends without a return", {ret, one(op::ld_imm)}, rejected, 1},
      {"ends with a jump", {ret, one(op::ja)}, rejected, 1},

      {"opcode: modulo", followed(one(0x94, 1), 1), rejected, 0},
      {"opcode: byte load", followed(one(0x30), 1), rejected, 0},
      {"opcode: half load", followed(one(0x28), 1), rejected, 0},
      {"opcode: indirect load", followed(one(0x40), 1), rejected, 0},
      {"opcode: msh", followed(one(0xb1), 1), rejected, 0},
      {"opcode: ret x", {one(0x0e)}, rejected, 0},
      {"opcode: xor", followed(one(op::xor_, 1), 1), accepted},
      {"opcode: more than a byte", followed(one(0x0120), 1), rejected, 0},

      {"load: last word", followed(one(op::ld_abs, 60), 1), accepted},
      {"load: past the end", followed(one(op::ld_abs, 64), 1), rejected, 0},
      {"load: straddling the end", followed(one(op::ld_abs, 61), 1), rejected, 0},
      {"load: unaligned", followed(one(op::ld_abs, 2), 1), rejected, 0},
      {"load: ancillary data", followed(one(op::ld_abs, 0xfffff000), 1), rejected, 0},
      {"load: length takes any k", followed(one(op::ld_len, 77), 1), accepted},

      {"ja: to the last", followed(one(op::ja, 2), 3), accepted},
      {"ja: past the end by one", followed(one(op::ja, 3), 3), rejected, 0},
      {"ja: back by wrapping", followed(one(op::ja, 0xffffffff), 3), rejected, 0},
      {"ja: far", followed(one(op::ja, 4094), 4095), accepted},
      {"jt: to the last", followed({op::jeq, 2, 0, 0}, 3), accepted},
      {"jt: past the end by one", followed({op::jeq, 3, 0, 0}, 3), rejected, 0},
      {"jf: to the last", followed({op::jge, 0, 2, 0}, 3), accepted},
      {"jf: past the end by one", followed({op::jge, 0, 3, 0}, 3), rejected, 0},
      {"jt, jf: 255", followed({op::jset, 255, 255, 0}, 256), accepted},
      {"jt: 255 past the end", followed({op::jset, 255, 0, 0}, 255), rejected, 0},
      {"jt, jf: ignored elsewhere", followed({op::ld_imm, 255, 255, 0}, 1), accepted},
      {"jump with x: past the end",
       followed({static_cast<std::uint16_t>(op::jgt | op::with_x), 1, 0, 0}, 1), rejected, 0},

      {"div: by 0", followed(one(op::div, 0), 1), rejected, 0},
      {"div: by 1", followed(one(op::div, 1), 1), accepted},
      {"div: by x", followed(with_x(op::div), 1), accepted},
      {"lsh: 31", followed(one(op::lsh, 31), 1), accepted},
      {"lsh: 32", followed(one(op::lsh, 32), 1), rejected, 0},
      {"rsh: 31", followed(one(op::rsh, 31), 1), accepted},
      {"rsh: 32", followed(one(op::rsh, 32), 1), rejected, 0},
      {"lsh: by x takes any k", followed(with_x(op::lsh), 1), accepted},

      {"scratch: M[15]", {one(op::st, 15), one(op::ld_mem, 15), ret}, accepted},
      {"scratch: write M[16]", followed(one(op::st, 16), 1), rejected, 0},
      {"scratch: write M[16] from x", followed(one(op::stx, 16), 1), rejected, 0},
      {"scratch: read M[16]", followed(one(op::ldx_mem, 16), 1), rejected, 0},
      {"scratch: read first", followed(one(op::ld_mem, 0), 1), rejected, 0},
      {"scratch: other word written", {one(op::st, 1), one(op::ldx_mem, 0), ret}, rejected, 1},
      {"scratch: written on one path only",
       {{op::jeq, 0, 1, 0}, one(op::st), one(op::ld_mem), ret},
       rejected,
       2},
      {"scratch: written on both paths",
       {{op::jeq, 0, 2, 0}, one(op::st), one(op::ja, 1), one(op::stx), one(op::ld_mem), ret},
       accepted},
      {"scratch: written before the branch",
       {one(op::st), {op::jeq, 0, 1, 0}, ret, one(op::ld_mem), ret},
       accepted},
      {"scratch: after ja nothing arrives", {one(op::ja, 1), one(op::ld_mem), ret}, accepted},
      {"scratch: what follows a return inherits", {ret, one(op::ld_mem), ret}, rejected, 1},
      {"scratch: what follows a return inherits writes",
       {one(op::st), ret, one(op::ld_mem), ret},
       accepted},
      {"scratch: a jump over the write",
       {one(op::ja, 1), one(op::st), one(op::ld_mem), ret},
       rejected,
       2},
  };
}

} // namespace

TEST_CASE("program: every rule at its boundary") {
  const std::string skipped = callgate::test::no_kernel();
  if (!skipped.empty()) MESSAGE("SKIPPED, not compared with the kernel: " << skipped);
  std::vector<Instructions> programs;
  for (const Case& c : cases())
    programs.push_back(c.program);
  const auto errors = skipped.empty()
                          ? callgate::test::prepare_errors(programs, callgate::test::User::same)
                          : std::vector<int>();
  std::size_t i = 0;
  for (const Case& c : cases()) {
    CAPTURE(c.name);
    const auto result = Program::check(c.program);
    CHECK(std::holds_alternative<Program>(result) == (c.expect == Expect::accepted));
    if (const auto* rejection = std::get_if<Rejection>(&result)) {
      CHECK(rejection->instruction == c.rejected_at);
      CHECK_FALSE(rejection->reason.empty());
    }
    if (!errors.empty()) CHECK(errors[i++] == (c.expect == Expect::accepted ? 0 : EINVAL));
  }
}

TEST_CASE("program: holds the instructions it was made of") {
  const Instructions instructions = {one(op::ld_abs, 4), {op::jeq, 0, 1, 5}, ret, ret};
  const auto result = Program::check(instructions);
  const auto& program = std::get<Program>(result);
  CHECK(program.size() == 4);
  CHECK(std::ranges::equal(program.instructions(), instructions));
}

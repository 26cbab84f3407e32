// Which numbers a kernel answers without running the filter.
#include <doctest/doctest.h>

#include <utility>

#include "arch/calls.hpp"
#include "bpf/cache.hpp"

using namespace callgate;
using namespace callgate::bpf;

namespace {

constexpr std::uint32_t token = 0xc000003e;
constexpr Instruction load_number{op::ld_abs, 0, 0, offset::number};
constexpr Instruction load_token{op::ld_abs, 0, 0, offset::token};
constexpr Instruction allow{op::ret_k, 0, 0, 0x7fff0000};
constexpr Instruction kill{op::ret_k, 0, 0, 0x80000000};

bool is_cached(std::vector<Instruction> instructions, std::uint32_t number) {
  const auto program = Program::check(std::move(instructions));
  return bpf::is_cached(std::get<Program>(program), token, number);
}

} // namespace

TEST_CASE("a number is cached if its own path needs nothing but number and token") {
  struct Row {
    std::vector<Instruction> instructions;
    std::uint32_t number;
    bool cached;
  };
  const Row rows[] = {
      {{allow}, 0, true},
      {{kill}, 0, false},
      {{{op::ret_k, 0, 0, 0x7fff0001}}, 0, false}, // allow, but not that very value
      {{{op::ret_k, 0, 0, 0x7ffc0000}}, 0, false}, // log
      {{load_number, {op::jeq, 0, 1, 3}, allow, kill}, 3, true},
      {{load_number, {op::jeq, 0, 1, 3}, allow, kill}, 4, false},
      {{load_number, {op::jge, 0, 1, 3}, allow, kill}, 3, true},
      {{load_number, {op::jge, 0, 1, 3}, allow, kill}, 2, false},
      {{load_number, {op::jgt, 0, 1, 3}, allow, kill}, 3, false},
      {{load_number, {op::jgt, 0, 1, 3}, allow, kill}, 4, true},
      {{load_number, {op::jset, 0, 1, 6}, allow, kill}, 2, true},
      {{load_number, {op::jset, 0, 1, 6}, allow, kill}, 9, false},
      {{load_number, {op::and_, 0, 0, 1}, {op::jeq, 0, 1, 1}, allow, kill}, 7, true},
      {{load_token, {op::jeq, 0, 1, token}, allow, kill}, 5, true},
      {{load_token, {op::jeq, 0, 1, token + 1}, allow, kill}, 5, false},
      {{{op::ja, 0, 0, 1}, kill, allow}, 5, true},
      // An argument costs the numbers their cache that meet it, and no others.
      {{load_number, {op::jeq, 1, 0, 3}, allow, {op::ld_abs, 0, 0, 16}, allow}, 2, true},
      {{load_number, {op::jeq, 1, 0, 3}, allow, {op::ld_abs, 0, 0, 16}, allow}, 3, false},
      {{{op::ld_abs, 0, 0, offset::instruction_pointer}, allow}, 0, false},
      {{load_number, {op::rsh, 0, 0, 1}, allow}, 0, false},
      {{{op::ldx_imm, 0, 0, 1}, allow}, 0, false},
      {{{op::ld_imm, 0, 0, 1}, allow}, 0, false},
      {{{op::ld_imm, 0, 0, 0x7fff0000}, {op::ret_a, 0, 0, 0}}, 0, false},
  };
  for (const Row& row : rows) {
    CAPTURE(&row - rows);
    CHECK(is_cached(row.instructions, row.number) == row.cached);
  }
}

TEST_CASE("the kernel looks at a number's instructions up to its return, or to what stops it") {
  struct Row {
    std::vector<Instruction> instructions;
    std::size_t steps;
  };
  const Row rows[] = {
      {{allow}, 1},
      {{load_number, {op::jeq, 1, 0, 3}, kill, allow}, 3},
      {{load_token, {op::jeq, 0, 2, 1}, load_number, allow, kill}, 3},
      {{load_number, {op::ja, 0, 0, 1}, kill, {op::and_, 0, 0, 7}, allow}, 4},
      {{load_number, {op::ld_abs, 0, 0, 16}, allow}, 2},
      {{{op::ldx_imm, 0, 0, 1}, allow}, 1},
  };
  for (const Row& row : rows) {
    CAPTURE(&row - rows);
    const auto program = Program::check(row.instructions);
    CHECK(emulate(std::get<Program>(program), token, 3).steps == row.steps);
  }
}

TEST_CASE("a kernel prepares a bitmap for each of its tables") {
  const auto whole = [](std::vector<Instruction> instructions) {
    return std::get<Program>(Program::check(std::move(instructions)));
  };
  const std::size_t native = arch::highest_number(arch::Abi::x86_64) + 1;
  const std::size_t compat = arch::highest_number(arch::Abi::i386) + 1;
  // Allows the numbers below 100, without looking at the token.
  const Program low = whole({load_number, {op::jge, 1, 0, 100}, allow, kill});
  const Program three = whole({load_number, load_token, allow});
  struct Row {
    std::vector<Program> stack;
    std::size_t native_steps;
    std::size_t compat_steps;
  };
  const Row rows[] = {
      {{whole({allow})}, native, compat},
      {{low}, 3 * native, 3 * compat},
      {{low, three}, 3 * native + 300, 3 * compat + 300},
      {{three, low}, 6 * native, 6 * compat},
  };
  for (const Row& row : rows) {
    CAPTURE(&row - rows);
    const auto found = preparations(row.stack, arch::Family::x86);
    REQUIRE(found.size() == 2);
    CHECK(found[0].abi == arch::Abi::x86_64);
    CHECK(found[0].numbers == native);
    CHECK(found[0].steps == row.native_steps);
    CHECK(found[1].abi == arch::Abi::i386);
    CHECK(found[1].numbers == compat);
    CHECK(found[1].steps == row.compat_steps);
  }
  CHECK(preparations(rows[0].stack, arch::Family::mips).empty());
}

TEST_CASE("a kernel has bits for the numbers of its tables") {
  using enum arch::Abi;
  struct Row {
    arch::Abi abi;
    std::uint32_t number;
    bool expected;
  };
  const Row rows[] = {
      {x86_64, 0, true},
      {x86_64, arch::highest_number(x86_64), true},
      {x86_64, arch::highest_number(x86_64) + 1, false},
      {x86_64, 0x40000000, false},
      {x32, 0x40000000, false},
      {i386, 3, true},
      {arm, 3, true},
      {arm, 0xf0005, false},
      {aarch64, 63, true},
      {riscv32, 63, true},
      {s390, 3, true},
      {mips_n64, 5000, false},
      {mipsel_o32, 4003, false},
      {csky, 63, true},
      {loongarch64, 63, true},
  };
  for (const Row& row : rows) {
    CAPTURE(arch::facts(row.abi).name);
    CAPTURE(row.number);
    CHECK(has_cache(row.abi, row.number) == row.expected);
  }
}

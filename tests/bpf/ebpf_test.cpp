// How many instructions the kernel makes of each.
#include <doctest/doctest.h>

#include "bpf/ebpf.hpp"

using namespace callgate;
using namespace callgate::bpf;

namespace {

constexpr Instruction allow{op::ret_k, 0, 0, 0x7fff0000};

Program whole(const Instruction& first) {
  return std::get<Program>(Program::check({first, allow, allow, allow}));
}

/// What `whole` has around the instruction.
constexpr std::size_t around = 3 + 3 * 2;

} // namespace

TEST_CASE("the kernel makes of one instruction") {
  constexpr std::uint32_t high = 0x80000000;
  constexpr std::uint16_t x = op::with_x;
  struct Row {
    Instruction instruction;
    std::size_t length;
  };
  const Row rows[] = {
      {{op::ld_abs, 0, 0, 16}, 1},  {{op::ld_len, 0, 0, 0}, 1},     {{op::ldx_imm, 0, 0, high}, 1},
      {{op::st, 0, 0, 3}, 1},       {{op::tax, 0, 0, 0}, 1},        {{op::and_, 0, 0, high}, 1},
      {{op::div, 0, 0, 3}, 1},      {{op::div | x, 0, 0, 0}, 5},    {{op::ja, 0, 0, 1}, 1},
      {{op::jeq, 1, 0, 7}, 1},      {{op::jeq, 0, 1, 7}, 1},        {{op::jeq, 1, 2, 7}, 2},
      {{op::jeq, 0, 0, 7}, 1},      {{op::jgt, 0, 1, 7}, 1},        {{op::jge, 2, 1, 7}, 2},
      {{op::jset, 1, 0, 7}, 1},     {{op::jset, 0, 1, 7}, 2},       {{op::jset, 0, 0, 7}, 1},
      {{op::jset, 1, 2, 7}, 2},     {{op::jset, 0, 1, high}, 3},    {{op::jeq, 1, 0, high}, 2},
      {{op::jge, 1, 2, high}, 3},   {{op::jeq, 1, 0, high - 1}, 1}, {{op::jge | x, 1, 0, high}, 1},
      {{op::jset | x, 0, 1, 0}, 2}, {{op::ret_k, 0, 0, 0}, 2},      {{op::ret_a, 0, 0, 0}, 1},
  };
  for (const Row& row : rows) {
    CAPTURE(&row - rows);
    CHECK(ebpf_length(whole(row.instruction)) == around + row.length);
  }
}

TEST_CASE("filters below another count four more") {
  const Program one = whole(allow);
  CHECK(ebpf_length(std::vector<Program>{}) == 0);
  CHECK(ebpf_length(std::vector{one}) == ebpf_length(one));
  CHECK(ebpf_length(std::vector{one, one, one}) == 3 * ebpf_length(one) + 8);
}

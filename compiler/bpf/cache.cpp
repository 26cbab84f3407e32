#include "bpf/cache.hpp"

#include "arch/calls.hpp"
#include "bpf/action.hpp"

namespace callgate::bpf {

namespace {

bool holds(const Instruction& branch, std::uint32_t a) {
  switch (branch.code) {
  case op::jeq:
    return a == branch.k;
  case op::jge:
    return a >= branch.k;
  case op::jgt:
    return a > branch.k;
  default:
    return (a & branch.k) != 0; // jset
  }
}

} // namespace

Emulation emulate(const Program& program, std::uint32_t token, std::uint32_t number) {
  std::uint32_t a = 0;
  std::size_t steps = 0;
  for (std::size_t at = 0;; ++at) {
    ++steps;
    const Instruction& step = program.instructions()[at];
    switch (step.code) {
    case op::ld_abs:
      if (step.k != offset::number && step.k != offset::token) return {false, steps};
      a = step.k == offset::number ? number : token;
      break;
    case op::and_:
      a &= step.k;
      break;
    case op::ja:
      at += step.k;
      break;
    case op::jeq:
    case op::jge:
    case op::jgt:
    case op::jset:
      at += holds(step, a) ? step.jt : step.jf;
      break;
    case op::ret_k:
      return {step.k == return_value({ActionKind::allow}), steps};
    default:
      return {false, steps};
    }
  }
}

bool is_cached(const Program& program, std::uint32_t token, std::uint32_t number) {
  return emulate(program, token, number).is_cached;
}

bool has_cache(arch::Abi abi, std::uint32_t number) {
  const arch::Family family = arch::facts(abi).family;
  const bool is_mips = family == arch::Family::mips || family == arch::Family::mipsel;
  return !is_mips && abi != arch::Abi::x32 && number <= arch::highest_number(abi);
}

std::vector<Preparation> preparations(std::span<const Program> stack, arch::Family family) {
  std::vector<Preparation> result;
  for (const arch::AbiFacts& facts : arch::all_abis()) {
    if (facts.family != family || !has_cache(facts.abi, facts.number_base)) continue;
    Preparation preparation{facts.abi, 0, 0};
    for (std::uint32_t number = 0; has_cache(facts.abi, number); ++number) {
      ++preparation.numbers;
      bool is_set = true;
      for (std::size_t i = 0; i < stack.size() && is_set; ++i) {
        const Emulation emulation = emulate(stack[i], facts.token, number);
        preparation.steps += emulation.steps;
        is_set = emulation.is_cached;
      }
    }
    result.push_back(preparation);
  }
  return result;
}

} // namespace callgate::bpf

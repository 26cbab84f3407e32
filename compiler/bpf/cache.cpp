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

bool is_cached(const Program& program, std::uint32_t token, std::uint32_t number) {
  std::uint32_t a = 0;
  for (std::size_t at = 0;; ++at) {
    const Instruction& step = program.instructions()[at];
    switch (step.code) {
    case op::ld_abs:
      if (step.k != offset::number && step.k != offset::token) return false;
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
      return step.k == return_value({ActionKind::allow});
    default:
      return false;
    }
  }
}

bool has_cache(arch::Abi abi, std::uint32_t number) {
  const arch::Family family = arch::facts(abi).family;
  const bool is_mips = family == arch::Family::mips || family == arch::Family::mipsel;
  return !is_mips && abi != arch::Abi::x32 && number <= arch::highest_number(abi);
}

} // namespace callgate::bpf

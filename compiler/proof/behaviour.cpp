#include "proof/behaviour.hpp"

#include <cassert>

#include <linux/seccomp.h>

#include "bpf/action.hpp"
#include "bpf/interpreter.hpp"

namespace callgate::proof {

namespace {

/// Of the values of two filters the one that the kernel acts on.
std::uint32_t stronger(std::uint32_t earlier, std::uint32_t later) {
  const auto rank = [](std::uint32_t value) {
    return static_cast<std::int32_t>(value & SECCOMP_RET_ACTION_FULL);
  };
  return rank(earlier) < rank(later) ? earlier : later;
}

std::uint32_t as_read(std::uint32_t value) {
  return bpf::return_value(bpf::action_of(value));
}

} // namespace

std::variant<diagram::Node, UnmodelledFilter> behaviour_of(diagram::Diagrams& diagrams, Stack stack,
                                                           arch::ByteOrder order) {
  assert(!stack.empty());
  diagram::Node node = diagrams.leaf(SECCOMP_RET_ALLOW);
  for (std::size_t i = 0; i < stack.size(); ++i) {
    const auto one = diagram_of(diagrams, stack[i], order);
    if (const auto* unmodelled = std::get_if<Unmodelled>(&one))
      return UnmodelledFilter{i, *unmodelled};
    const auto later = std::get<diagram::Node>(one);
    node = i == 0 ? later : diagrams.combine(node, later, stronger);
  }
  return diagrams.combine(node, node,
                          [](std::uint32_t value, std::uint32_t) { return as_read(value); });
}

std::uint32_t behaviour_of(Stack stack, const bpf::CallData& call, arch::ByteOrder order) {
  assert(!stack.empty());
  std::uint32_t value = bpf::run(stack.front(), call, order).value;
  for (const bpf::Program& program : stack.subspan(1))
    value = stronger(value, bpf::run(program, call, order).value);
  return as_read(value);
}

} // namespace callgate::proof

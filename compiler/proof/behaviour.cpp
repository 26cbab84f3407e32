#include "proof/behaviour.hpp"

#include <algorithm>
#include <cassert>
#include <string>

#include <linux/seccomp.h>

#include "bpf/action.hpp"
#include "bpf/interpreter.hpp"

namespace callgate::proof {

namespace {

/// Whether the kernel acts on the value of the filter installed earlier, and not on the other.
bool is_stronger(std::uint32_t earlier, std::uint32_t later) {
  const auto rank = [](std::uint32_t value) {
    return static_cast<std::int32_t>(value & SECCOMP_RET_ACTION_FULL);
  };
  return rank(earlier) < rank(later);
}

std::uint32_t stronger(std::uint32_t earlier, std::uint32_t later) {
  return is_stronger(earlier, later) ? earlier : later;
}

std::uint32_t as_read(std::uint32_t value) {
  return bpf::return_value(bpf::action_of(value));
}

} // namespace

std::variant<diagram::Node, UnmodelledFilter> behaviour_of(diagram::Diagrams& diagrams, Stack stack,
                                                           arch::ByteOrder order) {
  assert(!stack.empty());
  diagram::Node node = diagram::no;
  std::size_t at = 0;
  try {
    for (; at < stack.size(); ++at) {
      const auto one = diagram_of(diagrams, stack[at], order);
      if (const auto* unmodelled = std::get_if<Unmodelled>(&one))
        return UnmodelledFilter{at, *unmodelled};
      const auto later = std::get<diagram::Node>(one);
      node = at == 0 ? later : diagrams.combine(node, later, stronger);
    }
    return diagrams.combine(node, node,
                            [](std::uint32_t value, std::uint32_t) { return as_read(value); });
  } catch (const diagram::TooLarge& too_large) {
    const std::size_t filter = std::min(at, stack.size() - 1);
    return UnmodelledFilter{
        filter, {0, std::string("following the filters together, ") + too_large.what()}};
  }
}

StackExecution run(Stack stack, const bpf::CallData& call, arch::ByteOrder order) {
  assert(!stack.empty());
  StackExecution result{SECCOMP_RET_ALLOW, 0, 0, 0, 0, 0};
  for (std::size_t i = 0; i < stack.size(); ++i) {
    const bpf::Execution one = bpf::run(stack[i], call, order);
    result.steps += one.steps;
    result.taken += one.taken;
    result.not_taken += one.not_taken;
    if (i != 0 && is_stronger(result.value, one.value)) continue;
    result.value = one.value;
    result.filter = i;
    result.returned_at = one.returned_at;
  }
  return result;
}

std::uint32_t behaviour_of(Stack stack, const bpf::CallData& call, arch::ByteOrder order) {
  return as_read(run(stack, call, order).value);
}

} // namespace callgate::proof

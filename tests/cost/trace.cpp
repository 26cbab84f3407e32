#include "trace.hpp"

#include <algorithm>
#include <stdexcept>

namespace callgate::tests {

namespace {

using bpf::Instruction;

/// The word at a byte offset of struct seccomp_data, read as <linux/seccomp.h> declares it.
std::uint32_t load(const bpf::CallData& call, std::uint32_t offset) {
  if (offset == 0) return call.number;
  if (offset == 4) return call.token;
  const std::uint64_t whole =
      offset < 16 ? call.instruction_pointer : call.arguments[(offset - 16) / 8];
  return static_cast<std::uint32_t>(offset % 8 == 0 ? whole : whole >> 32);
}

bool is_conditional(const Instruction& instruction) {
  return instruction.code == 0x15 || instruction.code == 0x25 || instruction.code == 0x35 ||
         instruction.code == 0x45;
}

bool holds(const Instruction& test, std::uint32_t a) {
  if (test.code == 0x15) return a == test.k;
  if (test.code == 0x25) return a > test.k;
  if (test.code == 0x35) return a >= test.k;
  return (a & test.k) != 0;
}

bool is_load_of_more(const Instruction& instruction) {
  return instruction.code == 0x20 && instruction.k >= 8;
}

} // namespace

Trace trace(const bpf::Program& program, const bpf::CallData& call) {
  Trace result;
  std::uint32_t a = 0;
  for (std::size_t at = 0; at < program.size();) {
    result.push_back(at);
    const Instruction& here = program.instructions()[at];
    ++at;
    if (here.code == 0x06) return result;
    if (here.code == 0x20)
      a = load(call, here.k);
    else if (here.code == 0x54)
      a &= here.k;
    else if (here.code == 0x05)
      at += here.k;
    else if (is_conditional(here))
      at += holds(here, a) ? here.jt : here.jf;
    else
      throw std::runtime_error("an instruction that callgate does not write");
  }
  throw std::runtime_error("the filter ends without a return");
}

std::size_t taken(const Trace& trace) {
  std::size_t count = 0;
  for (std::size_t i = 1; i < trace.size(); ++i)
    if (trace[i] != trace[i - 1] + 1) ++count;
  return count;
}

std::size_t not_taken(const bpf::Program& program, const Trace& trace) {
  const auto jumps = std::ranges::count_if(trace, [&](std::size_t at) {
    return is_conditional(program.instructions()[at]) || program.instructions()[at].code == 0x05;
  });
  return static_cast<std::size_t>(jumps) - taken(trace);
}

std::uint32_t returned(const bpf::Program& program, const Trace& trace) {
  return program.instructions()[trace.back()].k;
}

std::size_t emulated(const bpf::Program& program, const Trace& trace) {
  const auto first = std::ranges::find_if(
      trace, [&](std::size_t at) { return is_load_of_more(program.instructions()[at]); });
  const auto before = static_cast<std::size_t>(first - trace.begin());
  return first == trace.end() ? before : before + 1;
}

bool is_cacheable(const bpf::Program& program, const Trace& trace) {
  const bool is_followed = std::ranges::none_of(
      trace, [&](std::size_t at) { return is_load_of_more(program.instructions()[at]); });
  return is_followed && returned(program, trace) == 0x7fff0000;
}

} // namespace callgate::tests

// The programs that count, written down instruction by instruction.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include <linux/bpf.h>

#include "watch/counters_machine.hpp"
#include "watch/counters_programs.hpp"

namespace callgate::watch {

/// Where the kernel that runs has what the machine's facts name: bytes from the start of their
/// struct.
struct CallPlaces {
  std::int16_t flag;
  std::array<std::array<std::int16_t, 6>, 2> arguments; ///< by mode
};

/// Run by a thread itself: it is watched from its next exec on. Returns 0 or a negated errno
/// value.
std::vector<bpf_insn> enter_program(const CounterMaps& maps);

/// sched_process_fork(parent, child), before the child runs: watched if the parent is.
std::vector<bpf_insn> fork_program(const CounterMaps& maps);

/// sched_process_exec(thread, …), once the new program is in: from now on it counts.
std::vector<bpf_insn> exec_program(const CounterMaps& maps);

/// sched_process_exit(thread): it makes no more calls.
std::vector<bpf_insn> exit_program(const CounterMaps& maps);

/// sys_enter(registers, number).
std::vector<bpf_insn> call_program(const CounterMaps& maps, const CountersMachine& machine,
                                   const CallPlaces& places);

} // namespace callgate::watch

// What a filter costs on the kernel that runs: how long calls take and how long the
// installation does, beside no filter and beside the smallest ones.
//
// Times of one process cannot be compared with those of another hour: clocks change, and so
// does what else the machine does. So there are many short rounds; in each, every variant gets
// a process of its own, all on the same CPU and in an order drawn anew, and what is compared
// is what lies side by side in a round. Two variants are there twice, and do the same down to the
// last call, as even what a process leaves behind slows or speeds the next one: what such two
// differ by is what the machine does and no filter.
//
// A filter may leave its process no call but those measured. So the processes report through
// memory shared with their parent, read the time without a call (stopwatch.hpp), and end by
// a call only if the filter lets them; whether they finished is read in that memory and never
// from how they ended.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "bpf/action.hpp"
#include "bpf/call_data.hpp"
#include "bpf/program.hpp"
#include "process/failure.hpp"
#include "proof/proof.hpp"

namespace callgate::process {

/// What a process is measured under.
enum class Variant : std::uint8_t {
  unfiltered,
  unfiltered_again, ///< the control of the calls
  cached,           ///< the smallest filter: one return, which the kernel's cache answers
  cached_again,     ///< the control of the installation
  executed,         ///< the smallest filter that has to run: it loads an argument
  given,            ///< the filter in question
};
inline constexpr std::size_t variants = 6;

/// A call to make, through the ABI of callgate itself, and what the given filter says to it:
/// `allow` or an errno.
struct MeasuredCall {
  bpf::CallData call;
  bpf::Action action;
  std::string text; ///< for messages
};
inline constexpr std::size_t most_calls = 16;

struct Effort {
  std::size_t rounds;
  std::size_t calls; ///< how often each call is made in a round; rounded up to a multiple of 16
};

/// Of each variant nanoseconds, one a round; none where nothing was measured.
using Series = std::array<std::vector<double>, variants>;

struct Timings {
  std::vector<Series> calls; ///< of one call each, in the order asked
  Series install;            ///< of the seccomp() call alone
  std::optional<int> cpu;    ///< where all of it ran; absent where no CPU could be chosen
  std::size_t calls_per_round;
};

/// Told after each round.
using Progress = std::function<void(std::size_t done, std::size_t rounds)>;

/// Measures a filter of this machine's family. The calls must have no effect wherever they are
/// let through. Call it from a process with one thread.
std::variant<Timings, Failure> measure(const proof::ProvenFilter& filter,
                                       std::span<const MeasuredCall> calls, const Effort& effort,
                                       const Progress& progress);

/// The same of a program that nobody has proven to mean anything; the kernel takes it.
std::variant<Timings, Failure> measure_unproven(const bpf::Program& program,
                                                std::span<const MeasuredCall> calls,
                                                const Effort& effort, const Progress& progress);

/// Whether this process has a filter already: then nothing here is measured without one.
bool is_filtered();

/// Whether this process has CAP_SYS_ADMIN: filters installed without it pay for a mitigation
/// on CPUs that need their branch history cleared (bpf_jit_comp.c of arch/x86, Linux 6.15).
bool is_privileged();

} // namespace callgate::process

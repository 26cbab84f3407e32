// bpf(2), reduced to what counting takes: maps, programs on tracepoints that know the kernel's
// types, and the end of both, which comes with their last descriptor.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include <linux/bpf.h>

#include "process/descriptor.hpp"

namespace callgate::watch {

using process::Descriptor; // none is inherited over an exec

struct MapShape {
  const char* name; ///< at most 15 bytes; for people who look at the kernel's list
  bpf_map_type type;
  std::uint32_t key_bytes;
  std::uint32_t value_bytes; ///< of one CPU
  std::uint32_t entries;
};

/// Without a descriptor, errno says why.
Descriptor create_map(const MapShape& shape);

/// Each takes as many bytes as the map was made with; from a map of a value per CPU,
/// `possible_cpus()` values of a multiple of 8 bytes. Whether there is such an entry.
bool look_up(const Descriptor& map, const void* key, void* value);

/// 0 or an errno value.
int store(const Descriptor& map, const void* key, const void* value);

/// The key after `key`, or the first one if that is null. Whether there is one.
bool next_key(const Descriptor& map, const void* key, void* next);

struct ProgramShape {
  const char* name; ///< as for maps
  std::span<const bpf_insn> code;
  /// The type of the tracepoint's function; without it the program hangs nowhere, and only
  /// `run_here` runs it.
  std::optional<std::uint32_t> tracepoint;
};

/// Without a descriptor, errno says why; `log` is what the kernel's verifier said, if anything.
Descriptor load_program(const ProgramShape& shape, std::string& log);

/// The program runs from now on, until the descriptor is closed. Without one, errno says why.
Descriptor attach(const Descriptor& program);

/// Runs a program in the name of the calling thread: 0, or why it was not run or what it
/// returned, as an errno value. Allocates nothing.
int run_here(const Descriptor& program);

/// How often the kernel left a program out because the CPU was inside it already.
std::uint64_t times_missed(const Descriptor& program);

/// How many CPUs the kernel prepares for: those of values per CPU.
std::size_t possible_cpus();

} // namespace callgate::watch

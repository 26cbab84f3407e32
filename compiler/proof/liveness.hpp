// What a program can still read. Two runs that arrive at an instruction and differ only
// in what is not read again go on alike, so the proof follows them as one.
#pragma once

#include <cstdint>
#include <vector>

#include "bpf/program.hpp"

namespace callgate::proof {

/// A set of the machine's words: bit k is M[k], and two more are the registers.
using Places = std::uint32_t;
inline constexpr Places accumulator = 1U << bpf::memory_words;
inline constexpr Places index_register = accumulator << 1;

/// For each instruction the words whose content when it begins may matter.
std::vector<Places> live_before(const bpf::Program& program);

} // namespace callgate::proof

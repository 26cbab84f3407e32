// What does a call's work on ABIs that lack it, or on those where C libraries make another
// one. An allowlist written on x86_64 dies on aarch64 at its first `open`, which is `openat`
// there; on i386 and arm nobody calls `mmap` but `mmap2`.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "arch/abi.hpp"

namespace callgate::lore {

enum class Instead : std::uint8_t {
  lacking, ///< where an ABI has no such call: the first of those that it has
  beside,  ///< of 32-bit ABIs that have both: C libraries make these, all that there are
};

struct Equivalent {
  std::string_view call;
  Instead instead;
  std::string_view others; ///< parted by blanks
};

std::span<const Equivalent> equivalents();

/// The calls that `abi` needs for what `call` does elsewhere, besides `call` itself: their
/// names there. None if it has that call and its C libraries make it, or if nothing does the
/// same.
std::vector<std::string_view> equivalents_on(arch::Abi abi, std::string_view call);

/// Whether an ABI that lacks `call` lacks the thing itself, so that nobody misses it there:
/// arch_prctl, iopl.
bool is_peculiar(std::string_view call);

} // namespace callgate::lore

// Which numbers Linux answers without running the filter at all. Since 5.11 a kernel
// follows a new filter once for each number of its tables, and where nothing but token and
// number can have led to SECCOMP_RET_ALLOW it sets a bit; calls of that number then cost a
// look at the bit.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "arch/abi.hpp"
#include "bpf/program.hpp"

namespace callgate::bpf {

/// What the kernel finds out about one number.
struct Emulation {
  bool is_cached;    ///< it sets the number's bit
  std::size_t steps; ///< instructions that it looked at, the one that ended it included
};

/// What the kernel does for one number: it follows loads of number and token, jumps on constants
/// and ANDs with constants to a return, and sets the bit if that is one of exactly
/// SECCOMP_RET_ALLOW; at anything else it gives up (seccomp_is_const_allow of
/// kernel/seccomp.c, Linux 5.11 to 7.3).
Emulation emulate(const Program& program, std::uint32_t token, std::uint32_t number);

/// Whether the kernel would set the bit of that number.
bool is_cached(const Program& program, std::uint32_t token, std::uint32_t number);

/// Whether kernels keep a bit for that number of `abi`: numbers from 0 to the last of the
/// table that the kernel has for the token (SECCOMP_ARCH_NATIVE_NR and _COMPAT_NR of
/// asm/seccomp.h, read in Linux 7.3; the highest number of callgate's own tables stands for
/// it). So neither x32's numbers nor arm's private calls have one, nor anything on mips, whose
/// header names no SECCOMP_ARCH_NATIVE. Two bitmaps, for the native and the 32-bit ABI, are
/// those of x86, arm64, powerpc, parisc and, up to the release that dropped 31-bit programs,
/// s390; riscv and loongarch have one, as a 64-bit kernel there serves no second token.
bool has_cache(arch::Abi abi, std::uint32_t number);

/// What preparing a bitmap takes.
struct Preparation {
  arch::Abi abi;
  std::size_t numbers; ///< that the bitmap has
  std::size_t steps;   ///< instructions looked at for all of them
};

/// What installing filters one after the other takes, for each ABI of the family whose calls
/// have a bitmap, in the order of arch::Abi. Of a further filter only those numbers are looked
/// at whose bit all earlier ones left (seccomp_cache_prepare_bitmap of kernel/seccomp.c).
std::vector<Preparation> preparations(std::span<const Program> stack, arch::Family family);

} // namespace callgate::bpf

// Which numbers Linux answers without running the filter at all. Since 5.11 a kernel
// follows a new filter once for each number of its tables, and where nothing but token and
// number can have led to SECCOMP_RET_ALLOW it sets a bit; calls of that number then cost a
// look at the bit.
#pragma once

#include <cstdint>

#include "arch/abi.hpp"
#include "bpf/program.hpp"

namespace callgate::bpf {

/// Whether the kernel would set the bit of that number: what it executes for it is loads of
/// number and token, jumps on constants, ANDs with constants, and a return of exactly
/// SECCOMP_RET_ALLOW (seccomp_is_const_allow of kernel/seccomp.c, Linux 5.11 to 7.3).
bool is_cached(const Program& program, std::uint32_t token, std::uint32_t number);

/// Whether kernels keep a bit for that number of `abi`: numbers from 0 to the last of the
/// table that the kernel has for the token (SECCOMP_ARCH_NATIVE_NR and _COMPAT_NR of
/// asm/seccomp.h, read in Linux 7.3; the highest number of callgate's own tables stands for
/// it). So neither x32's numbers nor arm's private calls have one, nor anything on mips, whose
/// header names no SECCOMP_ARCH_NATIVE. Two bitmaps, for the native and the 32-bit ABI, are
/// those of x86, arm64, powerpc, parisc and, up to the release that dropped 31-bit programs,
/// s390; riscv and loongarch have one, as a 64-bit kernel there serves no second token.
bool has_cache(arch::Abi abi, std::uint32_t number);

} // namespace callgate::bpf

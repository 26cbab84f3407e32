// Made by test_reporter --update out of the tables of arch/; not to be edited.
// clang-format off
#pragma once

#include <stdint.h>

#if defined(__x86_64__) && !defined(__ILP32__)
#include <callgate/names/x86.h>
#elif defined(__x86_64__) && defined(__ILP32__)
#include <callgate/names/x86.h>
#elif defined(__i386__)
#include <callgate/names/x86.h>
#elif defined(__aarch64__) && !defined(__AARCH64EB__) && !defined(__ILP32__)
#include <callgate/names/aarch64.h>
#elif defined(__arm__) && defined(__ARM_EABI__) && !defined(__ARMEB__)
#include <callgate/names/arm.h>
#elif defined(__riscv_xlen) && __riscv_xlen == 64
#include <callgate/names/riscv64.h>
#elif defined(__riscv_xlen) && __riscv_xlen == 32
#include <callgate/names/riscv32.h>
#elif defined(__powerpc64__) && defined(__LITTLE_ENDIAN__)
#include <callgate/names/ppc64.h>
#elif defined(__powerpc64__) && !defined(__LITTLE_ENDIAN__)
#include <callgate/names/ppc64.h>
#elif defined(__powerpc__) && !defined(__powerpc64__) && !defined(__LITTLE_ENDIAN__)
#include <callgate/names/ppc.h>
#elif defined(__s390x__)
#include <callgate/names/s390x.h>
#elif defined(__s390__) && !defined(__s390x__)
#include <callgate/names/s390.h>
#elif defined(__MIPSEB__) && defined(_MIPS_SIM) && _MIPS_SIM == 3
#include <callgate/names/mips_n64.h>
#elif defined(__MIPSEL__) && defined(_MIPS_SIM) && _MIPS_SIM == 3
#include <callgate/names/mips_n64.h>
#elif defined(__MIPSEB__) && defined(_MIPS_SIM) && _MIPS_SIM == 2
#include <callgate/names/mips_n32.h>
#elif defined(__MIPSEL__) && defined(_MIPS_SIM) && _MIPS_SIM == 2
#include <callgate/names/mips_n32.h>
#elif defined(__MIPSEB__) && defined(_MIPS_SIM) && _MIPS_SIM == 1
#include <callgate/names/mips_o32.h>
#elif defined(__MIPSEL__) && defined(_MIPS_SIM) && _MIPS_SIM == 1
#include <callgate/names/mips_o32.h>
#elif defined(__loongarch_grlen) && __loongarch_grlen == 64
#include <callgate/names/loongarch64.h>
#elif defined(__loongarch_grlen) && __loongarch_grlen == 32
#include <callgate/names/loongarch32.h>
#elif defined(__m68k__)
#include <callgate/names/m68k.h>
#elif defined(__hppa__) && defined(__LP64__)
#include <callgate/names/parisc64.h>
#elif defined(__hppa__) && !defined(__LP64__)
#include <callgate/names/parisc.h>
#elif defined(__sh__) && defined(__LITTLE_ENDIAN__)
#include <callgate/names/sh.h>
#elif defined(__sh__) && !defined(__LITTLE_ENDIAN__)
#include <callgate/names/sh.h>
#elif defined(__alpha__)
#include <callgate/names/alpha.h>
#elif defined(__XTENSA__) && !defined(__XTENSA_EB__)
#include <callgate/names/xtensa.h>
#elif defined(__csky__) && !defined(__cskyBE__)
#include <callgate/names/csky.h>
#else
#error "callgate has no names of calls for this machine"
#endif

namespace callgate {
namespace detail {

constexpr const char* name_of_native(uint32_t token, uint32_t number) noexcept {
#if defined(__x86_64__) && !defined(__ILP32__)
  if (token == 0xc000003e && number >= 0x40000000)
    return name_in(text_x86, runs_x32, begins_x32, number);
  if (token == 0xc000003e)
    return name_in(text_x86, runs_x86_64, begins_x86_64, number);
  if (token == 0x40000003)
    return name_in(text_x86, runs_i386, begins_i386, number);
#elif defined(__x86_64__) && defined(__ILP32__)
  if (token == 0xc000003e && number >= 0x40000000)
    return name_in(text_x86, runs_x32, begins_x32, number);
  if (token == 0xc000003e)
    return name_in(text_x86, runs_x86_64, begins_x86_64, number);
  if (token == 0x40000003)
    return name_in(text_x86, runs_i386, begins_i386, number);
#elif defined(__i386__)
  if (token == 0x40000003)
    return name_in(text_x86, runs_i386, begins_i386, number);
#elif defined(__aarch64__) && !defined(__AARCH64EB__) && !defined(__ILP32__)
  if (token == 0xc00000b7)
    return name_in(text_aarch64, runs_aarch64, begins_aarch64, number);
#elif defined(__arm__) && defined(__ARM_EABI__) && !defined(__ARMEB__)
  if (token == 0x40000028)
    return name_in(text_arm, runs_arm, begins_arm, number);
#elif defined(__riscv_xlen) && __riscv_xlen == 64
  if (token == 0xc00000f3)
    return name_in(text_riscv64, runs_riscv64, begins_riscv64, number);
#elif defined(__riscv_xlen) && __riscv_xlen == 32
  if (token == 0x400000f3)
    return name_in(text_riscv32, runs_riscv32, begins_riscv32, number);
#elif defined(__powerpc64__) && defined(__LITTLE_ENDIAN__)
  if (token == 0xc0000015)
    return name_in(text_ppc64, runs_ppc64le, begins_ppc64le, number);
#elif defined(__powerpc64__) && !defined(__LITTLE_ENDIAN__)
  if (token == 0x80000015)
    return name_in(text_ppc64, runs_ppc64le, begins_ppc64le, number);
#elif defined(__powerpc__) && !defined(__powerpc64__) && !defined(__LITTLE_ENDIAN__)
  if (token == 0x14)
    return name_in(text_ppc, runs_ppc, begins_ppc, number);
#elif defined(__s390x__)
  if (token == 0x80000016)
    return name_in(text_s390x, runs_s390x, begins_s390x, number);
#elif defined(__s390__) && !defined(__s390x__)
  if (token == 0x16)
    return name_in(text_s390, runs_s390, begins_s390, number);
#elif defined(__MIPSEB__) && defined(_MIPS_SIM) && _MIPS_SIM == 3
  if (token == 0x80000008)
    return name_in(text_mips_n64, runs_mips_n64, begins_mips_n64, number);
#elif defined(__MIPSEL__) && defined(_MIPS_SIM) && _MIPS_SIM == 3
  if (token == 0xc0000008)
    return name_in(text_mips_n64, runs_mips_n64, begins_mips_n64, number);
#elif defined(__MIPSEB__) && defined(_MIPS_SIM) && _MIPS_SIM == 2
  if (token == 0xa0000008)
    return name_in(text_mips_n32, runs_mips_n32, begins_mips_n32, number);
#elif defined(__MIPSEL__) && defined(_MIPS_SIM) && _MIPS_SIM == 2
  if (token == 0xe0000008)
    return name_in(text_mips_n32, runs_mips_n32, begins_mips_n32, number);
#elif defined(__MIPSEB__) && defined(_MIPS_SIM) && _MIPS_SIM == 1
  if (token == 0x8)
    return name_in(text_mips_o32, runs_mips_o32, begins_mips_o32, number);
#elif defined(__MIPSEL__) && defined(_MIPS_SIM) && _MIPS_SIM == 1
  if (token == 0x40000008)
    return name_in(text_mips_o32, runs_mips_o32, begins_mips_o32, number);
#elif defined(__loongarch_grlen) && __loongarch_grlen == 64
  if (token == 0xc0000102)
    return name_in(text_loongarch64, runs_loongarch64, begins_loongarch64, number);
#elif defined(__loongarch_grlen) && __loongarch_grlen == 32
  if (token == 0x40000102)
    return name_in(text_loongarch32, runs_loongarch32, begins_loongarch32, number);
#elif defined(__m68k__)
  if (token == 0x4)
    return name_in(text_m68k, runs_m68k, begins_m68k, number);
#elif defined(__hppa__) && defined(__LP64__)
  if (token == 0x8000000f)
    return name_in(text_parisc64, runs_parisc64, begins_parisc64, number);
#elif defined(__hppa__) && !defined(__LP64__)
  if (token == 0xf)
    return name_in(text_parisc, runs_parisc, begins_parisc, number);
#elif defined(__sh__) && defined(__LITTLE_ENDIAN__)
  if (token == 0x4000002a)
    return name_in(text_sh, runs_sh, begins_sh, number);
#elif defined(__sh__) && !defined(__LITTLE_ENDIAN__)
  if (token == 0x2a)
    return name_in(text_sh, runs_sh, begins_sh, number);
#elif defined(__alpha__)
  if (token == 0xc0009026)
    return name_in(text_alpha, runs_alpha, begins_alpha, number);
#elif defined(__XTENSA__) && !defined(__XTENSA_EB__)
  if (token == 0x5e)
    return name_in(text_xtensa, runs_xtensa, begins_xtensa, number);
#elif defined(__csky__) && !defined(__cskyBE__)
  if (token == 0x400000fc)
    return name_in(text_csky, runs_csky, begins_csky, number);
#endif
  return nullptr;
}

} // namespace detail
} // namespace callgate

// The ABI that this very program was compiled for. The conditions are those of the
// table in abi.cpp, which the preprocessor cannot read; a test compares them.
#include "arch/abi.hpp"

namespace callgate::arch {

Abi native_abi() {
#if defined(__x86_64__) && !defined(__ILP32__)
  return Abi::x86_64;
#elif defined(__x86_64__) && defined(__ILP32__)
  return Abi::x32;
#elif defined(__i386__)
  return Abi::i386;
#elif defined(__aarch64__) && !defined(__AARCH64EB__) && !defined(__ILP32__)
  return Abi::aarch64;
#elif defined(__arm__) && defined(__ARM_EABI__) && !defined(__ARMEB__)
  return Abi::arm;
#elif defined(__riscv_xlen) && __riscv_xlen == 64
  return Abi::riscv64;
#elif defined(__riscv_xlen) && __riscv_xlen == 32
  return Abi::riscv32;
#elif defined(__powerpc64__) && defined(__LITTLE_ENDIAN__)
  return Abi::ppc64le;
#elif defined(__powerpc64__) && !defined(__LITTLE_ENDIAN__)
  return Abi::ppc64;
#elif defined(__powerpc__) && !defined(__powerpc64__) && !defined(__LITTLE_ENDIAN__)
  return Abi::ppc;
#elif defined(__s390x__)
  return Abi::s390x;
#elif defined(__s390__) && !defined(__s390x__)
  return Abi::s390;
#elif defined(__MIPSEB__) && defined(_MIPS_SIM) && _MIPS_SIM == 3
  return Abi::mips_n64;
#elif defined(__MIPSEB__) && defined(_MIPS_SIM) && _MIPS_SIM == 2
  return Abi::mips_n32;
#elif defined(__MIPSEB__) && defined(_MIPS_SIM) && _MIPS_SIM == 1
  return Abi::mips_o32;
#elif defined(__MIPSEL__) && defined(_MIPS_SIM) && _MIPS_SIM == 3
  return Abi::mipsel_n64;
#elif defined(__MIPSEL__) && defined(_MIPS_SIM) && _MIPS_SIM == 2
  return Abi::mipsel_n32;
#elif defined(__MIPSEL__) && defined(_MIPS_SIM) && _MIPS_SIM == 1
  return Abi::mipsel_o32;
#elif defined(__loongarch_grlen) && __loongarch_grlen == 64
  return Abi::loongarch64;
#elif defined(__loongarch_grlen) && __loongarch_grlen == 32
  return Abi::loongarch32;
#elif defined(__m68k__)
  return Abi::m68k;
#elif defined(__hppa__) && defined(__LP64__)
  return Abi::parisc64;
#elif defined(__hppa__) && !defined(__LP64__)
  return Abi::parisc;
#elif defined(__sh__) && defined(__LITTLE_ENDIAN__)
  return Abi::sh;
#elif defined(__sh__) && !defined(__LITTLE_ENDIAN__)
  return Abi::sheb;
#elif defined(__alpha__)
  return Abi::alpha;
#elif defined(__XTENSA__) && !defined(__XTENSA_EB__)
  return Abi::xtensa;
#elif defined(__csky__) && !defined(__cskyBE__)
  return Abi::csky;
#else
#error "callgate runs on the ABIs of arch/abi.hpp only"
#endif
}

} // namespace callgate::arch

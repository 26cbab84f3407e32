/* Which of callgate's ABIs a compiler makes code for: callgate_add_policy() compiles this and
 * reads the one message. Compiling always fails: a message of the preprocessor is the one thing
 * that every compiler says under any flags, cross compilers too. The rows are those of
 * arch/abi.cpp, and a test compares them. */
#if defined(__x86_64__) && !defined(__ILP32__)
#error "callgate ABI: x86_64"
#elif defined(__x86_64__) && defined(__ILP32__)
#error "callgate ABI: x32"
#elif defined(__i386__)
#error "callgate ABI: i386"
#elif defined(__aarch64__) && !defined(__AARCH64EB__) && !defined(__ILP32__)
#error "callgate ABI: aarch64"
#elif defined(__arm__) && defined(__ARM_EABI__) && !defined(__ARMEB__)
#error "callgate ABI: arm"
#elif defined(__riscv_xlen) && __riscv_xlen == 64
#error "callgate ABI: riscv64"
#elif defined(__riscv_xlen) && __riscv_xlen == 32
#error "callgate ABI: riscv32"
#elif defined(__powerpc64__) && defined(__LITTLE_ENDIAN__)
#error "callgate ABI: ppc64le"
#elif defined(__powerpc64__) && !defined(__LITTLE_ENDIAN__)
#error "callgate ABI: ppc64"
#elif defined(__powerpc__) && !defined(__powerpc64__) && !defined(__LITTLE_ENDIAN__)
#error "callgate ABI: ppc"
#elif defined(__s390x__)
#error "callgate ABI: s390x"
#elif defined(__s390__) && !defined(__s390x__)
#error "callgate ABI: s390"
#elif defined(__MIPSEB__) && defined(_MIPS_SIM) && _MIPS_SIM == 3
#error "callgate ABI: mips_n64"
#elif defined(__MIPSEB__) && defined(_MIPS_SIM) && _MIPS_SIM == 2
#error "callgate ABI: mips_n32"
#elif defined(__MIPSEB__) && defined(_MIPS_SIM) && _MIPS_SIM == 1
#error "callgate ABI: mips_o32"
#elif defined(__MIPSEL__) && defined(_MIPS_SIM) && _MIPS_SIM == 3
#error "callgate ABI: mipsel_n64"
#elif defined(__MIPSEL__) && defined(_MIPS_SIM) && _MIPS_SIM == 2
#error "callgate ABI: mipsel_n32"
#elif defined(__MIPSEL__) && defined(_MIPS_SIM) && _MIPS_SIM == 1
#error "callgate ABI: mipsel_o32"
#elif defined(__loongarch_grlen) && __loongarch_grlen == 64
#error "callgate ABI: loongarch64"
#elif defined(__loongarch_grlen) && __loongarch_grlen == 32
#error "callgate ABI: loongarch32"
#elif defined(__m68k__)
#error "callgate ABI: m68k"
#elif defined(__hppa__) && defined(__LP64__)
#error "callgate ABI: parisc64"
#elif defined(__hppa__) && !defined(__LP64__)
#error "callgate ABI: parisc"
#elif defined(__sh__) && defined(__LITTLE_ENDIAN__)
#error "callgate ABI: sh"
#elif defined(__sh__) && !defined(__LITTLE_ENDIAN__)
#error "callgate ABI: sheb"
#elif defined(__alpha__)
#error "callgate ABI: alpha"
#elif defined(__XTENSA__) && !defined(__XTENSA_EB__)
#error "callgate ABI: xtensa"
#elif defined(__csky__) && !defined(__cskyBE__)
#error "callgate ABI: csky"
#else
#error "callgate ABI: none"
#endif

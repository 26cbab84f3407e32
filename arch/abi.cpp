// What is fixed about each ABI, reviewed by hand. Tokens and births come out of the
// generated headers, so that <linux/audit.h> and births.csv are their only sources.
#include "arch/abi.hpp"

#include <algorithm>
#include <limits>

#include "arch/generated/facts.hpp"

namespace callgate::arch {

namespace {

using namespace generated;

constexpr auto little = ByteOrder::little;
constexpr auto big = ByteOrder::big;

// A kernel that serves one numbering under a token looks at all 32 bits.
constexpr NumberRange all_numbers{0, std::numeric_limits<std::uint32_t>::max()};

// x86_64 and x32 part at this bit, __X32_SYSCALL_BIT of <asm/unistd.h>; above x32
// neither has anything, and filters decide about that all the same.
constexpr std::uint32_t x32_bit = 0x40000000;
constexpr NumberRange x86_64_numbers{0, x32_bit - 1};
constexpr NumberRange x32_numbers{x32_bit, 2 * x32_bit - 1};

// mips numbers its ABIs by thousands, so that one token's process reaches all three.
constexpr NumberRange thousand(std::uint32_t first) {
  return {first, first + 999};
}

// The expressions keep a compiler's -Wundef silent: what is compared is tested for
// being defined first. Those of one processor exclude each other by word size, ABI
// and byte order, also where nobody distributes the other one (big-endian aarch64).
constexpr AbiFacts table[] = {
    {Abi::x86_64, "x86_64", Family::x86, audit_arch_x86_64, 64, little, 0, x86_64_numbers,
     first_x86_64, "defined(__x86_64__) && !defined(__ILP32__)"},
    {Abi::x32, "x32", Family::x86, audit_arch_x86_64, 32, little, x32_bit, x32_numbers, first_x32,
     "defined(__x86_64__) && defined(__ILP32__)"},
    {Abi::i386, "i386", Family::x86, audit_arch_i386, 32, little, 0, all_numbers, first_i386,
     "defined(__i386__)"},
    {Abi::aarch64, "aarch64", Family::arm64, audit_arch_aarch64, 64, little, 0, all_numbers,
     first_aarch64, "defined(__aarch64__) && !defined(__AARCH64EB__) && !defined(__ILP32__)"},
    {Abi::arm, "arm", Family::arm64, audit_arch_arm, 32, little, 0, all_numbers, first_arm,
     "defined(__arm__) && defined(__ARM_EABI__) && !defined(__ARMEB__)"},
    {Abi::riscv64, "riscv64", Family::riscv, audit_arch_riscv64, 64, little, 0, all_numbers,
     first_riscv64, "defined(__riscv_xlen) && __riscv_xlen == 64"},
    {Abi::riscv32, "riscv32", Family::riscv, audit_arch_riscv32, 32, little, 0, all_numbers,
     first_riscv32, "defined(__riscv_xlen) && __riscv_xlen == 32"},
    {Abi::ppc64le, "ppc64le", Family::ppc64le, audit_arch_ppc64le, 64, little, 0, all_numbers,
     first_ppc64le, "defined(__powerpc64__) && defined(__LITTLE_ENDIAN__)"},
    {Abi::ppc64, "ppc64", Family::ppc, audit_arch_ppc64, 64, big, 0, all_numbers, first_ppc64,
     "defined(__powerpc64__) && !defined(__LITTLE_ENDIAN__)"},
    {Abi::ppc, "ppc", Family::ppc, audit_arch_ppc, 32, big, 0, all_numbers, first_ppc,
     "defined(__powerpc__) && !defined(__powerpc64__) && !defined(__LITTLE_ENDIAN__)"},
    {Abi::s390x, "s390x", Family::s390, audit_arch_s390x, 64, big, 0, all_numbers, first_s390x,
     "defined(__s390x__)"},
    {Abi::s390, "s390", Family::s390, audit_arch_s390, 32, big, 0, all_numbers, first_s390,
     "defined(__s390__) && !defined(__s390x__)"},
    {Abi::mips_n64, "mips_n64", Family::mips, audit_arch_mips64, 64, big, 5000, thousand(5000),
     first_mips_n64, "defined(__MIPSEB__) && defined(_MIPS_SIM) && _MIPS_SIM == 3"},
    {Abi::mips_n32, "mips_n32", Family::mips, audit_arch_mips64n32, 32, big, 6000, thousand(6000),
     first_mips_n32, "defined(__MIPSEB__) && defined(_MIPS_SIM) && _MIPS_SIM == 2"},
    {Abi::mips_o32, "mips_o32", Family::mips, audit_arch_mips, 32, big, 4000, thousand(4000),
     first_mips_o32, "defined(__MIPSEB__) && defined(_MIPS_SIM) && _MIPS_SIM == 1"},
    {Abi::mipsel_n64, "mipsel_n64", Family::mipsel, audit_arch_mipsel64, 64, little, 5000,
     thousand(5000), first_mipsel_n64,
     "defined(__MIPSEL__) && defined(_MIPS_SIM) && _MIPS_SIM == 3"},
    {Abi::mipsel_n32, "mipsel_n32", Family::mipsel, audit_arch_mipsel64n32, 32, little, 6000,
     thousand(6000), first_mipsel_n32,
     "defined(__MIPSEL__) && defined(_MIPS_SIM) && _MIPS_SIM == 2"},
    {Abi::mipsel_o32, "mipsel_o32", Family::mipsel, audit_arch_mipsel, 32, little, 4000,
     thousand(4000), first_mipsel_o32,
     "defined(__MIPSEL__) && defined(_MIPS_SIM) && _MIPS_SIM == 1"},
    {Abi::loongarch64, "loongarch64", Family::loongarch, audit_arch_loongarch64, 64, little, 0,
     all_numbers, first_loongarch64, "defined(__loongarch_grlen) && __loongarch_grlen == 64"},
    {Abi::loongarch32, "loongarch32", Family::loongarch, audit_arch_loongarch32, 32, little, 0,
     all_numbers, first_loongarch32, "defined(__loongarch_grlen) && __loongarch_grlen == 32"},
    {Abi::m68k, "m68k", Family::m68k, audit_arch_m68k, 32, big, 0, all_numbers, first_m68k,
     "defined(__m68k__)"},
    {Abi::parisc64, "parisc64", Family::parisc, audit_arch_parisc64, 64, big, 0, all_numbers,
     first_parisc64, "defined(__hppa__) && defined(__LP64__)"},
    {Abi::parisc, "parisc", Family::parisc, audit_arch_parisc, 32, big, 0, all_numbers,
     first_parisc, "defined(__hppa__) && !defined(__LP64__)"},
    {Abi::sh, "sh", Family::sh, audit_arch_shel, 32, little, 0, all_numbers, first_sh,
     "defined(__sh__) && defined(__LITTLE_ENDIAN__)"},
    {Abi::sheb, "sheb", Family::sheb, audit_arch_sh, 32, big, 0, all_numbers, first_sheb,
     "defined(__sh__) && !defined(__LITTLE_ENDIAN__)"},
    {Abi::alpha, "alpha", Family::alpha, audit_arch_alpha, 64, little, 0, all_numbers, first_alpha,
     "defined(__alpha__)"},
    {Abi::xtensa, "xtensa", Family::xtensa, audit_arch_xtensa, 32, little, 0, all_numbers,
     first_xtensa, "defined(__XTENSA__) && !defined(__XTENSA_EB__)"},
    {Abi::csky, "csky", Family::csky, audit_arch_csky, 32, little, 0, all_numbers, first_csky,
     "defined(__csky__) && !defined(__cskyBE__)"},
};

constexpr bool is_in_order() {
  for (std::size_t i = 0; i < std::size(table); ++i) {
    if (static_cast<std::size_t>(table[i].abi) != i) return false;
  }
  return std::size(table) == static_cast<std::size_t>(Abi::csky) + 1;
}
static_assert(is_in_order());

// In the order of Family.
constexpr std::string_view family_names[] = {
    "x86",       "arm64", "riscv",  "ppc64le", "ppc",  "s390",  "mips",   "mipsel",
    "loongarch", "m68k",  "parisc", "sh",      "sheb", "alpha", "xtensa", "csky"};
static_assert(std::size(family_names) == static_cast<std::size_t>(Family::csky) + 1);

// Names of ABIs that run Linux but whose kernels do not select
// HAVE_ARCH_SECCOMP_FILTER; arm's old ABI switches filters off where it is built in.
constexpr std::string_view without_filters[] = {"arc",   "arm_oabi", "hexagon", "microblaze",
                                                "nios2", "openrisc", "sparc",   "sparc64"};
static_assert(std::ranges::is_sorted(without_filters));

constexpr Abi beside_x86_64[] = {Abi::x32};
constexpr Abi beside_x32[] = {Abi::x86_64};
constexpr Abi beside_mips_n64[] = {Abi::mips_n32, Abi::mips_o32};
constexpr Abi beside_mips_n32[] = {Abi::mips_n64, Abi::mips_o32};
constexpr Abi beside_mips_o32[] = {Abi::mips_n64, Abi::mips_n32};
constexpr Abi beside_mipsel_n64[] = {Abi::mipsel_n32, Abi::mipsel_o32};
constexpr Abi beside_mipsel_n32[] = {Abi::mipsel_n64, Abi::mipsel_o32};
constexpr Abi beside_mipsel_o32[] = {Abi::mipsel_n64, Abi::mipsel_n32};

} // namespace

std::span<const AbiFacts> all_abis() {
  return table;
}

const AbiFacts& facts(Abi abi) {
  return table[static_cast<std::size_t>(abi)];
}

std::string_view family_name(Family family) {
  return family_names[static_cast<std::size_t>(family)];
}

std::vector<std::string_view> abi_names() {
  std::vector<std::string_view> names;
  for (const AbiFacts& abi : all_abis())
    names.push_back(abi.name);
  return names;
}

std::optional<Abi> abi_named(std::string_view name) {
  const auto* const found = std::ranges::find(table, name, &AbiFacts::name);
  if (found == std::end(table)) return std::nullopt;
  return found->abi;
}

bool is_abi_without_filters(std::string_view name) {
  return std::ranges::binary_search(without_filters, name);
}

bool has_wide_registers(Abi abi) {
  return facts(abi).word_bits == 64 || abi == Abi::x32 || abi == Abi::mips_n32 ||
         abi == Abi::mipsel_n32;
}

std::span<const Abi> siblings(Abi abi) {
  switch (abi) {
  case Abi::x86_64:
    return beside_x86_64;
  case Abi::x32:
    return beside_x32;
  case Abi::mips_n64:
    return beside_mips_n64;
  case Abi::mips_n32:
    return beside_mips_n32;
  case Abi::mips_o32:
    return beside_mips_o32;
  case Abi::mipsel_n64:
    return beside_mipsel_n64;
  case Abi::mipsel_n32:
    return beside_mipsel_n32;
  case Abi::mipsel_o32:
    return beside_mipsel_o32;
  default:
    return {};
  }
}

std::vector<Abi> reachable(Abi abi) {
  std::vector<Abi> abis{abi};
  const auto others = siblings(abi);
  abis.insert(abis.end(), others.begin(), others.end());
  return abis;
}

Abi owner_of(Abi abi, std::uint32_t number) {
  if (facts(abi).numbers.contains(number)) return abi;
  Abi first = abi;
  for (const Abi sibling : siblings(abi)) {
    if (facts(sibling).numbers.contains(number)) return sibling;
    if (facts(sibling).token == facts(abi).token) first = std::min(first, sibling);
  }
  return first;
}

std::vector<NumberRange> spoken_numbers(Abi abi) {
  const AbiFacts& own = facts(abi);
  std::vector<NumberRange> others;
  for (const Abi sibling : siblings(abi)) {
    if (facts(sibling).token == own.token && sibling < abi) return {own.numbers};
    others.push_back(facts(sibling).numbers);
  }
  std::ranges::sort(others);
  std::vector<NumberRange> spoken;
  std::uint64_t next = 0;
  for (const NumberRange& other : others) {
    if (next < other.first) spoken.push_back({static_cast<std::uint32_t>(next), other.first - 1});
    next = std::uint64_t{other.last} + 1;
  }
  if (next <= all_numbers.last)
    spoken.push_back({static_cast<std::uint32_t>(next), all_numbers.last});
  return spoken;
}

} // namespace callgate::arch

// The ABIs whose kernel has seccomp filters, and what is fixed about each.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "arch/release.hpp"

namespace callgate::arch {

/// One row of the kernel's system-call world. Not "architecture": x86_64 and x32
/// run on one and share an audit token, yet number their calls apart.
/// In the order of the table that `all_abis` returns.
enum class Abi : std::uint8_t {
  x86_64,
  x32,
  i386,
  aarch64,
  arm,
  riscv64,
  riscv32,
  ppc64le,
  ppc64,
  ppc,
  s390x,
  s390,
  mips_n64,
  mips_n32,
  mips_o32,
  mipsel_n64,
  mipsel_n32,
  mipsel_o32,
  loongarch64,
  loongarch32,
  m68k,
  parisc64,
  parisc,
  sh,
  sheb,
  alpha,
  xtensa,
  csky,
};

/// The ABIs that one kernel serves; one filter serves one family.
enum class Family : std::uint8_t {
  x86,
  arm64,
  riscv,
  ppc64le,
  ppc,
  s390,
  mips,
  mipsel,
  loongarch,
  m68k,
  parisc,
  sh,
  sheb,
  alpha,
  xtensa,
  csky,
};

enum class ByteOrder : std::uint8_t { little, big };

/// Call numbers `first` to `last`, both included.
struct NumberRange {
  std::uint32_t first;
  std::uint32_t last;

  [[nodiscard]] constexpr bool contains(std::uint32_t number) const {
    return first <= number && number <= last;
  }

  auto operator<=>(const NumberRange&) const = default;
};

struct AbiFacts {
  Abi abi;
  std::string_view name;
  Family family;
  /// AUDIT_ARCH_* of <linux/audit.h>: what seccomp_data.arch holds.
  std::uint32_t token;
  std::uint8_t word_bits;
  ByteOrder byte_order;
  /// What the kernel adds to the position in the table to make a number.
  std::uint32_t number_base;
  /// The numbers that the kernel takes for calls of this ABI. Where several ABIs
  /// can be reached under one token (x32 from x86_64; all three of mips from each
  /// other), their ranges are disjoint.
  NumberRange numbers;
  /// The first release whose kernel had this ABI.
  Release since;
  /// C preprocessor expression that is true when compiling for this ABI.
  std::string_view predefined;
};

/// Every ABI, in the order of the enumeration.
std::span<const AbiFacts> all_abis();

const AbiFacts& facts(Abi abi);

std::string_view family_name(Family family);

/// The ABI of that name ("x86_64", "mips_o32" …).
std::optional<Abi> abi_named(std::string_view name);

/// Every name that `abi_named` knows, in the order of the enumeration.
std::vector<std::string_view> abi_names();

/// Whether `name` is a Linux ABI whose kernel cannot filter system calls at all
/// ("sparc64", "arm_oabi" …).
bool is_abi_without_filters(std::string_view name);

/// The other ABIs whose calls a process under `abi`'s audit token can make by
/// number alone: x32 for x86_64 and the reverse; the other two of mips for each.
std::span<const Abi> siblings(Abi abi);

/// `abi` and its siblings.
std::vector<Abi> reachable(Abi abi);

/// To which ABI a call of that number under the token of `abi` belongs: to `abi`, to a
/// sibling or, where none has the number, to the first one under that token.
Abi owner_of(Abi abi, std::uint32_t number);

/// The numbers that a filter decides about in the name of `abi`: its own and, for the first
/// ABI of an audit token, those that no ABI under it owns. Sorted, with gaps between them.
std::vector<NumberRange> spoken_numbers(Abi abi);

/// Whether calls of that ABI pass 64 bits in a register: those of the 64-bit ABIs, and of
/// x32 and mips n32, which run in 64-bit mode with 32-bit pointers. On all others the kernel
/// uses the low 32 bits of what seccomp_data.args holds; what stands above them (zeros, a
/// sign, or on x86_64 through int 0x80 whatever the process left there) means nothing.
bool has_wide_registers(Abi abi);

/// The ABI that this program was compiled for.
Abi native_abi();

} // namespace callgate::arch

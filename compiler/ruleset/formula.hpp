// Conditions with every name, type and ABI resolved away: which bits of the six argument
// registers are looked at, and which values hold. Signs are gone too: a signed order is
// a union of unsigned ranges.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

namespace callgate::ruleset {

/// The six 64-bit arguments of a call, as in seccomp_data.args.
using ArgumentRegisters = std::array<std::uint64_t, 6>;

/// Where a value's bits stand: the lowest `bits` of one register, or the low words of two.
struct Field {
  std::uint8_t slot;                     ///< index of the register with the (lower) bits
  std::optional<std::uint8_t> high_slot; ///< index of the one whose low word is bits 32 … 63
  std::uint8_t bits;                     ///< 1 … 64; what stands above them does not count

  bool operator==(const Field&) const = default;
};

/// Values from first to last, both included.
struct Range {
  std::uint64_t first;
  std::uint64_t last;

  bool operator==(const Range&) const = default;
};

/// Holds when field & mask lies in one of the ranges.
struct Test {
  Field field;
  std::uint64_t mask;        ///< within the field's bits; all of them where nothing is masked
  std::vector<Range> ranges; ///< sorted, with gaps between them, below 2^bits

  bool operator==(const Test&) const = default;
};

struct Formula;

/// Holds when every part does; without parts, always.
struct All {
  std::vector<Formula> parts;
};

/// Holds when some part does; without parts, never.
struct Any {
  std::vector<Formula> parts;
};

struct Formula {
  std::variant<Test, All, Any> node;
};

bool operator==(const Formula& a, const Formula& b);

/// All bits that a field of that width can have.
constexpr std::uint64_t all_bits(std::uint8_t bits) {
  return bits == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << bits) - 1;
}

/// Ranges as Test wants them: sorted, joined where they meet, cut at `highest`.
std::vector<Range> united(std::vector<Range> ranges, std::uint64_t highest);

/// Takes the field's value out of the registers.
std::uint64_t value_of(const Field& field, const ArgumentRegisters& arguments);

bool holds(const Formula& formula, const ArgumentRegisters& arguments);

/// What holds where one of the formulas does. Tests of the same bits become one.
Formula any_of(std::vector<Formula> formulas);

/// What holds where all of the formulas do. Tests of the same bits become one.
Formula all_of(std::vector<Formula> formulas);

/// The formula that holds where `formula` does not.
Formula negation(const Formula& formula);

} // namespace callgate::ruleset

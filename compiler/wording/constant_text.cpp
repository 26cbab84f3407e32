#include "wording/constant_text.hpp"

#include "bpf/hex.hpp"

#include <algorithm>
#include <bit>
#include <charconv>

#include "ruleset/formula.hpp"

namespace callgate::wording {

namespace {

using arch::ConstantKind;
using arch::NamedConstant;
using ruleset::all_bits;

/// Numbers up to here are read more easily in decimal.
constexpr std::uint64_t most_decimal = 4096;

/// More names than these say less than a number.
constexpr std::size_t most_names = 12;

/// Whether a constant of 64 bits, negative ones sign-extended, may stand beside the type.
bool fits(std::uint64_t value, std::uint8_t bits) {
  return value <= all_bits(bits) || ~value < std::uint64_t{1} << (bits - 1);
}

} // namespace

std::string number_text(std::uint64_t number) {
  return number <= most_decimal ? std::to_string(number) : bpf::hex(number);
}

ConstantText::ConstantText(arch::Abi abi, const arch::Argument& argument,
                           const arch::ConstantUse* use)
    : type_{argument.bits, argument.is_signed}, is_descriptor_(argument.canonical.ends_with("fd")),
      is_file_mode_(argument.type == "umode_t") {
  if (use == nullptr) return;
  kind_ = use->kind;
  value_bits_ = use->value_bits;
  for (const NamedConstant& constant : arch::named_constants(*use, abi)) {
    if (fits(constant.value, type_.bits))
      names_.push_back({constant.name, constant.value & all_bits(type_.bits)});
  }
  if (kind_ != ConstantKind::value)
    std::ranges::stable_sort(names_, std::greater{},
                             [](const NamedConstant& one) { return std::popcount(one.value); });
}

const NamedConstant* ConstantText::named(std::uint64_t bits) const {
  const auto found = std::ranges::find(names_, bits, &NamedConstant::value);
  return found == names_.end() ? nullptr : &*found;
}

/// Flags alone: what stands in the bits of a value is left over.
ConstantText::Names ConstantText::flags_of(std::uint64_t bits) const {
  Names result{{}, 0, bits};
  std::vector<NamedConstant> found;
  for (const NamedConstant& flag : names_) {
    const bool is_flag = flag.value != 0 && (flag.value & value_bits()) == 0;
    if (!is_flag || (flag.value & ~result.rest) != 0) continue;
    found.push_back(flag);
    result.rest &= ~flag.value;
  }
  std::ranges::sort(found, {}, &NamedConstant::value);
  for (const NamedConstant& flag : found)
    result.text += (result.text.empty() ? "" : "|") + std::string(flag.name);
  result.count = found.size();
  return result;
}

ConstantText::Names ConstantText::names_of(std::uint64_t bits, std::uint64_t mask) const {
  if (kind_ == ConstantKind::flags) return flags_of(bits);
  const std::uint64_t low = kind_ == ConstantKind::value ? bits : bits & value_bits_;
  const bool is_whole = (mask & value_bits_) == value_bits_;
  const NamedConstant* value = is_whole ? named(low) : nullptr;
  if (kind_ == ConstantKind::value)
    return value == nullptr ? Names{{}, 0, bits} : Names{std::string(value->name), 1, 0};
  Names result = flags_of(bits & ~value_bits_);
  // Beside flags a value of 0 goes without saying.
  if (value == nullptr || (low == 0 && result.count > 0)) {
    result.rest |= low;
    return result;
  }
  result.text = std::string(value->name) + (result.text.empty() ? "" : "|" + result.text);
  ++result.count;
  return result;
}

bool ConstantText::has_name(std::uint64_t bits) const {
  const Names names = names_of(bits, ~std::uint64_t{0});
  return names.count > 0 && names.count <= most_names && names.rest == 0;
}

std::string ConstantText::value(std::uint64_t bits, std::uint64_t mask) const {
  const Names names = names_of(bits, mask);
  if (names.count > 0 && names.count <= most_names && std::popcount(names.rest) <= 2)
    return names.text + (names.rest == 0 ? "" : "|" + bpf::hex(names.rest));
  const std::uint64_t negated = (0 - bits) & all_bits(type_.bits);
  const bool is_negative = (bits >> (type_.bits - 1) & 1) != 0;
  if (is_negative && negated <= most_decimal &&
      (type_.is_signed ? kind_ == ConstantKind::value : is_descriptor_ && negated == 1))
    return "-" + std::to_string(negated);
  const bool is_bits = kind_ == ConstantKind::flags || is_file_mode_;
  return is_bits ? bits_text(bits) : number_text(bits);
}

/// A number whose bits count.
std::string ConstantText::bits_text(std::uint64_t bits) const {
  if (bits <= 7) return std::to_string(bits);
  if (!is_file_mode_) return bpf::hex(bits);
  char digits[24];
  const auto end = std::to_chars(std::begin(digits), std::end(digits), bits, 8).ptr;
  return "0o" + std::string(std::begin(digits), end);
}

std::string ConstantText::bound(std::uint64_t bits) const {
  const bool is_negative = type_.is_signed && (bits >> (type_.bits - 1) & 1) != 0;
  return is_negative ? "-" + number_text((0 - bits) & all_bits(type_.bits)) : number_text(bits);
}

std::string ConstantText::mask(std::uint64_t bits) const {
  const std::uint64_t others = ~bits & all_bits(type_.bits);
  const auto is_named = [](const Names& names) {
    return names.rest == 0 && names.count > 0 && names.count <= most_names;
  };
  const auto joined = [](const Names& names) {
    return names.count == 1 ? names.text : "(" + names.text + ")";
  };
  const bool are_flags = kind_ != ConstantKind::value;
  const Names these = are_flags ? flags_of(bits) : Names{{}, 0, bits};
  const Names those = are_flags ? flags_of(others) : Names{{}, 0, others};
  if (is_named(these) && !(is_named(those) && those.count < these.count)) return joined(these);
  if (is_named(those)) return "~" + joined(those);
  if (these.rest == value_bits() && these.count > 0 && these.count <= most_names)
    return "(" + these.text + "|" + bpf::hex(these.rest) + ")";
  std::string plain = bits_text(bits);
  std::string complement = "~" + bits_text(others);
  return complement.size() + 3 <= plain.size() ? complement : plain;
}

} // namespace callgate::wording

// How constants are written beside an argument: by name where the table of constants has
// one for that argument, else as the number that reads best.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "arch/arguments.hpp"
#include "arch/constant_uses.hpp"

namespace callgate::wording {

/// What is compared with the constants.
struct Type {
  std::uint8_t bits;
  bool is_signed;
};

class ConstantText {
public:
  /// Numbers alone.
  explicit ConstantText(Type type) : type_(type) {}

  /// For an argument of that call; `use` may be null.
  ConstantText(arch::Abi abi, const arch::Argument& argument, const arch::ConstantUse* use);

  /// For ==, != and single elements of sets, where bits are compared: of `mask` alone.
  [[nodiscard]] std::string value(std::uint64_t bits, std::uint64_t mask = ~std::uint64_t{0}) const;

  /// For < and the ends of ranges: a number in the type's order.
  [[nodiscard]] std::string bound(std::uint64_t bits) const;

  /// What stands behind `&`.
  [[nodiscard]] std::string mask(std::uint64_t bits) const;

  /// Whether the argument takes one constant of a list, so that its bits mean nothing.
  [[nodiscard]] bool is_list() const {
    return kind_ == arch::ConstantKind::value && !names_.empty();
  }

  /// Whether it takes flags, whose order means nothing.
  [[nodiscard]] bool has_flags() const { return kind_ != arch::ConstantKind::value; }

  /// The bits that hold one constant of a list beside flags; 0 if there are none.
  [[nodiscard]] std::uint64_t value_bits() const {
    return kind_ == arch::ConstantKind::value_and_flags ? value_bits_ : 0;
  }

  /// Whether `value` is a name, or several, with nothing left over.
  [[nodiscard]] bool has_name(std::uint64_t bits) const;

private:
  struct Names {
    std::string text; ///< joined by `|`
    std::size_t count = 0;
    std::uint64_t rest = 0; ///< what they leave over
  };

  [[nodiscard]] const arch::NamedConstant* named(std::uint64_t bits) const;
  [[nodiscard]] Names flags_of(std::uint64_t bits) const;
  [[nodiscard]] Names names_of(std::uint64_t bits, std::uint64_t mask) const;
  [[nodiscard]] std::string bits_text(std::uint64_t bits) const;

  Type type_;
  bool is_descriptor_ = false;
  bool is_file_mode_ = false; ///< written in octal
  arch::ConstantKind kind_ = arch::ConstantKind::value;
  std::uint64_t value_bits_ = 0;
  /// Values in the type's width; of flags those with most bits first.
  std::vector<arch::NamedConstant> names_;
};

/// "7", "0x1f".
std::string number_text(std::uint64_t number);

} // namespace callgate::wording

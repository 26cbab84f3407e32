// Constants as written → bits of a type on one ABI.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "arch/abi.hpp"
#include "policy/condition.hpp"
#include "ruleset/mistakes.hpp"

namespace callgate::ruleset {

/// Of an argument: how wide it is and how it is ordered.
struct ValueType {
  std::uint8_t bits; ///< 1 … 64
  bool is_signed;
};

/// Which values a constant may have.
enum class Use {
  modulo, ///< from −2^(n−1) to 2^n − 1, modulo 2^n: for ==, !=, & and arguments
  order,  ///< those of the type: for < and ranges
};

class Constants {
public:
  /// What to do about a name that an ABI lacks.
  using Otherwise = std::string (*)(const std::string& name);

  Constants(arch::Abi abi, Otherwise otherwise, const Mistakes& mistakes)
      : abi_(abi), otherwise_(otherwise), mistakes_(mistakes) {}

  /// The constant's bits in `type`; nothing if there are mistakes.
  [[nodiscard]] std::optional<std::uint64_t> value_of(const policy::Constant& constant,
                                                      ValueType type, Use use) const;

  /// Whether it is a name that the ABI lacks.
  [[nodiscard]] bool is_absent(const policy::Constant& constant) const;

private:
  [[nodiscard]] std::optional<std::uint64_t> operate(const policy::BitOperation& operation,
                                                     ValueType type) const;
  [[nodiscard]] std::optional<policy::Number> number_of(const policy::Constant& constant) const;
  void report_misfit(const policy::Constant& constant, const policy::Number& number, ValueType type,
                     Use use) const;

  arch::Abi abi_;
  Otherwise otherwise_;
  const Mistakes& mistakes_;
};

} // namespace callgate::ruleset

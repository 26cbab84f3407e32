// Which words of a condition name arguments: those of the calls that its entry is about.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace callgate::policy {

class ArgumentScope {
public:
  /// Those that some ABI has for one of these calls; `title` is what messages call them
  /// together. Where no call is given or no ABI knows the arguments, only registers are left.
  ArgumentScope(std::string title, std::span<const std::string> calls);

  /// Where the entry is at fault itself: no name is wrong.
  static ArgumentScope any();

  [[nodiscard]] bool has(std::string_view name) const;

  /// Whether the kernel means another register by "arg2" (prctl's second argument) than
  /// the language does; if so, which.
  [[nodiscard]] std::optional<std::uint8_t> other_register(std::uint8_t raw) const;

  [[nodiscard]] const std::string& title() const { return title_; }
  [[nodiscard]] bool are_known() const { return known_; }
  [[nodiscard]] bool is_any() const { return any_; }
  [[nodiscard]] std::span<const std::string_view> list() const { return names_; }

private:
  ArgumentScope() = default;

  std::string title_;
  std::vector<std::string_view> names_;
  std::optional<std::uint8_t> other_registers_[6];
  bool known_ = false;
  bool any_ = false;
};

/// 3 for "arg3", also beyond the six registers; nothing for other names.
std::optional<std::uint32_t> register_named(std::string_view name);

} // namespace callgate::policy

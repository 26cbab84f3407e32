#include "policy/argument_scope.hpp"

#include <algorithm>
#include <charconv>
#include <iterator>

#include "arch/arguments.hpp"

namespace callgate::policy {

ArgumentScope::ArgumentScope(std::string title, std::span<const std::string> calls)
    : title_(std::move(title)) {
  arch::ArgumentNames last; // most ABIs have the same ones
  for (const std::string& name : calls) {
    for (const arch::AbiFacts& facts : arch::all_abis()) {
      const arch::Call* const call = arch::find_call(facts.abi, name);
      if (call == nullptr) continue;
      const auto names = arch::argument_names(facts.abi, *call);
      if (names.is_same_signature(last) && known_) continue;
      if (!arch::arguments(facts.abi, *call)) continue;
      known_ = true;
      last = names;
      for (std::size_t i = 0; i < names.size(); ++i) {
        const auto raw = register_named(names[i]);
        if (raw && *raw < std::size(other_registers_)) {
          const auto slot = arch::find_argument(facts.abi, *call, names[i])->slot;
          if (slot != *raw) other_registers_[*raw] = slot;
        } else if (!has(names[i])) {
          names_.push_back(names[i]);
        }
      }
    }
  }
}

ArgumentScope ArgumentScope::any() {
  ArgumentScope names;
  names.any_ = true;
  return names;
}

bool ArgumentScope::has(std::string_view name) const {
  return std::find(names_.begin(), names_.end(), name) != names_.end();
}

std::optional<std::uint8_t> ArgumentScope::other_register(std::uint8_t raw) const {
  return other_registers_[raw];
}

std::optional<std::uint32_t> register_named(std::string_view name) {
  if (!name.starts_with("arg")) return std::nullopt;
  name.remove_prefix(3);
  std::uint32_t number = 0;
  const char* const end = name.data() + name.size();
  const auto [stop, fault] = std::from_chars(name.data(), end, number);
  const bool leading_zero = name.size() > 1 && name[0] == '0';
  if (fault != std::errc{} || stop != end || leading_zero) return std::nullopt;
  return number;
}

} // namespace callgate::policy

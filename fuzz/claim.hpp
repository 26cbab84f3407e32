// What the bodies share: stating a claim, and finding the policy in an input.
#pragma once

#include <string>
#include <string_view>

#include "fuzz/bodies.hpp"

namespace callgate::fuzz {

inline void claim(bool holds, const std::string& otherwise) {
  if (!holds) throw Violation(otherwise);
}

inline std::string_view text_of(Bytes bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// The policy of an input: the whole of it, or the input part of a test's case file, so
/// that those serve as seeds without a copy.
inline std::string policy_of(Bytes bytes) {
  constexpr std::string_view separator = "\n---\n";
  std::string_view text = text_of(bytes);
  const std::size_t first = text.find(separator);
  if (!text.starts_with("options:") || first == text.npos) return std::string(text);
  text.remove_prefix(first + separator.size());
  const std::size_t second = text.find(separator);
  return std::string(text.substr(0, second == text.npos ? text.size() : second + 1));
}

} // namespace callgate::fuzz

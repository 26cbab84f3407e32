// Words as the elements of a TOML list.
#pragma once

#include <span>
#include <string>

namespace callgate::wording {

/// "\"a\", \"b\"": no brackets, and nothing is escaped; for words that need none, as names do.
inline std::string quoted_list(std::span<const std::string> words) {
  std::string text;
  for (const std::string& word : words)
    text.append(text.empty() ? "\"" : ", \"").append(word).append("\"");
  return text;
}

} // namespace callgate::wording

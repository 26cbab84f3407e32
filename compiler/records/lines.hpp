// A text line by line.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace callgate::records {

/// Calls `take(line, number)` for each line, without its break.
template <typename Take>
void for_each_line(std::string_view text, Take take) {
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    take(line, number);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

} // namespace callgate::records

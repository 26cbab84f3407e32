#include "explain/shortened.hpp"

#include <algorithm>

#include "diagnostic/source.hpp"

namespace callgate::explain {

namespace {

constexpr std::size_t longest_line = 100;
constexpr std::size_t kept_beside = 32;
constexpr std::size_t longest_part = 300;

} // namespace

std::string shortened(std::string_view line, std::string_view other) {
  if (line.size() <= longest_line) return std::string(line);
  const auto differ = std::ranges::mismatch(line, other);
  const auto same = static_cast<std::size_t>(differ.in1 - line.begin());
  std::size_t back = 0;
  while (back < std::min(line.size(), other.size()) - same &&
         line[line.size() - 1 - back] == other[other.size() - 1 - back])
    ++back;
  std::size_t begin = same - std::min(same, kept_beside);
  std::size_t end = std::min({line.size(), line.size() - back + kept_beside, begin + longest_part});
  while (begin > 0 && !diagnostic::begins_code_point(line[begin]))
    --begin;
  while (end < line.size() && !diagnostic::begins_code_point(line[end]))
    ++end;
  return (begin > 0 ? "…" : "") + std::string(line.substr(begin, end - begin)) +
         (end < line.size() ? "…" : "");
}

} // namespace callgate::explain

#include "diagnostic/suggest.hpp"

#include <algorithm>

namespace callgate::diagnostic {

std::size_t edit_distance(std::string_view a, std::string_view b) {
  // Rows of the restricted Damerau-Levenshtein table: two back, one back, current.
  std::vector<std::size_t> before(b.size() + 1);
  std::vector<std::size_t> above(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j)
    above[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replace = above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, replace});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = std::min(row[j], before[j - 2] + 1);
    }
    std::swap(before, above);
    std::swap(above, row);
  }
  return above[b.size()];
}

std::vector<std::string_view> near_misses(std::string_view word,
                                          std::span<const std::string_view> candidates) {
  constexpr std::size_t most = 3;
  std::size_t best = std::max<std::size_t>(word.size() / 3, 1);
  std::vector<std::string_view> nearest;
  for (const std::string_view candidate : candidates) {
    const std::size_t longer = std::max(candidate.size(), word.size());
    if (longer - std::min(candidate.size(), word.size()) > best) continue;
    const std::size_t distance = edit_distance(word, candidate);
    if (distance > best || distance >= word.size()) continue;
    if (distance < best) nearest.clear();
    best = distance;
    if (nearest.size() < most) nearest.push_back(candidate);
  }
  return nearest;
}

std::string did_you_mean(std::string_view word, std::span<const std::string_view> candidates) {
  const auto nearest = near_misses(word, candidates);
  std::string text;
  for (std::size_t i = 0; i < nearest.size(); ++i) {
    text += i == 0 ? "did you mean \"" : i + 1 == nearest.size() ? "\" or \"" : "\", \"";
    text += nearest[i];
  }
  return text.empty() ? text : text + "\"?";
}

std::string did_you_mean_or_choose(std::string_view word,
                                   std::span<const std::string_view> candidates) {
  std::string text = did_you_mean(word, candidates);
  if (!text.empty()) return text;
  for (const std::string_view candidate : candidates)
    text += (text.empty() ? "choose from " : ", ") + std::string(candidate);
  return text;
}

} // namespace callgate::diagnostic

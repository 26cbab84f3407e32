// "Did you mean": the known words nearest to one that is not known.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace callgate::diagnostic {

/// Edits (insert, delete, replace, swap of neighbours) between two words.
std::size_t edit_distance(std::string_view a, std::string_view b);

/// The candidates at the least distance from `word`, if that is at most a third of
/// its length (at least 1) and less than all of it, and at most three of them; ties in
/// the order given.
std::vector<std::string_view> near_misses(std::string_view word,
                                          std::span<const std::string_view> candidates);

/// "did you mean \"a\", \"b\" or \"c\"?"; empty when nothing is near.
std::string did_you_mean(std::string_view word, std::span<const std::string_view> candidates);

/// The same or, when nothing is near, all of a short list: "choose from a, b, c".
std::string did_you_mean_or_choose(std::string_view word,
                                   std::span<const std::string_view> candidates);

} // namespace callgate::diagnostic

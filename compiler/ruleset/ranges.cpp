#include "ruleset/ranges.hpp"

#include <algorithm>

namespace callgate::ruleset {

using policy::Relation;

namespace {

std::vector<Range> all_but(std::uint64_t value, std::uint64_t highest) {
  std::vector<Range> ranges;
  if (value > 0) ranges.push_back({0, value - 1});
  if (value < highest) ranges.push_back({value + 1, highest});
  return ranges;
}

} // namespace

std::vector<Range> between(std::uint64_t first, std::uint64_t last, std::uint8_t bits,
                           bool is_signed) {
  // Adding half of the numbers makes the signed order the unsigned one.
  const std::uint64_t half = is_signed ? std::uint64_t{1} << (bits - 1) : 0;
  const std::uint64_t highest = all_bits(bits);
  if (((first + half) & highest) > ((last + half) & highest)) return {};
  if (first <= last) return {{first, last}};
  return {{0, last}, {first, highest}};
}

std::vector<Range> satisfying(Relation relation, std::uint64_t value, std::uint8_t bits,
                              bool is_signed) {
  const std::uint64_t highest = all_bits(bits);
  const std::uint64_t least = is_signed ? std::uint64_t{1} << (bits - 1) : 0;
  const std::uint64_t greatest = is_signed ? least - 1 : highest;
  switch (relation) {
  case Relation::equal:
    return {{value, value}};
  case Relation::not_equal:
    return all_but(value, highest);
  case Relation::less:
    if (value == least) return {};
    return between(least, (value - 1) & highest, bits, is_signed);
  case Relation::less_equal:
    return between(least, value, bits, is_signed);
  case Relation::greater:
    if (value == greatest) return {};
    return between((value + 1) & highest, greatest, bits, is_signed);
  case Relation::greater_equal:
    break;
  }
  return between(value, greatest, bits, is_signed);
}

} // namespace callgate::ruleset

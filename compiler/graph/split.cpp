#include "graph/split.hpp"

#include "bpf/instruction.hpp"

namespace callgate::graph {

namespace {

constexpr std::uint32_t high_half(std::uint64_t value) {
  return static_cast<std::uint32_t>(value >> 32);
}

constexpr std::uint32_t low_half(std::uint64_t value) {
  return static_cast<std::uint32_t>(value);
}

constexpr std::uint32_t low_offset(std::uint8_t slot, arch::ByteOrder order) {
  return bpf::offset::arguments + 8U * slot + (order == arch::ByteOrder::little ? 0U : 4U);
}

constexpr std::uint32_t high_offset(std::uint8_t slot, arch::ByteOrder order) {
  return bpf::offset::arguments + 8U * slot + (order == arch::ByteOrder::little ? 4U : 0U);
}

/// Adds a block, or widens the last one where only its lower half differs.
void add(std::vector<Block>& blocks, WordRange high, WordRange low) {
  if (blocks.empty() || blocks.back().high != high) blocks.push_back({high, {}});
  blocks.back().low.push_back(low);
}

/// A part of a line, then whole lines, then a part of a line.
void add(std::vector<Block>& blocks, const ruleset::Range& range) {
  std::uint64_t first = high_half(range.first); // wide enough to step past either end
  const std::uint64_t last = high_half(range.last);
  const auto lines = [](std::uint64_t from, std::uint64_t to) {
    return WordRange{low_half(from), low_half(to)};
  };
  if (first == last) {
    add(blocks, lines(first, last), {low_half(range.first), low_half(range.last)});
    return;
  }
  if (low_half(range.first) != 0) {
    add(blocks, lines(first, first), {low_half(range.first), UINT32_MAX});
    ++first;
  }
  const bool ends_inside = low_half(range.last) != UINT32_MAX;
  const std::uint64_t after_whole = ends_inside ? last : last + 1;
  if (first < after_whole) add(blocks, lines(first, after_whole - 1), {0, UINT32_MAX});
  if (ends_inside) add(blocks, lines(last, last), {0, low_half(range.last)});
}

} // namespace

SplitTest split(const ruleset::Test& test, arch::ByteOrder order) {
  const ruleset::Field& field = test.field;
  const std::uint32_t above =
      field.high_slot ? low_offset(*field.high_slot, order) : high_offset(field.slot, order);
  SplitTest result{
      {above, high_half(test.mask)}, {low_offset(field.slot, order), low_half(test.mask)}, {}};
  for (const ruleset::Range& range : test.ranges)
    add(result.blocks, range);
  return result;
}

} // namespace callgate::graph

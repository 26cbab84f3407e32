#include "diagram/count.hpp"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cmath>
#include <unordered_map>

namespace callgate::diagram {

namespace {

constexpr std::size_t word_bits = 64;

} // namespace

Count Count::power_of_two(std::size_t exponent) {
  assert(exponent <= 512);
  Count count;
  count.words_[count.words_.size() - 1 - exponent / word_bits] = std::uint64_t{1}
                                                                 << exponent % word_bits;
  return count;
}

Count& Count::operator+=(const Count& other) {
  std::uint64_t carry = 0;
  for (std::size_t i = words_.size(); i-- > 0;) {
    const std::uint64_t sum = words_[i] + other.words_[i];
    const std::uint64_t total = sum + carry;
    carry = (sum < words_[i] || total < sum) ? 1 : 0;
    words_[i] = total;
  }
  assert(carry == 0);
  return *this;
}

void Count::halve() {
  std::uint64_t above = 0;
  for (std::uint64_t& word : words_) {
    const std::uint64_t low = word & 1;
    word = word >> 1 | above << (word_bits - 1);
    above = low;
  }
  assert(above == 0);
}

std::size_t Count::trailing_zeros() const {
  std::size_t zeros = 0;
  for (std::size_t i = words_.size(); i-- > 0;) {
    if (words_[i] != 0) return zeros + static_cast<std::size_t>(std::countr_zero(words_[i]));
    zeros += word_bits;
  }
  return zeros;
}

std::string Count::digits() const {
  std::string reversed;
  Count rest = *this;
  do {
    // A long division by ten, 32 bits at a time.
    std::uint64_t remainder = 0;
    for (std::uint64_t& word : rest.words_) {
      const std::uint64_t high = remainder << 32 | word >> 32;
      const std::uint64_t low = high % 10 << 32 | (word & UINT32_MAX);
      word = high / 10 << 32 | low / 10;
      remainder = low % 10;
    }
    reversed += static_cast<char>('0' + remainder);
  } while (rest != Count{});
  return {reversed.rbegin(), reversed.rend()};
}

std::string Count::text() const {
  constexpr std::size_t short_enough = 7; // digits
  std::string exact = digits();
  if (exact.size() <= short_enough) return exact;
  const std::size_t zeros = trailing_zeros();
  Count odd = *this;
  for (std::size_t i = 0; i < zeros; ++i)
    odd.halve();
  std::string power = "2^" + std::to_string(zeros);
  const std::string factor = odd.digits();
  if (factor == "1") return power;
  if (factor.size() <= short_enough && zeros != 0) return factor + " * " + power;
  double value = 0;
  for (const std::uint64_t word : words_)
    value = std::ldexp(value, word_bits) + static_cast<double>(word);
  const auto tenths = static_cast<std::uint64_t>(std::log2(value) * 10);
  return "about 2^" + std::to_string(tenths / 10) + "." + std::to_string(tenths % 10);
}

// Counted from the leaves up as a share of all inputs of the bits in question: a bit not
// asked halves and doubles, so it needs no care.
Count inputs(const Diagrams& diagrams, Node node, Bit first, Bit end) {
  assert(first <= end && end - first <= 512);
  const Count all = Count::power_of_two(static_cast<std::size_t>(end - first));
  std::unordered_map<Node, Count> known;
  const std::function<const Count&(Node)> count = [&](Node of) -> const Count& {
    const auto found = known.find(of);
    if (found != known.end()) return found->second;
    Count result;
    if (!diagrams.is_leaf(of)) {
      assert(first <= diagrams.bit(of) && diagrams.bit(of) < end);
      result = count(diagrams.zero(of));
      result += count(diagrams.one(of));
      result.halve();
    } else if (diagrams.value(of) == 1) {
      result = all;
    }
    return known.emplace(of, result).first->second;
  };
  return count(node);
}

} // namespace callgate::diagram

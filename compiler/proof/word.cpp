#include "proof/word.hpp"

#include <cassert>
#include <cstddef>

namespace callgate::proof {

namespace {

using diagram::Diagrams;
using diagram::Node;

Node one_of(Diagrams& diagrams, Node a, Node b) {
  return diagrams.choose(a, diagrams.negation(b), b);
}

Word sum_and(Diagrams& diagrams, const Word& a, const Word& b, Node carry) {
  Word result;
  for (std::size_t bit = 0; bit < result.size(); ++bit) {
    const Node one = one_of(diagrams, a[bit], b[bit]);
    result[bit] = one_of(diagrams, one, carry);
    carry = diagrams.choose(one, carry, a[bit]);
  }
  return result;
}

/// Whether a is greater than b; `answer` where they are equal. As in all comparisons,
/// the answer of the bits below stands where two bits are the same.
Node ordered(Diagrams& diagrams, const Word& a, const Word& b, Node answer) {
  for (std::size_t bit = 0; bit < a.size(); ++bit)
    answer = diagrams.choose(a[bit], diagrams.choose(b[bit], answer, diagrams.leaf(1)),
                             diagrams.choose(b[bit], diagrams.leaf(0), answer));
  return answer;
}

} // namespace

Word constant(Diagrams& diagrams, std::uint32_t value) {
  Word word;
  for (std::size_t bit = 0; bit < word.size(); ++bit)
    word[bit] = diagrams.leaf(value >> bit & 1);
  return word;
}

std::optional<std::uint32_t> constant_value(const Diagrams& diagrams, const Word& word) {
  std::uint32_t value = 0;
  for (std::size_t bit = 0; bit < word.size(); ++bit) {
    if (!diagrams.is_leaf(word[bit])) return std::nullopt;
    value |= diagrams.value(word[bit]) << bit;
  }
  return value;
}

Word bits_of_both(Diagrams& diagrams, const Word& a, const Word& b) {
  Word result;
  for (std::size_t bit = 0; bit < result.size(); ++bit)
    result[bit] = diagrams.both(a[bit], b[bit]);
  return result;
}

Word bits_of_either(Diagrams& diagrams, const Word& a, const Word& b) {
  Word result;
  for (std::size_t bit = 0; bit < result.size(); ++bit)
    result[bit] = diagrams.either(a[bit], b[bit]);
  return result;
}

Word bits_of_one(Diagrams& diagrams, const Word& a, const Word& b) {
  Word result;
  for (std::size_t bit = 0; bit < result.size(); ++bit)
    result[bit] = one_of(diagrams, a[bit], b[bit]);
  return result;
}

Word sum(Diagrams& diagrams, const Word& a, const Word& b) {
  return sum_and(diagrams, a, b, diagrams.leaf(0));
}

// a - b is a + ~b + 1.
Word difference(Diagrams& diagrams, const Word& a, const Word& b) {
  const Word inverse = bits_of_one(diagrams, b, constant(diagrams, UINT32_MAX));
  return sum_and(diagrams, a, inverse, diagrams.leaf(1));
}

Word shifted_left(Diagrams& diagrams, const Word& word, std::uint32_t places) {
  assert(places < word.size());
  Word result = constant(diagrams, 0);
  for (std::size_t bit = places; bit < word.size(); ++bit)
    result[bit] = word[bit - places];
  return result;
}

Word shifted_right(Diagrams& diagrams, const Word& word, std::uint32_t places) {
  assert(places < word.size());
  Word result = constant(diagrams, 0);
  for (std::size_t bit = places; bit < word.size(); ++bit)
    result[bit - places] = word[bit];
  return result;
}

Node equal(Diagrams& diagrams, const Word& a, const Word& b) {
  const Node no = diagrams.leaf(0);
  Node answer = diagrams.leaf(1);
  for (std::size_t bit = 0; bit < a.size(); ++bit)
    answer = diagrams.choose(a[bit], diagrams.choose(b[bit], answer, no),
                             diagrams.choose(b[bit], no, answer));
  return answer;
}

Node greater(Diagrams& diagrams, const Word& a, const Word& b) {
  return ordered(diagrams, a, b, diagrams.leaf(0));
}

Node greater_or_equal(Diagrams& diagrams, const Word& a, const Word& b) {
  return ordered(diagrams, a, b, diagrams.leaf(1));
}

Node share_a_bit(Diagrams& diagrams, const Word& a, const Word& b) {
  Node answer = diagrams.leaf(0);
  for (std::size_t bit = 0; bit < a.size(); ++bit)
    answer = diagrams.either(diagrams.both(a[bit], b[bit]), answer);
  return answer;
}

} // namespace callgate::proof

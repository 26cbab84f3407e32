#include "support/random_condition.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "arch/arguments.hpp"

namespace callgate::tests {

namespace {

/// What a comparison is about, with the type that its constants must fit.
struct Term {
  std::string text;
  unsigned bits;
  bool is_signed;
  bool is_pointer;
  unsigned seen; ///< bits that may be other than zero
};

class Generator {
public:
  Generator(std::mt19937& random, arch::Abi abi, const arch::Call& call)
      : random_(random), abi_(abi), call_(call) {}

  /// Alternatives of tests on different arguments: those hardly ever exclude each other.
  std::string condition() {
    std::string text;
    const std::size_t alternatives = 1 + below(3);
    for (std::size_t i = 0; i < alternatives; ++i)
      text += (i == 0 ? "" : " || ") + conjunction();
    return "(" + text + ")";
  }

private:
  std::string conjunction() {
    std::vector<Term> terms = all_terms();
    std::shuffle(terms.begin(), terms.end(), random_);
    std::string text;
    const std::size_t tests = 1 + below(std::min<std::size_t>(terms.size(), 3));
    for (std::size_t i = 0; i < tests; ++i)
      text += (i == 0 ? "" : " && ") + test(terms[i]);
    return text;
  }

  /// Each register once, raw or by the argument that it holds.
  std::vector<Term> all_terms() {
    std::vector<Term> terms;
    std::array<bool, 6> used{};
    if (const auto known = arch::arguments(abi_, call_)) {
      for (const arch::Argument& declared : *known) {
        if (declared.place != arch::ArgumentPlace::registers || declared.name.starts_with("arg"))
          continue;
        if (!chance(70)) continue;
        used[declared.slot] = true;
        if (declared.high_slot) used[*declared.high_slot] = true;
        terms.push_back(named(declared));
      }
    }
    for (std::size_t slot = 0; slot < used.size(); ++slot) {
      if (!used[slot]) terms.push_back(raw(slot));
    }
    return terms;
  }

  Term named(const arch::Argument& declared) {
    const Term term{std::string(declared.name), declared.bits, declared.is_signed,
                    declared.is_pointer, declared.bits};
    const bool can_narrow = declared.bits >= 32 && !declared.is_pointer;
    return can_narrow && chance(25) ? reinterpreted(term, declared.bits == 64) : term;
  }

  Term raw(std::size_t slot) {
    const unsigned seen = arch::has_wide_registers(abi_) ? 64 : 32;
    // u64(arg2) where the bare name would be warned of.
    const Term term{"arg" + std::to_string(slot), 64, false, false, seen};
    return chance(40) ? reinterpreted(term, true) : term;
  }

  Term reinterpreted(const Term& term, bool may_be_wide) {
    const unsigned bits = may_be_wide && chance(50) ? 64 : 32;
    const bool is_signed = chance(50);
    return {(is_signed ? "s" : "u") + std::to_string(bits) + "(" + term.text + ")", bits, is_signed,
            false, std::min(term.seen, bits)};
  }

  std::string test(const Term& term) {
    if (term.is_pointer) return term.text + (chance(50) ? " == 0" : " != 0");
    std::string text = chance(30) ? masked(term) : unmasked(term);
    if (chance(15)) return "!(" + text + ")";
    return chance(10) ? "(" + text + ")" : text;
  }

  std::string masked(const Term& term) {
    const std::uint64_t all = all_of(term.seen);
    std::uint64_t mask = value(term.seen) & all;
    if (chance(50)) mask = std::uint64_t{1} << below(term.seen);
    if (mask == 0) mask = 1;
    const std::string text = term.text + " & " + written(mask);
    if (chance(30)) return text;
    const std::uint64_t wanted = value(term.seen) & mask;
    switch (below(4)) {
    case 0:
      return text + " != " + written(wanted);
    case 1:
      return text + (wanted == 0 ? " == 0" : " >= " + written(wanted));
    case 2:
      return text + " in {0, " + written(wanted) + "}";
    default:
      return text + " == " + written(wanted);
    }
  }

  std::string unmasked(const Term& term) {
    switch (below(4)) {
    case 0:
      return chance(20) ? constant(term) + " == " + term.text : term.text + " == " + constant(term);
    case 1:
      return term.text + " != " + constant(term);
    case 2:
      return term.text + " in " + set(term);
    default:
      return ordered(term);
    }
  }

  /// Any value of the bits, now and then as the negative number that means the same.
  std::string constant(const Term& term) {
    const std::uint64_t bits = value(term.seen);
    const std::uint64_t top = std::uint64_t{1} << (term.bits - 1);
    if (bits >= top && chance(50)) return "-" + std::to_string(all_of(term.bits) - bits + 1);
    return written(bits);
  }

  std::string set(const Term& term) {
    std::string text = "{";
    for (std::size_t i = 1 + below(5); i > 0; --i)
      text += (chance(25) ? range(term) : constant(term)) + ", ";
    return text + "}";
  }

  std::string range(const Term& term) {
    std::uint64_t a = inner(term);
    std::uint64_t b = inner(term);
    if (comes_before(b, a, term)) std::swap(a, b);
    const std::string first = in_order(a, term);
    return first + ".." + in_order(b, term);
  }

  std::string ordered(const Term& term) {
    constexpr std::array<std::string_view, 4> relations{" < ", " <= ", " > ", " >= "};
    const std::string_view relation = relations[below(4)];
    return term.text + std::string(relation) + in_order(inner(term), term);
  }

  /// A value that has others on both sides in the order of the type.
  std::uint64_t inner(const Term& term) {
    const std::uint64_t top = std::uint64_t{1} << (term.bits - 1);
    for (;;) {
      const std::uint64_t bits = value(term.seen);
      const bool at_end =
          term.is_signed ? bits == top || bits == top - 1 : bits == 0 || bits == all_of(term.seen);
      // A zero-extended word is never negative.
      const bool lonely = term.seen < term.bits && (bits == 0 || bits == all_of(term.seen));
      if (!at_end && !lonely) return bits;
    }
  }

  static bool comes_before(std::uint64_t a, std::uint64_t b, const Term& term) {
    const std::uint64_t flip = term.is_signed ? std::uint64_t{1} << (term.bits - 1) : 0;
    return (a ^ flip) < (b ^ flip);
  }

  std::string in_order(std::uint64_t bits, const Term& term) {
    const bool is_negative = term.is_signed && bits >= std::uint64_t{1} << (term.bits - 1);
    return is_negative ? "-" + std::to_string(all_of(term.bits) - bits + 1) : written(bits);
  }

  /// Values at the edges of words and of types, and any others.
  std::uint64_t value(unsigned bits) {
    constexpr std::array<unsigned, 7> edges{0, 7, 15, 16, 31, 32, 63};
    std::uint64_t result = 0;
    switch (below(4)) {
    case 0:
      result = below(8);
      break;
    case 1:
      result = std::uint64_t{random_()} << 32 | random_();
      break;
    default:
      result = (std::uint64_t{1} << edges[below(edges.size())]) + below(3) - 1;
    }
    return result & all_of(bits);
  }

  std::string written(std::uint64_t number) {
    if (chance(50)) return std::to_string(number);
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    do
      text.insert(text.begin(), digits[number % 16]);
    while ((number /= 16) != 0);
    return "0x" + text;
  }

  static std::uint64_t all_of(unsigned bits) {
    return bits == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << bits) - 1;
  }

  std::size_t below(std::size_t bound) { return random_() % bound; }
  bool chance(unsigned percent) { return random_() % 100 < percent; }

  std::mt19937& random_;
  arch::Abi abi_;
  const arch::Call& call_;
};

} // namespace

std::string random_condition(std::mt19937& random, arch::Abi abi, const arch::Call& call) {
  return Generator(random, abi, call).condition();
}

} // namespace callgate::tests

#include "wording/values_text.hpp"

#include <algorithm>
#include <bit>
#include <map>
#include <utility>
#include <vector>

#include "ruleset/formula.hpp"
#include "wording/slot.hpp"

namespace callgate::wording {

namespace {

using diagram::Diagrams;
using diagram::Node;
using ruleset::all_bits;
using ruleset::Range;

/// Of lists and cubes; what has more is read no better than none.
constexpr std::size_t most_parts = 200;

/// Runs of up to as many values are listed one by one if each has a name.
constexpr std::uint64_t most_listed = 16;

/// Cubes are tried where anything else takes more constants than these.
constexpr std::size_t few_constants = 6;

/// What stands left of the comparison: a term, or some bits of it.
struct Left {
  std::string text;
  std::uint64_t mask;
  bool is_masked;
  bool is_signed;
  const ConstantText& constants;

  [[nodiscard]] std::size_t own_constants() const { return is_masked ? 1 : 0; }
  /// The smallest and the largest value, in the order of the type.
  [[nodiscard]] std::uint64_t smallest() const { return is_signed ? mask ^ (mask >> 1) : 0; }
  [[nodiscard]] std::uint64_t largest() const { return is_signed ? mask >> 1 : mask; }
  [[nodiscard]] std::uint64_t after(std::uint64_t value) const {
    return ((value | ~mask) + 1) & mask;
  }
  [[nodiscard]] std::uint64_t before(std::uint64_t value) const { return (value - 1) & mask; }
};

bool is_rounder(std::uint64_t a, std::uint64_t b) {
  return std::countr_zero(a) >= 4 && std::countr_zero(a) > std::countr_zero(b);
}

/// The values of a run, if they are few and have names each.
std::vector<std::uint64_t> listed(const Left& left, const Range& run) {
  std::vector<std::uint64_t> values;
  bool have_names = true;
  for (std::uint64_t value = run.first;; value = left.after(value)) {
    values.push_back(value);
    have_names = have_names && left.constants.has_name(value);
    if (value == run.last) break;
    if (values.size() >= most_listed) return {};
  }
  return have_names || values.size() <= 2 || left.constants.has_flags()
             ? values
             : std::vector<std::uint64_t>{};
}

Phrase listing(const Left& left, const std::vector<Range>& runs) {
  Phrase result{left.text + " in {", left.own_constants(), Phrase::Joint::none};
  bool is_first = true;
  const auto add = [&](const std::string& element) {
    result.text += (is_first ? "" : ", ") + element;
    is_first = false;
  };
  for (const Range& run : runs) {
    const auto values = listed(left, run);
    for (const std::uint64_t value : values)
      add(left.constants.value(value, left.mask));
    if (values.empty())
      add(left.constants.bound(run.first) + ".." + left.constants.bound(run.last));
    const std::size_t ends = run.first == run.last ? 1 : 2;
    result.constants += left.constants.has_flags() ? std::max(values.size(), ends) : ends;
  }
  result.text += "}";
  return result;
}

Phrase compared(const Left& left, std::string_view relation, const std::string& constant) {
  return {left.text + std::string(relation) + constant, left.own_constants() + 1,
          Phrase::Joint::none};
}

Phrase equal(const Left& left, std::uint64_t value) {
  const bool is_bit = left.is_masked && std::has_single_bit(left.mask);
  if (is_bit && value == left.mask) return {left.text, 1, Phrase::Joint::none};
  return compared(left, " == ", left.constants.value(value, left.mask));
}

Phrase unequal(const Left& left, std::uint64_t value) {
  if (left.is_masked && value == 0) return {left.text, 1, Phrase::Joint::none};
  if (left.is_masked && std::has_single_bit(left.mask)) return equal(left, 0);
  return compared(left, " != ", left.constants.value(value, left.mask));
}

/// One run that begins with the smallest value or ends with the largest.
Phrase half_line_of(const Left& left, const Range& run) {
  const auto bound = [&](std::uint64_t value) { return left.constants.bound(value); };
  if (run.first == left.smallest()) {
    const std::uint64_t next = left.after(run.last);
    return is_rounder(next, run.last) ? compared(left, " < ", bound(next))
                                      : compared(left, " <= ", bound(run.last));
  }
  const std::uint64_t previous = left.before(run.first);
  // Below a masked value stands one that is not so masked; a bound may be any number.
  if (left.is_masked || run.first == 0 || is_rounder(run.first, previous))
    return compared(left, " >= ", bound(run.first));
  return compared(left, " > ", bound(previous));
}

/// An order of masked values, or of flags, is harder to read than their equality.
Phrase half_line(const Left& left, const Range& run) {
  if (run.first == left.after(left.smallest()) && run.last == left.largest())
    return unequal(left, left.smallest());
  if (run.first == left.smallest() && run.last == left.before(left.largest()))
    return unequal(left, left.largest());
  Phrase phrase = half_line_of(left, run);
  phrase.constants += left.own_constants() + (left.constants.has_flags() ? 2 : 0);
  return phrase;
}

Phrase run_text(const Left& left, const std::vector<Range>& runs) {
  if (runs.size() != 1) return listing(left, runs);
  const Range& run = runs.front();
  if (run.first == run.last) return equal(left, run.first);
  if (run.first != left.smallest() && run.last != left.largest()) return listing(left, runs);
  const auto values = listed(left, run);
  const bool have_names = !values.empty() && std::ranges::all_of(values, [&](std::uint64_t value) {
    return left.constants.has_name(value);
  });
  if (!have_names) return half_line(left, run);
  Phrase result = listing(left, runs);
  result.constants = left.own_constants() + 1;
  return result;
}

/// Whether what lies outside of these runs is better said by a bound.
bool is_beyond_a_bound(const Left& left, const std::vector<Range>& others) {
  if (others.size() != 1 || others.front().first == others.front().last) return false;
  return others.front().first == left.smallest() || others.front().last == left.largest();
}

Phrase run_text_of_others(const Left& left, const std::vector<Range>& others) {
  if (others.size() == 1 && others.front().first == others.front().last)
    return unequal(left, others.front().first);
  Phrase inside = listing(left, others);
  return {"!(" + inside.text + ")", inside.constants, Phrase::Joint::none};
}

/// A bound, or two, and what is left out on its near side; nothing without either.
std::optional<Phrase> bounded(const Left& left, const std::vector<Range>& runs,
                              std::vector<Range> others) {
  const Range hull{runs.front().first, runs.back().last};
  if (others.back().last == left.largest()) others.pop_back();
  if (!others.empty() && others.front().first == left.smallest()) others.erase(others.begin());
  const bool has_bound = hull.first != left.smallest() || hull.last != left.largest();
  if (!has_bound || others.empty()) return std::nullopt;
  const std::vector<Phrase> parts{run_text(left, {hull}), run_text_of_others(left, others)};
  return all_of(parts);
}

/// Finds the shortest of the forms.
class Search {
public:
  Search(Diagrams& diagrams, std::uint8_t slot, const Term& term)
      : diagrams_(diagrams), slot_(slot), term_(term) {}

  std::optional<Phrase> best(Node set) {
    std::optional<Phrase> best;
    // Of what comes later, only what is plainly shorter is taken.
    const auto offer = [&](std::optional<Phrase> phrase, std::size_t price) {
      if (phrase && (!best || phrase->constants + price < best->constants))
        best = std::move(phrase);
    };
    const Node others = diagrams_.negation(set);
    offer(by_runs(term_left(), set, others), 0);
    const std::size_t list_price = term_.plain.is_list() ? most_listed : 0;
    for (const std::uint64_t mask : masks_for(set))
      offer(by_runs(masked(mask), set, others), list_price + price_of(mask));
    if (best && best->constants <= 2 + list_price) return best;
    offer(by_common_bits(set, Phrase::Joint::all), 1);
    offer(by_common_bits(others, Phrase::Joint::any), 1);
    if (best && best->constants <= few_constants) return best;
    offer(by_cubes(set, Phrase::Joint::any), 1);
    offer(by_cubes(others, Phrase::Joint::all), 1);
    return best;
  }

private:
  /// The bits that the set is about; and, where these are some of those of a constant, also
  /// with all of that.
  std::vector<std::uint64_t> masks_for(Node set) {
    const std::uint64_t about = support(diagrams_, set, slot_);
    std::vector<std::uint64_t> masks;
    if ((about & term_.plain.value_bits()) != 0) masks.push_back(about | term_.plain.value_bits());
    if (masks.empty() || masks.front() != about) masks.push_back(about);
    std::erase(masks, all_bits(term_.type.bits));
    return masks;
  }

  /// Some bits of a constant mean less than all of them.
  [[nodiscard]] std::size_t price_of(std::uint64_t mask) const {
    const std::uint64_t part = mask & term_.plain.value_bits();
    return part != 0 && part != term_.plain.value_bits() ? 2 : 0;
  }

  [[nodiscard]] Left term_left() const {
    return {term_.text, all_bits(term_.type.bits), false, term_.type.is_signed, term_.plain};
  }

  [[nodiscard]] Left masked(std::uint64_t mask) const {
    return {term_.text + " & " + term_.masked.mask(mask), mask, true, false, term_.masked};
  }

  std::optional<Phrase> by_runs(const Left& left, Node set, Node others) {
    std::optional<Phrase> best;
    const auto offer = [&](std::optional<Phrase> phrase) {
      if (phrase && (!best || phrase->constants < best->constants)) best = std::move(phrase);
    };
    const auto runs = runs_of(diagrams_, set, left.mask, left.is_signed, most_parts);
    const auto gaps = runs_of(diagrams_, others, left.mask, left.is_signed, most_parts);
    if (runs) offer(run_text(left, *runs));
    if (gaps && !is_beyond_a_bound(left, *gaps)) offer(run_text_of_others(left, *gaps));
    if (runs && gaps && !left.is_masked) offer(bounded(left, *runs, *gaps));
    return best;
  }

  /// A set whose values have bits in common is these bits and a set of the others. To
  /// say where it does not hold, the joint is `any`.
  std::optional<Phrase> by_common_bits(Node set, Phrase::Joint joint) {
    const Bits common = common_bits(diagrams_, set);
    const Node rest = given(diagrams_, set, slot_, common);
    if (common.mask == 0 || diagrams_.is_leaf(rest)) return std::nullopt;
    const Left left = masked(common.mask);
    const bool is_all = joint == Phrase::Joint::all;
    const auto inner = best(is_all ? rest : diagrams_.negation(rest));
    if (!inner) return std::nullopt;
    const std::vector<Phrase> parts{
        is_all ? equal(left, common.value) : unequal(left, common.value), *inner};
    return is_all ? all_of(parts) : any_of(parts);
  }

  /// With `all`, the cubes are where the phrase is not to hold.
  std::optional<Phrase> by_cubes(Node set, Phrase::Joint joint) {
    const auto cubes = cubes_of(diagrams_, set, most_parts);
    if (!cubes) return std::nullopt;
    std::map<std::uint64_t, std::vector<Range>> values;
    for (const Bits& cube : *cubes)
      values[cube.mask].push_back({cube.value, cube.value});
    std::vector<Phrase> parts;
    for (auto& [mask, of_mask] : values) {
      std::ranges::sort(of_mask, {}, &Range::first);
      const bool is_whole = mask == all_bits(term_.type.bits);
      const Left left = is_whole ? term_left() : masked(mask);
      parts.push_back(joint == Phrase::Joint::all ? run_text_of_others(left, of_mask)
                                                  : cube_text(left, of_mask));
    }
    return joint == Phrase::Joint::all ? all_of(parts) : any_of(parts);
  }

  static Phrase cube_text(const Left& left, const std::vector<Range>& values) {
    return values.size() == 1 ? equal(left, values.front().first) : listing(left, values);
  }

  Diagrams& diagrams_;
  std::uint8_t slot_;
  const Term& term_;
};

} // namespace

std::optional<Phrase> values_text(Diagrams& diagrams, Node set, std::uint8_t slot,
                                  const Term& term) {
  if (!term.is_pointer) return Search(diagrams, slot, term).best(set);
  const Bits null{all_bits(term.type.bits), 0};
  const Node zero = given(diagrams, set, slot, null);
  const Node inside = zero == diagram::yes ? set : diagrams.negation(set);
  const auto runs = runs_of(diagrams, inside, null.mask, false, 1);
  if (!runs || runs->front().first != 0 || runs->front().last != 0) return std::nullopt;
  return Phrase{term.text + (inside == set ? " == 0" : " != 0"), 1, Phrase::Joint::none};
}

} // namespace callgate::wording

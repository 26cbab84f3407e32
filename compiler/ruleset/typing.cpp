#include "ruleset/typing.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "arch/arguments.hpp"
#include "arch/calls.hpp"
#include "diagnostic/printable.hpp"
#include "ruleset/ranges.hpp"

namespace callgate::ruleset {

namespace {

using diagnostic::quoted;
using policy::Combination;
using policy::Comparison;
using policy::Condition;
using policy::Constant;
using policy::Element;
using policy::Membership;
using policy::NonZero;
using policy::Relation;
using policy::Span;
using policy::Term;

/// A term with its place and its type.
struct Operand {
  Field field;       ///< what the filter sees of it; the rest of its type is zero
  std::uint8_t bits; ///< of its type
  bool is_signed;    ///< how it is ordered
  bool is_pointer;
  std::uint64_t mask; ///< all bits of its type where nothing is masked
};

/// What to do about what an ABI lacks.
constexpr const char* restrict_entry =
    "restrict the entry to the ABIs that have it: \"call@abi(…)\"";

std::string leave_out_or_restrict(const std::string& constant) {
  return "in a set, " + quoted(constant + "?") + " leaves it out there; else " + restrict_entry;
}

class Typing {
public:
  Typing(arch::Abi abi, std::uint32_t number, const Mistakes& mistakes)
      : abi_(abi), call_(arch::find_call(abi, number)), mistakes_(mistakes),
        constants_(abi, leave_out_or_restrict, mistakes) {}

  std::optional<Formula> formula(const Condition& condition) {
    if (const auto* combination = std::get_if<Combination>(&condition.test))
      return combine(*combination);
    if (const auto* comparison = std::get_if<Comparison>(&condition.test))
      return compare(*comparison, condition.span);
    if (const auto* membership = std::get_if<Membership>(&condition.test))
      return contain(*membership);
    return non_zero(std::get<NonZero>(condition.test));
  }

private:
  // ---- conditions -------------------------------------------------------

  std::optional<Formula> combine(const Combination& combination) {
    std::vector<Formula> parts;
    for (const Condition& operand : combination.operands) {
      if (auto part = formula(operand)) parts.push_back(*std::move(part));
    }
    if (parts.size() != combination.operands.size()) return std::nullopt;
    switch (combination.kind) {
    case Combination::Kind::all:
      return all_of(std::move(parts));
    case Combination::Kind::any:
      return any_of(std::move(parts));
    case Combination::Kind::negation:
      break;
    }
    return negation(parts.front());
  }

  std::optional<Formula> compare(const Comparison& comparison, Span span) {
    const auto operand = operand_of(comparison.term);
    if (!operand) return std::nullopt;
    const Relation relation = comparison.relation;
    const bool is_equality = relation == Relation::equal || relation == Relation::not_equal;
    const auto value =
        value_of(comparison.constant, *operand, is_equality ? Use::modulo : Use::order);
    if (!value || !check_pointer(*operand, is_equality && *value == 0, comparison.term, span))
      return std::nullopt;
    return test(*operand, satisfying(relation, *value, operand->bits, operand->is_signed));
  }

  std::optional<Formula> contain(const Membership& membership) {
    const auto operand = operand_of(membership.term);
    if (!operand) return std::nullopt;
    std::vector<Range> ranges;
    bool sound = true;
    for (const Element& element : membership.elements) {
      const auto more = ranges_of(element, *operand, membership.term);
      sound &= more.has_value();
      if (more) ranges.insert(ranges.end(), more->begin(), more->end());
    }
    if (!sound) return std::nullopt;
    return test(*operand, std::move(ranges));
  }

  std::optional<std::vector<Range>> ranges_of(const Element& element, const Operand& operand,
                                              const Term& term) {
    if (element.may_be_absent && constants_.is_absent(element.first)) return std::vector<Range>{};
    const Use use = element.last ? Use::order : Use::modulo;
    const auto first = value_of(element.first, operand, use);
    const auto last = element.last ? value_of(*element.last, operand, use) : first;
    if (!first || !last) return std::nullopt;
    if (!check_pointer(operand, *first == 0 && *last == 0, term, element.span)) return std::nullopt;
    auto ranges = between(*first, *last, operand.bits, operand.is_signed);
    if (ranges.empty()) {
      fail({"empty-range", element.span, "this range ends before it begins",
            "write the smaller value first"});
      return std::nullopt;
    }
    return ranges;
  }

  std::optional<Formula> non_zero(const NonZero& condition) {
    const auto operand = operand_of(condition.term);
    if (!operand) return std::nullopt;
    if (!check_pointer(*operand, false, condition.term, condition.term.span)) return std::nullopt;
    return test(*operand, satisfying(Relation::not_equal, 0, operand->bits, false));
  }

  /// What the filter does not see of the type is zero: larger values never occur.
  static Formula test(const Operand& operand, std::vector<Range> ranges) {
    const std::uint64_t visible = all_bits(operand.field.bits);
    return {Test{operand.field, operand.mask & visible, united(std::move(ranges), visible)}};
  }

  // ---- terms ------------------------------------------------------------

  std::optional<Operand> operand_of(const Term& term) {
    auto operand = term.raw ? raw_register(*term.raw) : argument(term);
    if (!operand) return std::nullopt;
    if (term.as) {
      if (!term.raw && term.as->bits > operand->bits) {
        fail({"too-wide", term.span,
              quoted(term.argument) + " has " + std::to_string(operand->bits) + " bits",
              "a whole register is compared by its number: u" + std::to_string(term.as->bits) +
                  "(arg" + std::to_string(operand->field.slot) + ")"});
        return std::nullopt;
      }
      operand->bits = term.as->bits;
      operand->field.bits = std::min(operand->field.bits, term.as->bits);
      if (operand->bits <= 32) operand->field.high_slot.reset();
      operand->is_signed = term.as->is_signed;
    }
    operand->mask = all_bits(operand->bits);
    if (term.mask) {
      const auto mask = value_of(*term.mask, *operand, Use::modulo);
      if (!mask) return std::nullopt;
      operand->mask = *mask;
      operand->is_signed = false;
    }
    return operand;
  }

  [[nodiscard]] std::optional<Operand> raw_register(std::uint8_t slot) const {
    const std::uint8_t seen = arch::has_wide_registers(abi_) ? 64 : 32;
    return Operand{{slot, std::nullopt, seen}, 64, false, false, 0};
  }

  std::optional<Operand> argument(const Term& term) {
    const Span span = term.argument_span;
    if (call_ == nullptr || !arch::arguments(abi_, *call_)) {
      fail({"unknown-arguments", span, "the arguments of this call are not known",
            std::string("use the registers arg0 … arg5, or ") + restrict_entry});
      return std::nullopt;
    }
    const auto found = arch::find_argument(abi_, *call_, term.argument);
    if (!found) {
      fail({"no-argument", span, quoted(call_->name) + " has no argument " + quoted(term.argument),
            restrict_entry});
      return std::nullopt;
    }
    if (found->place == arch::ArgumentPlace::behind_pointer) {
      fail({"out-of-sight", span,
            quoted(term.argument) + " lies in memory, where no filter can look", restrict_entry});
      return std::nullopt;
    }
    if (found->place == arch::ArgumentPlace::beyond_registers) {
      fail({"out-of-sight", span,
            quoted(term.argument) + " is not in the six registers that filters see",
            restrict_entry});
      return std::nullopt;
    }
    return Operand{{found->slot, found->high_slot, found->bits},
                   found->bits,
                   found->is_signed,
                   found->is_pointer,
                   0};
  }

  bool check_pointer(const Operand& operand, bool is_null_test, const Term& term, Span span) {
    if (!operand.is_pointer || (is_null_test && !term.mask && !term.as)) return true;
    fail({"pointer", span,
          quoted(term.argument) +
              " is a pointer: what it points to can change after the check, and where it points "
              "says nothing",
          "compare it with 0 alone, " + term.argument + " == 0; the number in the register " +
              "itself is arg" + std::to_string(operand.field.slot)});
    return false;
  }

  // ---- constants --------------------------------------------------------

  /// The constant's bits in the operand's type.
  std::optional<std::uint64_t> value_of(const Constant& constant, const Operand& operand, Use use) {
    return constants_.value_of(constant, {operand.bits, operand.is_signed}, use);
  }

  void fail(Mistake mistake) const { mistakes_(std::move(mistake)); }

  arch::Abi abi_;
  const arch::Call* call_;
  const Mistakes& mistakes_;
  Constants constants_;
};

} // namespace

std::optional<Formula> formula_of(const Condition& condition, arch::Abi abi, std::uint32_t number,
                                  const Mistakes& mistakes) {
  return Typing(abi, number, mistakes).formula(condition);
}

} // namespace callgate::ruleset

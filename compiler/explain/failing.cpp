#include "explain/failing.hpp"

#include <algorithm>

#include "arch/constant_uses.hpp"
#include "explain/place.hpp"
#include "policy/holds.hpp"
#include "ruleset/typing.hpp"
#include "wording/constant_text.hpp"

namespace callgate::explain {

namespace {

using policy::Combination;
using policy::Condition;

std::optional<ruleset::Formula> formula_of(const Condition& condition, const Subject& subject) {
  return ruleset::formula_of(condition, *subject.abi, subject.call.number,
                             [](const ruleset::Mistake&) {});
}

bool is_known(const ruleset::Formula& formula, const Subject& subject) {
  if (const auto* test = std::get_if<ruleset::Test>(&formula.node))
    return subject.known[test->field.slot] &&
           (!test->field.high_slot || subject.known[*test->field.high_slot]);
  const auto are_known = [&](const std::vector<ruleset::Formula>& parts) {
    return std::ranges::all_of(
        parts, [&](const ruleset::Formula& part) { return is_known(part, subject); });
  };
  if (const auto* all = std::get_if<ruleset::All>(&formula.node)) return are_known(all->parts);
  return are_known(std::get<ruleset::Any>(formula.node).parts);
}

class Search {
public:
  Search(const Subject& subject, const diagnostic::Source& source)
      : subject_(subject), source_(source) {}

  void look(const Condition& condition) {
    if (policy::holds(condition, {*subject_.abi, subject_.named, subject_.call.arguments})) return;
    const auto* combination = std::get_if<Combination>(&condition.test);
    if (combination != nullptr && combination->kind == Combination::Kind::all) {
      for (const Condition& operand : combination->operands)
        look(operand);
      return;
    }
    add(condition);
  }

  std::vector<Failing> found;

private:
  void add(const Condition& condition) {
    Failing failing{&condition, std::nullopt, {}};
    const policy::Term* const term = term_of(condition);
    const auto formula = formula_of(condition, subject_);
    const auto* test = formula ? std::get_if<ruleset::Test>(&formula->node) : nullptr;
    if (term != nullptr && test != nullptr) {
      failing.test = *test;
      failing.here = text_at(source_, term->span) + " is " + tested_value(*term, *test, subject_);
    }
    found.push_back(std::move(failing));
  }

  const Subject& subject_;
  const diagnostic::Source& source_;
};

} // namespace

const policy::Term* term_of(const Condition& condition) {
  if (const auto* one = std::get_if<policy::Comparison>(&condition.test)) return &one->term;
  if (const auto* one = std::get_if<policy::Membership>(&condition.test)) return &one->term;
  if (const auto* one = std::get_if<policy::NonZero>(&condition.test)) return &one->term;
  return nullptr;
}

std::string tested_value(const policy::Term& term, const ruleset::Test& test,
                         const Subject& subject) {
  const std::uint64_t value = ruleset::value_of(test.field, subject.call.arguments) & test.mask;
  const auto argument = term.raw || term.as || subject.named == nullptr
                            ? std::nullopt
                            : arch::find_argument(*subject.abi, *subject.named, term.argument);
  if (!argument) {
    const bool is_signed = term.as && term.as->is_signed && !term.mask;
    const wording::ConstantText text({test.field.bits, is_signed});
    return is_signed ? text.bound(value) : text.value(value);
  }
  const arch::ConstantUse* const use = arch::constant_use(subject.named->name, argument->canonical);
  return wording::ConstantText(*subject.abi, *argument, use).value(value, test.mask);
}

std::vector<Failing> failing_parts(const Condition& condition, const Subject& subject,
                                   const diagnostic::Source& source) {
  const auto formula = formula_of(condition, subject);
  if (!formula || !is_known(*formula, subject)) return {};
  Search search(subject, source);
  search.look(condition);
  return std::move(search.found);
}

} // namespace callgate::explain

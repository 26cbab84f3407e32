#include "support/agreement.hpp"

#include <algorithm>
#include <optional>
#include <random>
#include <set>

#include "arch/constants.hpp"
#include "bpf/interpreter.hpp"
#include "policy/evaluate.hpp"

namespace callgate::tests {

namespace {

void add_around(std::set<std::uint32_t>& values, std::uint32_t value) {
  for (std::uint32_t step = 0; step < 3; ++step) {
    values.insert(value + step);
    values.insert(value - step);
  }
}

std::set<std::uint32_t> telling_numbers(const ruleset::Rulings& rulings) {
  std::set<std::uint32_t> numbers;
  for (std::uint32_t number = 0; number < 2048; ++number)
    numbers.insert(number);
  for (std::uint32_t number = 0; number < 600; ++number)
    numbers.insert(0x40000000U + number);
  for (const std::uint32_t edge : {0U, 4000U, 5000U, 6000U, 0x40000000U, 0x80000000U})
    add_around(numbers, edge);
  for (const ruleset::Ruleset& ruleset : rulings.rulesets) {
    for (const ruleset::Interval& interval : ruleset.intervals) {
      add_around(numbers, interval.first);
      add_around(numbers, interval.last);
    }
  }
  return numbers;
}

/// The listed calls of one family.
const std::vector<ruleset::ResolvedCall>& calls_of(const pipeline::Analysis& analysis,
                                                   arch::Family family) {
  return std::find_if(analysis.resolutions.begin(), analysis.resolutions.end(),
                      [&](const ruleset::Resolution& one) { return one.rulings.family == family; })
      ->calls;
}

} // namespace

std::vector<Question> telling_questions(const ruleset::Rulings& rulings) {
  std::set<std::uint32_t> foreign{0, 1, UINT32_MAX};
  for (const arch::AbiFacts& facts : arch::all_abis())
    foreign.insert(facts.token);
  for (const ruleset::Ruleset& ruleset : rulings.rulesets)
    add_around(foreign, ruleset.token);

  const std::set<std::uint32_t> numbers = telling_numbers(rulings);
  std::vector<Question> questions;
  for (const ruleset::Ruleset& ruleset : rulings.rulesets) {
    for (const std::uint32_t number : numbers)
      questions.push_back({ruleset.token, number});
    foreign.erase(ruleset.token);
  }
  for (const std::uint32_t token : foreign) {
    std::size_t position = 0;
    for (const std::uint32_t number : numbers) {
      if (position++ % 64 == 0) questions.push_back({token, number});
    }
  }
  return questions;
}

namespace {

using Values = std::set<std::uint64_t>;

void add_constant(const policy::Constant& constant, arch::Abi abi, Values& values) {
  if (const auto* number = std::get_if<policy::Number>(&constant.value)) {
    values.insert(number->is_negative ? 0 - number->magnitude : number->magnitude);
  } else if (const auto* name = std::get_if<std::string>(&constant.value)) {
    if (const auto value = arch::constant_value(abi, *name)) values.insert(*value);
  } else {
    for (const auto& part : std::get<policy::BitOperation>(constant.value).operands)
      add_constant(part, abi, values);
  }
}

void add_term(const policy::Term& term, arch::Abi abi, Values& values) {
  if (term.mask) add_constant(*term.mask, abi, values);
}

void add_constants(const policy::Condition& condition, arch::Abi abi, Values& values) {
  if (const auto* combination = std::get_if<policy::Combination>(&condition.test)) {
    for (const policy::Condition& operand : combination->operands)
      add_constants(operand, abi, values);
  } else if (const auto* comparison = std::get_if<policy::Comparison>(&condition.test)) {
    add_term(comparison->term, abi, values);
    add_constant(comparison->constant, abi, values);
  } else if (const auto* membership = std::get_if<policy::Membership>(&condition.test)) {
    add_term(membership->term, abi, values);
    for (const policy::Element& element : membership->elements) {
      add_constant(element.first, abi, values);
      if (element.last) add_constant(*element.last, abi, values);
    }
  } else {
    add_term(std::get<policy::NonZero>(condition.test).term, abi, values);
  }
}

void add_constants(const policy::Table& table, arch::Abi abi, std::uint32_t number,
                   Values& values) {
  for (const policy::Rule& rule : table.rules) {
    if (!rule.entry.condition) continue;
    const auto numbers = policy::numbers_of(table, rule, abi);
    if (std::any_of(numbers.begin(), numbers.end(),
                    [&](const arch::NumberRange& range) { return range.contains(number); }))
      add_constants(*rule.entry.condition, abi, values);
  }
}

/// Range ends, masks, and the registers that they are taken from.
void add_tests(const ruleset::Formula& formula, Values& values, std::set<std::uint8_t>& slots) {
  const auto add_all = [&](const std::vector<ruleset::Formula>& parts) {
    for (const ruleset::Formula& part : parts)
      add_tests(part, values, slots);
  };
  if (const auto* all = std::get_if<ruleset::All>(&formula.node)) return add_all(all->parts);
  if (const auto* any = std::get_if<ruleset::Any>(&formula.node)) return add_all(any->parts);
  const auto& test = std::get<ruleset::Test>(formula.node);
  slots.insert(test.field.slot);
  if (test.field.high_slot) slots.insert(*test.field.high_slot);
  values.insert(test.mask);
  for (const ruleset::Range& range : test.ranges)
    values.insert({range.first, range.last});
}

/// What a register may hold so that a condition sees one of the values, or just misses it.
std::vector<std::uint64_t> registers_of(const Values& values) {
  constexpr std::uint64_t rubbish = 0xDEADBEEF00000000;
  constexpr std::uint64_t low_word = UINT32_MAX;
  Values registers;
  for (const std::uint64_t value : values) {
    constexpr std::uint64_t high_one = std::uint64_t{1} << 32;
    for (const std::uint64_t near :
         {value - 1, value, value + 1, value - high_one, value + high_one}) {
      const std::uint64_t low = near & low_word;
      registers.insert({near, low, low | rubbish, low | ~low_word, near >> 32,
                        (near >> 32) | rubbish, near & 0xFFFF});
    }
  }
  return {registers.begin(), registers.end()};
}

} // namespace

std::vector<ruleset::ArgumentRegisters> telling_arguments(const ruleset::Decision& decision,
                                                          const policy::Policy& policy,
                                                          arch::Abi abi, std::uint32_t number) {
  Values values{0};
  std::set<std::uint8_t> slots;
  for (const ruleset::Clause& clause : decision.clauses)
    add_tests(clause.when, values, slots);
  add_constants(policy.base, abi, number, values);
  for (const policy::Table& table : policy.capabilities)
    add_constants(table, abi, number, values);
  const std::vector<std::uint64_t> choice = registers_of(values);

  std::mt19937 random(number);
  std::vector<ruleset::ArgumentRegisters> result;
  const auto add_mixture = [&] {
    auto& registers = result.emplace_back();
    for (std::uint64_t& value : registers)
      value = choice[random() % choice.size()];
  };
  for (const std::uint8_t slot : slots) {
    for (const std::uint64_t value : choice) {
      add_mixture();
      result.back()[slot] = value;
    }
  }
  for (int i = 0; i < 100; ++i)
    add_mixture();
  return result;
}

namespace {

/// What one call gets from each engine; nothing if they agree.
std::optional<std::string> disagreement_on(const bpf::CallData& call,
                                           const policy::Evaluator& evaluate,
                                           const proof::ProvenFilter& filter) {
  const ruleset::Rulings& rulings = filter.rulings();
  const bpf::Action wanted = evaluate(call);
  const bpf::Action ruled = ruleset::action_for(rulings, call);
  const auto ran = bpf::run(filter.program(), call, rulings.byte_order);
  if (ruled == wanted && ran.value == bpf::return_value(wanted)) return std::nullopt;
  std::string text = (ruled == wanted ? "the program" : "resolve") + std::string(" at token ") +
                     std::to_string(call.token) + ", number " + std::to_string(call.number);
  for (const std::uint64_t argument : call.arguments)
    text += ", " + std::to_string(argument);
  return text + ": policy " + bpf::to_string(wanted) + ", rulings " + bpf::to_string(ruled) +
         ", program " + bpf::to_string(bpf::action_of(ran.value));
}

} // namespace

std::string disagreement(const pipeline::Compilation& compilation, std::uint64_t& asked) {
  const pipeline::Analysis& analysis = compilation.analysis;
  for (const proof::ProvenFilter& filter : compilation.filters) {
    const ruleset::Rulings& rulings = filter.rulings();
    policy::Selection selection = analysis.selection;
    std::erase_if(selection.abis,
                  [&](arch::Abi abi) { return arch::facts(abi).family != rulings.family; });
    const policy::Evaluator evaluate(*analysis.policy, selection);
    const auto ask = [&](const bpf::CallData& call) {
      ++asked;
      return disagreement_on(call, evaluate, filter);
    };
    for (const auto [token, number] : telling_questions(rulings)) {
      if (auto found = ask({.number = number, .token = token})) return *found;
    }
    std::set<std::pair<arch::Abi, std::uint32_t>> seen;
    for (const ruleset::ResolvedCall& call : calls_of(analysis, rulings.family)) {
      if (!call.rule->entry.condition || !seen.emplace(call.abi, call.numbers.first).second)
        continue;
      const std::uint32_t token = arch::facts(call.abi).token;
      const auto ruleset =
          std::find_if(rulings.rulesets.begin(), rulings.rulesets.end(),
                       [&](const ruleset::Ruleset& one) { return one.token == token; });
      const auto [first, last] = call.numbers;
      const auto& decision = ruleset::decision_for(*ruleset, first);
      for (const auto& arguments : telling_arguments(decision, *analysis.policy, call.abi, first)) {
        if (auto found = ask({.number = first, .token = token, .arguments = arguments}))
          return *found;
        if (asked % 8 != 0) continue;
        for (const std::uint32_t near : {first - 1, first + (last - first) / 2, last, last + 1}) {
          if (auto found = ask({.number = near, .token = token, .arguments = arguments}))
            return *found;
        }
      }
    }
  }
  return {};
}

} // namespace callgate::tests

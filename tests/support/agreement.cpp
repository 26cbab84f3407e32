#include "support/agreement.hpp"

#include <algorithm>
#include <set>

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

std::string disagreement(const pipeline::Compilation& compilation, std::uint64_t& asked) {
  const pipeline::Analysis& analysis = compilation.analysis;
  for (const proof::ProvenFilter& filter : compilation.filters) {
    const ruleset::Rulings& rulings = filter.rulings();
    policy::Selection selection = analysis.selection;
    std::erase_if(selection.abis,
                  [&](arch::Abi abi) { return arch::facts(abi).family != rulings.family; });
    const policy::Evaluator evaluate(*analysis.policy, selection);
    for (const auto [token, number] : telling_questions(rulings)) {
      const bpf::CallData data{.number = number, .token = token};
      const bpf::Action wanted = evaluate(data);
      const bpf::Action ruled = ruleset::action_for(rulings, data);
      const auto ran = bpf::run(filter.program(), data, rulings.byte_order);
      ++asked;
      if (ruled == wanted && ran.value == bpf::return_value(wanted)) continue;
      return (ruled == wanted ? "the program" : "resolve") + std::string(" at token ") +
             std::to_string(token) + ", number " + std::to_string(number) + ": policy " +
             bpf::to_string(wanted) + ", rulings " + bpf::to_string(ruled) + ", program " +
             bpf::to_string(bpf::action_of(ran.value));
    }
  }
  return {};
}

} // namespace callgate::tests

#include "support/telling.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "arch/constants.hpp"

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

namespace {

using ruleset::ArgumentRegisters;
using ruleset::Field;
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

/// The constants that one of the policy's conditions compares with, and for which numbers.
struct WrittenValues {
  arch::NumberRange numbers;
  Values values;
};
using Written = std::vector<WrittenValues>;

void add_constants(const policy::Table& table, arch::Abi abi, Written& written) {
  for (const policy::Rule& rule : table.rules) {
    if (!rule.entry.condition) continue;
    Values values;
    add_constants(*rule.entry.condition, abi, values);
    for (const arch::NumberRange& numbers : policy::numbers_of(table, rule, abi))
      written.push_back({numbers, values});
  }
}

Values values_at(const Written& written, std::uint32_t number) {
  Values values;
  for (const WrittenValues& some : written)
    if (some.numbers.contains(number)) values.insert(some.values.begin(), some.values.end());
  return values;
}

Written written_constants(const policy::Policy& policy, const ruleset::Ruleset& ruleset) {
  Written written;
  for (const arch::Abi abi : ruleset.abis) {
    add_constants(policy.base, abi, written);
    for (const policy::Table& table : policy.capabilities)
      add_constants(table, abi, written);
  }
  return written;
}

void collect(const ruleset::Formula& formula, std::vector<ruleset::Test>& tests) {
  if (const auto* test = std::get_if<ruleset::Test>(&formula.node)) tests.push_back(*test);
  const auto* all = std::get_if<ruleset::All>(&formula.node);
  const auto* any = std::get_if<ruleset::Any>(&formula.node);
  if (all == nullptr && any == nullptr) return;
  for (const ruleset::Formula& part : all != nullptr ? all->parts : any->parts)
    collect(part, tests);
}

/// Whole registers around `value`, the lowest `bits` of each.
std::array<std::uint64_t, 4> extended(std::uint64_t value, std::uint8_t bits) {
  constexpr std::uint64_t dirt = 0xdeadbeef12345678;
  const std::uint64_t inside = ruleset::all_bits(bits);
  const std::uint64_t sign = value >> (bits - 1) & 1;
  value &= inside;
  return {value, value | ~inside, value | (dirt & ~inside), sign != 0 ? value | ~inside : value};
}

/// What one field may hold: a value for its register or for both of them.
struct Nomination {
  Field field;
  std::uint64_t low;
  std::uint64_t high = 0;
};

void nominate(const Field& field, std::uint64_t value, std::vector<Nomination>& nominations) {
  if (!field.high_slot) {
    for (const std::uint64_t whole : extended(value, field.bits))
      nominations.push_back({field, whole});
    return;
  }
  const auto lows = extended(value, 32);
  const auto highs = extended(value >> 32, static_cast<std::uint8_t>(field.bits - 32));
  for (std::size_t i = 0; i < lows.size(); ++i)
    nominations.push_back({field, lows[i], highs[lows.size() - 1 - i]});
}

void nominate_around(const Field& field, std::uint64_t value,
                     std::vector<Nomination>& nominations) {
  std::vector<std::uint64_t> steps{0, 1};
  if (field.bits > 32) steps.push_back(std::uint64_t{1} << 32); // filters compare words
  for (const std::uint64_t step : steps) {
    nominate(field, value + step, nominations);
    if (step != 0) nominate(field, value - step, nominations);
  }
}

/// What the formulas nominate, and the written constants in every register that they look at
/// (or in any, should they look at none).
std::vector<Nomination> nominations_of(const ruleset::Decision& decision, const Values& written) {
  std::vector<ruleset::Test> tests;
  for (const ruleset::Clause& clause : decision.clauses)
    collect(clause.when, tests);
  std::vector<Nomination> nominations;
  std::set<std::uint8_t> slots;
  for (const ruleset::Test& test : tests) {
    slots.insert(test.field.slot);
    if (test.field.high_slot) slots.insert(*test.field.high_slot);
    const std::uint64_t beside_mask = ruleset::all_bits(test.field.bits) & ~test.mask;
    for (const ruleset::Range& range : test.ranges) {
      for (const std::uint64_t end : {range.first, range.last}) {
        nominate_around(test.field, end, nominations);
        if (beside_mask != 0) nominate_around(test.field, end | beside_mask, nominations);
      }
    }
  }
  if (slots.empty()) slots = {0, 1, 2, 3, 4, 5};
  for (const std::uint8_t slot : slots) {
    for (const std::uint64_t value : written) {
      nominate_around({slot, {}, 32}, value, nominations);
      nominate_around({slot, {}, 64}, value, nominations);
      nominations.push_back({{slot, {}, 64}, value >> 32});
    }
  }
  return nominations;
}

void put(const Nomination& nomination, ArgumentRegisters& arguments) {
  arguments[nomination.field.slot] = nomination.low;
  if (nomination.field.high_slot) arguments[*nomination.field.high_slot] = nomination.high;
}

/// Half of the others are nominated too, so that conditions over several arguments hold.
ArgumentRegisters beside_others(const Nomination& nomination,
                                std::span<const Nomination> nominations, std::mt19937_64& random) {
  ArgumentRegisters arguments;
  for (std::uint64_t& argument : arguments)
    argument = random() % 2 == 0 ? random() : 0;
  for (int i = 0; i < 6; ++i)
    put(nominations[random() % nominations.size()], arguments);
  put(nomination, arguments);
  return arguments;
}

/// Numbers whose calls have a condition by one side or the other.
std::set<std::uint32_t> conditioned_numbers(const ruleset::Ruleset& ruleset,
                                            const Written& written) {
  std::set<std::uint32_t> numbers;
  for (const auto& [range, values] : written)
    numbers.insert({range.first, range.first + (range.last - range.first) / 2, range.last});
  for (const ruleset::Interval& interval : ruleset.intervals) {
    if (!interval.decision.clauses.empty()) numbers.insert({interval.first, interval.last});
  }
  return numbers;
}

} // namespace

std::vector<bpf::CallData> telling_arguments(const ruleset::Rulings& rulings,
                                             const policy::Policy& policy, std::size_t rounds,
                                             std::mt19937_64& random) {
  std::vector<bpf::CallData> calls;
  for (const ruleset::Ruleset& ruleset : rulings.rulesets) {
    const Written written = written_constants(policy, ruleset);
    const auto numbers = conditioned_numbers(ruleset, written);
    const std::vector<std::uint32_t> choice(numbers.begin(), numbers.end());
    for (const std::uint32_t number : numbers) {
      const auto nominations =
          nominations_of(ruleset::decision_for(ruleset, number), values_at(written, number));
      for (std::size_t i = 0; i < nominations.size() * rounds; ++i) {
        bpf::CallData call{.number = number, .token = ruleset.token};
        call.arguments = beside_others(nominations[i % nominations.size()], nominations, random);
        calls.push_back(call);
        if (i % 8 != 0) continue;
        for (const std::uint32_t other :
             {number - 1, number + 1, choice[random() % choice.size()]}) {
          call.number = other;
          calls.push_back(call);
        }
        call.number = number;
        call.token = rulings.rulesets[random() % rulings.rulesets.size()].token;
        calls.push_back(call);
      }
    }
  }
  return calls;
}

bpf::CallData near_one_of(std::span<const bpf::CallData> calls, std::mt19937_64& random) {
  bpf::CallData call = calls[random() % calls.size()];
  const std::uint64_t bits = random(); // enough for all the small choices
  std::uint64_t& argument = call.arguments[(bits >> 8) % 6];
  const unsigned shift = bits >> 16 & 63;
  switch (bits & 15) {
  case 0:
    call.token ^= 1U << (shift & 31);
    break;
  case 1:
    call.number ^= 1U << (shift & 31);
    break;
  case 2:
    call.number += static_cast<std::uint32_t>(bits >> 24 & 7) - 3;
    break;
  case 3:
    call.instruction_pointer = random();
    break;
  case 4:
    for (std::uint64_t& each : call.arguments)
      each = random();
    break;
  case 5:
  case 6:
    argument = random() >> shift;
    break;
  case 7:
  case 8:
    argument += (bits >> 24 & 7) - 3;
    break;
  case 9:
  case 10:
    argument = calls[random() % calls.size()].arguments[(bits >> 24) % 6];
    break;
  case 11:
    call.arguments = calls[random() % calls.size()].arguments;
    break;
  default:
    argument ^= std::uint64_t{1} << shift;
  }
  return call;
}

} // namespace callgate::tests

#include "tools/cost.hpp"

#include <algorithm>
#include <map>

#include "arch/calls.hpp"
#include "bpf/action.hpp"
#include "bpf/ebpf.hpp"

namespace callgate::tools {

namespace {

constexpr std::uint32_t rounding = 64;

arch::NumberRange numbers_of(arch::Abi abi, const CostQuestion& question) {
  const std::uint32_t base = arch::facts(abi).number_base;
  const std::uint32_t highest = arch::highest_number(abi) - base;
  const std::uint32_t rounded = (highest + rounding - 1) / rounding * rounding;
  return {base, base + question.max_number.value_or(rounded)};
}

/// Counts what the calls of one ABI execute.
class Counting {
public:
  Counting(proof::Stack stack, arch::Abi abi, const CostQuestion& question)
      : stack_(stack), facts_(arch::facts(abi)), question_(question) {
    cost_.abi = abi;
    cost_.numbers = numbers_of(abi, question);
  }

  /// What is to be decided. Its inputs are counted as they come, so this must stay where it is.
  [[nodiscard]] Numbers numbers() {
    return {facts_.token, cost_.numbers, facts_.numbers.last,
            [this](const bpf::CallData& call) { count_satisfied(call); }};
  }

  AbiCost run(const std::variant<Decided, Undecided>& decided) {
    if (const auto* known = std::get_if<Decided>(&decided))
      cost_.decided = *known;
    else
      forget_satisfied(std::get<Undecided>(decided).reason);
    count_numbers();
    count_workload();
    find_dearest();
    return std::move(cost_);
  }

private:
  struct Steps {
    std::size_t least;
    std::size_t most;
  };

  [[nodiscard]] proof::StackExecution execute(const bpf::CallData& call) const {
    return proof::run(stack_, call, facts_.byte_order);
  }

  [[nodiscard]] proof::StackExecution execute(std::uint32_t number) const {
    return execute({.number = number, .token = facts_.token});
  }

  [[nodiscard]] bool is_cached(std::uint32_t number) const {
    return bpf::has_cache(facts_.abi, number) &&
           std::ranges::all_of(stack_, [&](const bpf::Program& program) {
             return bpf::is_cached(program, facts_.token, number);
           });
  }

  void count_numbers() {
    for (std::uint32_t number = cost_.numbers.first; number <= cost_.numbers.last; ++number) {
      const proof::StackExecution execution = execute(number);
      cost_.all.add(execution);
      if (execution.value == bpf::return_value({bpf::ActionKind::allow}))
        cost_.allowed.add(execution);
      if (is_cached(number))
        ++cost_.cached;
      else
        cost_.uncached.add(execution);
    }
  }

  void count_satisfied(const bpf::CallData& call) {
    const proof::StackExecution execution = execute(call);
    cost_.satisfied.add(execution);
    const std::size_t steps = execution.steps;
    Steps& seen = satisfied_.try_emplace(call.number, Steps{steps, steps}).first->second;
    seen.least = std::min(seen.least, steps);
    seen.most = std::max(seen.most, steps);
  }

  void forget_satisfied(const std::string& reason) {
    cost_.undecided = reason;
    cost_.satisfied = {};
    satisfied_.clear();
  }

  void count_workload() {
    for (const ruleset::CallCount& counted : question_.workload) {
      if (counted.token != facts_.token) continue;
      if (arch::owner_of(facts_.abi, counted.number) != facts_.abi) continue;
      const proof::StackExecution execution = execute(counted.number);
      cost_.counted.add(execution, counted.count);
      if (!is_cached(counted.number)) cost_.counted_uncached.add(execution, counted.count);
      counts_[counted.number] += counted.count;
    }
  }

  [[nodiscard]] CallCost cost_of(const arch::Call& call) const {
    const std::size_t steps = execute(call.number).steps;
    CallCost cost{std::string(call.name), call.number, is_cached(call.number), steps, steps, 0, 0};
    if (const auto found = satisfied_.find(call.number); found != satisfied_.end()) {
      cost.least = std::min(steps, found->second.least);
      cost.most = std::max(steps, found->second.most);
    }
    if (const auto found = counts_.find(call.number); found != counts_.end()) {
      cost.calls = found->second;
      cost.counted_steps = static_cast<double>(cost.calls) * static_cast<double>(steps);
    }
    return cost;
  }

  /// By what they execute as often as they were counted; where nothing was, by one call's.
  void find_dearest() {
    const bool are_counted = cost_.counted.inputs != 0;
    std::vector<CallCost> calls;
    for (const arch::Call& call : arch::calls(facts_.abi)) {
      if (&call != arch::find_call(facts_.abi, call.number)) continue; // a further name
      CallCost cost = cost_of(call);
      if (question_.is_cached && cost.is_cached) continue;
      if (are_counted && cost.calls == 0) continue;
      calls.push_back(std::move(cost));
    }
    std::ranges::stable_sort(calls, [&](const CallCost& a, const CallCost& b) {
      return are_counted ? a.counted_steps > b.counted_steps : a.most > b.most;
    });
    if (calls.size() > question_.dearest)
      calls.erase(calls.begin() + static_cast<std::ptrdiff_t>(question_.dearest), calls.end());
    cost_.dearest = std::move(calls);
  }

  proof::Stack stack_;
  const arch::AbiFacts& facts_;
  const CostQuestion& question_;
  AbiCost cost_;
  std::map<std::uint32_t, Steps> satisfied_;      ///< by number
  std::map<std::uint32_t, std::uint64_t> counts_; ///< calls, by number
};

FamilyCost cost_of_filters(proof::Stack stack, arch::Family family) {
  FamilyCost result{.family = family, .filters = stack.size()};
  for (const bpf::Program& program : stack)
    result.instructions += program.size();
  result.ebpf_instructions = bpf::ebpf_length(stack);
  result.preparations = bpf::preparations(stack, family);
  return result;
}

/// Without those whose calls get what calls of nobody get, unless all do.
void keep_the_listed(std::vector<AbiCost>& abis) {
  const auto is_unlisted = [](const AbiCost& cost) {
    return cost.decided && cost.decided->listed == 0;
  };
  if (!std::ranges::all_of(abis, is_unlisted)) std::erase_if(abis, is_unlisted);
}

} // namespace

void Executed::add(const proof::StackExecution& execution, std::uint64_t times) {
  const auto weighted = [&](std::size_t count) {
    return static_cast<double>(count) * static_cast<double>(times);
  };
  inputs += times;
  steps += weighted(execution.steps);
  taken += weighted(execution.taken);
  not_taken += weighted(execution.not_taken);
  if (times != 0) most = std::max(most, execution.steps);
}

double Executed::mean(double sum) const {
  return inputs == 0 ? 0 : sum / static_cast<double>(inputs);
}

FamilyCost cost(const proof::ProvenFilter& filter, const CostQuestion& question) {
  const proof::Stack stack(&filter.program(), 1);
  FamilyCost result = cost_of_filters(stack, filter.rulings().family);
  for (const ruleset::Ruleset& ruleset : filter.rulings().rulesets)
    for (const arch::Abi abi : ruleset.abis) {
      Counting counting(stack, abi, question);
      result.abis.push_back(counting.run(decided_by(ruleset, counting.numbers())));
    }
  return result;
}

FamilyCost cost(proof::Stack stack, std::span<const arch::Abi> abis, const CostQuestion& question) {
  const arch::AbiFacts& first = arch::facts(abis.front());
  FamilyCost result = cost_of_filters(stack, first.family);
  std::vector<Counting> countings;
  countings.reserve(abis.size());
  for (const arch::Abi abi : abis)
    countings.emplace_back(stack, abi, question);
  std::vector<Numbers> numbers;
  numbers.reserve(abis.size());
  for (Counting& counting : countings)
    numbers.push_back(counting.numbers());
  const auto decided = decided_by(stack, first.byte_order, numbers);
  const auto* known = std::get_if<std::vector<Decided>>(&decided);
  for (std::size_t i = 0; i < abis.size(); ++i)
    result.abis.push_back(known != nullptr ? countings[i].run((*known)[i])
                                           : countings[i].run(std::get<Undecided>(decided)));
  keep_the_listed(result.abis);
  return result;
}

} // namespace callgate::tools

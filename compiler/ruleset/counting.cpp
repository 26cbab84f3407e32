#include "ruleset/counting.hpp"

#include <algorithm>
#include <compare>
#include <optional>
#include <string>

#include "arch/calls.hpp"
#include "diagnostic/printable.hpp"

namespace callgate::ruleset {

namespace {

/// A weight where it counts.
struct Counted {
  std::uint32_t token;
  std::uint32_t number;
  std::size_t weight;
  arch::Abi abi;
  auto operator<=>(const Counted&) const = default;
};

std::optional<std::uint32_t> number_on(arch::Abi abi, const policy::Entry& call) {
  if (const auto* numbers = std::get_if<arch::NumberRange>(&call.call)) return numbers->first;
  const arch::Call* found = arch::find_call(abi, std::get<std::string>(call.call));
  return found == nullptr ? std::nullopt : std::optional(found->number);
}

std::vector<Counted> all_counted(std::span<const policy::Weight> weights,
                                 std::span<const arch::Abi> abis) {
  std::vector<Counted> all;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    for (const arch::Abi abi : abis) {
      const auto number = number_on(abi, weights[i].call);
      if (number && policy::applies_to(weights[i].call, abi))
        all.push_back({arch::facts(abi).token, *number, i, abi});
    }
  }
  std::ranges::sort(all);
  return all;
}

void add(std::vector<CountedTwice>& twice, const Counted& first, const Counted& second) {
  const bool is_known = std::ranges::any_of(twice, [&](const CountedTwice& other) {
    return other.first == first.weight && other.second == second.weight;
  });
  if (!is_known) twice.push_back({first.weight, second.weight, second.abi});
}

} // namespace

Counting counted(std::span<const policy::Weight> weights, std::span<const arch::Abi> abis) {
  Counting result;
  const Counted* last = nullptr;
  const std::vector<Counted> all = all_counted(weights, abis);
  for (const Counted& each : all) {
    const bool is_same =
        last != nullptr && last->token == each.token && last->number == each.number;
    if (!is_same) {
      const std::uint64_t count = weights[each.weight].count;
      if (count != 0) result.workload.push_back({each.token, each.number, count});
    } else if (last->weight != each.weight) {
      add(result.twice, *last, each);
    }
    last = &each;
  }
  return result;
}

std::string written(const policy::Weight& weight) {
  const auto* name = std::get_if<std::string>(&weight.call.call);
  std::string text =
      name != nullptr ? *name : policy::to_string(std::get<arch::NumberRange>(weight.call.call));
  if (weight.call.only) text.append("@").append(arch::facts(*weight.call.only).name);
  return diagnostic::quoted(text);
}

} // namespace callgate::ruleset

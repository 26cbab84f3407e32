#include "support/random_planning.hpp"

#include <set>
#include <utility>

#include "arch/calls.hpp"
#include "policy/weights.hpp"

namespace callgate::tests {

namespace {

/// Few calls or many, alike or far apart: some programs make one call a million times.
pipeline::Counts random_counts(std::mt19937& random, std::span<const arch::Abi> abis) {
  policy::WeightList list;
  std::set<std::pair<std::uint32_t, std::uint32_t>> counted;
  const auto below = [&](std::size_t bound) { return std::size_t{random() % bound}; };
  const std::size_t spread = 1 + below(45);
  const std::size_t most = below(3) == 0 ? 400 : 20;
  for (std::size_t left = below(most); left > 0; --left) {
    const arch::Abi abi = abis[below(abis.size())];
    const auto calls = arch::calls(abi);
    // Now and then a number beside the call's, assigned or not.
    const std::uint32_t beside = below(8) == 0 ? 1 : 0;
    const std::uint32_t number = calls[below(calls.size())].number + beside;
    if (!counted.emplace(arch::facts(abi).token, number).second) continue;
    policy::Entry call;
    call.call = arch::NumberRange{number, number};
    call.only = abi;
    const std::uint64_t order = std::uint64_t{1} << below(spread);
    list.add(std::move(call), order + below(order));
  }
  return {"counts.json", std::move(list).take()};
}

} // namespace

pipeline::Planning random_planning(std::mt19937& random, std::span<const arch::Abi> abis) {
  constexpr graph::Prefer preferences[] = {graph::Prefer::size, graph::Prefer::balanced,
                                           graph::Prefer::speed};
  pipeline::Planning planning;
  planning.prefer = preferences[random() % std::size(preferences)];
  if (random() % 2 == 0) planning.target_kernel = arch::Release{5, 10, 0};
  if (random() % 3 != 0) planning.counts = random_counts(random, abis);
  return planning;
}

} // namespace callgate::tests

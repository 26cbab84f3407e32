// Differences of random policies against the interpreter: witnesses are true, and what is
// reported about a number and its arguments is what both filters do with them.
#include <doctest/doctest.h>

#include <algorithm>
#include <random>

#include "compiled.hpp"
#include "proof/behaviour.hpp"
#include "support/random_policy.hpp"
#include "tools/diff.hpp"

namespace {

using namespace callgate;
using bpf::CallData;

struct Sides {
  std::vector<bpf::Program> a, b;
  arch::ByteOrder order;

  [[nodiscard]] bpf::Action of_a(const CallData& call) const {
    return bpf::action_of(proof::behaviour_of(a, call, order));
  }
  [[nodiscard]] bpf::Action of_b(const CallData& call) const {
    return bpf::action_of(proof::behaviour_of(b, call, order));
  }
};

/// A difference, and its condition as a policy made of it decides.
struct Reported {
  const tools::Group* group;
  const tools::Difference* difference;
  std::optional<pipeline::Compilation> condition;

  [[nodiscard]] bool covers(const CallData& call) const {
    const auto has = [](const auto& ranges, std::uint32_t word) {
      return std::ranges::any_of(ranges, [&](const auto& range) { return range.contains(word); });
    };
    return has(group->tokens, call.token) &&
           (has(difference->calls.numbers, call.number) ||
            std::ranges::count(difference->calls.named, call.number, &tools::NamedCall::number) !=
                0);
  }

  /// Nothing where it was not put into words.
  [[nodiscard]] std::optional<bool> holds(const CallData& call) const {
    if (std::holds_alternative<tools::Always>(difference->when)) return true;
    if (!condition) return std::nullopt;
    const auto action = ruleset::action_for(condition->filters.front().rulings(), call);
    return action.kind == bpf::ActionKind::allow;
  }
};

std::vector<Reported> reported(const std::vector<tools::Group>& groups) {
  std::vector<Reported> all;
  for (const tools::Group& group : groups) {
    for (const tools::Difference& difference : group.differences) {
      Reported one{&group, &difference, std::nullopt};
      const auto* condition = std::get_if<std::string>(&difference.when);
      if (condition != nullptr && group.abi && difference.calls.items() == 1 &&
          !difference.calls.named.empty()) {
        const std::string& name = difference.calls.named.front().name;
        const std::string entry = name + "(" + *condition + ")";
        CAPTURE(entry);
        // A sibling's calls are those of its own ABI.
        one.condition = tests::compiled("[base]\nallow = [\"\"\"" + entry + "\"\"\"]\n",
                                        {difference.witness_abi.value_or(*group.abi)});
      }
      all.push_back(std::move(one));
    }
  }
  return all;
}

/// What is reported about a call against what both sides do with it.
void check(const Sides& sides, std::span<const Reported> all, const CallData& call) {
  CAPTURE(bpf::to_string(call));
  const bpf::Action a = sides.of_a(call);
  const bpf::Action b = sides.of_b(call);
  std::size_t matching = 0;
  std::size_t unknown = 0;
  for (const Reported& one : all) {
    if (!one.covers(call)) continue;
    const auto holds = one.holds(call);
    if (!holds) ++unknown;
    if (!holds || !*holds) continue;
    ++matching;
    CHECK(one.difference->a == a);
    CHECK(one.difference->b == b);
  }
  CHECK(matching <= (a == b ? 0U : 1U));
  CHECK(matching + unknown >= (a == b ? 0U : 1U));
}

std::uint32_t below(std::mt19937& random, std::uint32_t count) {
  return static_cast<std::uint32_t>(random() % count);
}

CallData near(const CallData& call, std::mt19937& random) {
  CallData changed = call;
  const std::uint32_t changes = below(random, 3);
  for (std::uint32_t i = 0; i <= changes; ++i)
    changed.arguments[below(random, 6)] ^= std::uint64_t{1} << below(random, 64);
  if (below(random, 4) == 0) changed.number += below(random, 3) - 1;
  if (below(random, 16) == 0) ++changed.token;
  return changed;
}

std::size_t compare(const Sides& sides, const std::vector<arch::Abi>& abis, std::mt19937& random) {
  const auto found = tools::differences(sides.a, sides.b, sides.order, std::nullopt);
  REQUIRE(std::holds_alternative<std::vector<tools::Group>>(found));
  const auto& groups = std::get<std::vector<tools::Group>>(found);
  const std::vector<Reported> all = reported(groups);
  for (const Reported& one : all) {
    const CallData& witness = one.difference->witness;
    CHECK(one.covers(witness));
    CHECK(one.difference->a != one.difference->b);
    check(sides, all, witness);
    for (int i = 0; i < 20; ++i)
      check(sides, all, near(witness, random));
  }
  for (const arch::Abi abi : abis) {
    const arch::AbiFacts& facts = arch::facts(abi);
    for (std::uint32_t number = 0; number < 600; ++number) {
      CallData call;
      call.token = facts.token;
      call.number = facts.number_base + number;
      call.arguments[below(random, 6)] = below(random, 8);
      check(sides, all, call);
    }
  }
  return all.size();
}

} // namespace

TEST_CASE("what is reported about random policies is what their filters do") {
  using enum arch::Abi;
  const std::vector<arch::Abi> families[] = {
      {x86_64}, {x86_64, x32, i386}, {aarch64, arm}, {mips_n64, mips_o32}, {s390x}};
  std::mt19937 random(20240);
  std::size_t differences = 0;
  for (const auto& abis : families) {
    for (int pairs = 0; pairs < 3;) {
      const auto a = tests::compiled_if_good(tests::random_policy(random, abis), abis);
      const auto b = tests::compiled_if_good(tests::random_policy(random, abis), abis);
      if (!a || !b) continue;
      ++pairs;
      const Sides sides{{a->filters.front().program()},
                        {b->filters.front().program()},
                        a->filters.front().rulings().byte_order};
      differences += compare(sides, abis, random);
      // A stack of both against one of them: nowhere more permissive.
      const Sides stacked{sides.a, {sides.a.front(), sides.b.front()}, sides.order};
      compare(stacked, abis, random);
      const auto found = tools::differences(stacked.a, stacked.b, stacked.order, std::nullopt);
      for (const tools::Group& group : std::get<std::vector<tools::Group>>(found))
        for (const tools::Difference& difference : group.differences)
          CHECK(tools::direction(difference.a, difference.b) != tools::Direction::widening);
    }
  }
  CHECK(differences > 100);
}

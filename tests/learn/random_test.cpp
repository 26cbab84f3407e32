// Records made at random: what is learned from them compiles strictly, lets run all that was
// seen, and stops calls that were not.
#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <set>

#include "arch/calls.hpp"
#include "learn/before.hpp"
#include "learn/policies.hpp"
#include "support/effort.hpp"

namespace {

using namespace callgate;
using arch::Abi;

/// Calls and arguments near those that programs make: small numbers, and some of any size.
learn::Record random_record(std::mt19937& random, learn::Conditions conditions,
                            const std::vector<Abi>& abis) {
  const auto below = [&](std::size_t most) {
    return std::uniform_int_distribution<std::size_t>(0, most - 1)(random);
  };
  learn::Record record;
  record.interest = learn::interest_in(abis, conditions, nullptr);
  record.provenance.kernel = arch::Release{6, 1, 0};
  records::Tally tally(record.interest);
  const std::size_t kinds = 1 + below(40);
  for (std::size_t i = 0; i < kinds; ++i) {
    const Abi abi = abis[below(abis.size())];
    const auto calls = arch::calls(abi);
    std::uint32_t number = calls[below(calls.size())].number;
    if (below(20) == 0)
      number = arch::highest_number(abi) + 1 + static_cast<std::uint32_t>(below(50));
    const std::size_t variants = 1 + below(6);
    for (std::size_t v = 0; v < variants; ++v) {
      bpf::CallData data{number, arch::facts(abi).token, 0, {}};
      for (std::uint64_t& argument : data.arguments)
        argument = below(4) == 0 ? random() : below(64);
      tally.add(data, 1 + below(5000));
    }
    if (below(25) == 0) tally.add_unseen(arch::facts(abi).token, number, 3);
  }
  record.calls = tally.calls();
  return record;
}

/// Calls of the record's ABIs that were not seen and run nevertheless, but for those that the
/// policy says to be so.
std::string extra(const std::string& text, const learn::Record& record,
                  const std::vector<Abi>& abis) {
  const tests::Parsed parsed(text);
  const learn::Before policy(parsed.policy, *parsed.policy.abis);
  diagram::Diagrams diagrams;
  std::set<std::pair<std::uint32_t, std::uint32_t>> seen;
  for (const records::SeenCall& call : record.calls)
    seen.emplace(call.token, call.number);
  std::string result;
  for (const Abi abi : abis) {
    if (std::ranges::find(*parsed.policy.abis, abi) == parsed.policy.abis->end()) continue;
    for (const arch::Call& call : arch::calls(abi)) {
      if (seen.contains({arch::facts(abi).token, call.number})) continue;
      if (policy.allowed(diagrams, abi, call.number) == diagram::no) continue;
      const std::string line = "\"" + std::string(call.name);
      const std::size_t at = text.find("not seen, and needed");
      if (at == text.npos || text.find(line, at) == text.npos) result += line + "\n";
    }
  }
  return result;
}

} // namespace

TEST_CASE("random records are learned exactly") {
  const std::vector<std::vector<Abi>> families{
      {Abi::x86_64}, {Abi::x86_64, Abi::i386}, {Abi::x86_64, Abi::x32}, {Abi::aarch64, Abi::arm},
      {Abi::s390x},  {Abi::riscv64},           {Abi::mips_n64},         {Abi::ppc64le}};
  std::mt19937 random(20270707);
  const std::uint64_t rounds = tests::effort(60, 600);
  for (std::uint64_t round = 0; round < rounds; ++round) {
    const auto& abis = families[round % families.size()];
    const auto conditions = static_cast<learn::Conditions>(round % 3);
    CAPTURE(round);
    const learn::Record record = random_record(random, conditions, abis);
    learn::Options options;
    options.conditions = conditions;
    const learn::Learned learned = learn::learn(record, options);
    INFO(learned.text);
    CHECK(tests::faults_of(learned.text, pipeline::Strictness::strict) == "");
    CHECK(tests::stopped(learned.text, record) == "");
    CHECK(extra(learned.text, record, abis) == "");
    CHECK(learn::learn(record, options).text == learned.text);
    // A second record widens it.
    const tests::Parsed before(learned.text);
    learn::Record more = random_record(random, conditions, abis);
    const auto widened = learn::widen(before.source, before.policy, more, options);
    REQUIRE(std::holds_alternative<learn::Learned>(widened));
    const std::string& text = std::get<learn::Learned>(widened).text;
    INFO(text);
    CHECK(tests::faults_of(text, pipeline::Strictness::lenient) == "");
    CHECK(tests::narrowed(learned.text, text) == "");
    CHECK(tests::stopped(text, more) == "");
    CHECK(tests::stopped(text, record) == "");
  }
}

TEST_CASE("a policy learned for other ABIs compiles for all of them") {
  const std::vector<Abi> others{Abi::x86_64, Abi::aarch64, Abi::riscv64, Abi::arm, Abi::i386};
  std::mt19937 random(4711);
  const std::uint64_t rounds = tests::effort(12, 200);
  for (std::uint64_t round = 0; round < rounds; ++round) {
    const auto conditions = static_cast<learn::Conditions>(round % 3);
    const learn::Record record = random_record(random, conditions, {Abi::x86_64});
    const learn::Learned learned =
        learn::learn(record, {.conditions = conditions, .abis = others, .equivalents = true});
    INFO(learned.text);
    CHECK(tests::faults_of(learned.text, pipeline::Strictness::strict) == "");
    CHECK(tests::stopped(learned.text, record) == "");
  }
}

TEST_CASE("every call alone can be learned for all ABIs") {
  for (const arch::Call& call : arch::calls(Abi::x86_64)) {
    learn::Record record;
    record.interest = learn::interest_in({Abi::x86_64}, learn::Conditions::risky, nullptr);
    records::Tally tally(record.interest);
    tally.add({call.number, arch::facts(Abi::x86_64).token, 0, {}});
    record.calls = tally.calls();
    std::vector<Abi> all;
    for (const arch::AbiFacts& abi : arch::all_abis())
      all.push_back(abi.abi);
    const learn::Learned learned = learn::learn(record, {.abis = all, .equivalents = true});
    const auto source = diagnostic::Source("policy.toml", learned.text);
    diagnostic::Diagnostics diagnostics;
    const auto result = pipeline::analyse(source, {}, pipeline::Strictness::strict, diagnostics);
    INFO(learned.text);
    for (const auto& found : diagnostics.sorted())
      FAIL_CHECK(call.name << ": " << found.message);
    CHECK(std::holds_alternative<pipeline::Analysis>(result));
  }
}

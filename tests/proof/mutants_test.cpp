// The proof can fail: of filters as the planner makes them, damaged in one place, each is
// refuted with an input that shows it, or does mean the same, for all that can be asked.
#include <doctest/doctest.h>

#include <map>
#include <set>

#include "pipeline/compile.hpp"
#include "proof/mutate.hpp"
#include "support/effort.hpp"
#include "support/profiles.hpp"
#include "support/random_policy.hpp"
#include "support/telling.hpp"

namespace {

using namespace callgate;
using pipeline::Compilation;
using tests::Instructions;

const std::vector<std::vector<std::string>> abi_lists{
    {"x86_64"}, {"x86_64", "x32", "i386"}, {"aarch64", "arm"}, {"s390x"}, {"mips_n64", "mips_o32"}};

std::vector<Compilation> compiled_profiles() {
  std::vector<Compilation> made;
  for (const tests::Profile& profile : tests::profiles()) {
    for (const auto& abis : abi_lists) {
      if (auto compilation = tests::compiled(profile, abis))
        made.push_back(*std::move(compilation));
    }
  }
  return made;
}

std::vector<Compilation> random_compilations(std::size_t count) {
  std::mt19937 random(7);
  std::vector<Compilation> made;
  for (std::size_t round = 0; made.size() < count && round < 4 * count; ++round) {
    const auto& names = abi_lists[round % abi_lists.size()];
    std::vector<arch::Abi> abis;
    for (const std::string& name : names)
      abis.push_back(arch::abi_named(name).value());
    diagnostic::Diagnostics diagnostics;
    auto result = pipeline::compile({"random.toml", tests::random_policy(random, abis)},
                                    {names, {"all"}}, pipeline::Strictness::lenient, diagnostics);
    if (auto* compilation = std::get_if<Compilation>(&result))
      made.push_back(std::move(*compilation));
  }
  return made;
}

/// What became of mutants, by the kind of damage.
struct Fates {
  int refuted = 0;
  int equal = 0;
  int unmodelled = 0;
};

/// One filter, and those of its mutants that the proof calls equal to it.
struct Subject {
  const policy::Policy* policy;
  const proof::ProvenFilter* filter;
  std::vector<bpf::Program> equals{};
};

std::uint32_t wanted(const ruleset::Rulings& rulings, const bpf::CallData& call) {
  return bpf::return_value(ruleset::action_for(rulings, call));
}

/// A mutant that a kernel would take; nothing where the damage left none.
std::optional<bpf::Program> mutant_of(const bpf::Program& original, const tests::Mutation& mutation,
                                      std::mt19937_64& random) {
  Instructions mutant(original.instructions().begin(), original.instructions().end());
  if (!mutation.apply(mutant, random)) return std::nullopt;
  auto checked = bpf::Program::check(std::move(mutant));
  auto* const program = std::get_if<bpf::Program>(&checked);
  if (program == nullptr || *program == original) return std::nullopt;
  return std::move(*program);
}

void judge(const bpf::Program& mutant, Subject& subject, Fates& fates) {
  const ruleset::Rulings& rulings = subject.filter->rulings();
  const auto proven = proof::prove(mutant, rulings);
  const auto* const refutation = std::get_if<proof::Refutation>(&proven);
  if (refutation == nullptr) {
    ++fates.equal;
    subject.equals.push_back(mutant);
  } else if (!refutation->witness) {
    ++fates.unmodelled;
    CHECK(refutation->instruction.has_value());
  } else {
    ++fates.refuted;
    const auto ran = bpf::run(mutant, *refutation->witness, rulings.byte_order);
    CHECK(ran.value != wanted(rulings, *refutation->witness));
    CHECK(ran.returned_at == refutation->instruction);
  }
}

/// Calls around every constant of a program, as number and as token.
void add_constants(const bpf::Program& program, const ruleset::Rulings& rulings,
                   std::vector<bpf::CallData>& calls) {
  std::set<std::uint32_t> values;
  for (const bpf::Instruction& instruction : program.instructions())
    values.insert({instruction.k - 1, instruction.k, instruction.k + 1});
  for (const std::uint32_t value : values) {
    calls.push_back({.number = value, .token = value});
    for (const ruleset::Ruleset& ruleset : rulings.rulesets)
      calls.push_back({.number = value, .token = ruleset.token});
  }
}

/// Runs every mutant that is called equal on the call.
void check_equals(const Subject& subject, const bpf::CallData& call) {
  const ruleset::Rulings& rulings = subject.filter->rulings();
  const std::uint32_t value = wanted(rulings, call);
  for (const bpf::Program& mutant : subject.equals) {
    if (bpf::run(mutant, call, rulings.byte_order).value != value)
      FAIL("a wrong program was called proven: number " << call.number);
  }
}

/// Asks each mutant at least `count` calls; returns how many.
std::uint64_t survive(const Subject& subject, std::uint64_t count, std::mt19937_64& random) {
  if (subject.equals.empty()) return 0;
  const ruleset::Rulings& rulings = subject.filter->rulings();
  auto telling = tests::telling_arguments(rulings, *subject.policy, 1, random);
  for (const auto [token, number] : tests::telling_questions(rulings))
    telling.push_back({.number = number, .token = token});
  for (const bpf::Program& mutant : subject.equals)
    add_constants(mutant, rulings, telling);
  std::uint64_t asked = 0;
  for (; asked < telling.size(); ++asked)
    check_equals(subject, telling[asked]);
  for (; asked < count; ++asked)
    check_equals(subject, tests::near_one_of(telling, random));
  return asked * subject.equals.size();
}

} // namespace

TEST_CASE("every mutant is refuted by a true witness or means the same") {
  auto compilations = compiled_profiles();
  auto random_ones = random_compilations(20);
  std::move(random_ones.begin(), random_ones.end(), std::back_inserter(compilations));
  std::vector<Subject> subjects;
  for (const Compilation& compilation : compilations)
    subjects.push_back({compilation.analysis.policy.get(), &compilation.filters.front()});

  std::mt19937_64 random(11);
  const std::span mutations = tests::all_mutations();
  std::map<std::string_view, Fates> fates;
  std::size_t mutants = 0;
  std::uint64_t asked = 0;
  for (std::size_t tried = 0; mutants < 2000; ++tried) {
    Subject& subject = subjects[tried % subjects.size()];
    const tests::Mutation& mutation = mutations[mutants % mutations.size()];
    const auto mutant = mutant_of(subject.filter->program(), mutation, random);
    if (!mutant) continue;
    CAPTURE(mutation.name);
    judge(*mutant, subject, fates[mutation.name]);
    ++mutants;
  }
  for (const Subject& subject : subjects)
    asked += survive(subject, tests::effort(20'000, 10'000'000), random);

  Fates all;
  for (const auto& [name, some] : fates) {
    MESSAGE(name << ": " << some.refuted << " refuted, " << some.equal << " equal, "
                 << some.unmodelled << " not modelled");
    all = {all.refuted + some.refuted, all.equal + some.equal, all.unmodelled + some.unmodelled};
  }
  MESSAGE(mutants << " mutants of " << subjects.size() << " filters: " << all.refuted
                  << " refuted, " << all.equal << " equal over " << asked << " inputs, "
                  << all.unmodelled << " not modelled");
  CHECK(all.refuted > 1000);
  CHECK(all.equal > 0);
  CHECK(all.unmodelled > 0);
}

// The kernel as an engine: every return of a filter is renumbered to an errno of its
// own, so that millions of calls can be made and none of them executes.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <set>
#include <sstream>

#include "bpf/interpreter.hpp"
#include "live/entries.hpp"
#include "live/verdicts.hpp"
#include "policy/evaluate.hpp"
#include "support/effort.hpp"
#include "support/profiles.hpp"
#include "support/random_policy.hpp"
#include "support/telling.hpp"

namespace {

using namespace callgate;
using tests::User;

constexpr std::uint32_t return_errno = 0x00050000; // SECCOMP_RET_ERRNO

/// A filter whose return values are errnos 1, 2, 3 …, and what these stand for.
struct Renumbered {
  std::vector<bpf::Instruction> program;
  std::vector<std::uint32_t> values; ///< errno n stands for values[n - 1]
};

Renumbered renumber(const bpf::Program& program) {
  Renumbered result;
  std::map<std::uint32_t, std::uint32_t> numbers;
  for (bpf::Instruction instruction : program.instructions()) {
    if (instruction.code == bpf::op::ret_k) {
      const auto [place, added] =
          numbers.emplace(instruction.k, static_cast<std::uint32_t>(numbers.size() + 1));
      if (added) result.values.push_back(instruction.k);
      instruction.k = return_errno | place->second;
    }
    result.program.push_back(instruction);
  }
  return result;
}

/// Whether this machine can make the call so that its kernel asks the filters.
bool is_askable(const bpf::CallData& call) {
  const auto abis = tests::callable_abis();
  return !tests::bypasses_filters(call.token, call.number) &&
         std::any_of(abis.begin(), abis.end(),
                     [&](arch::Abi abi) { return arch::facts(abi).token == call.token; });
}

/// All that a policy nominates: by token and number, and `rounds` times what its conditions do.
std::vector<bpf::CallData> nominated(const pipeline::Compilation& compilation, std::size_t rounds,
                                     std::mt19937_64& random) {
  const ruleset::Rulings& rulings = compilation.filters.front().rulings();
  auto calls = tests::telling_arguments(rulings, *compilation.analysis.policy, rounds, random);
  for (const auto [token, number] : tests::telling_questions(rulings))
    calls.push_back({.number = number, .token = token});
  std::erase_if(calls, [](const bpf::CallData& call) { return !is_askable(call); });
  return calls;
}

std::string action_text(std::uint32_t value) {
  return bpf::to_string(bpf::action_of(value));
}

std::string words_of(const bpf::CallData& call) {
  std::ostringstream text;
  text << std::hex << "token 0x" << call.token << ", number 0x" << call.number << ", arguments";
  for (const std::uint64_t argument : call.arguments)
    text << " 0x" << argument;
  return text.str();
}

/// Asks the kernel, and requires that the rulings, the interpreter and the policy's own
/// evaluator say the same of every call.
void ask_kernel(const pipeline::Compilation& compilation, User user,
                std::span<const bpf::CallData> calls) {
  const proof::ProvenFilter& filter = compilation.filters.front();
  const ruleset::Rulings& rulings = filter.rulings();
  const Renumbered renumbered = renumber(filter.program());
  const auto verdicts = tests::errnos_under(user, renumbered.program, calls);
  const policy::Evaluator evaluate(*compilation.analysis.policy, compilation.analysis.selection);
  for (std::size_t i = 0; i < calls.size(); ++i) {
    const std::size_t verdict = verdicts[i];
    const bool is_known = verdict >= 1 && verdict <= renumbered.values.size();
    const std::uint32_t kernel = is_known ? renumbered.values[verdict - 1] : 0;
    const bpf::Action wanted = evaluate(calls[i]);
    const bpf::Action ruled = ruleset::action_for(rulings, calls[i]);
    const auto ran = bpf::run(filter.program(), calls[i], rulings.byte_order);
    if (is_known && wanted == ruled && ran.value == bpf::return_value(wanted) &&
        ran.value == kernel)
      continue;
    FAIL(words_of(calls[i]) << ": kernel " << (is_known ? action_text(kernel) : "something else")
                            << ", program " << action_text(ran.value) << ", rulings "
                            << bpf::to_string(ruled) << ", policy " << bpf::to_string(wanted));
  }
}

std::string read(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

/// How many verdicts agreed, by the ABI that the number belongs to.
struct Tally {
  std::uint64_t x86_64 = 0;
  std::uint64_t x32 = 0;
  std::uint64_t i386 = 0;

  [[nodiscard]] std::uint64_t all() const { return x86_64 + x32 + i386; }

  void count(std::span<const bpf::CallData> calls) {
    for (const bpf::CallData& call : calls) {
      if (call.token == arch::facts(arch::Abi::i386).token)
        ++i386;
      else if (arch::facts(arch::Abi::x32).numbers.contains(call.number))
        ++x32;
      else
        ++x86_64;
    }
  }
};

std::ostream& operator<<(std::ostream& out, const Tally& tally) {
  return out << tally.all() << " verdicts: x86_64 " << tally.x86_64 << ", x32 " << tally.x32
             << ", i386 " << tally.i386;
}

/// Asks everything that a policy nominates, and then calls near these at random, as every user
/// that can be had.
void ask(const pipeline::Compilation& compilation, std::size_t rounds, Tally& tally) {
  constexpr std::size_t batch = 50'000;
  std::mt19937_64 random(tally.all());
  const auto telling = nominated(compilation, rounds, random);
  std::vector<bpf::CallData> calls = telling;
  const std::uint64_t at_random = tests::effort(1000, 300'000);
  for (std::uint64_t asked = 0;; asked += batch) {
    for (const User user : tests::available_users()) {
      CAPTURE(tests::name_of(user));
      ask_kernel(compilation, user, calls);
      tally.count(calls);
    }
    if (asked >= at_random) return;
    calls.clear();
    while (calls.size() < std::min<std::uint64_t>(batch, at_random - asked)) {
      const bpf::CallData call = tests::near_one_of(telling, random);
      if (is_askable(call)) calls.push_back(call);
    }
  }
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words)
    text += (text.empty() ? "" : " ") + word;
  return text;
}

/// Those lists whose calls this kernel takes.
std::vector<std::vector<std::string>> askable_lists(std::vector<std::vector<std::string>> lists) {
  std::set<std::string_view> names;
  for (const arch::Abi abi : tests::callable_abis())
    names.insert(arch::facts(abi).name);
  std::erase_if(lists, [&](const std::vector<std::string>& list) {
    return std::any_of(list.begin(), list.end(),
                       [&](const std::string& name) { return !names.contains(name); });
  });
  return lists;
}

} // namespace

TEST_CASE("the kernel decides as the harness policy says, on x86_64 and i386") {
  const std::string harness = read(CALLGATE_SOURCE_DIR "/docs/examples/harness.toml");
  Tally tally;
  for (const auto& abis :
       askable_lists({{"x86_64"}, {"i386"}, {"x86_64", "i386"}, {"x86_64", "x32", "i386"}})) {
    for (const std::string capability :
         {"none", "SQL_QUERY", "FILE_IO", "SSRF", "CODE_EXEC", "HTML_ESCAPE", "DESERIALIZE",
          "HEADER_INJECTION", "OPEN_REDIRECT", "all"}) {
      CAPTURE(joined(abis));
      CAPTURE(capability);
      ask(tests::compiled(harness, {abis, {capability}}), 1, tally);
    }
  }
  MESSAGE(tally);
  CHECK(tally.all() > 100'000);
}

TEST_CASE("the kernel decides as random policies say") {
  constexpr arch::Abi abis[] = {arch::Abi::x86_64, arch::Abi::x32, arch::Abi::i386};
  std::mt19937 random(3);
  Tally tally;
  for (int round = 0; round < 40; ++round) {
    diagnostic::Diagnostics diagnostics;
    const auto result = pipeline::compile({"policy.toml", tests::random_policy(random, abis)},
                                          {{"x86_64", "x32", "i386"}, {"all"}},
                                          pipeline::Strictness::lenient, diagnostics);
    CAPTURE(round);
    if (const auto* compilation = std::get_if<pipeline::Compilation>(&result))
      ask(*compilation, 1, tally);
  }
  MESSAGE(tally);
  CHECK(tally.all() > 100'000);
}

TEST_CASE("the kernel decides as policies from the field say") {
  Tally tally;
  for (const tests::Profile& profile : tests::profiles()) {
    for (const auto& abis : askable_lists({{"x86_64"}, {"i386"}, {"x86_64", "x32", "i386"}})) {
      CAPTURE(profile.name);
      CAPTURE(joined(abis));
      // Where i386 cannot serve it, its restriction of mmap lies in memory there.
      const auto compilation = tests::compiled(profile, abis);
      CHECK((compilation || abis != std::vector<std::string>{"x86_64"}));
      if (compilation) ask(*compilation, 3, tally);
    }
  }
  MESSAGE(tally);
  CHECK(tally.all() > 100'000);
}

TEST_CASE("the kernel decides about arguments as conditions of several ABIs say") {
  Tally tally;
  for (const std::string policy : {"fields.toml", "actions.toml"}) {
    const std::string text = read(CALLGATE_SOURCE_DIR "/tests/live/policies/" + policy);
    for (const auto& abis : askable_lists({{"x86_64"},
                                           {"x86_64", "x32"},
                                           {"i386"},
                                           {"x86_64", "i386"},
                                           {"x86_64", "x32", "i386"}})) {
      CAPTURE(policy);
      CAPTURE(joined(abis));
      ask(tests::compiled(text, {abis, {}}), 2, tally);
    }
  }
  MESSAGE(tally);
  CHECK(tally.all() > 100'000);
}

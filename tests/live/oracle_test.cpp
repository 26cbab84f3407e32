// The kernel as an engine: every return of a filter is renumbered to an errno of its
// own, so that millions of calls can be made and none of them executes.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <sstream>

#include "bpf/interpreter.hpp"
#include "live/boundary.hpp"
#include "live/entries.hpp"
#include "live/verdicts.hpp"
#include "policy/evaluate.hpp"
#include "support/agreement.hpp"
#include "support/random_policy.hpp"

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

bool is_askable(std::uint32_t token) {
  const auto abis = tests::callable_abis();
  return std::any_of(abis.begin(), abis.end(),
                     [&](arch::Abi abi) { return arch::facts(abi).token == token; });
}

/// The questions by token and number that this machine can ask its kernel.
std::vector<bpf::CallData> plain_questions(const ruleset::Rulings& rulings) {
  std::vector<bpf::CallData> calls;
  for (const auto [token, number] : tests::telling_questions(rulings)) {
    if (is_askable(token) && !tests::bypasses_filters(token, number))
      calls.push_back({.number = number, .token = token});
  }
  return calls;
}

/// Those that conditions nominate: asked about the numbers that have them, about those next
/// to these, about others at random and under the machine's other token, which some filter
/// might take for them.
std::vector<bpf::CallData> argument_questions(const ruleset::Rulings& rulings, std::size_t rounds,
                                              std::mt19937_64& random) {
  std::vector<bpf::CallData> calls;
  const auto ask_about = [&](std::uint32_t token, std::uint32_t number, const auto& arguments) {
    if (!tests::bypasses_filters(token, number))
      calls.push_back({.number = number, .token = token, .arguments = arguments});
  };
  const std::uint32_t native = arch::facts(arch::Abi::x86_64).token;
  const std::uint32_t compat = arch::facts(arch::Abi::i386).token;
  for (const auto& [token, abis, intervals] : rulings.rulesets) {
    if (!is_askable(token)) continue;
    const std::uint32_t other_token = token == native && is_askable(compat) ? compat : native;
    for (const auto& [first, last, decision] : intervals) {
      for (const auto& arguments : tests::boundary_arguments(decision, rounds, random)) {
        const std::uint32_t other = intervals[random() % intervals.size()].first;
        for (const std::uint32_t number : {first, first - 1, last, last + 1, other})
          ask_about(token, number, arguments);
        ask_about(other_token, first, arguments);
      }
    }
  }
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

/// What was asked of the kernel, by the two kinds of question.
struct Asked {
  std::size_t plain = 0;
  std::size_t with_arguments = 0;
};

/// Asks everything about a policy, `rounds` times what its conditions nominate, as every user
/// that can be had.
Asked ask(const pipeline::Compilation& compilation, std::size_t rounds) {
  std::mt19937_64 random(11);
  const ruleset::Rulings& rulings = compilation.filters.front().rulings();
  const auto plain = plain_questions(rulings);
  const auto with_arguments = argument_questions(rulings, rounds, random);
  Asked asked;
  for (const User user : tests::available_users()) {
    CAPTURE(tests::name_of(user));
    ask_kernel(compilation, user, plain);
    ask_kernel(compilation, user, with_arguments);
    asked.plain += plain.size();
    asked.with_arguments += with_arguments.size();
  }
  return asked;
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words)
    text += (text.empty() ? "" : " ") + word;
  return text;
}

/// Whether this kernel takes calls of all these ABIs.
bool are_callable(const std::vector<std::string>& names) {
  const auto abis = tests::callable_abis();
  return std::all_of(names.begin(), names.end(), [&](const std::string& name) {
    return std::any_of(abis.begin(), abis.end(),
                       [&](arch::Abi abi) { return arch::facts(abi).name == name; });
  });
}

} // namespace

TEST_CASE("the kernel decides as the harness policy says, on x86_64 and i386") {
  const std::string harness = read(CALLGATE_SOURCE_DIR "/docs/examples/harness.toml");
  const std::vector<std::vector<std::string>> lists{
      {"x86_64"}, {"i386"}, {"x86_64", "i386"}, {"x86_64", "x32", "i386"}};
  std::size_t agreed = 0;
  for (const auto& abis : lists) {
    if (!are_callable(abis)) continue;
    for (const std::string capability :
         {"none", "SQL_QUERY", "FILE_IO", "SSRF", "CODE_EXEC", "HTML_ESCAPE", "DESERIALIZE",
          "HEADER_INJECTION", "OPEN_REDIRECT", "all"}) {
      CAPTURE(joined(abis));
      CAPTURE(capability);
      const Asked some = ask(tests::compiled(harness, {abis, {capability}}), 1);
      CHECK(some.plain > 2000);
      agreed += some.plain;
    }
  }
  MESSAGE(agreed << " verdicts");
}

TEST_CASE("the kernel decides as random policies say") {
  constexpr arch::Abi abis[] = {arch::Abi::x86_64, arch::Abi::x32, arch::Abi::i386};
  std::mt19937 random(3);
  std::size_t agreed = 0;
  for (int round = 0; round < 40; ++round) {
    diagnostic::Diagnostics diagnostics;
    const auto result = pipeline::compile({"policy.toml", tests::random_policy(random, abis)},
                                          {{"x86_64", "x32", "i386"}, {"all"}},
                                          pipeline::Strictness::lenient, diagnostics);
    if (const auto* compilation = std::get_if<pipeline::Compilation>(&result))
      agreed += ask(*compilation, 1).plain;
  }
  MESSAGE(agreed << " verdicts");
  CHECK(agreed > 50000);
}

TEST_CASE("the kernel decides about arguments as policies from the field say") {
  std::size_t agreed = 0;
  for (const auto& file :
       std::filesystem::directory_iterator(CALLGATE_SOURCE_DIR "/bench/policies")) {
    const std::string name = file.path().filename().string();
    CAPTURE(name);
    const Asked some = ask(tests::compiled(read(file.path()), {{"x86_64"}, {"all"}}), 3);
    MESSAGE(name << ": " << some.plain << " verdicts by number, " << some.with_arguments
                 << " about arguments");
    agreed += some.with_arguments;
  }
  CHECK(agreed > 50000);
}

TEST_CASE("the kernel decides about arguments as conditions of several ABIs say") {
  const std::vector<std::vector<std::string>> lists{
      {"x86_64"}, {"x86_64", "x32"}, {"i386"}, {"x86_64", "i386"}, {"x86_64", "x32", "i386"}};
  std::size_t agreed = 0;
  for (const std::string policy : {"fields.toml", "actions.toml"}) {
    const std::string text = read(CALLGATE_SOURCE_DIR "/tests/live/policies/" + policy);
    for (const auto& abis : lists) {
      if (!are_callable(abis)) continue;
      CAPTURE(policy);
      CAPTURE(joined(abis));
      const Asked some = ask(tests::compiled(text, {abis, {}}), 2);
      CHECK(some.with_arguments > 1000);
      agreed += some.with_arguments;
    }
  }
  MESSAGE(agreed << " verdicts about arguments");
}

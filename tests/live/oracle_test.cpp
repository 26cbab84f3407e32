// The kernel as an engine: every return of a filter is renumbered to an errno of its
// own, so that millions of calls can be made and none of them executes.
#include <doctest/doctest.h>

#include <fstream>
#include <map>
#include <random>
#include <sstream>

#include "live/child.hpp"
#include "pipeline/compile.hpp"
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

/// Makes the call and returns what the kernel put into the accumulator.
long call_x86_64(std::uint32_t number) {
  long result = 0;
  asm volatile("syscall"
               : "=a"(result)
               : "0"(static_cast<unsigned long>(number)), "D"(0), "S"(0), "d"(0)
               : "rcx", "r11", "memory");
  return result;
}

/// The same through the 32-bit entry, which 64-bit programs can use as well.
long call_i386(std::uint32_t number) {
  long result = 0;
  asm volatile("int $0x80"
               : "=a"(result)
               : "0"(static_cast<unsigned long>(number)), "b"(0), "c"(0), "d"(0), "S"(0), "D"(0)
               : "r8", "r9", "r10", "r11", "memory");
  return static_cast<int>(result);
}

/// Calls that x86_64 kernels dispatch without asking any filter: uretprobe, uprobe.
bool bypasses_filters(const tests::Question& question) {
  return question.token == arch::facts(arch::Abi::x86_64).token &&
         (question.number == 335 || question.number == 336);
}

/// The questions that this machine can ask its kernel: through its own two entries.
std::vector<tests::Question> askable(const ruleset::Rulings& rulings) {
  const std::uint32_t native = arch::facts(arch::Abi::x86_64).token;
  const std::uint32_t compat = arch::facts(arch::Abi::i386).token;
  std::vector<tests::Question> questions;
  for (const tests::Question& question : tests::telling_questions(rulings)) {
    if (question.token != native && question.token != compat) continue;
    if (!bypasses_filters(question)) questions.push_back(question);
  }
  return questions;
}

/// Asks the kernel everything about a compiled policy; returns how many verdicts agreed
/// with the policy, and fails the test on the first that does not.
std::size_t ask_kernel(const pipeline::Compilation& compilation, User user) {
  const proof::ProvenFilter& filter = compilation.filters.front();
  const Renumbered renumbered = renumber(filter.program());
  const std::vector<tests::Question> questions = askable(filter.rulings());
  const std::span<unsigned char> verdicts = tests::shared_bytes(questions.size());
  const std::uint32_t native = arch::facts(arch::Abi::x86_64).token;
  REQUIRE(renumbered.values.size() < 256);
  const int status = tests::run_filtered(user, renumbered.program, [&] {
    for (std::size_t i = 0; i < questions.size(); ++i) {
      const auto [token, number] = questions[i];
      const long result = token == native ? call_x86_64(number) : call_i386(number);
      verdicts[i] = -256 < result && result < 0 ? static_cast<unsigned char>(-result) : 0;
    }
  });
  REQUIRE(tests::ran_to_end(status));
  const policy::Evaluator evaluate(*compilation.analysis.policy, compilation.analysis.selection);
  for (std::size_t i = 0; i < questions.size(); ++i) {
    const std::uint32_t token = questions[i].token;
    const std::uint32_t number = questions[i].number;
    CAPTURE(token);
    CAPTURE(number);
    const std::size_t verdict = verdicts[i];
    REQUIRE(verdict >= 1);
    REQUIRE(verdict <= renumbered.values.size());
    const bpf::Action wanted = evaluate({.number = number, .token = token});
    REQUIRE(renumbered.values[verdict - 1] == bpf::return_value(wanted));
  }
  return questions.size();
}

std::string harness() {
  std::ifstream file(CALLGATE_SOURCE_DIR "/docs/examples/harness.toml");
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

std::size_t ask(const std::string& text, const pipeline::Request& request) {
  diagnostic::Diagnostics diagnostics;
  const auto result =
      pipeline::compile({"policy.toml", text}, request, pipeline::Strictness::lenient, diagnostics);
  const auto* compilation = std::get_if<pipeline::Compilation>(&result);
  if (compilation == nullptr) return 0;
  std::size_t agreed = 0;
  for (const User user : tests::available_users()) {
    CAPTURE(tests::name_of(user));
    agreed += ask_kernel(*compilation, user);
  }
  return agreed;
}

} // namespace

TEST_CASE("the kernel decides as the harness policy says, on x86_64 and i386") {
  std::size_t agreed = 0;
  for (const std::string abis : {"x86_64", "i386", "x86_64 i386", "x86_64 x32 i386"}) {
    for (const std::string capability :
         {"none", "SQL_QUERY", "FILE_IO", "SSRF", "CODE_EXEC", "HTML_ESCAPE", "DESERIALIZE",
          "HEADER_INJECTION", "OPEN_REDIRECT", "all"}) {
      CAPTURE(abis);
      CAPTURE(capability);
      std::istringstream words(abis);
      pipeline::Request request{{}, {capability}};
      for (std::string abi; words >> abi;)
        request.abis.push_back(abi);
      const std::size_t some = ask(harness(), request);
      CHECK(some > 4000);
      agreed += some;
    }
  }
  MESSAGE(agreed << " verdicts");
}

TEST_CASE("the kernel decides as random policies say") {
  constexpr arch::Abi abis[] = {arch::Abi::x86_64, arch::Abi::x32, arch::Abi::i386};
  std::mt19937 random(3);
  std::size_t agreed = 0;
  for (int round = 0; round < 40; ++round)
    agreed += ask(tests::random_policy(random, abis), {{"x86_64", "x32", "i386"}, {"all"}});
  MESSAGE(agreed << " verdicts");
  CHECK(agreed > 100000);
}

// Which calls have no effect, and which of them `bench` takes for a filter.
#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "arch/abi.hpp"
#include "diagnostic/diagnostic.hpp"
#include "pipeline/compile.hpp"
#include "policy/text.hpp"
#include "tools/bench_calls.hpp"
#include "tools/harmless.hpp"

namespace {

using namespace callgate;
using namespace callgate::tools;

constexpr arch::Abi abi = arch::Abi::x86_64;

bpf::Program compiled(const std::string& text) {
  const diagnostic::Source source("p.toml", text);
  diagnostic::Diagnostics diagnostics;
  auto result =
      pipeline::compile(source, {{"x86_64"}, {}}, pipeline::Strictness::lenient, diagnostics);
  REQUIRE(std::holds_alternative<pipeline::Compilation>(result));
  return std::get<pipeline::Compilation>(result).filters.front().program();
}

std::string shown(const BenchCall& call) {
  return call.text + ": " + bpf::to_string(call.action) + (call.is_cached ? ", cached" : "");
}

/// What is measured of `call`, or why nothing is.
std::string chosen(const bpf::Program& program, const std::string& text) {
  const auto harmless = HarmlessCalls::of(abi);
  REQUIRE(harmless);
  diagnostic::Diagnostics diagnostics;
  const auto call =
      policy::parse_call({text, policy::StringText::verbatim(text.size())}, diagnostics);
  REQUIRE(call);
  const auto found = BenchCalls(*harmless, abi, program).chosen(*call, diagnostics);
  CHECK(found.has_value() != diagnostics.has_errors());
  return found ? shown(*found) : diagnostics.sorted().front().code;
}

} // namespace

TEST_CASE("harmless calls are known on every ABI that callgate is likely to run on") {
  for (const arch::Abi each :
       {arch::Abi::x86_64, arch::Abi::i386, arch::Abi::aarch64, arch::Abi::arm, arch::Abi::riscv64,
        arch::Abi::ppc64le, arch::Abi::s390x, arch::Abi::mips_n64, arch::Abi::loongarch64}) {
    CAPTURE(arch::facts(each).name);
    const auto harmless = HarmlessCalls::of(each);
    REQUIRE(harmless);
    CHECK(harmless->numbers().size() > 40);
    CHECK_FALSE(harmless->forms(harmless->numbers().front()).empty());
  }
}

TEST_CASE("the page lists them all") {
  std::ifstream file(CALLGATE_SOURCE_DIR "/docs/bench.md");
  std::ostringstream page;
  page << file.rdbuf();
  std::istringstream lines{std::string(harmless_policy())};
  for (std::string line; std::getline(lines, line);)
    CHECK_MESSAGE(page.str().find(line) != std::string::npos, line);
}

TEST_CASE("without --call: what the cache answers, and what is checked") {
  struct Row {
    std::string policy;
    std::vector<std::string> wanted;
  };
  for (const Row& row : std::vector<Row>{
           {"[base]\nallow = [\"getppid\", \"getuid\", \"fcntl(cmd == F_GETFL)\"]\n",
            {"getppid(): allow, cached", "fcntl(-1, F_GETFL): allow"}},
           {"[base]\nallow = [\"lseek(whence == 1)\", \"personality(personality == 8)\"]\n",
            {"lseek(-1, 0, SEEK_CUR): allow"}},
           {"[base]\nallow = [\"write\"]\nlog = [\"getpid\"]\n", {"write(-1): allow, cached"}},
           {"[base]\nallow = [\"kill\"]\nerrno = { EPERM = [\"getpid\"] }\n", {}},
           {"[base]\nallow = [\"close(fd == 3)\"]\n", {}},
       }) {
    const bpf::Program program = compiled(row.policy);
    const auto harmless = HarmlessCalls::of(abi);
    std::vector<std::string> found;
    for (const BenchCall& call : BenchCalls(*harmless, abi, program).usual())
      found.push_back(shown(call));
    CAPTURE(row.policy);
    CHECK_MESSAGE(found == row.wanted, (found.empty() ? "none" : found.front()));
  }
}

TEST_CASE("--call: made only if that changes nothing, and only if it can be measured") {
  const bpf::Program program = compiled(R"toml([base]
allow = ["getppid", "close", "kill", "personality(personality in {0, 0xffffffff})",
         "ioctl(request == TCGETS)", "clone(clone_flags & CLONE_NEWUSER == 0)"]
log = ["getuid"]
trap = ["geteuid"]
notify = ["getgid"]
trace = { 1 = ["getegid"] }
errno = { EPERM = ["lseek", "fcntl(cmd == F_SETFD)", "mount"] }
)toml");
  struct Row {
    std::string call;
    std::string wanted;
  };
  for (const Row& row : std::vector<Row>{
           {"getppid", "getppid(): allow, cached"},
           {"#110", "getppid(): allow, cached"},
           {"close", "close(-1): allow, cached"},
           {"close(-1)", "close(-1): allow, cached"},
           {"close(3)", "not-harmless"},
           {"kill", "not-harmless"},
           {"kill(-1, 9)", "not-harmless"},
           {"personality", "personality(0xffffffff): allow"},
           {"personality(0)", "not-harmless"},
           {"ioctl", "ioctl(-1, TCGETS): allow"},
           {"ioctl(-1, TIOCSTI)", "not-measurable"},
           {"clone", "clone(CLONE_THREAD): allow"},
           {"clone(0)", "not-harmless"},
           {"lseek", "lseek(-1, 0, SEEK_SET): errno 1"},
           {"lseek(-1, 5)", "lseek(-1, 5, SEEK_SET): errno 1"},
           {"fcntl", "fcntl(-1, F_SETFD): errno 1"},
           {"mount", "not-harmless"},
           {"getuid", "not-measurable"},
           {"geteuid", "not-measurable"},
           {"getgid", "not-measurable"},
           {"getegid", "not-measurable"},
           {"read", "not-measurable"},
           {"read(-1)", "not-measurable"},
           {"read(-1, 0, 0, 0)", "too-many-arguments"},
           {"swapcontext", "no-such-call"},
           {"getppid@aarch64", "no-such-call"},
       }) {
    CAPTURE(row.call);
    CHECK(chosen(program, row.call) == row.wanted);
  }
}

TEST_CASE("a filter that cannot be followed is tried with any harmless arguments") {
  namespace op = bpf::op;
  auto checked = bpf::Program::check({{op::ld_abs, 0, 0, bpf::offset::arguments},
                                      {op::ldx_len, 0, 0, 0},
                                      {op::mul | op::with_x, 0, 0, 0},
                                      {op::mul | op::with_x, 0, 0, 0},
                                      {op::jeq, 0, 1, 7},
                                      {op::ret_k, 0, 0, 0x80000000},
                                      {op::ret_k, 0, 0, 0x7fff0000}});
  REQUIRE(std::holds_alternative<bpf::Program>(checked));
  const auto program = std::get<bpf::Program>(std::move(checked));
  CHECK(chosen(program, "getppid") == "getppid(): allow");
  CHECK(chosen(program, "lseek") == "lseek(-1, 0, SEEK_SET): allow");
}

// What a person reads when the proof fails, which no policy should ever make it do: here
// a filter is damaged on purpose.
#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

#include "diagnostic/render.hpp"
#include "pipeline/compile.hpp"
#include "pipeline/report.hpp"

namespace {

using namespace callgate;

/// The message about the policy's filter, in which `from` has become `to`.
std::string message_about(const std::string& text, bpf::Instruction from, bpf::Instruction to) {
  const diagnostic::Source source("policy.toml", text);
  diagnostic::Diagnostics diagnostics;
  const auto result =
      pipeline::compile(source, {{"x86_64"}, {}}, pipeline::Strictness::lenient, diagnostics);
  const auto& compilation = std::get<pipeline::Compilation>(result);
  const auto good = compilation.filters.front().program().instructions();
  std::vector<bpf::Instruction> damaged(good.begin(), good.end());
  bool is_found = false;
  for (bpf::Instruction& instruction : damaged) {
    if (instruction.code != from.code || instruction.k != from.k) continue;
    instruction.k = to.k;
    is_found = true;
  }
  REQUIRE(is_found);
  const auto proven = proof::prove(std::get<bpf::Program>(bpf::Program::check(std::move(damaged))),
                                   compilation.filters.front().rulings());
  pipeline::report(std::get<proof::Refutation>(proven), compilation.analysis.resolutions.front(),
                   diagnostics);
  return diagnostic::render_text(source, diagnostics, diagnostic::Colour::never);
}

constexpr const char* allows_two =
    "[base]\nallow = [\n  \"read\",\n  \"socket(domain == 7)\",\n]\n";

} // namespace

TEST_CASE("a failed proof names the rule, the instruction and an input") {
  const std::string entry =
      message_about(allows_two, {bpf::op::jeq, 0, 0, 7}, {bpf::op::jeq, 0, 0, 6});
  CHECK(entry.find(
            "error: internal error: the filter for x86 is not proven: the program returns ") == 0);
  CHECK(entry.find(" where the policy says ") != entry.npos);
  CHECK(entry.find(", at instruction ") != entry.npos);
  CHECK(entry.find("token 0xc000003e, number 41, arguments 0x") != entry.npos);
  CHECK(entry.find("nothing was written; please report this policy") != entry.npos);
}

TEST_CASE("the rule is the one that gives the call its action, if there is one") {
  const std::string entry = message_about(allows_two, {bpf::op::ret_k, 0, 0, 0x7fff0000},
                                          {bpf::op::ret_k, 0, 0, 0x7ffc0000});
  CHECK(entry.find("returns log where the policy says allow") != entry.npos);
  CHECK(entry.find("--> policy.toml:3:4") != entry.npos);
  const std::string unlisted = message_about(allows_two, {bpf::op::ret_k, 0, 0, 0x80000000},
                                             {bpf::op::ret_k, 0, 0, 0x7fff0000});
  CHECK(unlisted.find("returns allow where the policy says kill_process") != unlisted.npos);
  CHECK(unlisted.find("--> policy.toml:") == unlisted.npos);
}

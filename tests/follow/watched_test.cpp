// What a filter for watching means, whatever the call.
#include <doctest/doctest.h>

#include "arch/calls.hpp"
#include "bpf/action.hpp"
#include "bpf/interpreter.hpp"
#include "following.hpp"
#include "pipeline/compile.hpp"
#include "policy/parse.hpp"
#include "ruleset/check.hpp"
#include "ruleset/resolve.hpp"
#include "support/random_policy.hpp"

using namespace callgate;
using following::Watching;

namespace {

pipeline::Compilation compiled(const std::string& text) {
  const diagnostic::Source source("test.toml", text);
  diagnostic::Diagnostics diagnostics;
  auto result = pipeline::compile(source, {}, pipeline::Strictness::lenient, diagnostics);
  REQUIRE(std::holds_alternative<pipeline::Compilation>(result));
  return std::get<pipeline::Compilation>(std::move(result));
}

/// What watching makes of an action, said once more.
bpf::Action expected(bpf::Action action, bool is_tracing, Watching watching) {
  using Kind = bpf::ActionKind;
  switch (action.kind) {
  case Kind::allow:
  case Kind::log:
    if (is_tracing) return {Kind::trace, pipeline::watched::tracing};
    if (watching == Watching::counting) return {Kind::trace, pipeline::watched::allowed};
    return action;
  case Kind::error:
    return {Kind::trace, pipeline::watched::denied};
  default:
    if (watching == Watching::explaining) return action;
    return {Kind::trace, pipeline::watched::denied};
  }
}

constexpr const char* mixed = R"toml(
[policy]
abis = ["x86_64", "x32", "i386", "aarch64", "arm", "s390x", "mips_o32"]
default = "kill_process"
foreign = "errno EPERM"
[base]
allow = ["read", "write", "socket(domain == 1)", "ptrace(request == 0)", "#500..600(arg0 == 1)"]
log = ["mkdirat"]
errno = { EXDEV = ["getppid", "socket(domain == 2)"], ENOSYS = ["clone3", "ptrace(request == 16)"] }
trap = ["chroot"]
kill_thread = ["reboot"]
)toml";

} // namespace

TEST_CASE("rulings for watching change denials, ptrace, and nothing else") {
  const pipeline::Compilation compilation = compiled(mixed);
  for (const Watching watching : {Watching::explaining, Watching::auditing, Watching::counting}) {
    for (const proof::ProvenFilter& filter : compilation.filters) {
      const ruleset::Rulings& rulings = filter.rulings();
      diagnostic::Diagnostics diagnostics;
      const auto watched =
          pipeline::build_watched(compilation, rulings.family, watching, diagnostics);
      REQUIRE(watched.has_value());
      for (const arch::AbiFacts& facts : arch::all_abis()) {
        for (std::uint32_t number = facts.number_base; number < facts.number_base + 700; ++number) {
          for (const std::uint64_t first : {0U, 1U, 2U, 16U}) {
            const bpf::CallData call{number, facts.token, 0, {first}};
            const bpf::Action own = ruleset::action_for(rulings, call);
            bool serves = false;
            for (const ruleset::Ruleset& ruleset : rulings.rulesets)
              serves = serves || ruleset.token == call.token;
            const bpf::Action got =
                bpf::action_of(bpf::run(watched->program(), call, rulings.byte_order).value);
            if (got == expected(own, serves && pipeline::is_tracing(call), watching)) continue;
            CAPTURE(bpf::to_string(call));
            CHECK(bpf::to_string(got) == "another action");
          }
        }
      }
    }
  }
}

TEST_CASE("no interval of rulings for watching could be one with the next") {
  const pipeline::Compilation compilation = compiled(mixed);
  for (const Watching watching : {Watching::explaining, Watching::auditing, Watching::counting})
    for (const proof::ProvenFilter& filter : compilation.filters)
      for (const ruleset::Ruleset& ruleset :
           pipeline::watched_rulings(filter.rulings(), watching).rulesets)
        for (std::size_t i = 1; i < ruleset.intervals.size(); ++i)
          CHECK(ruleset.intervals[i - 1].decision != ruleset.intervals[i].decision);
}

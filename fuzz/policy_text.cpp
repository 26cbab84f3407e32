// Policy text → parse, check, render.
#include <vector>

#include "fuzz/claim.hpp"
#include "fuzz/messages.hpp"
#include "policy/parse.hpp"
#include "ruleset/check.hpp"

namespace callgate::fuzz {

namespace {

using diagnostic::Diagnostics;
using diagnostic::Source;
using enum arch::Abi;

const std::vector<std::vector<arch::Abi>> abi_sets{
    {x86_64}, {x86_64, x32, i386}, {arm, aarch64}, {mips_n64, mips_n32, mips_o32}, {s390, alpha}};

} // namespace

void policy_text(Bytes bytes) {
  const Source source("policy.toml", policy_of(bytes));
  Diagnostics parsed;
  const policy::Policy policy = policy::parse(source, parsed);
  check_messages(source, parsed);
  for (const auto& abis : abi_sets) {
    Diagnostics diagnostics = parsed;
    ruleset::check(policy, abis, diagnostics);
    check_messages(source, diagnostics);
  }
}

} // namespace callgate::fuzz

// Random policies and random programs, decompiled: equal, or refused for a reason.
#include <doctest/doctest.h>

#include <map>
#include <random>

#include <linux/seccomp.h>

#include "bpf/random_program.hpp"
#include "decompile/round_trip.hpp"
#include "diagnostic/render.hpp"
#include "support/effort.hpp"
#include "support/random_policy.hpp"

namespace {

using namespace callgate;
using bpf::Instruction;

/// How often each was given.
using Reasons = std::map<std::string, int>;

std::string summary(const Reasons& reasons) {
  std::string text;
  for (const auto& [reason, count] : reasons)
    text += "\n  " + std::to_string(count) + " " + reason;
  return text;
}

} // namespace

TEST_CASE("random policies survive being a filter") {
  const std::vector<std::vector<arch::Abi>> groups{
      {arch::Abi::x86_64},
      {arch::Abi::x86_64, arch::Abi::x32, arch::Abi::i386},
      {arch::Abi::x32},
      {arch::Abi::x32, arch::Abi::i386},
      {arch::Abi::aarch64, arch::Abi::arm},
      {arch::Abi::s390x, arch::Abi::s390},
      {arch::Abi::mips_n64, arch::Abi::mips_n32, arch::Abi::mips_o32},
      {arch::Abi::mipsel_n32},
      {arch::Abi::ppc64, arch::Abi::ppc},
      {arch::Abi::alpha},
  };
  std::mt19937 random(20270101);
  std::uint64_t filters = 0;
  Reasons reasons;
  const std::uint64_t rounds = tests::effort(120, 1000);
  for (std::uint64_t round = 0; round < rounds; ++round) {
    const auto& abis = groups[round % groups.size()];
    const diagnostic::Source source("random.toml", tests::random_policy(random, abis));
    pipeline::Request request{{}, {round % 3 == 0 ? "none" : "all"}};
    for (const arch::Abi abi : abis)
      request.abis.emplace_back(arch::facts(abi).name);
    diagnostic::Diagnostics diagnostics;
    const auto result =
        pipeline::compile(source, request, pipeline::Strictness::lenient, diagnostics);
    const auto* compilation = std::get_if<pipeline::Compilation>(&result);
    if (compilation == nullptr) continue;
    CAPTURE(source.text());
    for (const proof::ProvenFilter& filter : compilation->filters) {
      const auto reason =
          tests::round_trip({&filter.program(), 1}, filter.rulings().byte_order, tests::Trips::one);
      ++filters;
      // A policy may come to the same action for everything.
      if (!reason.empty() && reason.find("treats calls of all ABIs alike") == reason.npos)
        ++reasons[reason];
    }
  }
  MESSAGE(filters << " filters" << summary(reasons));
  CHECK(filters > rounds / 2);
  CHECK(reasons.empty());
}

TEST_CASE("random programs are policies, or refused for a reason") {
  constexpr std::size_t small = 20'000; // nodes: what takes more takes long
  test::Random random(7);
  int written = 0, refused = 0;
  Reasons reasons;
  for (int round = 0; round < 3000; ++round) {
    // Filters that know their ABI come closer to a policy.
    std::vector<Instruction> program{
        {bpf::op::ld_abs, 0, 0, bpf::offset::token},
        {bpf::op::jeq, 1, 0, arch::facts(arch::Abi::x86_64).token},
        {bpf::op::ret_k, 0, 0, SECCOMP_RET_KILL_PROCESS},
    };
    auto body = test::random_instructions(random);
    if (random.one_in(2)) body = test::observable(body, random);
    program.insert(program.end(), body.begin(), body.end());
    auto checked = bpf::Program::check(std::move(program));
    const auto* filter = std::get_if<bpf::Program>(&checked);
    if (filter == nullptr) continue;
    CAPTURE(round);
    const auto reason =
        tests::round_trip({filter, 1}, arch::ByteOrder::little, tests::Trips::two, small);
    ++(reason.empty() ? written : refused);
    if (!reason.empty()) ++reasons[reason.substr(0, 40)];
  }
  MESSAGE(written << " written, " << refused << " refused" << summary(reasons));
  CHECK(written >= 100);
}

#include "libseccomp.hpp"

#include <benchmark/benchmark.h>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <random>
#include <seccomp.h>
#include <string>
#include <sys/mman.h>
#include <unistd.h>
#include <utility>

#include "bpf/encoding.hpp"
#include "bpf/interpreter.hpp"
#include "bpf/program.hpp"
#include "peer_rules.hpp"
#include "support/telling.hpp"

namespace callgate::bench {

namespace {

struct Release {
  void operator()(void* filter) const { seccomp_release(filter); }
};
using Filter = std::unique_ptr<void, Release>;

/// A rule as the library takes it.
struct Rule {
  std::uint32_t action;
  int number;
  std::vector<scmp_arg_cmp> comparisons;
};

/// All that the library is told, made before time is taken.
struct Request {
  std::uint32_t otherwise;
  std::uint32_t foreign;
  std::vector<Rule> rules;
};

scmp_arg_cmp compared(const Comparison& comparison) {
  using Operator = Comparison::Operator;
  const auto with = [&](scmp_compare test, std::uint64_t a, std::uint64_t b) {
    return scmp_arg_cmp{comparison.slot, test, a, b};
  };
  switch (comparison.test) {
  case Operator::equal:
    return with(SCMP_CMP_EQ, comparison.value, 0);
  case Operator::unequal:
    return with(SCMP_CMP_NE, comparison.value, 0);
  case Operator::at_most:
    return with(SCMP_CMP_LE, comparison.value, 0);
  case Operator::at_least:
    return with(SCMP_CMP_GE, comparison.value, 0);
  case Operator::masked_equal:
    break;
  }
  return with(SCMP_CMP_MASKED_EQ, comparison.mask, comparison.value);
}

/// The library's actions are the kernel's return values.
Request request_of(const PeerRules& rules, bpf::Action foreign) {
  Request request{bpf::return_value(rules.otherwise), bpf::return_value(foreign), {}};
  for (const PeerRule& rule : rules.rules) {
    Rule& made = request.rules.emplace_back();
    made.action = bpf::return_value(rule.action);
    made.number = static_cast<int>(rule.number);
    for (const Comparison& comparison : rule.comparisons)
      made.comparisons.push_back(compared(comparison));
  }
  return request;
}

[[noreturn]] void fail(const std::string& what) {
  std::cerr << "libseccomp: " << what << '\n';
  std::exit(EXIT_FAILURE);
}

/// A filter and how many rules the library refused.
std::pair<Filter, std::size_t> built(const Request& request, std::uint32_t level) {
  Filter filter(seccomp_init(request.otherwise));
  if (!filter || seccomp_attr_set(filter.get(), SCMP_FLTATR_CTL_OPTIMIZE, level) != 0 ||
      seccomp_attr_set(filter.get(), SCMP_FLTATR_ACT_BADARCH, request.foreign) != 0)
    fail("cannot begin a filter");
  std::size_t refused = 0;
  for (const Rule& rule : request.rules) {
    const auto count = static_cast<unsigned>(rule.comparisons.size());
    if (seccomp_rule_add_array(filter.get(), rule.action, rule.number, count,
                               rule.comparisons.data()) != 0)
      ++refused;
  }
  return {std::move(filter), refused};
}

/// A file in memory, in which one filter after the other is written.
class Memory {
public:
  Memory() : file_(::memfd_create("filter", MFD_CLOEXEC)) {
    if (file_ < 0) fail("no file in memory");
  }
  Memory(const Memory&) = delete;
  Memory& operator=(const Memory&) = delete;
  ~Memory() { ::close(file_); }

  void write(const Filter& filter) const {
    if (::lseek(file_, 0, SEEK_SET) != 0 || seccomp_export_bpf(filter.get(), file_) != 0)
      fail("cannot export a filter");
  }

  [[nodiscard]] std::string content() const {
    const off_t size = ::lseek(file_, 0, SEEK_CUR);
    std::string bytes(static_cast<std::size_t>(size), '\0');
    if (::pread(file_, bytes.data(), bytes.size(), 0) != size) fail("cannot read a filter");
    return bytes;
  }

private:
  int file_;
};

bpf::Program program_in(const std::string& bytes) {
  auto decoded = bpf::decode(bytes, arch::facts(arch::native_abi()).byte_order);
  auto* instructions = std::get_if<std::vector<bpf::Instruction>>(&decoded);
  if (instructions == nullptr) fail("wrote no instructions");
  auto program = bpf::Program::check(std::move(*instructions));
  if (std::holds_alternative<bpf::Rejection>(program)) fail("wrote what no kernel takes");
  return std::get<bpf::Program>(std::move(program));
}

/// Without numbers of x32: the library gives them what calls through foreign tokens get.
std::vector<bpf::CallData> nominated(const pipeline::Compilation& compiled) {
  const ruleset::Rulings& rulings = compiled.filters[0].rulings();
  std::mt19937_64 random(1);
  auto calls = tests::telling_arguments(rulings, *compiled.analysis.policy, 2, random);
  for (const auto& [token, number] : tests::telling_questions(rulings))
    calls.push_back({.number = number, .token = token});
  const std::uint32_t x32_bit = arch::facts(arch::Abi::x32).number_base;
  std::erase_if(calls, [&](const bpf::CallData& call) {
    return arch::native_abi() == arch::Abi::x86_64 && call.number >= x32_bit;
  });
  return calls;
}

/// Tells where the other filter differs from the proven one, if it does, and counts it.
std::size_t compare(const std::string& name, const pipeline::Compilation& compiled,
                    const bpf::Program& other) {
  const proof::ProvenFilter& ours = compiled.filters[0];
  const auto order = ours.rulings().byte_order;
  const std::vector<bpf::CallData> calls = nominated(compiled);
  std::size_t differences = 0;
  std::string first;
  for (const bpf::CallData& call : calls) {
    const std::uint32_t expected = bpf::run(ours.program(), call, order).value;
    const std::uint32_t found = bpf::run(other, call, order).value;
    if (found == expected) continue;
    if (differences++ == 0)
      first = bpf::to_string(call) + " gets " + bpf::to_string(bpf::action_of(found)) + ", not " +
              bpf::to_string(bpf::action_of(expected));
  }
  if (differences != 0)
    std::cerr << "warning: " << name << " decides " << differences << " of " << calls.size()
              << " nominated calls differently; the first: " << first << '\n';
  return differences;
}

/// What one benchmark needs.
struct Peer {
  std::string name;
  std::uint32_t level;
  Request request;
  double instructions = 0;
  double differences = 0;
};

void measure(benchmark::State& state, const Peer& peer) {
  const Memory memory;
  for (auto _ : state)
    memory.write(built(peer.request, peer.level).first);
  state.counters["instructions"] = peer.instructions;
  state.counters["differences"] = peer.differences;
}

Peer peer_of(const Subject& subject, const pipeline::Compilation& compiled, std::uint32_t level) {
  const ruleset::Rulings& rulings = compiled.filters[0].rulings();
  const PeerRules rules = peer_rules(rulings.rulesets[0]);
  Peer peer{subject.name + "/libseccomp-" + std::to_string(level), level,
            request_of(rules, rulings.foreign)};
  const auto [filter, refused] = built(peer.request, level);
  if (rules.unsaid + refused != 0)
    std::cerr << "warning: " << peer.name << ": " << rules.unsaid
              << " numbers or ranges cannot be said to libseccomp, and it refuses " << refused
              << " rules\n";
  const Memory memory;
  memory.write(filter);
  const bpf::Program program = program_in(memory.content());
  peer.instructions = static_cast<double>(program.size());
  peer.differences = static_cast<double>(compare(peer.name, compiled, program));
  return peer;
}

} // namespace

void register_libseccomp(const std::vector<Subject>& subjects) {
  for (const Subject& subject : subjects) {
    const pipeline::Compilation compiled = compile(subject);
    if (compiled.analysis.selection.abis != std::vector{arch::native_abi()}) continue;
    for (const std::uint32_t level : {1U, 2U}) {
      Peer peer = peer_of(subject, compiled, level);
      const std::string name = peer.name;
      benchmark::RegisterBenchmark(name.c_str(), [peer = std::move(peer)](benchmark::State& state) {
        measure(state, peer);
      });
    }
  }
}

} // namespace callgate::bench

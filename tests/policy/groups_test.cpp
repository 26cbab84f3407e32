// What groups and `except` come to, call by call.
#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <set>
#include <string>

#include "arch/calls.hpp"
#include "diagnostic/render.hpp"
#include "policy/builtin_groups.hpp"
#include "policy/groups.hpp"
#include "policy/parse.hpp"

namespace {

using namespace callgate;
using arch::Abi;

policy::Policy parse(const std::string& text) {
  const diagnostic::Source source("policy.toml", text);
  diagnostic::Diagnostics diagnostics;
  policy::Policy policy = policy::parse(source, diagnostics);
  INFO(diagnostic::render_text(source, diagnostics, diagnostic::Colour::never));
  CHECK_FALSE(diagnostics.has_errors());
  return policy;
}

std::string codes(const std::string& text) {
  const diagnostic::Source source("policy.toml", text);
  diagnostic::Diagnostics diagnostics;
  policy::parse(source, diagnostics);
  std::string found;
  for (const diagnostic::Diagnostic& diagnostic : diagnostics.sorted())
    found += (found.empty() ? "" : " ") + diagnostic.code;
  return found;
}

/// The names of the calls that a table speaks of on `abi`.
std::set<std::string> calls(const policy::Table& table, Abi abi) {
  std::set<std::string> names;
  for (const policy::Rule& rule : table.rules) {
    for (const auto& [number, last] : numbers_of(table, rule, abi)) {
      const arch::Call* call = arch::find_call(abi, number);
      names.insert(call ? std::string(call->name) : "#" + std::to_string(number));
    }
  }
  return names;
}

/// Those of a policy with this [base].
std::set<std::string> base(const std::string& table, Abi abi,
                           const std::string& known_through = "7.3") {
  return calls(parse("[policy]\nknown_through = \"" + known_through + "\"\n[base]\n" + table).base,
               abi);
}

/// A call's release on its ABI, else the earliest elsewhere.
std::optional<arch::Release> recorded_release(const arch::Call& call) {
  if (call.since.known != arch::Since::Known::unknown) return call.since.release;
  std::optional<arch::Release> earliest;
  for (const arch::AbiFacts& other : arch::all_abis()) {
    const arch::Call* there = arch::find_call(other.abi, call.name);
    if (there == nullptr || there->since.known == arch::Since::Known::unknown) continue;
    if (!earliest || there->since.release < *earliest) earliest = there->since.release;
  }
  return earliest;
}

std::size_t rules(const policy::Policy& policy) {
  return policy.base.rules.size();
}

} // namespace

TEST_CASE("a call newer than known_through is in no built-in group") {
  struct Row {
    std::string_view group;
    std::string_view call;
    Abi abi;
    std::string_view before;
    std::string_view since;
  };
  const Row rows[] = {
      {"known", "clone3", Abi::x86_64, "5.2", "5.3"},
      {"process", "clone3", Abi::x86_64, "5.2", "5.3"},
      {"system-service", "clone3", Abi::aarch64, "5.2", "5.3"},
      {"known", "fchroot", Abi::x86_64, "7.2", "7.3"},
      {"mount", "fchroot", Abi::x86_64, "7.2", "7.3"},
      // Calls that these ABIs have a number for and are not recorded to serve.
      {"system-service", "mseal", Abi::i386, "6.9", "6.10"},
      {"known", "mseal", Abi::arm, "6.9", "6.10"},
      {"default", "map_shadow_stack", Abi::riscv64, "6.5", "6.6"},
      {"file-system", "file_getattr", Abi::riscv32, "6.16", "6.17"},
      {"reboot", "kexec_file_load", Abi::riscv32, "3.16", "3.17"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.group);
    CAPTURE(row.call);
    const std::string table = "allow = [\"read\", \"@" + std::string(row.group) + "\"]\n";
    const std::string call(row.call);
    CHECK_FALSE(base(table, row.abi, std::string(row.before)).contains(call));
    CHECK(base(table, row.abi, std::string(row.since)).contains(call));
  }
}

TEST_CASE("no release lets a call in that is recorded later on any ABI that has it") {
  for (const std::string_view through : {"3.0", "4.9", "5.10", "6.1", "6.12", "7.2"}) {
    const auto limit = arch::parse_release(through).value();
    const policy::Policy policy = parse("[policy]\nknown_through = \"" + std::string(through) +
                                        "\"\n[base]\nallow = [\"@known\", \"@obsolete\"]\n");
    for (const arch::AbiFacts& abi : arch::all_abis()) {
      std::set<std::uint32_t> listed;
      for (const policy::Rule& rule : policy.base.rules) {
        for (const arch::NumberRange& numbers : numbers_of(policy.base, rule, abi.abi))
          listed.insert(numbers.first);
      }
      for (const arch::Call& call : arch::calls(abi.abi)) {
        if (&call != arch::find_call(abi.abi, call.number)) continue; // a second name
        const auto release = recorded_release(call);
        CAPTURE(abi.name);
        CAPTURE(call.name);
        CAPTURE(through);
        if (release) CHECK(listed.contains(call.number) == (*release <= limit));
      }
    }
  }
}

TEST_CASE("without known_through groups are as of the release they were judged at") {
  const policy::Policy policy = parse("[base]\nallow = [\"@io-event\"]\n");
  REQUIRE(!policy.base.rules.empty());
  const policy::GroupUse use = policy.base.rules[0].group.value();
  CHECK(use.name == "io-event");
  CHECK(use.through == policy::groups_judged_at);
  CHECK(policy::builtin_groups_through(policy, {}) == policy::groups_judged_at);
}

TEST_CASE("a call that the policy's own group names is in it whatever its release") {
  const std::string own = "[group.own]\ncalls = [\"clone3\", \"@process\", \"@signal\"]\n";
  const auto found = base("allow = [\"@own\"]\n" + own, Abi::x86_64, "5.0");
  CHECK(found.contains("clone3"));
  CHECK(found.contains("rt_sigaction"));
  CHECK_FALSE(found.contains("pidfd_open"));
  // So too where a built-in group comes first.
  const std::string later = "[group.own]\ncalls = [\"@process\", \"@inner\"]\n"
                            "[group.inner]\ncalls = [\"clone3\"]\n";
  CHECK(base("allow = [\"@own\"]\n" + later, Abi::x86_64, "5.0").contains("clone3"));
}

TEST_CASE("the members of a group are one unit, with the name that stands in the table") {
  const std::string text = "[base]\nallow = [\"@own\"]\n[group.own]\n"
                           "calls = [\"read\", \"@swap\"]\n";
  const policy::Policy policy = parse(text);
  CHECK(rules(policy) == 3);
  for (const policy::Rule& rule : policy.base.rules) {
    CHECK(rule.group.value().name == "own");
    CHECK(text.substr(rule.entry.span.begin, rule.entry.span.end - rule.entry.span.begin) ==
          "@own");
    const bool by_name = std::get<std::string>(rule.entry.call) == "read";
    CHECK(rule.group.value().through.has_value() == !by_name);
  }
}

TEST_CASE("restrictions of a group and of its members combine") {
  const std::string own = "[group.own]\ncalls = [\"read\", \"write@i386\", \"@swap@x86_64\"]\n";
  using Names = std::set<std::string>;
  CHECK(base("allow = [\"@own\"]\n" + own, Abi::i386) == Names{"read", "write"});
  CHECK(base("allow = [\"@own\"]\n" + own, Abi::x86_64) == Names{"read", "swapoff", "swapon"});
  CHECK(base("allow = [\"@own@i386\"]\n" + own, Abi::i386) == Names{"read", "write"});
  CHECK(base("allow = [\"@own@i386\"]\n" + own, Abi::x86_64) == Names{});
  CHECK(base("allow = [\"@own@x86_64\"]\n" + own, Abi::x86_64) ==
        Names{"read", "swapoff", "swapon"});
  CHECK(base("allow = [\"@swap@arm\"]\n", Abi::arm) == Names{"swapoff", "swapon"});
}

TEST_CASE("a call that several ways lead to is one rule") {
  CHECK(rules(parse("[base]\nallow = [\"@a\"]\n[group.a]\ncalls = [\"@b\", \"@c\", \"read\"]\n"
                    "[group.b]\ncalls = [\"@swap\", \"read\"]\n"
                    "[group.c]\ncalls = [\"@swap\", \"read\", \"read@x86_64\"]\n")) == 4);
}

TEST_CASE("except takes calls out of the groups of its table, by number, and out of no entry") {
  struct Row {
    std::string_view table;
    std::string_view call;
    Abi abi;
    bool stays;
  };
  const Row rows[] = {
      {"allow = [\"@basic-io\"]\nexcept = [\"llseek\"]", "_llseek", Abi::i386, false},
      {"allow = [\"@basic-io\"]\nexcept = [\"_llseek\"]", "llseek", Abi::riscv32, false},
      {"allow = [\"@known\"]\nexcept = [\"fstatat\"]", "newfstatat", Abi::x86_64, false},
      {"allow = [\"@known\"]\nexcept = [\"fstatat\"]", "fstatat64", Abi::i386, false},
      {"allow = [\"@basic-io\"]\nexcept = [\"#1\"]", "write", Abi::x86_64, false},
      {"allow = [\"@basic-io\"]\nexcept = [\"#1\"]", "write", Abi::i386, true},
      {"allow = [\"@basic-io\"]\nexcept = [\"write@i386\"]", "write", Abi::i386, false},
      {"allow = [\"@basic-io\"]\nexcept = [\"write@i386\"]", "write", Abi::x86_64, true},
      {"allow = [\"@basic-io\", \"write\"]\nexcept = [\"write\"]", "write", Abi::i386, true},
      {"allow = [\"@system-service\"]\nexcept = [\"@aio\"]", "io_setup", Abi::i386, false},
      {"allow = [\"@system-service\"]\nexcept = [\"@aio\"]", "read", Abi::i386, true},
      {"allow = [\"@system-service\"]\nexcept = [\"@aio@arm\"]", "io_setup", Abi::i386, true},
      {"except = [\"@own\"]\nallow = [\"@basic-io\"]\n[group.own]\ncalls = [\"@o2\"]\n"
       "[group.o2]\ncalls = [\"dup\"]",
       "dup", Abi::i386, false},
      {"allow = [\"read\"]\nerrno = { EPERM = [\"@basic-io\"] }\nexcept = [\"dup\"]", "dup",
       Abi::i386, false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.table);
    CAPTURE(row.call);
    CHECK(base(std::string(row.table), row.abi).contains(std::string(row.call)) == row.stays);
  }
  // In except a built-in group is not cut at known_through.
  CHECK_FALSE(base("allow = [\"@own\", \"read\"]\nexcept = [\"@process\"]\n"
                   "[group.own]\ncalls = [\"clone3\", \"dup\"]\n",
                   Abi::x86_64, "5.0")
                  .contains("clone3"));
  // Another table's groups stay whole.
  const policy::Policy policy = parse("[base]\nallow = [\"@swap\"]\nexcept = [\"swapon\"]\n"
                                      "[cap.A]\nallow = [\"@swap\"]\n");
  CHECK(calls(policy.base, Abi::x86_64) == std::set<std::string>{"swapoff"});
  CHECK(calls(policy.capabilities[0], Abi::x86_64).size() == 2);
}

TEST_CASE("texts that would take long are refused") {
  std::string nested = "[base]\nallow = [\"@g0\", \"read\"]\n";
  for (int i = 0; i < 5000; ++i)
    nested += "[group.g" + std::to_string(i) + "]\ncalls = [\"@g" + std::to_string(i + 1) + "\"]\n";
  CHECK(codes(nested + "[group.g5000]\ncalls = [\"read\"]\n").starts_with("group-depth"));
  CHECK(codes(nested + "[group.g5000]\ncalls = [\"@g0\"]\n").starts_with("group-depth"));

  std::string doubling = "[base]\nallow = [\"@g0\"]\n";
  for (int i = 0; i < 60; ++i) {
    const std::string next = std::to_string(i + 1);
    doubling += "[group.g" + std::to_string(i) + "]\ncalls = [\"@g" + next + "\", \"@g" + next +
                "@x86_64\", \"@g" + next + "@i386\"]\n";
  }
  CHECK(codes(doubling + "[group.g60]\ncalls = [\"read\"]\n").empty());

  std::string many = "[base]\nallow = [";
  for (int i = 0; i < 1000; ++i)
    many += "\"@known\", ";
  CHECK(codes(many + "]\n").starts_with("group-size"));
}

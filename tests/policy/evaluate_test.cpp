// What the evaluator makes of entries with conditions.
#include <doctest/doctest.h>

#include "diagnostic/render.hpp"
#include "policy/evaluate.hpp"
#include "policy/parse.hpp"

using namespace callgate;

TEST_CASE("of the entries that match the most permissive wins, and else the default") {
  const diagnostic::Source source("policy.toml", R"toml(
[policy]
known_through = "3.0"
newer = "errno ENOSYS"
[base]
allow = ["close(fd > 2)", "socket(domain == AF_UNIX)", "socket(domain == AF_INET && type == 1)",
         "openat2(arg0 == 1)", "#3@i386(arg0 == 7)"]
errno = { EPERM = ["close"], EACCES = ["socket(domain == AF_INET)"] }
[cap.A]
allow = ["socket(domain == AF_INET6)"]
)toml");
  diagnostic::Diagnostics diagnostics;
  const policy::Policy policy = policy::parse(source, diagnostics);
  INFO(diagnostic::render_text(source, diagnostics, diagnostic::Colour::never));
  REQUIRE(!diagnostics.has_errors());
  const policy::Selection none{{arch::Abi::x86_64, arch::Abi::i386}, {}};
  const policy::Selection all{none.abis, {"A"}};
  const policy::Evaluator narrow(policy, none);
  const policy::Evaluator wide(policy, all);

  struct Row {
    arch::Abi abi;
    std::uint32_t number;
    std::array<std::uint64_t, 6> arguments;
    const char* base;
    const char* with_a;
  };
  using enum arch::Abi;
  const Row rows[] = {
      {x86_64, 3, {3}, "allow", "allow"},
      {x86_64, 3, {2}, "errno 1", "errno 1"},
      {i386, 6, {3}, "allow", "allow"},
      {i386, 6, {2}, "errno 1", "errno 1"},
      {x86_64, 41, {1}, "allow", "allow"},
      {x86_64, 41, {2, 1}, "allow", "allow"},
      {x86_64, 41, {2, 2}, "errno 13", "errno 13"},
      {x86_64, 41, {10}, "kill_process", "allow"},
      {x86_64, 41, {3}, "kill_process", "kill_process"},
      {x86_64, 437, {1}, "allow", "allow"},
      {x86_64, 437, {0}, "kill_process", "kill_process"}, // listed, hence not newer
      {x86_64, 439, {0}, "errno 38", "errno 38"},
      {i386, 3, {7}, "allow", "allow"},
      {i386, 3, {8}, "kill_process", "kill_process"},
  };
  for (const Row& row : rows) {
    CAPTURE(arch::facts(row.abi).name);
    CAPTURE(row.number);
    CAPTURE(row.arguments[0]);
    const bpf::CallData call{.number = row.number,
                             .token = arch::facts(row.abi).token,
                             .instruction_pointer = 0,
                             .arguments = row.arguments};
    CHECK(bpf::to_string(narrow(call)) == row.base);
    CHECK(bpf::to_string(wide(call)) == row.with_a);
  }
}

TEST_CASE("a verdict says why") {
  const diagnostic::Source source("policy.toml", R"toml(
[policy]
known_through = "6.1"
newer = "errno ENOSYS"
foreign = "trap"
[base]
allow = ["@basic-io", "socket(domain == AF_UNIX)"]
log = ["read", "socket(domain == AF_INET)"]
[cap.A]
allow = ["socket(domain == AF_INET)"]
)toml");
  diagnostic::Diagnostics diagnostics;
  const policy::Policy policy = policy::parse(source, diagnostics);
  REQUIRE(!diagnostics.has_errors());
  const policy::Evaluator evaluate(policy, {{arch::Abi::x86_64}, {"A"}});

  using enum policy::Verdict::Reason;
  struct Row {
    arch::Abi abi;
    std::uint32_t number;
    std::uint64_t argument;
    policy::Verdict::Reason reason;
    std::string action;
    std::string entry; ///< "[table] its text"
  };
  using enum arch::Abi;
  const Row rows[] = {
      {x86_64, 0, 0, entry, "allow", "[base] @basic-io"},
      {x86_64, 41, 1, entry, "allow", "[base] socket(domain == AF_UNIX)"},
      {x86_64, 41, 2, entry, "allow", "[cap.A] socket(domain == AF_INET)"},
      {x86_64, 41, 3, no_condition, "kill_process", ""},
      {x86_64, 39, 0, unlisted, "kill_process", ""},
      {x86_64, 451, 0, newer, "errno 38", ""},
      {x32, 0x40000000, 0, sibling_abi, "kill_process", ""},
      {i386, 3, 0, foreign_token, "trap", ""},
  };
  for (const Row& row : rows) {
    CAPTURE(arch::facts(row.abi).name);
    CAPTURE(row.number);
    CAPTURE(row.argument);
    const bpf::CallData call{.number = row.number,
                             .token = arch::facts(row.abi).token,
                             .instruction_pointer = 0,
                             .arguments = {row.argument}};
    const policy::Verdict verdict = evaluate.verdict(call);
    CHECK(verdict.reason == row.reason);
    CHECK(bpf::to_string(verdict.action) == row.action);
    CHECK((verdict.table == nullptr) == row.entry.empty());
    REQUIRE((verdict.rule == nullptr) == row.entry.empty());
    if (verdict.rule == nullptr) continue;
    const diagnostic::Span span = verdict.rule->entry.span;
    CHECK(policy::title(*verdict.table) + " " +
              std::string(source.text().substr(span.begin, span.end - span.begin)) ==
          row.entry);
  }
}

#include <set>

#include <doctest/doctest.h>
#include <linux/seccomp.h>

#include "bpf/action.hpp"

using namespace callgate::bpf;

TEST_CASE("action: names, values and kinds lead back to each other") {
  std::set<std::string_view> names;
  for (const ActionFacts& row : all_actions()) {
    CHECK(&facts(row.kind) == &row);
    CHECK(action_kind_named(row.name) == row.kind);
    CHECK(names.insert(row.name).second);
    const Action action{row.kind, static_cast<std::uint16_t>(row.has_data ? 7 : 0)};
    CHECK(action_of(return_value(action)) == action);
  }
  CHECK(names.contains("errno"));
  CHECK_FALSE(action_kind_named("error"));
  CHECK_FALSE(action_kind_named(""));
}

TEST_CASE("action: returned values as the kernel reads them") {
  struct Case {
    std::uint32_t value;
    Action action;
    const char* text;
  };
  const Case cases[] = {
      {SECCOMP_RET_ALLOW, {ActionKind::allow}, "allow"},
      {SECCOMP_RET_ALLOW | 1, {ActionKind::allow}, "allow"},
      {SECCOMP_RET_LOG, {ActionKind::log}, "log"},
      {SECCOMP_RET_TRACE | 0xffff, {ActionKind::trace, 0xffff}, "trace 65535"},
      {SECCOMP_RET_USER_NOTIF, {ActionKind::notify}, "notify"},
      {SECCOMP_RET_ERRNO, {ActionKind::error, 0}, "errno 0"},
      {SECCOMP_RET_ERRNO | 38, {ActionKind::error, 38}, "errno 38"},
      {SECCOMP_RET_ERRNO | 4095, {ActionKind::error, 4095}, "errno 4095"},
      {SECCOMP_RET_ERRNO | 4096, {ActionKind::error, 4095}, "errno 4095"},
      {SECCOMP_RET_ERRNO | 0xffff, {ActionKind::error, 4095}, "errno 4095"},
      {SECCOMP_RET_TRAP | 5, {ActionKind::trap, 5}, "trap 5"},
      {SECCOMP_RET_TRAP, {ActionKind::trap}, "trap"},
      {SECCOMP_RET_KILL_THREAD, {ActionKind::kill_thread}, "kill_thread"},
      {SECCOMP_RET_KILL_PROCESS, {ActionKind::kill_process}, "kill_process"},
      {0x7ffe0000, {ActionKind::kill_process}, "kill_process"},
      {0x00040000, {ActionKind::kill_process}, "kill_process"},
      {0xffffffff, {ActionKind::kill_process}, "kill_process"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.value);
    CHECK(action_of(c.value) == c.action);
    CHECK(to_string(c.action) == c.text);
  }
}

TEST_CASE("action: what stops a call whoever watches") {
  for (const ActionFacts& row : all_actions())
    CHECK(row.stops == (row.kind >= ActionKind::error));
}

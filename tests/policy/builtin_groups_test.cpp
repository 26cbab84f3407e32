// What the built-in groups hold, and docs/groups.md, which `--update` makes anew.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "arch/calls.hpp"
#include "policy/builtin_groups.hpp"
#include "support/cases.hpp"

namespace {

using namespace callgate;
using policy::BuiltinGroup;
using policy::calls_of;
using policy::find_builtin_group;
using Names = std::vector<std::string_view>;

Names words(std::string_view text) {
  Names found;
  while (!text.empty()) {
    const std::size_t length = std::min(text.find(' '), text.size());
    found.push_back(text.substr(0, length));
    text.remove_prefix(std::min(length + 1, text.size()));
  }
  return found;
}

bool has(std::string_view group, std::string_view call) {
  const Names calls = calls_of(*find_builtin_group(group));
  return std::binary_search(calls.begin(), calls.end(), call);
}

bool has_recorded_release(std::string_view name) {
  for (const arch::AbiFacts& abi : arch::all_abis()) {
    const arch::Call* call = arch::find_call(abi.abi, name);
    if (call != nullptr && call->since.known != arch::Since::Known::unknown) return true;
  }
  return false;
}

/// `names` in code quotes, in lines of at most 100 characters.
std::string paragraph(const Names& names) {
  std::string text;
  std::string line;
  for (const std::string_view name : names) {
    const std::string word = "`" + std::string(name) + "`";
    if (!line.empty() && line.size() + 1 + word.size() > 100) {
      text += line + "\n";
      line.clear();
    }
    line += (line.empty() ? "" : " ") + word;
  }
  return text + line + "\n";
}

std::string section(const BuiltinGroup& group) {
  std::string text = "\n## @" + std::string(group.name) + "\n\n" + std::string(group.summary);
  text[text.rfind("\n\n") + 2] =
      static_cast<char>(std::toupper(static_cast<unsigned char>(group.summary[0])));
  text += ".\n\n";
  if (group.members == "*")
    return text + "Without the numbers that headers name and no kernel is recorded to serve.\n";
  return text + paragraph(words(group.members));
}

std::string page() {
  std::string text = R"(# Built-in groups

What `@NAME` stands for in a policy, judged at Linux )" +
                     arch::to_string(policy::groups_judged_at) + R"(. This page is made from
`compiler/policy/builtin_groups.cpp` by `test_policy --update`. [The policy language](policy.md)
says what groups are for; `callgate calls @io-event` shows one with numbers and releases.

- A policy gets of a group the calls released by its `known_through`, else those released by the
  release above.
- An ABI gets those that it has. Names for one kind of call on several ABIs stand side by side.
- Thirty names are systemd's, and what they hold is nearly what it is there; `@pure-compute` and
  `@seccomp-strict` are callgate's own. Unlike systemd, callgate allows nothing by itself:
  `@default` is to be named like any other group.
- `@aio` has io_uring, whose operations no filter sees: it opens, connects and reads for a program
  whose filter forbids the calls of that name. `@system-service` contains it:
  `except = ["io_uring_setup"]` takes it out.
)";
  for (const BuiltinGroup& group : policy::builtin_groups())
    text += section(group);
  return text;
}

} // namespace

TEST_CASE("docs/groups.md is what the groups are") {
  const auto path = std::filesystem::path(CALLGATE_SOURCE_DIR) / "docs" / "groups.md";
  if (tests::update_cases) {
    std::ofstream(path, std::ios::binary) << page();
    return;
  }
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  CHECK(text.str() == page());
}

TEST_CASE("names are in order and stand for something") {
  const auto groups = policy::builtin_groups();
  CHECK(groups.size() == 32);
  CHECK(std::ranges::adjacent_find(groups, std::ranges::greater_equal(), &BuiltinGroup::name) ==
        groups.end());
  for (const BuiltinGroup& group : groups) {
    CAPTURE(group.name);
    CHECK(find_builtin_group(group.name) == &group);
    const Names members = words(group.members);
    CHECK(std::set(members.begin(), members.end()).size() == members.size());
    CHECK(std::ranges::is_sorted(members, {}, [](std::string_view member) {
      return std::pair(!member.starts_with('@'), member);
    }));
    for (const std::string_view member : members) {
      CAPTURE(member);
      if (member.starts_with('@'))
        CHECK(find_builtin_group(member.substr(1)) != nullptr);
      else
        CHECK((member == "*" || arch::is_call_name(member)));
    }
  }
  CHECK(find_builtin_group("io_event") == nullptr);
  CHECK(find_builtin_group("") == nullptr);
}

TEST_CASE("every call of the tables was considered") {
  for (const arch::AbiFacts& abi : arch::all_abis()) {
    for (const arch::Call& call : arch::calls(abi.abi)) {
      CAPTURE(abi.name);
      CAPTURE(call.name);
      CHECK((call.since.known == arch::Since::Known::unknown ||
             call.since.release <= policy::groups_judged_at));
    }
  }
}

TEST_CASE("what harms others than the program is not in groups for ordinary programs") {
  const std::string_view ordinary[] = {"default", "pure-compute", "seccomp-strict",
                                       "system-service"};
  const std::string_view dangerous[] = {"clock",    "cpu-emulation", "debug",  "module", "mount",
                                        "obsolete", "raw-io",        "reboot", "swap"};
  for (const std::string_view group : ordinary) {
    for (const std::string_view other : dangerous) {
      for (const std::string_view call : calls_of(*find_builtin_group(other))) {
        CAPTURE(group);
        CAPTURE(call);
        CHECK_FALSE(has(group, call));
      }
    }
    for (const std::string_view call : {"bpf", "open_by_handle_at", "fanotify_init", "syslog",
                                        "acct", "vhangup", "quotactl", "syscall", "socketcall"}) {
      CAPTURE(group);
      CAPTURE(call);
      CHECK((!has(group, call) || (group == "system-service" && call == "socketcall")));
    }
  }
  for (const std::string_view call :
       {"open", "openat", "openat2", "read", "execve", "clone", "fork", "socket", "connect",
        "ioctl", "fcntl", "prctl", "kill", "ptrace", "dup", "io_uring_setup"}) {
    CAPTURE(call);
    CHECK_FALSE(has("pure-compute", call));
  }
}

TEST_CASE("groups hold what their users look for") {
  struct Row {
    std::string_view group;
    std::string_view call;
  };
  const Row rows[] = {
      {"system-service", "read"},
      {"system-service", "epoll_wait"},
      {"system-service", "execve"},
      {"system-service", "io_uring_setup"},
      {"default", "mmap"},
      {"default", "futex"},
      {"io-event", "pselect6_time64"},
      {"privileged", "kexec_load"},
      {"privileged", "swapon"},
      {"pure-compute", "write"},
      {"seccomp-strict", "sigreturn"},
      {"known", "fchroot"},
      {"known", "syscall"},
      {"known", "s390_sthyi"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.group);
    CAPTURE(row.call);
    CHECK(has(row.group, row.call));
  }
  // A number that a header reserves is no call.
  CHECK_FALSE(has("known", "reserved82"));
  CHECK_FALSE(has("known", "available4"));
}

TEST_CASE("every call of a group has a release that known_through can be held against") {
  for (const BuiltinGroup& group : policy::builtin_groups()) {
    for (const std::string_view call : calls_of(group)) {
      CAPTURE(call);
      CHECK(has_recorded_release(call));
    }
  }
}

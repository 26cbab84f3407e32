// What becomes of a denied call, and what the watcher is told of it.
#include <doctest/doctest.h>

#include <cerrno>
#include <csignal>
#include <filesystem>

#include "following.hpp"

using namespace following;
namespace pipeline = callgate::pipeline;

namespace {

const std::string getppid_line = " getppid 0xb 0xc 0xd 0xe 0xf 0x10";

struct Row {
  std::string policy;
  Watching watching;
  std::vector<std::string> words;
  int status;
  std::vector<std::string> told;
};

void check(const std::vector<Row>& rows) {
  for (const bool is_ordinary : {false, true}) {
    for (const Row& row : rows) {
      std::vector<std::string> command{program("denied")};
      command.insert(command.end(), row.words.begin(), row.words.end());
      Job job{.command = command, .policy = row.policy, .watching = row.watching};
      if (is_ordinary) job.before = become_ordinary;
      const Outcome outcome = follow(job);
      CAPTURE(row.policy);
      CAPTURE(row.words.front());
      CAPTURE(is_ordinary);
      CHECK(outcome.status == row.status);
      CHECK(outcome.told == row.told);
      CHECK(outcome.failure.empty());
    }
  }
}

constexpr int killed = 128 + SIGSYS;

} // namespace

TEST_CASE("explaining, the policy's own action happens") {
  const auto mode = Watching::explaining;
  check({
      {errno_policy, mode, {"exit", "7"}, 7, {}},
      {errno_policy, mode, {"error"}, EXDEV, {"trace" + getppid_line}},
      {kill_policy, mode, {"error"}, killed, {"kill" + getppid_line}},
      {kill_thread_policy, mode, {"error"}, killed, {"kill" + getppid_line}},
      {trap_policy, mode, {"error"}, killed, {"trap" + getppid_line}},
      {trap_policy, mode, {"trap"}, 0, {"trap" + getppid_line}},
      {errno_policy, mode, {"exec-by-thread"}, EXDEV, {"trace" + getppid_line}},
      {errno_policy, mode, {"leader-ends"}, EXDEV, {"trace" + getppid_line}},
      {kill_policy, mode, {"leader-ends"}, killed, {"kill" + getppid_line}},
  });
}

TEST_CASE("auditing, denied calls pass") {
  const auto mode = Watching::auditing;
  for (const std::string& policy : {errno_policy, kill_policy, kill_thread_policy, trap_policy})
    check({{policy, mode, {"error"}, 0, {"trace" + getppid_line}},
           {policy, mode, {"often", "3"}, 0, std::vector(3, "trace" + getppid_line)}});
}

TEST_CASE("counting, every call is told") {
  const Outcome outcome =
      follow({.command = {program("denied"), "often", "50"}, .watching = Watching::counting});
  CHECK(outcome.status == 0);
  CHECK(outcome.times("trace" + getppid_line) == 50);
  CHECK(outcome.told.size() > 55);
  CHECK(outcome.told.back().rfind("allowed exit_group", 0) == 0);
}

TEST_CASE("an errno is that of the arguments") {
  const std::string by_argument = policy("errno = { EXDEV = [\"getppid(arg0 == 1)\"], EDOM = "
                                         "[\"getppid(arg0 == 11 && arg5 == 16)\"] }");
  check({{by_argument, Watching::explaining, {"error"}, EDOM, {"trace" + getppid_line}}});
}

TEST_CASE("SIGSYS that is not the filter's is nobody's trap") {
  check({{trap_policy, Watching::explaining, {"forge"}, 0, {}}});
}

#if defined(__x86_64__)
TEST_CASE("whatever else is in its registers, a denied call gets its errno") {
  const Outcome selector = follow({.command = {program("denied"), "odd-selector"}});
  CHECK(selector.failure.empty());
  CHECK(selector.status == EXDEV);
  const Outcome base = follow({.command = {program("denied"), "high-base"}});
  CHECK(base.failure.empty());
  if (base.status == 255)
    MESSAGE("skipped: programs cannot write fs_base here");
  else
    CHECK(base.status == EXDEV);
}
#endif

TEST_CASE("a thread that is killed ends alone") {
  // The others end the process with their joining: the killed one never returns.
  const Outcome outcome =
      follow({.command = {program("denied"), "threads", "1", "0"}, .policy = kill_thread_policy});
  CHECK(outcome.told == std::vector<std::string>{"kill" + getppid_line});
}

TEST_CASE("i386 programs and calls") {
#if defined(__x86_64__)
  const std::string by_entry = "trace getppid@i386 0xb 0xc 0xd 0xe 0xf";
  const Outcome outcome = follow({.command = {program("denied"), "int80"}});
  CHECK(outcome.status == EXDEV);
  REQUIRE(outcome.told.size() == 1);
  CHECK(outcome.told.front().rfind(by_entry, 0) == 0);
  if (!runs_32()) {
    MESSAGE("skipped: no 32-bit programs here");
    return;
  }
  const std::string line = " getppid@i386 0xb 0xc 0xd 0xe 0xf 0x10";
  const std::string denied32 = program("denied32");
  CHECK(follow({.command = {denied32, "error"}}).told == std::vector{"trace" + line});
  CHECK(follow({.command = {denied32, "error"}}).status == EXDEV);
  CHECK(follow({.command = {denied32, "error"}, .policy = kill_policy}).told ==
        std::vector{"kill" + line});
  CHECK(follow({.command = {denied32, "trap"}, .policy = trap_policy}).status == 0);
  CHECK(follow({.command = {denied32, "trap"}, .policy = trap_policy}).told ==
        std::vector{"trap" + line});
  const Outcome audited = follow({.command = {denied32, "error"}, .watching = Watching::auditing});
  CHECK(audited.status == 0);
  CHECK(audited.told == std::vector{"trace" + line});
#endif
}

TEST_CASE("a program that traces is abandoned before it does") {
  for (const Watching watching : {Watching::explaining, Watching::auditing, Watching::counting}) {
    const Outcome outcome =
        follow({.command = {program("denied"), "trace-me"}, .watching = watching});
    CHECK(outcome.status == 125);
    CHECK(outcome.failure == "it traces");
  }
  const Outcome denied = follow({.command = {program("denied"), "trace-me"},
                                 .policy = policy("errno = { EDOM = [\"ptrace\"] }")});
  CHECK(denied.status == EDOM);
}

TEST_CASE("whatever a program does with its memory, a denied call stays denied") {
  const std::string folder = std::filesystem::path(program("")).parent_path().string() + "/race";
  std::filesystem::create_directory(folder);
  const Outcome outcome = follow({.command = {program("denied"), "race", folder}});
  CHECK(outcome.status == 0);
  CHECK(outcome.told.size() == 2000);
  CHECK(std::filesystem::is_empty(folder));
}

TEST_CASE("calls that a filter of the program's own hands over get what they get unwatched") {
  // Nobody traces there: ENOSYS. That the value is one of callgate's changes nothing.
  const std::string denied = std::to_string(pipeline::watched::denied);
  for (const std::string& data : {std::string("7"), denied})
    for (const Watching watching : {Watching::explaining, Watching::auditing})
      check({{errno_policy, watching, {"own-filter", data}, ENOSYS, {}}});
}

TEST_CASE("a call that the policy and a filter of the program's own deny") {
  // Told, and let pass as far as the policy goes; to the other filter's tracer, who is not there.
  const std::string denied = policy("errno = { EXDEV = [\"getpgid\"] }");
  check({{denied,
          Watching::auditing,
          {"own-filter", "7"},
          ENOSYS,
          {"trace getpgid 0x0 0xc 0xd 0xe 0xf 0x10"}}});
}

TEST_CASE("the command cannot reach into callgate") {
  for (const Watching watching : {Watching::explaining, Watching::auditing}) {
    const Outcome outcome = follow({.command = {program("denied"), "open-parent"},
                                    .watching = watching,
                                    .before = become_ordinary});
    CHECK(outcome.status == EACCES);
  }
}

TEST_CASE("a process that escapes its tracer escapes no denial") {
  const Outcome outcome = follow({.command = {program("denied"), "untraced"}});
  CHECK(outcome.status == ENOSYS);
}

// Who is counted: every thread and process that comes of the command, from its first
// instruction on, and nobody else; and under which token.
#include <doctest/doctest.h>

#include <csignal>
#include <sys/wait.h>
#include <unistd.h>

#include "watched.hpp"

using namespace callgate;

TEST_CASE("all that comes of a command is counted, whatever way it came") {
  if (!watched::possible()) return;
  struct Case {
    const char* action;
    long times;
    std::uint64_t getppid; ///< calls
  };
  constexpr Case cases[] = {
      {"getppid", 1, 1},   {"getppid", 12345, 12345},  {"threads", 200, 2000},
      {"forks", 500, 500}, {"nested-threads", 50, 51}, {"vforks", 20, 20},
      {"execs", 12, 12},   {"exec-in-thread", 1, 1},   {"clone-parent", 10, 10},
      {"daemons", 10, 10}, {"pid-namespaces", 5, 5},   {"traced", 20, 20},
  };
  for (const Case& c : cases) {
    CAPTURE(c.action);
    const watched::Seen seen = watched::watch(c.action, c.times);
    CHECK(seen.ended.status == 0);
    CHECK(seen.count("getppid") == c.getppid);
  }
}

TEST_CASE("the first call counted is the first of the new program") {
  if (!watched::possible()) return;
  const watched::Seen seen = watched::watch("exit", 0);
  CHECK(seen.count("execve") == 0);
  CHECK(seen.count("prctl") == 0); // callgate's own, before
  CHECK(seen.count("exit_group") == 1);
  CHECK(watched::watch("execs", 3).count("execve") == 3);
}

TEST_CASE("nobody else is counted") {
  if (!watched::possible()) return;
  const pid_t other = fork();
  REQUIRE(other >= 0);
  if (other == 0)
    for (;;)
      getppid();
  const watched::Seen seen = watched::watch("forks", 20);
  kill(other, SIGKILL);
  waitpid(other, nullptr, 0);
  CHECK(seen.count("getppid") == 20);
}

#ifdef __x86_64__
TEST_CASE("calls of each way into the kernel have their own token and number") {
  if (!watched::possible()) return;
  const watched::Seen wide = watched::watch("getppid", 7);
  CHECK(wide.count("getppid") == 7);
  CHECK(wide.count("getppid", arch::Abi::i386) == 0);

  // 64-bit code, through the 32-bit entry.
  const watched::Seen mixed = watched::watch("int80", 9);
  CHECK(mixed.count("getppid") == 0);
  CHECK(mixed.count("getppid", arch::Abi::i386) == 9);
  CHECK(mixed.count("exit_group") == 1);

  // Whether the kernel has x32 or not.
  const watched::Seen x32 = watched::watch("x32", 4);
  CHECK(x32.count("getppid") == 0);
  CHECK(x32.count("getppid", arch::Abi::x32) == 4);
}

TEST_CASE("a 32-bit program, and one that a 64-bit program becomes") {
  if (!watched::possible() || !watched::has_program_of_32()) return;
  const watched::Seen narrow = watched::watch({watched::program(32), "getppid", "11"});
  CHECK(narrow.count("getppid", arch::Abi::i386) == 11);
  CHECK(narrow.count("exit_group", arch::Abi::i386) == 1);
  for (const records::SeenCall& call : narrow.calls)
    CHECK(call.token == arch::facts(arch::Abi::i386).token);

  const watched::Seen threads = watched::watch({watched::program(32), "threads", "30"});
  CHECK(threads.count("getppid", arch::Abi::i386) == 300);

  const watched::Seen shell = watched::watch(
      {"/bin/sh", "-c", watched::program(32) + " getppid 3; " + watched::program() + " getppid 5"});
  CHECK(shell.count("getppid", arch::Abi::i386) == 3);
  CHECK(shell.count("getppid") >= 5); // the shell may ask, too
}
#endif

TEST_CASE("a command may have filters and listeners of its own; what these deny is not counted") {
  if (!watched::possible()) return;
  const watched::Seen seen = watched::watch({watched::program(), "filtered", "30"});
  CHECK(seen.ended.status == 0);
  REQUIRE(seen.notes.size() == 1);
  CHECK(seen.notes[0].find("installs filters itself") != std::string::npos);
  CHECK(seen.find("seccomp")->arguments.empty()); // nobody asked for them
  CHECK(seen.count("seccomp") == 1);
  CHECK(seen.count("getuid") == 30);
  CHECK(seen.count("getppid") == 0);
}

TEST_CASE("processes that die at every moment leave nothing behind") {
  if (!watched::possible()) return;
  const watched::Seen storm = watched::watch("killed-storm", 30);
  CHECK(storm.ended.status == 0);
  CHECK(storm.count("kill") == 30);
  // Room for few: what died must have made room for what came.
  watched::Options few;
  few.room.threads = 8;
  const watched::Seen seen = watched::watch("forks-in-turn", 500, few);
  CHECK(seen.count("exit_group") == 501);
}

TEST_CASE("two observers at a time see their own") {
  if (!watched::possible()) return;
  const pid_t other = fork();
  REQUIRE(other >= 0);
  if (other == 0) _exit(watched::watch("forks", 77).count("getppid") == 77 ? 0 : 1);
  CHECK(watched::watch("forks", 99).count("getppid") == 99);
  int status = -1;
  waitpid(other, &status, 0);
  CHECK(status == 0);
}

TEST_CASE("numbers that no kernel knows are counted") {
  if (!watched::possible()) return;
  const watched::Seen seen = watched::watch("strange", 20);
  std::uint64_t strange = 0;
  bool has_minus_one = false;
  for (const records::SeenCall& call : seen.calls) {
    strange += call.number >= 100000 && call.number < 100020 ? call.count : 0;
    has_minus_one |= call.number == 0xffffffff && call.count == 1;
  }
  CHECK(strange == 20);
  CHECK(has_minus_one);
}

TEST_CASE("what has no room is told") {
  if (!watched::possible()) return;
  watched::Options options;
  options.room.threads = 4;
  const watched::Seen threads =
      watched::watch({watched::program(), "nested-threads", "20"}, options);
  REQUIRE(threads.notes.size() == 1);
  CHECK(threads.notes[0].find("could not be followed") != std::string::npos);
  CHECK(threads.count("getppid") < 21);

  options = {};
  options.room.odd_numbers = 8;
  const watched::Seen numbers = watched::watch({watched::program(), "strange", "40"}, options);
  REQUIRE(numbers.notes.size() == 1);
  CHECK(numbers.notes[0].find(" calls of numbers that no kernel knows are missing") !=
        std::string::npos);
}

// Many threads and processes, and ends of all kinds.
#include <doctest/doctest.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <sys/prctl.h>
#include <unistd.h>

#include "following.hpp"

using namespace following;

namespace {

const std::string line = "trace getppid 0xb 0xc 0xd 0xe 0xf 0x10";

} // namespace

TEST_CASE("two hundred threads") {
  const Outcome outcome =
      follow({.command = {program("denied"), "threads", "200", std::to_string(EXDEV)}});
  CHECK(outcome.status == 0);
  CHECK(outcome.times(line) == 200);
}

TEST_CASE("processes one after the other") {
  const Outcome outcome = follow({.command = {program("denied"), "fork-many", "60"}});
  CHECK(outcome.status == 0);
  CHECK(outcome.times(line) == 20);
}

TEST_CASE("a daemon is followed to its end") {
  const Outcome outcome = follow({.command = {program("denied"), "daemonize"}});
  CHECK(outcome.status == 3);
  CHECK(outcome.out == "daemon " + std::to_string(EXDEV) + "\n");
  CHECK(outcome.told == std::vector{line});
}

TEST_CASE("nobody stays behind who escaped the tracer") {
  adopt_orphans();
  const Outcome outcome = follow({.command = {program("denied"), "leave-untraced"}});
  CHECK(outcome.status == 4);
  CHECK(all_ended());
}

TEST_CASE("children that are killed, crash, stop and go on") {
  CHECK(follow({.command = {program("denied"), "kill-child"}}).status == 128 + SIGKILL);
  CHECK(follow({.command = {program("denied"), "crash"}}).status == 128 + SIGABRT);
  CHECK(follow({.command = {program("denied"), "stop-child"}}).status == EXDEV);
}

TEST_CASE("a command that is killed") {
  adopt_orphans();
  const Running running = start({.command = {program("denied"), "wait-for-interrupt"}});
  CHECK(read_until(running.out, "waiting") == "waiting");
  kill(running.pid, SIGKILL);
  const Outcome outcome = finish(running);
  CHECK(outcome.status == -1);
  CHECK(all_ended());
}

TEST_CASE(
    "the tracer's death ends all, also who stands stopped, computes, or has a session of its own") {
  adopt_orphans();
  const Running running = start({.command = {program("denied"), "crowd"}});
  CHECK(read_until(running.out, "crowded") == "crowded");
  kill(running.pid, SIGKILL);
  CHECK(finish(running).status == -1);
  CHECK(all_ended());
}

TEST_CASE("children that callgate was started with are nobody's concern") {
  for (const char* what : {"error", "exec-by-thread", "leader-ends"}) {
    Job job{.command = {program("denied"), what}};
    job.before = [] {
      const pid_t follower = getpid();
      if (fork() != 0) return;
      prctl(PR_SET_PDEATHSIG, SIGKILL);
      close_range(0, ~0U, 0);
      while (getppid() == follower)
        pause();
      _exit(0);
    };
    const Outcome outcome = follow(job);
    CAPTURE(what);
    CHECK(outcome.status == EXDEV);
    CHECK(outcome.told == std::vector{line});
  }
}

TEST_CASE("the time limit ends all") {
  adopt_orphans();
  Job job{.command = {program("denied"), "crowd"}};
  job.surroundings.time_limit = std::chrono::milliseconds(400);
  const Outcome outcome = follow(job);
  CHECK(outcome.timed_out);
  CHECK(outcome.status == 128 + SIGKILL);
  CHECK(all_ended());

  job.command = {program("denied"), "exit", "4"};
  job.surroundings.time_limit = std::chrono::minutes(10);
  const Outcome quick = follow(job);
  CHECK(!quick.timed_out);
  CHECK(quick.status == 4);
}

// How it ends: the command, the observer, the guard, whoever is killed first.
#include <doctest/doctest.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <string>
#include <thread>
#include <unistd.h>
#include <vector>

#include "watched.hpp"

namespace {

using watched::Observer;
using watched::program;

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("the command's status is passed on") {
  struct Row {
    const char* what;
    int status;
    const char* says;
  };
  for (const std::string& method : watched::methods()) {
    for (const Row& row : {Row{"calls", 0, "status 0 signal 0"}, Row{"nothing", 99, "status 99"},
                           Row{"crash", 139, "signal 11"}, Row{"killed", 137, "signal 9"}}) {
      CAPTURE(method);
      CAPTURE(row.what);
      const watched::Result result = watched::observe({method, {program("act"), row.what}});
      CHECK(result.status == row.status);
      CHECK(has(result.seen.text, row.says));
    }
  }
}

TEST_CASE("the command cannot reach into callgate, nor into the guard") {
  for (const std::string& method : watched::methods()) {
    if (method == "counters") continue; // takes a privilege that nothing is closed for
    CAPTURE(method);
    const char* const generations = method == "trace" ? "1" : "2";
    watched::Job job{method, {program("act"), "open-parents", generations}};
    const watched::TemporaryFolder folder; // where the user can execute it
    job.command[0] = folder.path + "/act";
    std::filesystem::copy_file(program("act"), job.command[0]);
    if (geteuid() == 0) job.user = 65534;
    CHECK(watched::observe(job).status == 0);
  }
}

TEST_CASE("whatever SIGCHLD was when callgate started, ends are seen, and the command has it so") {
  for (const std::string& method : watched::methods()) {
    for (const bool is_blocked : {false, true}) {
      CAPTURE(method);
      CAPTURE(is_blocked);
      watched::Job job{method, {"grep", is_blocked ? "SigBlk" : "SigIgn", "/proc/self/status"}};
      job.before = [is_blocked] {
        sigset_t child;
        sigemptyset(&child);
        sigaddset(&child, SIGCHLD);
        if (is_blocked)
          sigprocmask(SIG_BLOCK, &child, nullptr);
        else
          signal(SIGCHLD, SIG_IGN);
      };
      const watched::Result result = watched::observe(job);
      CHECK(result.status == 0);
      CHECK(has(result.output, "0000000000010000"));
    }
  }
}

TEST_CASE("a child that forks away belongs to the command") {
  for (const std::string& method : watched::methods()) {
    CAPTURE(method);
    const watched::Result result = watched::observe({method, {program("act"), "daemonize"}});
    CHECK(result.status == 7);
    CHECK(result.seen.count("getegid") == 3);
  }
}

TEST_CASE("the observer's death ends everything") {
  for (const std::string& method : watched::methods()) {
    CAPTURE(method);
    Observer observer({method, {program("act"), "tree"}});
    REQUIRE(observer.wait_for("ready"));
    CHECK(observer.processes().size() > 2);
    kill(observer.pid(), SIGKILL);
    CHECK(observer.status() == 137);
    CHECK(observer.leaves_nobody());
    CHECK_FALSE(observer.seen().is_there);
  }
}

TEST_CASE("the guard's death ends everything") {
  Observer observer({"notification", {program("act"), "tree"}});
  REQUIRE(observer.wait_for("ready"));
  kill(observer.guard(), SIGKILL);
  CHECK(observer.status() == 125);
  CHECK(observer.leaves_nobody());
  CHECK(has(observer.seen().text, "the process that guards the command was killed"));
}

TEST_CASE("a command ends though guard and observer die at once, even one that makes no calls") {
  for (const std::string& method : watched::methods()) {
    if (method == "trace") continue; // has no guard
    CAPTURE(method);
    Observer observer({method, {program("act"), "compute"}});
    REQUIRE(observer.wait_for("ready"));
    const pid_t guard = observer.guard();
    kill(observer.pid(), SIGSTOP);
    kill(guard, SIGKILL);
    kill(observer.pid(), SIGKILL);
    CHECK(observer.leaves_nobody());
  }
}

TEST_CASE("at whichever moment either dies, nobody is left") {
  for (int i = 0; i < 24; ++i) {
    CAPTURE(i);
    Observer observer({"notification", {program("act"), "tree"}});
    std::this_thread::sleep_for(std::chrono::microseconds(i * 500));
    const pid_t guard = observer.guard();
    kill(i % 2 == 0 && guard != 0 ? guard : observer.pid(), SIGKILL);
    CHECK(observer.status() >= 125);
    CHECK(observer.leaves_nobody());
  }
}

TEST_CASE("when the time is over everything ends") {
  for (const std::string& method : watched::methods()) {
    CAPTURE(method);
    Observer observer({method + ":300", {program("act"), "tree"}});
    CHECK(observer.status() == 137);
    CHECK(observer.leaves_nobody());
    CHECK(has(observer.seen().text, "signal 9 timed out"));
    CHECK(observer.seen().count("setsid") == 1);
  }
}

TEST_CASE("Ctrl-C is the command's, and what was seen is kept") {
  for (const std::string& method : watched::methods()) {
    CAPTURE(method);
    watched::Job job{method, {program("act"), "wait"}};
    job.has_terminal = true;
    Observer observer(job);
    REQUIRE(observer.wait_for("ready"));
    observer.type("\x03");
    CHECK(observer.status() == 130);
    CHECK(observer.leaves_nobody());
    CHECK(has(observer.seen().text, "status 0 signal 2"));
    CHECK(observer.seen().count("write") == 1);
  }
}

TEST_CASE("Ctrl-C reaches the command once") {
  for (const std::string& method : watched::methods()) {
    CAPTURE(method);
    watched::Job job{method, {program("act"), "count-interrupts"}};
    job.has_terminal = true;
    Observer observer(job);
    REQUIRE(observer.wait_for("ready"));
    observer.type("\x03");
    CHECK(observer.status() == 41);
  }
}

TEST_CASE("an alarm that was set before the observer started is the command's") {
  for (const std::string& method : watched::methods()) {
    CAPTURE(method);
    watched::Job job{method, {program("act"), "wait"}};
    job.before = [] { alarm(1); };
    CHECK(watched::observe(job).status == 128 + SIGALRM);
  }
}

TEST_CASE("signals to the observer are passed on") {
  for (const std::string& method : watched::methods()) {
    for (const int signal : {SIGTERM, SIGHUP, SIGINT, SIGUSR1, SIGXCPU, SIGALRM, SIGRTMAX}) {
      CAPTURE(method);
      CAPTURE(signal);
      Observer observer({method, {program("act"), "wait"}});
      REQUIRE(observer.wait_for("ready"));
      kill(observer.pid(), signal);
      CHECK(observer.status() == 128 + signal);
      CHECK(observer.leaves_nobody());
      const watched::Seen seen = observer.seen();
      INFO(seen.text);
      CHECK(seen.count("write") == 1);
    }
  }
}

TEST_CASE("a signal reaches what the command left behind, once it is over") {
  Observer observer({"notification", {"/bin/sh", "-c", "(echo ready; exec sleep 60) & exit 4"}});
  REQUIRE(observer.wait_for("ready"));
  while (observer.processes().size() > 3) { // observer, guard and sleep
  }
  kill(observer.pid(), SIGTERM);
  CHECK(observer.status() == 4);
  CHECK(observer.leaves_nobody());
}

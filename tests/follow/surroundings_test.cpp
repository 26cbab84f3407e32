// Where a command starts, what it is given, and why it may not start at all.
#include <doctest/doctest.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>

#include "following.hpp"

using namespace following;

TEST_CASE("directory, environment and streams") {
  Job job{.command = {"/bin/sh", "-c", "pwd; echo $FIRST; cat"}};
  int input[2];
  REQUIRE(pipe2(input, O_CLOEXEC) == 0);
  REQUIRE(write(input[1], "typed\n", 6) == 6);
  close(input[1]);
  job.surroundings.directory = "/usr";
  job.surroundings.environment = {"FIRST=1 2", "PATH=/bin:/usr/bin"};
  job.surroundings.standard_input = input[0];
  job.policy = policy("errno = { EXDEV = [\"chroot\"] }");
  job.surroundings.standard_error = 9999; // which is not open
  CHECK(follow(job).status == 125);
  job.surroundings.standard_error = 2;
  const Outcome outcome = follow(job);
  CHECK(outcome.status == 0);
  CHECK(outcome.out == "/usr\n1 2\ntyped\n");
  close(input[0]);
}

TEST_CASE("a group of its own") {
  Job job{.command = {"/bin/sh", "-c",
                      "read pid name state parent group rest </proc/$$/stat; test $$ = $group"}};
  job.policy = policy("errno = { EXDEV = [\"chroot\"] }");
  job.surroundings.own_group = true;
  CHECK(follow(job).status == 0);
  job.surroundings.own_group = false;
  CHECK(follow(job).status == 1);
}

TEST_CASE("a command is looked up where it runs") {
  const std::string folder = std::filesystem::path(program("denied")).parent_path();
  Job job{.command = {"./denied", "error"}};
  job.surroundings.directory = folder;
  CHECK(follow(job).status == EXDEV);
  job.command[0] = "denied";
  CHECK(follow(job).status == 127);
  job.before = [&] { setenv("PATH", folder.c_str(), 1); };
  CHECK(follow(job).status == EXDEV);
  job.surroundings.environment = {"A=1"}; // and not callgate's PATH
  CHECK(follow(job).status == 127);
  job.surroundings.environment = {"A=1", "PATH=/nowhere:" + folder};
  CHECK(follow(job).status == EXDEV);
  job.surroundings.environment = {"PATH=:/nowhere"}; // an empty part is the folder itself
  CHECK(follow(job).status == EXDEV);
  job.surroundings.directory.reset();
  job.surroundings.environment = {"PATH=" + folder};
  // callgate's own folder may be one that it cannot read.
  job.before = [&] {
    const std::string closed = folder + "/closed";
    if (mkdir(closed.c_str(), 0111) != 0 || chdir(closed.c_str()) != 0) abort();
    become_ordinary();
  };
  CHECK(follow(job).status == EXDEV);
}

TEST_CASE("commands that do not start") {
  struct Row {
    std::string command;
    int status;
    std::string message;
  };
  const std::string folder = std::filesystem::path(program("denied")).parent_path();
  for (const Row& row :
       {Row{"no-such-command-anywhere", 127, "command not found"},
        Row{folder + "/missing", 127, "No such file"}, Row{folder, 126, "directory"}}) {
    const Outcome outcome = follow({.command = {row.command}});
    CAPTURE(row.command);
    CHECK(outcome.status == row.status);
    CHECK(outcome.failure.find(row.message) != std::string::npos);
  }
  Job job{.command = {"true"}};
  job.surroundings.directory = "/no/such/folder";
  CHECK(follow(job).status == 125);
  CHECK(follow(job).failure.find("/no/such/folder") != std::string::npos);
}

TEST_CASE("several commands one after the other in one process") {
  const Running running =
      start({.command = {program("denied"), "exit", "0"}, .before = [] {
               for (int i = 0; i < 20; ++i) {
                 const Outcome outcome = follow_here({.command = {program("denied"), "error"}});
                 if (outcome.told.size() != 1) abort();
               }
             }});
  CHECK(finish(running).status == 0);
}

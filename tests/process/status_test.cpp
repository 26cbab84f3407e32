// Exit statuses: the command's own pass through, callgate's are those of a shell.
#include <doctest/doctest.h>

#include <csignal>
#include <cstdlib>
#include <linux/seccomp.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "launch.hpp"

using namespace launch;

TEST_CASE("the command's exit status and its signal are the process's own") {
  for (const When when : {When::first_instruction, When::before_exec}) {
    for (const int status : {0, 1, 125, 255})
      CHECK(run({.command = {program("act"), "exit", std::to_string(status)}, .when = when})
                .status() == status);
    for (const int signal : {SIGTERM, SIGKILL, SIGINT}) {
      const Outcome outcome =
          run({.command = {program("act"), "die", std::to_string(signal)}, .when = when});
      CHECK(WIFSIGNALED(outcome.wait_status));
      CHECK(WTERMSIG(outcome.wait_status) == signal);
    }
  }
}

TEST_CASE("standard input and output are the command's") {
  const Outcome outcome = run({.command = {program("act"), "copy"}, .input = "through\n"});
  CHECK(outcome.out == "through\n");
  CHECK(outcome.status() == 0);
}

TEST_CASE("not found is 127, found but not executable 126") {
  const TemporaryFolder folder;
  const std::string plain = folder.add("plain", "text\n", 0644);
  const std::string no_format = folder.add("no-format", "text\n", 0755);
  const std::string no_interpreter = folder.add("no-interpreter", "#!/nonesuch\n", 0755);
  const std::string script = folder.add("script", "#!" + program("act") + " exit\n", 0755);
  const auto in_path = [&] { setenv("PATH", (":/nonesuch:" + folder.path).c_str(), 1); };

  for (const When when : {When::first_instruction, When::before_exec}) {
    const auto status = [&](std::vector<std::string> command) {
      const Outcome outcome = run({.command = command, .when = when, .before = in_path});
      CHECK(outcome.err.find(command.front()) != std::string::npos);
      return outcome.status();
    };
    CHECK(status({"/nonesuch"}) == 127);
    CHECK(status({"/etc/passwd/x"}) == 127);
    CHECK(status({"nonesuch"}) == 127);
    CHECK(status({""}) == 127);
    CHECK(status({no_interpreter}) == 127);
    CHECK(status({plain}) == 126);
    CHECK(status({"plain"}) == 126);
    CHECK(status({folder.path}) == 126);
    CHECK(status({no_format}) == 126);
    CHECK(status({"no-format"}) == 126);

    // A script runs, by its name in PATH; act's arguments are "exit", the script's path.
    CHECK(run({.command = {"script"}, .when = when, .before = in_path}).status() == 0);
  }
  CHECK(run({.command = {}}).status() == 125);
}

TEST_CASE("before exec, a failed exec is told with write and exit_group alone") {
  if (sanitized) {
    MESSAGE("the sanitizer makes calls of its own: skipped");
    return;
  }
  const TemporaryFolder folder;
  const std::string no_format = folder.add("no\nformat", "text\n", 0755);
  const Outcome outcome = run({.command = {no_format},
                               .filter = by_number({SYS_execve, SYS_write, SYS_exit_group},
                                                   SECCOMP_RET_ALLOW, SECCOMP_RET_KILL_PROCESS),
                               .when = When::before_exec});
  CHECK(outcome.status() == 126);
  CHECK(outcome.err == "callgate: " + folder.path +
                           "/no?format: not a program this machine runs, nor a script with a #! "
                           "line\n");
}

TEST_CASE("after a failed exec the process is nobody's tracee and still can do all it could") {
  const TemporaryFolder folder;
  const std::string no_format = folder.add("no-format", "text\n", 0755);
  // exec_unproven comes back in the child, whose end the parent then sees as its own.
  const Running job = start({.command = {no_format}});
  CHECK(finish(job).status() == 126);
}

// Which method is taken, and what is in its way.
#include <doctest/doctest.h>

#include <array>
#include <fcntl.h>
#include <filesystem>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <string>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <utility>

#include "watched.hpp"

namespace {

using watched::Job;
using watched::program;
using watched::Result;

constexpr uid_t nobody = 65534;

/// Somebody who cannot count inside the kernel.
Job ordinary(std::vector<std::string> command) {
  Job job{"any", std::move(command)};
  if (getuid() == 0) job.user = nobody;
  return job;
}

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

/// Where the test's own programs can be executed by an ordinary user.
std::string readable_act(const watched::TemporaryFolder& folder) {
  const std::string path = folder.path + "/act";
  std::filesystem::copy_file(program("act"), path);
  return path;
}

} // namespace

TEST_CASE("without a method an ordinary user's command is watched by notification") {
  const Result result = watched::observe(ordinary({"/bin/true"}));
  CHECK(result.status == 0);
  CHECK(has(result.seen.text, "# method 0 "));
}

TEST_CASE("a command with a listener of its own is started again, by trace") {
  const watched::TemporaryFolder folder;
  const std::string act = readable_act(folder);

  SUBCASE("if there is nothing to read") {
    const Result result = watched::observe(ordinary({act, "listener"}));
    CHECK(result.status == 0);
    CHECK(result.output == "listening after 0 bytes\n");
    CHECK(has(result.seen.text, "# method 1 "));
    CHECK(has(result.seen.text, "# note watched by trace, and not by notification"));
    CHECK(result.seen.count("getegid") == 5); // those of the first start do not count
  }
  SUBCASE("if it can read the same again") {
    Job job = ordinary({act, "listener"});
    job.input = "twelve bytes";
    const Result result = watched::observe(job);
    CHECK(result.status == 0);
    CHECK(result.output == "listening after 12 bytes\n");
  }
  SUBCASE("but not if that is lost") {
    Job job = ordinary({act, "listener"});
    job.input = "twelve bytes";
    job.is_input_a_pipe = true;
    const Result result = watched::observe(job);
    CHECK(result.status == 125);
    CHECK(result.output.empty());
    CHECK(has(result.seen.text, "# failed "));
    CHECK(has(result.seen.text, "--method trace watches it by a tracer from the start"));
  }
  SUBCASE("nor if it is to be watched by notification") {
    Job job = ordinary({act, "listener"});
    job.method = "notification";
    const Result result = watched::observe(job);
    CHECK(result.status == 125);
    CHECK(has(result.seen.text, "listener of its own"));
  }
}

TEST_CASE("a listener around callgate is in the way of another") {
  const auto listen = [] {
    sock_filter allow{BPF_RET | BPF_K, 0, 0, SECCOMP_RET_ALLOW};
    const sock_fprog program{1, &allow};
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    const long listener =
        syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER, &program);
    fcntl(static_cast<int>(listener), F_SETFD, 0); // it lasts as long as it is open
  };
  Job job = ordinary({"/bin/sh", "-c", "exit 3"});
  job.before = listen;
  const Result any = watched::observe(job);
  CHECK(any.status == 3);
  CHECK(has(any.seen.text, "# method 1 "));
  CHECK(has(any.seen.text, "# note watched by trace, and not by notification"));
  job.method = "notification";
  const Result refused = watched::observe(job);
  CHECK(refused.status == 125);
  CHECK(has(refused.seen.text, "--method trace watches it"));
}

TEST_CASE("notification takes no permission to trace") {
  Job job{"notification", {"/bin/sh", "-c", "exit 3"}};
  job.before = [] {
    std::array<sock_filter, 7> deny{{
        {BPF_LD | BPF_W | BPF_ABS, 0, 0, 0},
        {BPF_JMP | BPF_JEQ | BPF_K, 4, 0, SYS_ptrace},
        {BPF_JMP | BPF_JEQ | BPF_K, 3, 0, SYS_process_vm_readv},
        {BPF_JMP | BPF_JEQ | BPF_K, 2, 0, 438}, // pidfd_getfd, everywhere
        {BPF_JMP | BPF_JEQ | BPF_K, 1, 0, SYS_unshare},
        {BPF_RET | BPF_K, 0, 0, SECCOMP_RET_ALLOW},
        {BPF_RET | BPF_K, 0, 0, SECCOMP_RET_KILL_PROCESS},
    }};
    const sock_fprog program{deny.size(), deny.data()};
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0) _exit(95);
  };
  job.environment = {"ASAN_OPTIONS=detect_leaks=0"}; // which traces
  CHECK(watched::observe(job).status == 3);
}

TEST_CASE("asking the kernel whether it has listeners is none") {
  const Result result = watched::observe({"notification", {program("act"), "probe"}});
  CHECK(result.status == 0);
  CHECK(result.seen.count("seccomp") == 1);
}

TEST_CASE("that filters of the command's own hide calls is said") {
  for (const char* method : {"notification", "trace"}) {
    CAPTURE(method);
    const Result result = watched::observe({method, {program("act"), "own-filter"}});
    CHECK(result.status == 0);
    CHECK(has(result.seen.text, "# note the command installs filters itself"));
  }
}

TEST_CASE("a command that traces its children") {
  const Result seen = watched::observe({"notification", {program("act"), "trace-child"}});
  CHECK(seen.status == 0);
  CHECK(seen.seen.count("getegid") == 10);
  const Result refused = watched::observe({"trace", {program("act"), "trace-child"}});
  CHECK(refused.status == 125);
  CHECK(has(refused.seen.text, "traces itself or its children"));
}

TEST_CASE("what cannot be started has a shell's status") {
  for (const char* method : {"notification", "trace"}) {
    CAPTURE(method);
    CHECK(watched::observe({method, {"/nonexistent/program"}}).status == 127);
    CHECK(watched::observe({method, {"/etc"}}).status == 126);
    CHECK(watched::observe({method, {"no-such-command-anywhere"}}).status == 127);
  }
}

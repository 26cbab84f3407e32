// The counts are those of `strace -f -c`, which sees the same by other means. Three differences
// are strace's: it counts the execve that starts the command, leaves out exit and exit_group
// (they do not return), and slows all down so that programs that race take other ways: a fork
// while a child dies is made again, for one.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include <sys/wait.h>
#include <unistd.h>

#include "arch/calls.hpp"
#include "watched.hpp"

using namespace callgate;

namespace {

using Counts = std::map<std::string, std::uint64_t>;

bool has_strace() {
  static const bool has = std::system("strace -V > /dev/null 2>&1") == 0;
  if (!has) MESSAGE("skipped: there is no strace");
  return has;
}

std::string text(const Counts& counts) {
  std::ostringstream lines;
  for (const auto& [name, count] : counts)
    lines << name << ' ' << count << '\n';
  return lines.str();
}

Counts by_strace(const std::vector<std::string>& command) {
  char path[] = "/tmp/callgate-counts-XXXXXX";
  const int file = mkstemp(path);
  REQUIRE(file >= 0);
  close(file);
  std::string line = std::string("strace -f -c -U calls,name -o ") + path;
  for (const std::string& word : command)
    line += " '" + word + "'";
  line += " < /dev/null > /dev/null";
  REQUIRE(std::system(line.c_str()) == 0);

  Counts counts;
  std::ifstream table(path);
  for (std::string row; std::getline(table, row);) {
    std::istringstream words(row);
    std::uint64_t count = 0;
    std::string name;
    if (words >> count >> name && name != "total") counts[name] += count;
  }
  unlink(path);
  if (--counts["execve"] == 0) counts.erase("execve");
  return counts;
}

Counts by_counters(const std::vector<std::string>& command) {
  const watched::Seen seen = watched::watch(command);
  CHECK(seen.notes.empty());
  Counts counts;
  for (const records::SeenCall& call : seen.calls) {
    const arch::Call* const known = arch::find_call(arch::native_abi(), call.number);
    REQUIRE(known != nullptr);
    CHECK(call.token == arch::facts(arch::native_abi()).token);
    const std::string name(known->name);
    if (name == "exit" || name == "exit_group" || name == "restart_syscall") continue;
    counts[name] = call.count;
  }
  return counts;
}

} // namespace

TEST_CASE("counts agree with strace's") {
  if (!watched::possible() || !has_strace()) return;
  // A shell asks for its folder only where this is wrong, and strace is started by a shell.
  setenv("PWD", std::filesystem::current_path().c_str(), 1);
  const std::vector<std::string> commands[] = {
      {watched::program(), "getppid", "1000"},
      {watched::program(), "pread", "1000"},
      {watched::program(), "sockets", "50"},
      {watched::program(), "ioctl", "50"},
      {watched::program(), "forks-in-turn", "45"},
      {watched::program(), "vforks", "10"},
      {watched::program(), "execs", "10"},
      {"/bin/ls", "/"},
      {"/bin/sh", "-c", "for i in 1 2 3; do /bin/true; done; /bin/echo hello"},
  };
  for (const std::vector<std::string>& command : commands) {
    std::string line;
    for (const std::string& word : command)
      line += word + " ";
    CAPTURE(line);
    const Counts strace = by_strace(command);
    const Counts counters = by_counters(command);
    CHECK(strace.size() > 3);
    CHECK(text(counters) == text(strace));
  }
}

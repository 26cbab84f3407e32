#include "shell.hpp"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <doctest/doctest.h>
#include <filesystem>
#include <fstream>
#include <grp.h>
#include <sstream>
#include <sys/wait.h>
#include <unistd.h>

namespace shell {

namespace fs = std::filesystem;

namespace {

/// A nameless file that starts with `content`; its descriptor is read from the start.
int scratch(const std::string& content) {
  std::string name = (fs::temp_directory_path() / "callgate-cli.XXXXXX").string();
  const int fd = mkstemp(name.data());
  REQUIRE(fd >= 0);
  unlink(name.c_str());
  REQUIRE(write(fd, content.data(), content.size()) == static_cast<ssize_t>(content.size()));
  lseek(fd, 0, SEEK_SET);
  return fd;
}

std::string taken_from(int fd) {
  std::string text;
  char buffer[4096];
  lseek(fd, 0, SEEK_SET);
  for (ssize_t got = 0; (got = read(fd, buffer, sizeof buffer)) > 0;)
    text.append(buffer, static_cast<std::size_t>(got));
  close(fd);
  return text;
}

[[noreturn]] void become(const std::string& command, User user, int in, int out, int err) {
  // The test framework handles signals; a command expects the defaults.
  for (int signal = 1; signal < NSIG; ++signal)
    std::signal(signal, SIG_DFL);
  if (dup2(in, 0) < 0 || dup2(out, 1) < 0 || dup2(err, 2) < 0) _exit(97);
  for (const int fd : {in, out, err})
    close(fd);
  if (user == User::ordinary && geteuid() == 0 &&
      (setgroups(0, nullptr) != 0 || setresgid(65534, 65534, 65534) != 0 ||
       setresuid(65534, 65534, 65534) != 0))
    _exit(97);
  setenv("callgate", CALLGATE_EXECUTABLE, 1);
  setenv("examples", CALLGATE_SOURCE_DIR "/docs/examples", 1);
  setenv("LC_ALL", "C", 1);
  unsetenv("NO_COLOR");
  execl("/bin/sh", "sh", "-c", command.c_str(), nullptr);
  _exit(97);
}

void check_parts(const std::string& stream, const std::string& text,
                 const std::vector<std::string>& wanted, const std::vector<std::string>& unwanted) {
  for (const std::string& part : wanted)
    CHECK_MESSAGE(text.find(part) != text.npos, stream << " lacks: " << part);
  for (const std::string& part : unwanted)
    CHECK_MESSAGE(text.find(part) == text.npos, stream << " has: " << part);
}

} // namespace

Outcome run(const std::string& command, const std::string& input, User user) {
  const int in = scratch(input);
  const int out = scratch({});
  const int err = scratch({});
  const pid_t pid = fork();
  if (pid == 0) become(command, user, in, out, err);
  int status = -1;
  while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {
  }
  close(in);
  return {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), taken_from(out),
          taken_from(err)};
}

void check(std::initializer_list<Row> rows) {
  for (const Row& row : rows) {
    const Outcome outcome = run(row.command, row.input);
    INFO("$ ", row.command, "\n", outcome.out.substr(0, 2000), "\n-- standard error\n",
         outcome.err.substr(0, 2000));
    CHECK(outcome.status == row.status);
    check_parts("standard output", outcome.out, row.out, row.not_out);
    check_parts("standard error", outcome.err, row.err, row.not_err);
  }
}

Folder::Folder() : before_(fs::current_path()) {
  std::string name = (fs::temp_directory_path() / "callgate-cli.XXXXXX").string();
  REQUIRE(mkdtemp(name.data()) != nullptr);
  fs::current_path(name);
}

Folder::~Folder() {
  const fs::path own = fs::current_path();
  fs::current_path(before_);
  fs::remove_all(own);
}

void Folder::write(const std::string& name, const std::string& content) {
  std::ofstream(name, std::ios::binary) << content;
}

std::string Folder::read(const std::string& name) {
  std::ostringstream text;
  text << std::ifstream(name, std::ios::binary).rdbuf();
  return text.str();
}

std::vector<std::string> Folder::names() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator("."))
    names.push_back(entry.path().filename());
  std::sort(names.begin(), names.end());
  return names;
}

} // namespace shell

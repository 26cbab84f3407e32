// Forks, pipes and the filters that most tests want.
#include "launch.hpp"

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <grp.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "process/exec_unproven.hpp"

namespace launch {
namespace {

using callgate::bpf::Instruction;
namespace op = callgate::bpf::op;

constexpr Instruction load_number{op::ld_abs, 0, 0, callgate::bpf::offset::number};

[[noreturn]] void become(const Job& job) {
  job.before();
  if (job.plain) {
    std::vector<std::string> words = job.command;
    std::vector<char*> argv;
    for (std::string& word : words)
      argv.push_back(word.data());
    argv.push_back(nullptr);
    execv(argv[0], argv.data());
    _exit(97);
  }
  const auto failure = callgate::process::exec_unproven(job.filter, job.command, job.when);
  const std::string text = failure.message + "\n";
  if (write(2, text.data(), text.size()) < 0) _exit(96);
  _exit(failure.status);
}

} // namespace

TemporaryFolder::TemporaryFolder() {
  if (mkdtemp(path.data()) == nullptr || chmod(path.c_str(), 0755) != 0) abort();
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path, ignored);
}

std::string TemporaryFolder::add(const std::string& name, const std::string& text,
                                 mode_t mode) const {
  const std::string file = path + "/" + name;
  std::ofstream(file) << text;
  if (chmod(file.c_str(), mode) != 0) abort();
  return file;
}

std::string program(std::string_view name, int width) {
  // Copies: an ordinary user may not reach the build folder.
  static const TemporaryFolder programs;
  static const bool copied = [] {
    std::filesystem::copy(CALLGATE_PROGRAMS, programs.path,
                          std::filesystem::copy_options::recursive);
    return true;
  }();
  (void)copied;
  return programs.path + "/" + std::string(name) + (width == 32 ? "32" : "");
}

const std::vector<int>& widths() {
  static const std::vector<int> found = [] {
    std::vector<int> all{64};
    if (run({.command = {program("act", 32), "exit", "0"}, .plain = true}).status() == 0)
      all.push_back(32);
    return all;
  }();
  return found;
}

Filter allow_everything() {
  return {{op::ret_k, 0, 0, SECCOMP_RET_ALLOW}};
}

Filter invalid() {
  return {load_number};
}

Filter by_number(std::initializer_list<unsigned> numbers, unsigned listed, unsigned rest) {
  Filter filter{load_number};
  for (const unsigned number : numbers) {
    filter.push_back({op::jeq, 0, 1, number});
    filter.push_back({op::ret_k, 0, 0, listed});
  }
  filter.push_back({op::ret_k, 0, 0, rest});
  return filter;
}

Filter only_write_and_exit() {
  constexpr unsigned write_32 = 4;
  constexpr unsigned exit_group_32 = 252;
  return by_number({SYS_write, SYS_exit_group, write_32, exit_group_32}, SECCOMP_RET_ALLOW,
                   SECCOMP_RET_KILL_PROCESS);
}

pid_t fork_like_a_shell() {
  sigset_t all, before;
  sigfillset(&all);
  sigprocmask(SIG_SETMASK, &all, &before);
  const pid_t pid = fork();
  if (pid == 0)
    for (int signal = 1; signal < NSIG; ++signal)
      std::signal(signal, SIG_DFL);
  sigprocmask(SIG_SETMASK, &before, nullptr);
  return pid;
}

Running start(const Job& job) {
  int in[2], out[2], err[2];
  if (pipe2(in, O_CLOEXEC) != 0 || pipe2(out, O_CLOEXEC) != 0 || pipe2(err, O_CLOEXEC) != 0)
    abort();
  const pid_t pid = fork_like_a_shell();
  if (pid == 0) {
    if (dup2(in[0], 0) < 0 || dup2(out[1], 1) < 0 || dup2(err[1], 2) < 0) _exit(95);
    become(job);
  }
  for (const int end : {in[0], out[1], err[1]})
    close(end);
  if (write(in[1], job.input.data(), job.input.size()) < 0) abort();
  close(in[1]);
  return {pid, out[0], err[0]};
}

Outcome finish(const Running& running) {
  Outcome outcome{};
  outcome.out = drain(running.out);
  outcome.err = drain(running.err);
  while (waitpid(running.pid, &outcome.wait_status, 0) < 0 && errno == EINTR) {
  }
  return outcome;
}

int Outcome::status() const {
  return WIFEXITED(wait_status) ? WEXITSTATUS(wait_status) : 128 + WTERMSIG(wait_status);
}

std::string drain(int descriptor) {
  std::string text;
  char buffer[4096];
  for (ssize_t got = 0; (got = read(descriptor, buffer, sizeof buffer)) > 0;)
    text.append(buffer, static_cast<std::size_t>(got));
  close(descriptor);
  return text;
}

void enter_sandbox(const Filter& outer) {
  const struct {
    unsigned short length;
    const void* instructions;
  } fprog{static_cast<unsigned short>(outer.size()), outer.data()};
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
      syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &fprog) != 0)
    abort();
}

Filter without_ptrace_request(unsigned which, unsigned error) {
  return {load_number,
          {op::jeq, 3, 0, SYS_kill},
          {op::jeq, 0, 3, SYS_ptrace},
          {op::ld_abs, 0, 0, callgate::bpf::offset::arguments},
          {op::jeq, 2, 1, which},
          {op::ret_k, 0, 0, SECCOMP_RET_ERRNO | EPERM},
          {op::ret_k, 0, 0, SECCOMP_RET_ALLOW},
          {op::ret_k, 0, 0, SECCOMP_RET_ERRNO | error}};
}

void become_ordinary() {
  if (geteuid() != 0) return;
  if (setgroups(0, nullptr) != 0 || setresgid(65534, 65534, 65534) != 0 ||
      setresuid(65534, 65534, 65534) != 0)
    abort();
  // A change of user makes a process untraceable until its next exec; a shell's children
  // have that behind them.
  if (prctl(PR_SET_DUMPABLE, 1, 0, 0, 0) != 0) abort();
}

} // namespace launch

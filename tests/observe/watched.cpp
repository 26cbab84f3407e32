#include "watched.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <cctype>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <poll.h>
#include <pty.h>
#include <sstream>
#include <sys/stat.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

#include <doctest/doctest.h>

#include "watch/counters.hpp"

namespace watched {
namespace {

constexpr std::chrono::seconds patience(30);

std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<char*> pointers_to(std::vector<std::string>& words) {
  std::vector<char*> pointers;
  pointers.reserve(words.size() + 1);
  for (std::string& word : words)
    pointers.push_back(word.data());
  pointers.push_back(nullptr);
  return pointers;
}

int open_input(const Job& job, const std::string& folder) {
  if (job.input.empty()) return open("/dev/null", O_RDONLY | O_CLOEXEC);
  const std::string path = folder + "/input";
  std::ofstream(path) << job.input;
  if (!job.is_input_a_pipe) return open(path.c_str(), O_RDONLY | O_CLOEXEC);
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) abort();
  if (write(ends[1], job.input.data(), job.input.size()) < 0) abort();
  close(ends[1]);
  return ends[0];
}

/// The state letter and the parent of a process, from /proc/PID/stat.
struct Stat {
  char state;
  pid_t parent;
};
std::optional<Stat> stat_of(const std::string& process) {
  const std::string line = read_file("/proc/" + process + "/stat");
  const std::size_t end = line.rfind(") ");
  if (end == std::string::npos) return std::nullopt;
  std::istringstream rest(line.substr(end + 2));
  Stat stat{};
  rest >> stat.state >> stat.parent;
  return stat;
}

template <typename Visit>
void each_process(const Visit& visit) {
  for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
    const std::string name = entry.path().filename().string();
    if (std::isdigit(static_cast<unsigned char>(name[0])) != 0) visit(name);
  }
}

} // namespace

TemporaryFolder::TemporaryFolder() {
  if (mkdtemp(path.data()) == nullptr || chmod(path.c_str(), 0777) != 0) abort();
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path, ignored);
}

std::string program(std::string_view name) {
  return std::string(CALLGATE_PROGRAMS) + "/observe_" + std::string(name);
}

const std::vector<std::string>& methods() {
  static const std::vector<std::string> all = [] {
    std::vector<std::string> found{"notification", "trace"};
    if (const auto why = callgate::watch::why_no_counters())
      MESSAGE("no counters: " << *why);
    else
      found.emplace_back("counters");
    return found;
  }();
  return all;
}

std::uint64_t Seen::count(const std::string& name) const {
  const auto found = counts.find(name);
  return found == counts.end() ? 0 : found->second;
}

Observer::Observer(const Job& job) {
  static std::atomic<unsigned> number = 0;
  marker_ = "OBSERVE_TEST=" + std::to_string(getpid()) + "." + std::to_string(++number);
  const std::string copy = folder_.path + "/driver"; // where another user can execute it
  std::filesystem::copy_file(program("driver"), copy);
  std::vector<std::string> words{copy, job.method, folder_.path + "/seen"};
  words.insert(words.end(), job.command.begin(), job.command.end());
  std::vector<std::string> environment{marker_, "PATH=/usr/bin:/bin"};
  environment.insert(environment.end(), job.environment.begin(), job.environment.end());
  const std::vector<char*> argv = pointers_to(words);
  const std::vector<char*> envp = pointers_to(environment);
  const int input = open_input(job, folder_.path);

  std::array<int, 2> output{-1, -1};
  if (job.has_terminal) {
    pid_ = forkpty(&stream_, nullptr, nullptr, nullptr);
  } else {
    if (pipe2(output.data(), O_CLOEXEC) != 0) abort();
    pid_ = fork();
  }
  if (pid_ == 0) {
    if (!job.has_terminal) dup2(output[1], STDOUT_FILENO);
    if (!job.has_terminal || !job.input.empty()) dup2(input, STDIN_FILENO);
    if (job.user && (setgid(*job.user) != 0 || setuid(*job.user) != 0)) _exit(96);
    if (job.before) job.before();
    execve(argv[0], argv.data(), envp.data());
    _exit(97);
  }
  if (pid_ < 0) abort();
  close(input);
  if (!job.has_terminal) {
    stream_ = output[0];
    close(output[1]);
  }
}

Observer::~Observer() {
  for (int i = 0; i < 1000; ++i) {
    const std::vector<pid_t> left = processes();
    for (const pid_t process : left)
      kill(process, SIGKILL);
    if (left.empty()) break;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  if (!status_) {
    kill(pid_, SIGKILL); // it may not show its environment to this user
    waitpid(pid_, nullptr, 0);
  }
  close(stream_);
}

void Observer::read_some(int milliseconds) {
  pollfd place{stream_, POLLIN, 0};
  if (poll(&place, 1, milliseconds) <= 0) return;
  std::array<char, 4096> buffer{};
  const ssize_t got = read(stream_, buffer.data(), buffer.size());
  if (got > 0)
    output_.append(buffer.data(), static_cast<std::size_t>(got));
  else
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
}

bool Observer::wait_for(std::string_view text) {
  const auto end = std::chrono::steady_clock::now() + patience;
  while (output_.find(text) == std::string::npos && std::chrono::steady_clock::now() < end)
    read_some(100);
  return output_.find(text) != std::string::npos;
}

void Observer::type(std::string_view text) const {
  if (write(stream_, text.data(), text.size()) < 0) abort();
}

pid_t Observer::guard() const {
  pid_t found = 0;
  each_process([&](const std::string& process) {
    const std::optional<Stat> stat = stat_of(process);
    if (stat && stat->parent == pid_) found = std::atoi(process.c_str());
  });
  return found;
}

std::vector<pid_t> Observer::processes() const {
  std::vector<pid_t> found;
  each_process([&](const std::string& process) {
    const std::string environment = read_file("/proc/" + process + "/environ");
    if (environment.find(marker_ + '\0') == std::string::npos) return;
    const std::optional<Stat> stat = stat_of(process);
    if (stat && stat->state != 'Z' && stat->state != 'X')
      found.push_back(std::atoi(process.c_str()));
  });
  return found;
}

bool Observer::leaves_nobody() const {
  const auto end = std::chrono::steady_clock::now() + patience;
  while (!processes().empty()) {
    if (std::chrono::steady_clock::now() > end) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return true;
}

int Observer::status() {
  const auto end = std::chrono::steady_clock::now() + patience;
  while (!status_) {
    int status = 0;
    if (waitpid(pid_, &status, WNOHANG) == pid_)
      status_ = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
    else if (std::chrono::steady_clock::now() > end)
      return -1;
    read_some(status_ ? 0 : 5);
  }
  return *status_;
}

Seen Observer::seen() const {
  Seen seen;
  std::ifstream file(folder_.path + "/seen");
  seen.is_there = static_cast<bool>(file);
  for (std::string line; std::getline(file, line);) {
    seen.text += line + '\n';
    std::istringstream words(line);
    std::string token;
    std::string number;
    std::string name;
    std::uint64_t count = 0;
    if (line.starts_with('#') || !(words >> token >> number >> name >> count)) continue;
    seen.counts[name == "?" ? number : name] += count;
  }
  return seen;
}

Result observe(const Job& job) {
  Observer observer(job);
  const int status = observer.status();
  return {status, observer.seen(), observer.output()};
}

Counts counts_of_strace(const std::vector<std::string>& command) {
  const TemporaryFolder folder;
  const std::string path = folder.path + "/counts";
  std::vector<std::string> words{"strace", "-f", "-c", "-o", path};
  words.insert(words.end(), command.begin(), command.end());
  const std::vector<char*> argv = pointers_to(words);
  std::string environment = "PATH=/usr/bin:/bin";
  const std::array<char*, 2> envp{environment.data(), nullptr};
  std::array<int, 2> output{}; // a pipe as an observer's is, and roomy enough for all of it
  if (pipe2(output.data(), O_CLOEXEC) != 0) abort();
  const pid_t child = fork();
  if (child == 0) {
    dup2(open("/dev/null", O_RDONLY | O_CLOEXEC), STDIN_FILENO);
    dup2(output[1], STDOUT_FILENO);
    execvpe("strace", argv.data(), envp.data());
    _exit(97);
  }
  waitpid(child, nullptr, 0);
  close(output[0]);
  close(output[1]);

  // The columns: % time, seconds, usecs/call, calls, errors (may be empty), syscall.
  Counts counts;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    std::istringstream text(line);
    const std::vector<std::string> fields{std::istream_iterator<std::string>(text), {}};
    if (fields.size() < 5 || fields.back() == "total" || fields.back() == "syscall") continue;
    if (std::isdigit(static_cast<unsigned char>(fields[3][0])) == 0) continue;
    counts[fields.back()] = std::stoull(fields[3]);
  }
  return counts;
}

} // namespace watched

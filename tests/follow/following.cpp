#include "following.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <grp.h>
#include <sstream>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <utility>

#include "arch/calls.hpp"
#include "diagnostic/render.hpp"

namespace following {
namespace {

using namespace callgate;

std::string name_of(const bpf::CallData& call) {
  for (const arch::AbiFacts& facts : arch::all_abis()) {
    if (facts.token != call.token) continue;
    if (const arch::Call* found = arch::find_call(facts.abi, call.number))
      return std::string(found->name) + (facts.abi == arch::native_abi() ? "" : "@") +
             (facts.abi == arch::native_abi() ? "" : std::string(facts.name));
  }
  return "?";
}

/// Writes what it is told, a line each, and answers as `run` does.
class Teller final : public watch::Watcher {
public:
  Teller(const Job& job, const ruleset::Rulings& rulings, std::ostream& out)
      : job_(job), rulings_(rulings), out_(out) {}

  watch::Answer on_trace(const records::Scene& scene, std::uint16_t data) override {
    tell(data == pipeline::watched::allowed ? "allowed" : "trace", scene);
    if (data == pipeline::watched::tracing) return watch::Abandon{"it traces"};
    if (job_.watching != Watching::explaining) return watch::Pass{};
    return watch::Fail{ruleset::action_for(rulings_, scene.call()).data};
  }
  void on_trap(const records::Scene& scene) override { tell("trap", scene); }
  void on_kill(const records::Scene& scene) override { tell("kill", scene); }

private:
  void tell(std::string_view what, const records::Scene& scene) {
    out_ << what << ' ' << name_of(scene.call());
    for (const std::uint64_t argument : scene.call().arguments)
      out_ << " 0x" << std::hex << argument << std::dec;
    out_ << '\n';
    if (!job_.with_stacks) return;
    const records::Caller caller = scene.caller();
    out_ << "by " << std::filesystem::path(caller.executable).filename().string() << ' '
         << (caller.process == caller.thread ? "first" : "other") << " thread, name " << caller.name
         << '\n';
    for (const records::Frame& frame : scene.stack())
      out_ << "at " << (frame.function.empty() ? "?" : frame.function) << " in "
           << std::filesystem::path(frame.module).filename().string()
           << (frame.module_offset != 0 ? "" : " without offset") << ' '
           << std::filesystem::path(frame.source).filename().string() << '\n';
  }

  const Job& job_;
  const ruleset::Rulings& rulings_;
  std::ostream& out_;
};

pipeline::Compilation compile(const std::string& text) {
  const diagnostic::Source source("test.toml", text);
  diagnostic::Diagnostics diagnostics;
  auto result = pipeline::compile(source, {}, pipeline::Strictness::lenient, diagnostics);
  if (auto* compilation = std::get_if<pipeline::Compilation>(&result))
    return std::move(*compilation);
  fputs(diagnostic::render_text(source, diagnostics, diagnostic::Colour::never).c_str(), stderr);
  abort();
}

void write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = write(descriptor, text.data(), text.size());
    if (written < 0 && errno != EINTR) abort();
    if (written > 0) text.remove_prefix(static_cast<std::size_t>(written));
  }
}

} // namespace

std::string program(std::string_view name) {
  struct Copies {
    std::string path = "/tmp/callgate-follow-XXXXXX";
    Copies() {
      // Where an ordinary user may go, which need not hold for the build folder.
      if (mkdtemp(path.data()) == nullptr || chmod(path.c_str(), 0755) != 0) abort();
      std::filesystem::copy(CALLGATE_PROGRAMS, path, std::filesystem::copy_options::recursive);
    }
    ~Copies() {
      std::error_code ignored;
      std::filesystem::remove_all(path, ignored);
    }
  };
  static const Copies copies;
  return copies.path + "/" + std::string(name);
}

bool runs_32() {
  static const bool is_there = [] {
    const std::string path = program("denied32");
    return access(path.c_str(), X_OK) == 0 && std::system((path + " exit 0").c_str()) == 0;
  }();
  return is_there;
}

std::string policy(const std::string& denial) {
  std::string text = "[policy]\ndefault = \"allow\"\n";
#if defined(__x86_64__)
  text += "abis = [\"x86_64\", \"i386\"]\n";
#endif
  return text + "[base]\n" + denial + "\n";
}

Outcome follow_here(const Job& job) {
  const pipeline::Compilation compilation = compile(job.policy);
  diagnostic::Diagnostics diagnostics;
  const auto family = arch::facts(arch::native_abi()).family;
  const auto filter = pipeline::build_watched(compilation, family, job.watching, diagnostics);
  if (!filter) abort();
  std::ostringstream told;
  Teller teller(job, compilation.filters.front().rulings(), told);
  const auto result = watch::follow(*filter, job.command, job.surroundings, teller);

  Outcome outcome;
  if (const auto* failure = std::get_if<process::Failure>(&result)) {
    outcome.status = failure->status;
    outcome.failure = failure->message;
  } else {
    outcome.status = watch::shell_status(std::get<watch::Ended>(result));
    outcome.timed_out = std::get<watch::Ended>(result).timed_out;
  }
  std::istringstream lines(told.str());
  for (std::string line; std::getline(lines, line);)
    outcome.told.push_back(line);
  return outcome;
}

Running start(const Job& job) {
  (void)program("");
  int told[2], out[2];
  if (pipe2(told, O_CLOEXEC) != 0 || pipe2(out, O_CLOEXEC) != 0) abort();
  sigset_t all, before;
  sigfillset(&all);
  sigprocmask(SIG_SETMASK, &all, &before);
  const pid_t pid = fork();
  if (pid == 0) {
    // The test framework handles signals.
    for (int signal = 1; signal < NSIG; ++signal)
      std::signal(signal, SIG_DFL);
    sigprocmask(SIG_SETMASK, &before, nullptr);
    job.before();
    Job mine = job;
    if (mine.surroundings.standard_output == 1) mine.surroundings.standard_output = out[1];
    const Outcome outcome = follow_here(mine);
    close(out[1]); // the test reads that to its end first
    std::string text = "status " + std::to_string(outcome.status) + "\n";
    if (outcome.timed_out) text += "timed out\n";
    if (!outcome.failure.empty()) text += "failure " + outcome.failure + "\n";
    for (const std::string& line : outcome.told)
      text += line + "\n";
    write_all(told[1], text);
    _exit(0);
  }
  sigprocmask(SIG_SETMASK, &before, nullptr);
  close(told[1]);
  close(out[1]);
  return {pid, told[0], out[0]};
}

std::string read_until(int descriptor, std::string_view text) {
  std::string read_text;
  std::array<char, 4096> buffer{};
  while (text.empty() || read_text.find(text) == std::string::npos) {
    // No further than the text.
    const std::size_t wanted = text.empty() ? buffer.size() : 1;
    const ssize_t got = read(descriptor, buffer.data(), wanted);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) break;
    read_text.append(buffer.data(), static_cast<std::size_t>(got));
  }
  return read_text;
}

Outcome finish(const Running& running) {
  Outcome outcome;
  outcome.out = read_until(running.out, "");
  std::istringstream lines(read_until(running.told, ""));
  close(running.out);
  close(running.told);
  for (std::string line; std::getline(lines, line);) {
    if (line.rfind("status ", 0) == 0)
      outcome.status = std::stoi(line.substr(7));
    else if (line == "timed out")
      outcome.timed_out = true;
    else if (line.rfind("failure ", 0) == 0)
      outcome.failure = line.substr(8);
    else
      outcome.told.push_back(line);
  }
  int status = 0;
  while (waitpid(running.pid, &status, 0) < 0 && errno == EINTR) {
  }
  return outcome;
}

std::size_t Outcome::times(std::string_view line) const {
  return static_cast<std::size_t>(std::count(told.begin(), told.end(), line));
}

void adopt_orphans() {
  if (prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) != 0) abort();
}

bool all_ended() {
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(30);
  while (std::chrono::steady_clock::now() < end) {
    const pid_t ended = waitpid(-1, nullptr, WNOHANG | __WALL);
    if (ended < 0 && errno == ECHILD) return true;
    if (ended == 0) std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return false;
}

void become_ordinary() {
  if (geteuid() != 0) return;
  if (setgroups(0, nullptr) != 0 || setresgid(65534, 65534, 65534) != 0 ||
      setresuid(65534, 65534, 65534) != 0)
    abort();
  // A change of user makes a process untraceable until its next exec.
  if (prctl(PR_SET_DUMPABLE, 1, 0, 0, 0) != 0) abort();
}

} // namespace following

// Starts commands under filters, from a forked child of the test.
#pragma once

#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <sys/types.h>

#include "bpf/instruction.hpp"
#include "process/run.hpp"

namespace launch {

/// Whether this build has AddressSanitizer: forks are slow then, and its interceptors make
/// system calls of their own.
#if defined(__SANITIZE_ADDRESS__)
inline constexpr bool sanitized = true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
inline constexpr bool sanitized = true;
#else
inline constexpr bool sanitized = false;
#endif
#else
inline constexpr bool sanitized = false;
#endif

using Filter = std::vector<callgate::bpf::Instruction>;
using callgate::process::When;

/// A folder that is removed with what is in it.
struct TemporaryFolder {
  std::string path = "/tmp/callgate-test-XXXXXX";
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  /// The path of a new file.
  std::string add(const std::string& name, const std::string& text, mode_t mode) const;
};

/// The path of one of the test's own programs; width 32 for its 32-bit sibling.
std::string program(std::string_view name, int width = 64);

/// The widths that this build has programs of, and the machine can run.
const std::vector<int>& widths();

Filter allow_everything();
/// What a kernel refuses: a program that does not end in a return.
Filter invalid();
/// `listed` for those numbers, whatever the token, `rest` for others (SECCOMP_RET_*).
Filter by_number(std::initializer_list<unsigned> numbers, unsigned listed, unsigned rest);
/// Kills for everything but the calls of the program `tiny`, at either width.
Filter only_write_and_exit();

struct Job {
  std::vector<std::string> command = {};
  Filter filter = allow_everything();
  When when = When::first_instruction;
  /// In the child, before anything of callgate's.
  std::function<void()> before = [] {};
  /// Execute without callgate, for comparison.
  bool plain = false;
  std::string input = {};
};

/// A started job, with its output in pipes.
struct Running {
  pid_t pid;
  int out;
  int err;
};

struct Outcome {
  int wait_status; ///< as waitpid(2) has it
  std::string out;
  std::string err;

  /// As a shell shows it: 128 + N for a signal.
  [[nodiscard]] int status() const;
};

/// fork(2), with default dispositions in the child: the test framework handles signals.
pid_t fork_like_a_shell();

Running start(const Job& job);
Outcome finish(const Running& running);
inline Outcome run(const Job& job) {
  return finish(start(job));
}

/// Reads to the end.
std::string drain(int descriptor);

/// Puts the calling process under `outer`, as a container or a sandbox would.
void enter_sandbox(const Filter& outer);
/// Where ptrace request `which` fails with `error`, and kill(2) with EPERM.
Filter without_ptrace_request(unsigned which, unsigned error);

/// Becomes the user nobody (65534), if root.
void become_ordinary();

} // namespace launch

// Runs a piece of a test in a forked child with a reporter and a filter, and gives back
// what the reporter wrote and how the child ended.
#pragma once

#include <callgate/load.h>
#include <callgate/names.h>
#include <callgate/reporter.h>

#include <regex>
#include <string>
#include <vector>

#include "runtime/child.hpp"

namespace trapping {

inline callgate::ReporterStorage<64> storage;

struct Outcome {
  std::string lines;
  int status = -1; ///< its exit status, if it exited
  int signal = 0;  ///< the signal that ended it, if one did
};

/// Reads to the end of it, when the last writer has closed.
inline std::string read_all(int descriptor) {
  std::string text;
  char piece[4096];
  for (ssize_t got; (got = read(descriptor, piece, sizeof piece)) > 0;)
    text.append(piece, static_cast<std::size_t>(got));
  return text;
}

inline void load_or_exit(const std::vector<sock_filter>& filter) {
  if (!callgate::load({filter.data(), filter.size()}).ok()) _exit(97);
}

/// The child installs with `options` (but the descriptor), loads `filter` unless it is
/// empty, and runs `body`, whose result is its exit status.
template <typename Body>
Outcome run(callgate::ReporterOptions options, const std::vector<sock_filter>& filter, Body body) {
  int ends[2];
  if (pipe(ends) != 0) return {};
  Outcome outcome;
  const pid_t child = fork();
  if (child == 0) {
    close(ends[0]);
    options.descriptor = ends[1];
    if (!callgate::install_reporter(storage, options).installed()) _exit(98);
    if (!filter.empty()) load_or_exit(filter);
    _exit(static_cast<int>(body()));
  }
  close(ends[1]);
  outcome.lines = read_all(ends[0]);
  close(ends[0]);
  int status = 0;
  if (waitpid(child, &status, 0) != child) return {};
  if (WIFEXITED(status)) outcome.status = WEXITSTATUS(status);
  if (WIFSIGNALED(status)) outcome.signal = WTERMSIG(status);
  return outcome;
}

/// Options with names.
inline callgate::ReporterOptions named() {
  callgate::ReporterOptions options;
  options.name_of = callgate::name_of;
  return options;
}

/// … and failing calls.
inline callgate::ReporterOptions failing(int error) {
  callgate::ReporterOptions options = named();
  options.after = callgate::AfterTrap::fail;
  options.error = error;
  return options;
}

/// Traps the calls of these numbers (of any ABI) and allows all others.
inline std::vector<sock_filter> traps(std::initializer_list<long> numbers) {
  return child::by_number(numbers, SECCOMP_RET_TRAP, SECCOMP_RET_ALLOW);
}

inline bool matches(const std::string& text, const std::string& pattern) {
  return std::regex_match(text, std::regex(pattern));
}

} // namespace trapping

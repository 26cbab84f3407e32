// Observes a command in a process of its own, and looks at all that comes of it from outside.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <sys/types.h>

namespace watched {

/// A folder that is removed with what is in it; everybody may write into it.
struct TemporaryFolder {
  std::string path = "/tmp/callgate-test-XXXXXX";
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
};

/// The path of one of the test's own programs.
std::string program(std::string_view name);

using Counts = std::map<std::string, std::uint64_t>; ///< by the call's name

struct Seen {
  bool is_there = false; ///< whether the observer wrote anything
  std::string text;      ///< all of it
  Counts counts;
  [[nodiscard]] std::uint64_t count(const std::string& name) const;
};

/// Those that work here, by the names of Job::method.
const std::vector<std::string>& methods();

struct Job {
  std::string method;
  std::vector<std::string> command;
  std::optional<uid_t> user{};            ///< else the test's own
  std::string input = "";                 ///< what standard input holds, if it is not /dev/null
  bool is_input_a_pipe = false;           ///< else a file
  std::vector<std::string> environment{}; ///< beside PATH
  std::function<void()> before{};         ///< in the observer's process, before it begins
  bool has_terminal = false;              ///< a controlling one, that it is in the foreground of
};

/// An observer that runs.
class Observer {
public:
  explicit Observer(const Job& job);
  /// Whatever is left is killed.
  ~Observer();
  Observer(const Observer&) = delete;
  Observer& operator=(const Observer&) = delete;

  /// Until the command has written that; false if it does not, for half a minute.
  bool wait_for(std::string_view text);
  /// Types at the terminal.
  void type(std::string_view text) const;

  [[nodiscard]] pid_t pid() const { return pid_; }
  /// Its one child.
  [[nodiscard]] pid_t guard() const;
  /// Processes of it, itself included; zombies do not count.
  [[nodiscard]] std::vector<pid_t> processes() const;
  /// Whether there are none, soon.
  [[nodiscard]] bool leaves_nobody() const;

  /// As a shell has it; -1 if it does not end, for half a minute.
  int status();
  [[nodiscard]] Seen seen() const;
  /// What came on standard output (and, with a terminal, on standard error) so far.
  [[nodiscard]] const std::string& output() const { return output_; }

private:
  void read_some(int milliseconds);

  TemporaryFolder folder_;
  std::string marker_; ///< in the environment of all of its processes
  std::string output_;
  pid_t pid_ = 0;
  int stream_ = -1; ///< its output, or the terminal's other side
  std::optional<int> status_;
};

struct Result {
  int status;
  Seen seen;
  std::string output;
};

/// To the end.
Result observe(const Job& job);

/// The counts of `strace -f -c` on the same command; empty if there is no strace.
Counts counts_of_strace(const std::vector<std::string>& command);

} // namespace watched

// A command between its observer and a guard: the guard, a child of the observer, is the
// parent of the command and of all that it leaves behind (it is a subreaper). It is in a session
// of its own with every signal blocked, and does nothing but wait: when the observer ends,
// however that comes, it kills everything that came of the command, and when it is killed
// itself, the observer does so (which is a subreaper too, for as long as there is a Guard).
//
// The command stays in the observer's process group and session, so the terminal treats both
// alike: Ctrl-C reaches the command, and Ctrl-Z stops both.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include <sys/types.h>

#include "process/child_news.hpp"
#include "process/closed_memory.hpp"
#include "process/failure.hpp"
#include "process/passed_signals.hpp"
#include "watch/ended.hpp"
#include "watch/for_the_command.hpp"
#include "watch/shared.hpp"
#include "watch/surroundings.hpp"

namespace callgate::watch {

/// What went wrong before the exec: a static text, and an errno value (0: none).
struct StepFailure {
  const char* what = nullptr; ///< null: nothing
  int error = 0;
};

/// Done in the command's process right before its execve, after everything else is set up.
/// What it makes of the process, the command gets.
using LastStep = std::function<StepFailure()>;

class Guard {
public:
  /// Returns once the command's process is there; its last step may still be under way. Call it
  /// from a process with one thread. `surroundings` may be gone then; their time limit is the
  /// caller's to keep.
  static std::variant<std::unique_ptr<Guard>, process::Failure>
  start(std::span<const std::string> command, const Surroundings& surroundings,
        const LastStep& last_step);

  /// Ends whatever is left, and waits for that.
  ~Guard();
  Guard(const Guard&) = delete;
  Guard& operator=(const Guard&) = delete;

  /// Of the command's first process. It may be over, and then be another's.
  [[nodiscard]] pid_t command() const { return command_; }

  /// To be polled for reading; then `look`.
  [[nodiscard]] int descriptor() const { return channel_; }

  enum class News {
    none,
    command_ended, ///< and others may be left; once
    all_gone,      ///< the end
    guard_lost,    ///< the guard was killed; everything else is by now, too
  };
  /// Without waiting.
  [[nodiscard]] News look();
  /// Until there is news.
  [[nodiscard]] News wait();

  /// How the first process ended, from `command_ended` on.
  [[nodiscard]] const Ended& ended() const { return ended_; }

  /// Why there never was a command, if that is known: from `command_ended` on.
  [[nodiscard]] std::optional<process::Failure> failure() const;

  /// The signals that are to be passed on, from before the command's first moment.
  [[nodiscard]] const process::PassedSignals& signals() const { return signals_; }

  /// To the command's first process, or if that is over to the oldest of what is left.
  void signal(int number) const;

  /// Kills everything; the news follows.
  void kill() const;

private:
  /// Left by the command's process, which may make no call that tells.
  struct Report {
    enum class Stage : int { preparing, step_failed, exec_failed };
    std::atomic<Stage> stage;
    StepFailure step;
    int exec_error;
  };
  friend class GuardProcess;

  Guard() = default;
  std::optional<process::Failure> fork_guard(const Start& command, const LastStep& last_step);
  std::optional<process::Failure> await_start();
  News lose();

  process::ClosedMemory closed_; ///< before the guard is forked, for which it holds too
  process::ChildNews child_news_;
  InheritedTimers timers_;
  process::PassedSignals signals_{observers_signals()};
  Shared<Report> report_;
  std::string path_;                ///< of the command
  std::vector<pid_t> own_children_; ///< that were there before
  pid_t guard_ = 0;
  pid_t command_ = 0;
  int channel_ = -1;
  int was_subreaper_ = 0;
  bool is_over_ = false;
  Ended ended_;
};

} // namespace callgate::watch

// Pieces of work that want a process each, so many of them at a time: ptrace belongs to a
// thread, and what happens to one must not touch the others.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <string>
#include <variant>

namespace callgate::process {

/// The descriptors of a worker.
struct WorkerEnds {
  int answer; ///< what it has to say goes here
  int output; ///< and here what its command writes
};

struct WorkerDone {
  std::string answer;
  std::string output; ///< its beginning: at most `most_worker_output` bytes
  int status = 0;     ///< as of waitpid
  bool overdue = false;
  double seconds = 0;
};

inline constexpr std::size_t most_worker_output = 1U << 20U;

struct WorkPlan {
  std::size_t count = 0;
  std::size_t jobs = 1;
  /// The whole life of a worker; it exits with what this returns.
  std::function<int(std::size_t index, WorkerEnds ends)> work;
  /// Work of one lane is done piece after piece.
  std::function<std::size_t(std::size_t index)> lane;
  /// How long one may take. Then it is killed: this is for a worker that hangs itself.
  std::function<std::chrono::milliseconds(std::size_t index)> patience;
  /// Called as each ends.
  std::function<void(std::size_t index, WorkerDone done)> done;
};

struct AllDone {};
/// SIGINT, SIGTERM, SIGHUP or SIGQUIT came: all workers were killed.
struct Interrupted {
  int signal;
};
/// There could be no process or pipe for a worker; all others were killed.
struct NoWorker {
  std::string message;
};
using WorkOutcome = std::variant<AllDone, Interrupted, NoWorker>;

/// Begins the pieces in their order, as far as their lanes let it. Call it from a process with one
/// thread. Workers are in process groups of their own, have no terminal to read from, and die with
/// this process.
WorkOutcome work_through(const WorkPlan& plan);

} // namespace callgate::process

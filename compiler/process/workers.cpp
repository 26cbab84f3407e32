#include "process/workers.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <numeric>
#include <optional>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>
#include <vector>

#include "process/child_news.hpp"
#include "process/closed_memory.hpp"
#include "process/descriptor.hpp"
#include "process/passed_signals.hpp"

namespace callgate::process {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t most_answer = 256U << 20U;

struct Pipe {
  Descriptor read;
  Descriptor write;
};

/// Only its reading end does not block: the other one is a command's.
std::optional<Pipe> make_pipe() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return std::nullopt;
  Pipe pipe{Descriptor(ends[0]), Descriptor(ends[1])};
  if (::fcntl(ends[0], F_SETFL, O_NONBLOCK) != 0) return std::nullopt;
  return pipe;
}

struct Worker {
  std::size_t index;
  pid_t process;
  Descriptor answer;
  Descriptor output;
  Clock::time_point begin;
  Clock::time_point deadline;
  WorkerDone done{};
};

/// Takes what is there, and keeps up to `most` bytes in all. False at the end of the stream.
bool drain(const Descriptor& from, std::string& into, std::size_t most) {
  std::array<char, 65536> buffer{};
  while (true) {
    const ssize_t got = ::read(from.number(), buffer.data(), buffer.size());
    if (got > 0) {
      const auto room = most - std::min(most, into.size());
      into.append(buffer.data(), std::min(room, static_cast<std::size_t>(got)));
    } else if (got == 0 || errno != EINTR) {
      return got != 0 && errno == EAGAIN;
    }
  }
}

int wait_for(pid_t process) {
  int status = 0;
  while (::waitpid(process, &status, 0) < 0 && errno == EINTR) {
  }
  return status;
}

class Crew {
public:
  explicit Crew(const WorkPlan& plan) : plan_(plan), waiting_(plan.count) {
    std::iota(waiting_.begin(), waiting_.end(), std::size_t{0});
  }
  Crew(const Crew&) = delete;
  Crew& operator=(const Crew&) = delete;
  ~Crew() { kill_all(); }

  WorkOutcome run() {
    while (!waiting_.empty() || !workers_.empty()) {
      while (const auto index = next()) {
        if (!start(*index)) return NoWorker{std::string("no worker: ") + std::strerror(errno)};
      }
      if (const auto signal = wait()) return Interrupted{*signal};
    }
    if (const auto late = signals_.take()) return Interrupted{late->signal};
    return AllDone{};
  }

private:
  /// Takes the first piece whose lane is free, if there is room for another worker.
  std::optional<std::size_t> next() {
    if (workers_.size() >= std::max<std::size_t>(plan_.jobs, 1)) return std::nullopt;
    const auto found = std::ranges::find_if(waiting_, [&](std::size_t index) {
      return std::ranges::none_of(workers_, [&](const Worker& worker) {
        return plan_.lane(worker.index) == plan_.lane(index);
      });
    });
    if (found == waiting_.end()) return std::nullopt;
    const std::size_t index = *found;
    waiting_.erase(found);
    return index;
  }

  bool start(std::size_t index) {
    auto answer = make_pipe();
    auto output = make_pipe();
    if (!answer || !output) return false;
    const pid_t parent = ::getpid();
    const pid_t process = ::fork();
    if (process < 0) return false;
    if (process == 0) live(index, parent, {answer->write.number(), output->write.number()});
    ::setpgid(process, process);
    const auto now = Clock::now();
    workers_.push_back({index, process, std::move(answer->read), std::move(output->read), now,
                        now + plan_.patience(index)});
    return true;
  }

  [[noreturn]] void live(std::size_t index, pid_t parent, WorkerEnds ends) const {
    ::setpgid(0, 0);
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != parent) ::_exit(1);
    ::sigprocmask(SIG_SETMASK, &signals_.mask_before(), nullptr);
    child_news_.restore();
    ::_exit(plan_.work(index, ends));
  }

  /// Until something happens; the signal that ends it all, if there was one.
  std::optional<int> wait() {
    std::vector<pollfd> polled{{signals_.descriptor(), POLLIN, 0}};
    polled.reserve(1 + 2 * workers_.size());
    auto deadline = Clock::time_point::max();
    for (const Worker& worker : workers_) {
      polled.push_back({worker.answer.number(), POLLIN, 0});
      polled.push_back({worker.output.number(), POLLIN, 0}); // −1 once it ended, which is left out
      deadline = std::min(deadline, worker.deadline);
    }
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now()).count();
    ::poll(polled.data(), polled.size(),
           static_cast<int>(std::clamp<std::int64_t>(left, 0, 60'000)));
    if (const auto taken = signals_.take()) return taken->signal;
    listen();
    return std::nullopt;
  }

  void listen() {
    for (std::size_t i = 0; i < workers_.size();) {
      Worker& worker = workers_[i];
      if (worker.output.number() >= 0 &&
          !drain(worker.output, worker.done.output, most_worker_output))
        worker.output.close();
      if (drain(worker.answer, worker.done.answer, most_answer)) {
        if (Clock::now() < worker.deadline) {
          ++i;
          continue;
        }
        worker.done.overdue = true;
        kill(worker); // and never mind what others hold its pipes open
      }
      Worker ended = std::move(worker);
      workers_.erase(workers_.begin() + static_cast<std::ptrdiff_t>(i));
      finish(std::move(ended));
    }
  }

  void finish(Worker worker) {
    worker.done.status = wait_for(worker.process);
    if (worker.output.number() >= 0) drain(worker.output, worker.done.output, most_worker_output);
    worker.done.seconds = std::chrono::duration<double>(Clock::now() - worker.begin).count();
    plan_.done(worker.index, std::move(worker.done));
  }

  /// With its group, where a command may be that it did not take hold of yet.
  static void kill(const Worker& worker) {
    ::kill(-worker.process, SIGKILL);
    ::kill(worker.process, SIGKILL);
  }

  void kill_all() {
    for (const Worker& worker : workers_)
      kill(worker);
    for (const Worker& worker : workers_)
      wait_for(worker.process);
    workers_.clear();
  }

  const WorkPlan& plan_;
  const ClosedMemory closed_; // workers run programs
  const ChildNews child_news_;
  /// Those that end all work.
  const PassedSignals signals_;
  std::vector<std::size_t> waiting_;
  std::vector<Worker> workers_;
};

} // namespace

WorkOutcome work_through(const WorkPlan& plan) {
  return Crew(plan).run();
}

} // namespace callgate::process

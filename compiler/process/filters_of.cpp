// ptrace(2) by its raw system call, whose result is a length here. Tracee is for
// processes that callgate starts itself: it kills them when their tracer dies.
#include "process/filters_of.hpp"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/ptrace.h>
#include <optional>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <utility>

#include <callgate/read_back.h>

namespace callgate::process {

namespace {

/// The kernel's answer, or a negated errno value.
long request(unsigned what, pid_t thread, unsigned long address, unsigned long data) {
  const long result = syscall(SYS_ptrace, what, thread, address, data);
  return result < 0 ? -errno : result;
}

Unreadable not_traced(int error) {
  if (error == ESRCH) return {error, "there is no such process"};
  if (error == EPERM)
    return {error, "it may not be traced: it is traced already, is ending, belongs to the kernel, "
                   "or to somebody else (run callgate as root)"};
  return {error, std::string("it cannot be traced: ") + std::strerror(error)};
}

/// How long a thread may take to stop. One in an uninterruptible wait does not.
constexpr int milliseconds_to_stop = 3000;

/// A thread held by ptrace for as long as this lives.
class Held {
public:
  explicit Held(pid_t thread) : thread_(thread) {}
  Held(const Held&) = delete;
  Held& operator=(const Held&) = delete;
  ~Held() {
    // Without a stop there is no way to let go but to end, which callgate soon does.
    if (stopped_) (void)request(PTRACE_DETACH, thread_, 0, signal_);
  }

  std::optional<Unreadable> stop() {
    for (const unsigned step : {unsigned{PTRACE_SEIZE}, unsigned{PTRACE_INTERRUPT}}) {
      const long result = request(step, thread_, 0, 0);
      if (result < 0) return not_traced(static_cast<int>(-result));
    }
    for (int waited = 0; waited < milliseconds_to_stop; ++waited) {
      int status = 0;
      const pid_t changed = waitpid(thread_, &status, __WALL | WNOHANG);
      if (changed < 0 && errno != EINTR) return not_traced(ESRCH);
      if (changed == thread_) return take(status);
      const timespec millisecond{0, 1'000'000};
      nanosleep(&millisecond, nullptr);
    }
    return Unreadable{0, "it does not stop: it waits for something that cannot be interrupted "
                         "(try again later)"};
  }

private:
  std::optional<Unreadable> take(int status) {
    if (!WIFSTOPPED(status)) return Unreadable{ESRCH, "it has just ended"};
    stopped_ = true;
    // A signal on its way came first: it goes on with the thread.
    if (status >> 16 == 0) signal_ = static_cast<unsigned long>(WSTOPSIG(status));
    return std::nullopt;
  }

  pid_t thread_;
  bool stopped_ = false;
  unsigned long signal_ = 0;
};

callgate::Mode mode_of(pid_t thread) {
  const std::string path = "/proc/" + std::to_string(thread) + "/status";
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return callgate::Mode::unknown;
  const callgate::ReadBack state = callgate::read_back(file);
  close(file);
  return state.mode;
}

/// EINVAL says that there is no filter, or that this kernel gives none away.
Unreadable invalid(pid_t thread) {
  switch (mode_of(thread)) {
  case callgate::Mode::unfiltered:
    return {0, "it has no filter"};
  case callgate::Mode::strict:
    return {0, "it is in seccomp's strict mode, which is no filter"};
  case callgate::Mode::filtered:
    return {EINVAL, "this kernel does not give filters away (it was built without "
                    "CONFIG_CHECKPOINT_RESTORE)"};
  case callgate::Mode::unknown:
    break;
  }
  return {EINVAL, "it has no filter, or this kernel was built without CONFIG_CHECKPOINT_RESTORE"};
}

Unreadable not_given(pid_t thread, int error) {
  switch (error) {
  case EACCES:
    return {error, "the kernel shows filters only to a process with CAP_SYS_ADMIN that has no "
                   "filter itself (run callgate as root, outside of containers and sandboxes)"};
  case EMEDIUMTYPE:
    return {error, "one of its filters is no classic BPF program"};
  case EINVAL:
    return invalid(thread);
  case EIO:
    return {error, "this kernel does not give filters away: that takes Linux 4.4, built with "
                   "CONFIG_CHECKPOINT_RESTORE"};
  default:
    return {error, std::string("its filters cannot be read: ") + std::strerror(error)};
  }
}

/// The instructions of one filter; nothing behind the last.
std::variant<std::optional<bpf::Program>, Unreadable> filter_at(pid_t thread, std::size_t index) {
  const long length = request(PTRACE_SECCOMP_GET_FILTER, thread, index, 0);
  if (length == -ENOENT && index != 0) return std::nullopt;
  if (length < 0) return not_given(thread, static_cast<int>(-length));
  std::vector<sock_filter> filter(static_cast<std::size_t>(length));
  const long again = request(PTRACE_SECCOMP_GET_FILTER, thread, index,
                             reinterpret_cast<unsigned long>(filter.data()));
  if (again < 0) return not_given(thread, static_cast<int>(-again));

  std::vector<bpf::Instruction> instructions;
  instructions.reserve(filter.size());
  for (const sock_filter& one : filter)
    instructions.push_back({one.code, one.jt, one.jf, one.k});
  auto program = bpf::Program::check(std::move(instructions));
  if (const auto* rejection = std::get_if<bpf::Rejection>(&program))
    return Unreadable{0, "callgate does not know an instruction of its filter " +
                             std::to_string(index + 1) + ": " + rejection->reason};
  return std::get<bpf::Program>(std::move(program));
}

} // namespace

std::variant<std::vector<bpf::Program>, Unreadable> filters_of(pid_t thread) {
  Held held(thread);
  if (auto refusal = held.stop()) return *std::move(refusal);
  // Index 0 is the filter installed first (get_nth_filter of kernel/seccomp.c, Linux 6.12).
  std::vector<bpf::Program> filters;
  for (;;) {
    auto filter = filter_at(thread, filters.size());
    if (auto* refusal = std::get_if<Unreadable>(&filter)) return std::move(*refusal);
    auto& program = std::get<std::optional<bpf::Program>>(filter);
    if (!program) return filters;
    filters.push_back(*std::move(program));
  }
}

} // namespace callgate::process

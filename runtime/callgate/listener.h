// Answering calls of filtered tasks: the notification descriptor that `load` returns with
// new_listener, in this process or in another that it was passed to over a socket.
//
//   callgate::Listener listener(descriptor);
//   callgate::Notification call;
//   for (;;) {
//     const callgate::ListenerStatus status = listener.receive(call);
//     if (status.ok())
//       listener.respond_error(call, EPERM);
//     else if (status.problem != callgate::ListenerProblem::interrupted)
//       break; // status.message()
//   }
//
// What a supervisor has to know:
// - Every receive is owed a response; until it comes the caller sleeps.
// - A caller may die, or be interrupted by a signal, at any moment. Everything learned through
//   its pid (memory, /proc/PID) counts only if `is_valid` still holds *after* it was read, since
//   until then the pid may belong to another process. `read` and `read_string` see to that.
// - An interrupted call may be made again, and is then received again, under a new id: what
//   it was answered with may already have had its effect. With wait_killable_recv (Linux 5.19)
//   only fatal signals interrupt.
// - *Continuing a call is no security decision.* The kernel reads the arguments again: what
//   they point to, another thread of the caller can have changed since it was looked at, and
//   what a descriptor or a path stands for too. A supervisor that is to forbid anything makes
//   the call itself, with its own copy of the arguments, and responds with the result.
// - Of several filters, a later one with a listener answers for earlier ones.
//
// The calls it makes: seccomp(2) once in the constructor, then poll(2), ioctl(2) on the
// descriptor and, to read memory, process_vm_readv(2): a supervisor can have a filter too.
//
// Header-only, as callgate/runtime.h is, and not included by it. It needs the headers of no
// later kernel than load.h does: what Linux 5.0 and later brought is written out here.
#pragma once

#include <fcntl.h>
#include <limits.h>
#include <stdint.h>

#include <linux/ioctl.h>
#include <linux/seccomp.h>

#include <callgate/detail/system_call.h>
#include <callgate/listener_status.h>
#include <callgate/probe.h>

namespace callgate {

/// One call that waits for an answer. The kernel's struct seccomp_notif, with room for what a
/// later kernel may append.
struct Notification {
  uint64_t id;       ///< unique among the calls of one listener
  uint32_t pid;      ///< the calling thread's id in this process's pid namespace; 0 if not in it
  uint32_t flags;    ///< none so far
  seccomp_data data; ///< the call: number `nr`, token `arch`, `instruction_pointer`, `args`
  unsigned char room[176];
};

/// How to add a descriptor.
struct AddOptions {
  int number = -1; ///< the number it gets in the caller, closing what was there; -1: a free one
  bool close_on_exec = true;
  /// Respond with the number in the same step (Linux 5.14), so that no caller is left with a
  /// descriptor whose number it never learns, as one is that dies or is interrupted between.
  bool answer = true;
};

namespace detail {

/// struct seccomp_notif_resp, with room.
struct NotificationResponse {
  uint64_t id;
  int64_t value;
  int32_t error;
  uint32_t flags;
  unsigned char room[40];
};

/// struct seccomp_notif_addfd.
struct DescriptorToAdd {
  uint64_t id;
  uint32_t flags;
  uint32_t source;
  uint32_t number;
  uint32_t number_flags;
};

static_assert(sizeof(seccomp_data) == 64);
static_assert(sizeof(Notification) == 256);
static_assert(sizeof(NotificationResponse) == 64);
static_assert(sizeof(DescriptorToAdd) == 24);

// <linux/seccomp.h>: the requests, with the sizes of Linux 5.0 as part of their numbers, and
// the flags.
inline constexpr unsigned long notif_recv = _IOWR('!', 0, unsigned char[80]);
inline constexpr unsigned long notif_send = _IOWR('!', 1, unsigned char[24]);
inline constexpr unsigned long notif_id_valid = _IOW('!', 2, uint64_t);
inline constexpr unsigned long notif_id_valid_5_0 = _IOR('!', 2, uint64_t); // up to Linux 5.8
inline constexpr unsigned long notif_addfd = _IOW('!', 3, DescriptorToAdd);
inline constexpr unsigned long notif_set_flags = _IOW('!', 4, uint64_t);
inline constexpr uint32_t flag_continue = 1U << 0;
inline constexpr uint32_t addfd_flag_setfd = 1U << 0;
inline constexpr uint32_t addfd_flag_send = 1U << 1;
inline constexpr unsigned long fd_sync_wake_up = 1UL << 0;

constexpr ListenerStatus listener_failure(ListenerProblem problem, long result = 0) noexcept {
  ListenerStatus status;
  status.problem = problem;
  status.error = static_cast<int>(-result);
  return status;
}

constexpr ListenerStatus listener_success(long value = 0) noexcept {
  ListenerStatus status;
  status.value = value;
  return status;
}

constexpr ListenerProblem problem_of_ioctl(long result) noexcept {
  switch (-result) {
  case ENOENT:
    return ListenerProblem::caller_gone;
  case EINPROGRESS:
    return ListenerProblem::already_answered;
  case EINVAL:
    return ListenerProblem::not_supported;
  case EINTR:
    return ListenerProblem::interrupted;
  case EBADF:
  case ENOTTY:
    return ListenerProblem::not_a_listener;
  default:
    return ListenerProblem::failed;
  }
}

constexpr ListenerProblem problem_of_adding(long result) noexcept {
  switch (-result) {
  case EBADF:
    return ListenerProblem::bad_descriptor;
  case ESRCH:
    return ListenerProblem::caller_gone;
  case EMFILE:
  case ENFILE:
  case EACCES:
  case EPERM:
  case ENOMEM:
    return ListenerProblem::descriptor_refused;
  default:
    return problem_of_ioctl(result);
  }
}

constexpr ListenerProblem problem_of_reading(long result) noexcept {
  switch (-result) {
  case EFAULT:
    return ListenerProblem::unreadable;
  case ESRCH:
    return ListenerProblem::caller_gone;
  case EPERM:
    return ListenerProblem::not_permitted;
  default:
    return ListenerProblem::failed;
  }
}

/// Whether the room here is enough. The kernel writes and reads as much as it says, whatever
/// room there is.
constexpr bool have_room(const NotificationSizes& sizes) noexcept {
  return sizes.notification <= sizeof(Notification) &&
         sizes.response <= sizeof(NotificationResponse);
}

/// Reads up to `size` bytes, as many as lie before memory that cannot be read.
inline long read_some(uint32_t task, uint64_t address, void* buffer, size_t size) noexcept {
  if (task == 0) return -ESRCH; // not in this pid namespace
  if (address > ULONG_MAX) return -EFAULT;
  const iovec to{buffer, size};
  const RemotePart from{static_cast<unsigned long>(address), size};
  return read_memory(static_cast<long>(task), to, from);
}

} // namespace detail

/// Does not own the descriptor: copy the listener, and close the descriptor when nobody is
/// left. Several threads may use one, all but `receive` at the same time.
class Listener {
public:
  /// Asks the kernel once for the sizes of its structs (seccomp(2)). Where they are longer
  /// than the room here, or unknown, or the descriptor is negative, as Status::listener is
  /// without one, nothing else is ever called: each step gives `opened`.
  explicit Listener(int descriptor) noexcept : descriptor_(descriptor) {
    if (descriptor < 0) { // poll(2) would wait for ever
      opened_ = detail::listener_failure(ListenerProblem::not_a_listener);
      return;
    }
    NotificationSizes sizes;
    const long result = detail::ask_sizes(sizes);
    if (result < 0)
      opened_ = detail::listener_failure(ListenerProblem::sizes_unknown, result);
    else if (!detail::have_room(sizes))
      opened_ = detail::listener_failure(ListenerProblem::sizes_too_large);
  }

  [[nodiscard]] int descriptor() const noexcept { return descriptor_; }
  [[nodiscard]] ListenerStatus opened() const noexcept { return opened_; }

  /// Waits until there is a call to receive: `timed_out` after so many milliseconds (-1: never),
  /// `interrupted` after a signal handler, `nobody_left` when the last filtered task is gone,
  /// which kernels tell since Linux 5.9. Calls poll(2).
  [[nodiscard]] ListenerStatus wait(int milliseconds = -1) const noexcept {
    if (!opened_.ok()) return opened_;
    pollfd one{descriptor_, POLLIN, 0};
    const long result = detail::poll_one(one, milliseconds);
    if (result == -EINTR) return detail::listener_failure(ListenerProblem::interrupted, result);
    if (result < 0) return detail::listener_failure(ListenerProblem::failed, result);
    if (result == 0) return detail::listener_failure(ListenerProblem::timed_out);
    if ((one.revents & POLLIN) != 0) return detail::listener_success();
    if ((one.revents & POLLNVAL) != 0)
      return detail::listener_failure(ListenerProblem::not_a_listener);
    if ((one.revents & POLLHUP) != 0) return detail::listener_failure(ListenerProblem::nobody_left);
    // POLLERR: a signal came while the kernel itself was looking.
    return detail::listener_failure(ListenerProblem::interrupted, -EINTR);
  }

  /// Waits as `wait` does and receives the next call. One whose caller dies, or is interrupted,
  /// between the two is passed over and the time begins anew.
  /// One thread at a time may be in here, by a lock of the caller's if there are several: where
  /// another takes the call that this one was told of, the kernel lets it wait without regard to
  /// the time, until the next call, and before Linux 6.11 for ever once no task is left.
  [[nodiscard]] ListenerStatus receive(Notification& call, int milliseconds = -1) const noexcept {
    for (;;) {
      const ListenerStatus ready = wait(milliseconds);
      if (!ready.ok()) return ready;
      call = Notification{}; // the kernel refuses what is not zero
      const long result = detail::ioctl(descriptor_, detail::notif_recv, &call);
      if (result >= 0) return detail::listener_success();
      if (result != -ENOENT)
        return detail::listener_failure(detail::problem_of_ioctl(result), result);
    }
  }

  /// Whether the call still waits for its answer: not if the caller died or was interrupted,
  /// nor once it was answered.
  [[nodiscard]] bool is_valid(const Notification& call) const noexcept {
    return validity(call).ok();
  }

  /// Makes the call return `value`. The kernel does not run it.
  ListenerStatus respond_value(const Notification& call, int64_t value) const noexcept {
    detail::NotificationResponse response{};
    response.value = value;
    return respond(call, response);
  }

  /// Makes the call fail with an errno value. The kernel does not run it.
  ListenerStatus respond_error(const Notification& call, int error) const noexcept {
    if (error < 1 || error > 4095) return detail::listener_failure(ListenerProblem::bad_error);
    detail::NotificationResponse response{};
    response.error = -error;
    return respond(call, response);
  }

  /// Lets the kernel run the call as if the filter had allowed it (Linux 5.5).
  /// NO SECURITY DECISION CAN REST ON THIS: the caller can change what its arguments point to
  /// after they were looked at and before the kernel reads them. It is for calls that are
  /// harmless whatever their arguments, or that something else guards.
  ListenerStatus respond_continue(const Notification& call) const noexcept {
    detail::NotificationResponse response{};
    response.flags = detail::flag_continue;
    return respond(call, response);
  }

  /// Puts a copy of this process's `descriptor` into the caller's table (Linux 5.9); the
  /// value is its number there. With AddOptions::answer that is the response too, unless
  /// this fails: then the call still waits for one.
  ListenerStatus add_descriptor(const Notification& call, int descriptor,
                                AddOptions options = {}) const noexcept {
    if (!opened_.ok()) return opened_;
    if (descriptor < 0) return detail::listener_failure(ListenerProblem::bad_descriptor);
    detail::DescriptorToAdd adding{};
    adding.id = call.id;
    adding.source = static_cast<uint32_t>(descriptor);
    adding.number_flags = options.close_on_exec ? static_cast<uint32_t>(O_CLOEXEC) : 0;
    if (options.answer) adding.flags |= detail::addfd_flag_send;
    if (options.number >= 0) {
      adding.flags |= detail::addfd_flag_setfd;
      adding.number = static_cast<uint32_t>(options.number);
    }
    const long result = request(detail::notif_addfd, &adding);
    if (result >= 0) return detail::listener_success(result);
    const ListenerProblem problem = detail::problem_of_adding(result);
    if (problem == ListenerProblem::bad_descriptor) { // or the listener is closed
      const ListenerStatus valid = validity(call);
      if (valid.problem == ListenerProblem::not_a_listener) return valid;
    }
    return detail::listener_failure(problem, result);
  }

  /// Reads `size` bytes of the caller's memory: all of them or `unreadable`. Calls
  /// process_vm_readv(2), and asks afterwards whether the call is still valid, without which
  /// nothing that was read counts. What was read is a copy: the caller's may change.
  [[nodiscard]] ListenerStatus read(const Notification& call, uint64_t address, void* buffer,
                                    size_t size) const noexcept {
    if (!opened_.ok()) return opened_;
    const long got = detail::read_some(call.pid, address, buffer, size);
    const ListenerStatus valid = validity(call);
    if (!valid.ok()) return valid;
    if (got < 0) return detail::listener_failure(detail::problem_of_reading(got), got);
    if (static_cast<size_t>(got) != size)
      return detail::listener_failure(ListenerProblem::unreadable);
    return detail::listener_success(got);
  }

  /// The same for a string, such as a path: up to its NUL, which has to lie within `size`
  /// bytes; PATH_MAX is enough for any path. The value is its length. The buffer holds a
  /// string, empty unless all went well, if it has any room.
  [[nodiscard]] ListenerStatus read_string(const Notification& call, uint64_t address, char* buffer,
                                           size_t size) const noexcept {
    if (!opened_.ok()) return opened_;
    if (size == 0) return detail::listener_failure(ListenerProblem::too_long);
    const ListenerStatus status = read_pieces(call, address, buffer, size);
    const ListenerStatus valid = validity(call);
    if (!status.ok() || !valid.ok()) buffer[0] = '\0';
    return valid.ok() ? status : valid;
  }

  /// Lets the kernel run caller and supervisor on one CPU by turns (Linux 6.6): several times
  /// as fast where each waits for the other, as with one receiving thread.
  ListenerStatus set_sync_wake_up(bool on = true) const noexcept {
    if (!opened_.ok()) return opened_;
    // The flags are the argument itself, not behind a pointer.
    const unsigned long flags = on ? detail::fd_sync_wake_up : 0;
    const long result = detail::ioctl(descriptor_, detail::notif_set_flags, flags);
    if (result < 0) return detail::listener_failure(detail::problem_of_ioctl(result), result);
    return detail::listener_success();
  }

private:
  /// What `is_valid` asks, and why if not.
  ListenerStatus validity(const Notification& call) const noexcept {
    if (!opened_.ok()) return opened_;
    long result = request(detail::notif_id_valid, &call.id);
    if (result == -EINVAL) result = request(detail::notif_id_valid_5_0, &call.id);
    if (result < 0) return detail::listener_failure(detail::problem_of_ioctl(result), result);
    return detail::listener_success();
  }

  /// For requests that a signal can interrupt only before they do anything.
  long request(unsigned long number, const void* argument) const noexcept {
    long result = 0;
    do
      result = detail::ioctl(descriptor_, number, argument);
    while (result == -EINTR);
    return result;
  }

  ListenerStatus respond(const Notification& call,
                         detail::NotificationResponse& response) const noexcept {
    if (!opened_.ok()) return opened_;
    response.id = call.id;
    const long result = request(detail::notif_send, &response);
    if (result < 0) return detail::listener_failure(detail::problem_of_ioctl(result), result);
    return detail::listener_success();
  }

  /// In pieces that lie within a page, since what follows the string may be unreadable.
  static ListenerStatus read_pieces(const Notification& call, uint64_t address, char* buffer,
                                    size_t size) noexcept {
    constexpr size_t smallest_page = 4096;
    size_t length = 0;
    while (length < size) {
      const size_t in_page =
          smallest_page - static_cast<size_t>((address + length) % smallest_page);
      const size_t wanted = in_page < size - length ? in_page : size - length;
      const long got = detail::read_some(call.pid, address + length, buffer + length, wanted);
      if (got < 0) return detail::listener_failure(detail::problem_of_reading(got), got);
      if (got == 0) return detail::listener_failure(ListenerProblem::unreadable);
      for (const size_t end = length + static_cast<size_t>(got); length < end; ++length)
        if (buffer[length] == '\0') return detail::listener_success(static_cast<long>(length));
    }
    return detail::listener_failure(ListenerProblem::too_long);
  }

  int descriptor_;
  ListenerStatus opened_;
};

} // namespace callgate

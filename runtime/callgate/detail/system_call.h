// The system calls of the runtime, with their failures as values: libc's syscall()
// reports through errno, which a loader in a signal handler must not disturb.
#pragma once

#include <errno.h>
#include <poll.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/utsname.h>
#include <unistd.h>

namespace callgate {
namespace detail {

/// Puts errno back when its scope ends.
class ErrnoKeeper {
public:
  ErrnoKeeper() noexcept : saved_(errno) {}
  ~ErrnoKeeper() { errno = saved_; }
  ErrnoKeeper(const ErrnoKeeper&) = delete;
  ErrnoKeeper& operator=(const ErrnoKeeper&) = delete;

private:
  int saved_;
};

/// A system call's result: non-negative, or a negated errno value.
inline long result_of(long returned) noexcept {
  return returned == -1 ? -errno : returned;
}

inline long call(long number, unsigned long first, unsigned long second,
                 const void* third) noexcept {
  const ErrnoKeeper keeper;
  return result_of(::syscall(number, first, second, third, 0UL, 0UL));
}

inline long seccomp(unsigned operation, unsigned long flags, const void* argument) noexcept {
  return call(SYS_seccomp, operation, flags, argument);
}

inline long prctl(int option, unsigned long argument) noexcept {
  return call(SYS_prctl, static_cast<unsigned long>(option), argument, nullptr);
}

inline long read_at(int descriptor, char* buffer, size_t size, off_t offset) noexcept {
  const ErrnoKeeper keeper;
  return result_of(::pread(descriptor, buffer, size, offset));
}

/// `argument` is a pointer or a number, as the request has it.
template <typename Argument>
inline long ioctl(int descriptor, unsigned long request, Argument argument) noexcept {
  const ErrnoKeeper keeper;
  return result_of(::syscall(SYS_ioctl, descriptor, request, argument));
}

/// libc's, since kernels for newer ABIs have only ppoll, with times of either width.
inline long poll_one(pollfd& one, int milliseconds) noexcept {
  const ErrnoKeeper keeper;
  return result_of(::poll(&one, 1, milliseconds));
}

/// An iovec whose address is another process's, so no pointer here.
struct RemotePart {
  unsigned long address;
  size_t size;
};
static_assert(sizeof(RemotePart) == sizeof(iovec));

inline long read_memory(long task, iovec to, RemotePart from) noexcept {
  const ErrnoKeeper keeper;
  return result_of(::syscall(SYS_process_vm_readv, task, &to, 1UL, &from, 1UL, 0UL));
}

inline long uname(utsname& name) noexcept {
  const ErrnoKeeper keeper;
  return result_of(::syscall(SYS_uname, &name));
}

} // namespace detail
} // namespace callgate

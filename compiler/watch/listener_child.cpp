#include "watch/listener_child.hpp"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <ctime>
#include <sched.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <system_error>
#include <unistd.h>

#include <callgate/load.h>

namespace callgate::watch {
namespace {

/// fork(2) with a common table of descriptors; the child is a child of this process's parent.
pid_t fork_sharing_descriptors() {
  constexpr unsigned long flags = CLONE_FILES | CLONE_PARENT | SIGCHLD;
#if defined(__s390__) || defined(__CRIS__)
  return static_cast<pid_t>(syscall(SYS_clone, 0UL, flags, 0UL, 0UL, 0UL));
#else
  return static_cast<pid_t>(syscall(SYS_clone, flags, 0UL, 0UL, 0UL, 0UL));
#endif
}

/// A message that carries one descriptor.
struct Parcel {
  char byte = 0;
  iovec data{&byte, 1};
  alignas(cmsghdr) unsigned char control[CMSG_SPACE(sizeof(int))]{};
  msghdr header{};

  Parcel() {
    header.msg_iov = &data;
    header.msg_iovlen = 1;
    header.msg_control = control;
    header.msg_controllen = sizeof control;
  }
  Parcel(const Parcel&) = delete;
  Parcel& operator=(const Parcel&) = delete;
};

void send_descriptor(int socket, int descriptor) {
  Parcel parcel;
  cmsghdr* const attached = CMSG_FIRSTHDR(&parcel.header);
  attached->cmsg_level = SOL_SOCKET;
  attached->cmsg_type = SCM_RIGHTS;
  attached->cmsg_len = CMSG_LEN(sizeof(int));
  std::memcpy(CMSG_DATA(attached), &descriptor, sizeof descriptor);
  ssize_t sent = 0;
  do
    sent = sendmsg(socket, &parcel.header, MSG_NOSIGNAL);
  while (sent < 0 && errno == EINTR);
}

int receive_descriptor(int socket) {
  Parcel parcel;
  ssize_t got = 0;
  do
    got = recvmsg(socket, &parcel.header, MSG_CMSG_CLOEXEC);
  while (got < 0 && errno == EINTR);
  const cmsghdr* const attached = CMSG_FIRSTHDR(&parcel.header);
  if (got <= 0 || attached == nullptr || attached->cmsg_type != SCM_RIGHTS) return -1;
  int descriptor = -1;
  std::memcpy(&descriptor, CMSG_DATA(attached), sizeof descriptor);
  return descriptor;
}

} // namespace

ListenerChild::ListenerChild(std::span<const sock_filter> filter) : filter_(filter), ends_{-1, -1} {
  if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends_) != 0)
    throw std::system_error(errno, std::generic_category(), "socketpair");
}

ListenerChild::~ListenerChild() {
  is_forked();
  close(ends_[0]);
}

void ListenerChild::is_forked() {
  if (ends_[1] >= 0) close(ends_[1]);
  ends_[1] = -1;
}

int ListenerChild::take() {
  return receive_descriptor(ends_[0]);
}

StepFailure ListenerChild::load() {
  const pid_t porter = fork_sharing_descriptors();
  if (porter < 0) return {"cannot start a process", errno};
  if (porter == 0) carry();
  callgate::LoadOptions options;
  options.new_listener = true;
  options.wait_killable_recv = true;
  callgate::Status status = callgate::load({filter_.data(), filter_.size()}, options);
  if (status.problem == callgate::Problem::flag_unknown) { // before Linux 5.19
    options.wait_killable_recv = false;
    status = callgate::load({filter_.data(), filter_.size()}, options);
  }
  state_->problem = status.problem;
  // From here on no call but execve.
  state_->listener = status.ok() ? status.listener : -1;
  return status.ok() ? StepFailure{} : StepFailure{status.message(), status.error};
}

/// There is no call that would wait for the other process's next step, which is its exec: that
/// one will wait for the answer of whoever gets the listener.
void ListenerChild::carry() const {
  constexpr timespec moment{0, 20'000};
  constexpr int longest_wait = 500'000; // in moments: the other process may have been killed
  for (int i = 0; i < longest_wait && state_->listener == 0; ++i)
    nanosleep(&moment, nullptr);
  if (state_->listener > 0) send_descriptor(ends_[1], state_->listener);
  _exit(0);
}

} // namespace callgate::watch

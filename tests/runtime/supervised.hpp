// A supervised child: calls of one number are notified, and the test gets the descriptor over
// a socket.
#pragma once

#include <callgate/listener.h>
#include <callgate/runtime.h>
#include <doctest/doctest.h>

#include <csignal>
#include <cstring>
#include <functional>
#include <sys/socket.h>

#include "child.hpp"

namespace supervision {

using callgate::Listener;
using callgate::ListenerProblem;
using callgate::ListenerStatus;
using callgate::Notification;

inline void send_descriptor(int socket, int descriptor) {
  char byte = 0;
  iovec data{&byte, 1};
  alignas(cmsghdr) char room[CMSG_SPACE(sizeof descriptor)] = {};
  msghdr message{};
  message.msg_iov = &data;
  message.msg_iovlen = 1;
  message.msg_control = room;
  message.msg_controllen = sizeof room;
  cmsghdr* const header = CMSG_FIRSTHDR(&message);
  header->cmsg_level = SOL_SOCKET;
  header->cmsg_type = SCM_RIGHTS;
  header->cmsg_len = CMSG_LEN(sizeof descriptor);
  std::memcpy(CMSG_DATA(header), &descriptor, sizeof descriptor);
  if (sendmsg(socket, &message, 0) != 1) _exit(80);
}

inline int receive_descriptor(int socket) {
  char byte = 0;
  iovec data{&byte, 1};
  alignas(cmsghdr) char room[CMSG_SPACE(sizeof(int))] = {};
  msghdr message{};
  message.msg_iov = &data;
  message.msg_iovlen = 1;
  message.msg_control = room;
  message.msg_controllen = sizeof room;
  REQUIRE(recvmsg(socket, &message, MSG_CMSG_CLOEXEC) == 1);
  int descriptor = -1;
  std::memcpy(&descriptor, CMSG_DATA(CMSG_FIRSTHDR(&message)), sizeof descriptor);
  return descriptor;
}

/// A child that runs `body` with calls of `number` notified, and its listener here.
class Supervised {
public:
  Supervised(long number, const std::function<int()>& body) {
    int sockets[2];
    REQUIRE(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets) == 0);
    pid_ = fork();
    if (pid_ == 0) {
      const auto filter = child::by_number({number}, SECCOMP_RET_USER_NOTIF, SECCOMP_RET_ALLOW);
      callgate::LoadOptions options;
      options.new_listener = true;
      const auto status = callgate::load({filter.data(), filter.size()}, options);
      if (!status.ok()) _exit(81);
      send_descriptor(sockets[1], status.listener);
      close(status.listener);
      _exit(body());
    }
    close(sockets[1]);
    descriptor_ = receive_descriptor(sockets[0]);
    close(sockets[0]);
  }
  Supervised(const Supervised&) = delete;
  Supervised& operator=(const Supervised&) = delete;
  ~Supervised() {
    close(descriptor_); // calls that still wait fail with ENOSYS
    if (pid_ > 0) end(SIGKILL);
  }

  [[nodiscard]] pid_t pid() const { return pid_; }
  [[nodiscard]] int descriptor() const { return descriptor_; }

  /// The child's status, as child::status_of has it, after `signal` if one is given.
  int end(int signal = 0) {
    if (signal != 0) kill(pid_, signal);
    int status = 0;
    REQUIRE(waitpid(pid_, &status, 0) == pid_);
    pid_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }

private:
  pid_t pid_ = -1;
  int descriptor_ = -1;
};

inline constexpr int patience = 20'000; // milliseconds that no test waits in vain

inline Notification received(const Listener& listener) {
  Notification call{};
  const ListenerStatus status = listener.receive(call, patience);
  REQUIRE_MESSAGE(status.ok(), status.message());
  return call;
}

inline uint64_t address_of(const void* object) {
  return reinterpret_cast<uintptr_t>(object);
}

} // namespace supervision

// What a guard and its observer say to each other, over a SOCK_SEQPACKET pair: whole or not at
// all.
#pragma once

#include <cerrno>
#include <sys/socket.h>
#include <sys/types.h>

namespace callgate::watch {

struct GuardMessage {
  enum class Kind : int {
    failed,   ///< from the guard: no command; value: errno
    started,  ///< from the guard; value: process id
    ended,    ///< from the guard; value: as waitpid(2) has it
    all_gone, ///< from the guard, at its end
    signal,   ///< to the guard; value: signal
    kill,     ///< to the guard
  };
  Kind kind;
  int value;
};

inline bool send(int channel, const GuardMessage& message) {
  ssize_t sent = 0;
  do
    sent = ::send(channel, &message, sizeof message, MSG_NOSIGNAL);
  while (sent < 0 && errno == EINTR);
  return sent == static_cast<ssize_t>(sizeof message);
}

enum class Received { message, nothing, closed };

inline Received receive(int channel, GuardMessage& message, int flags) {
  ssize_t got = 0;
  do
    got = ::recv(channel, &message, sizeof message, flags);
  while (got < 0 && errno == EINTR);
  if (got == static_cast<ssize_t>(sizeof message)) return Received::message;
  return got < 0 && errno == EAGAIN ? Received::nothing : Received::closed;
}

} // namespace callgate::watch

// What a guard and its observer say to each other, over a SOCK_SEQPACKET pair: whole or not at
// all.
#pragma once

#include <array>
#include <cerrno>
#include <cstring>
#include <string_view>
#include <sys/socket.h>
#include <sys/types.h>

namespace callgate::watch {

struct GuardMessage {
  enum class Kind : int {
    failed,   ///< from the guard: no command; value: status, text: why
    started,  ///< from the guard; value: process id, text: path
    ended,    ///< from the guard; value: as waitpid(2) has it
    all_gone, ///< from the guard, at its end
    signal,   ///< to the guard; value: signal
    kill,     ///< to the guard
  };
  Kind kind;
  int value;
  std::array<char, 4352> text; ///< a path and a sentence fit; ends with NUL

  void set_text(std::string_view string) {
    const std::size_t size = string.copy(text.data(), text.size() - 1);
    text[size] = '\0';
  }
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

// Messages over a SOCK_SEQPACKET pair: whole or not at all, and no SIGPIPE.
#include "process/channel.hpp"

#include <cerrno>
#include <sys/socket.h>

namespace callgate::process {

bool send(int channel, Message message) {
  ssize_t sent = 0;
  do
    sent = ::send(channel, &message, sizeof message, MSG_NOSIGNAL);
  while (sent < 0 && errno == EINTR);
  return sent == static_cast<ssize_t>(sizeof message);
}

std::optional<Message> receive(int channel) {
  Message message{};
  ssize_t got = 0;
  do
    got = ::recv(channel, &message, sizeof message, 0);
  while (got < 0 && errno == EINTR);
  if (got != static_cast<ssize_t>(sizeof message)) return std::nullopt;
  return message;
}

} // namespace callgate::process

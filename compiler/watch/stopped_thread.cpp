// Memory by process_vm_readv(2), the rest from /proc. All of it may be gone or made up by the
// program: what cannot be read is nothing, never an error.
#include "watch/stopped_thread.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <climits>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <string_view>
#include <sys/uio.h>
#include <unistd.h>

namespace callgate::watch {
namespace {

/// How much of `bytes` could be read from the front.
std::size_t read_memory(pid_t thread, std::uint64_t address, std::uint8_t* bytes,
                        std::size_t size) {
  const iovec here{bytes, size};
  const iovec there{std::bit_cast<void*>(static_cast<std::uintptr_t>(address)), size};
  const ssize_t got = process_vm_readv(thread, &here, 1, &there, 1, 0);
  return got < 0 ? 0 : static_cast<std::size_t>(got);
}

std::optional<std::string> link(const std::string& path) {
  std::array<char, PATH_MAX> target{};
  const ssize_t length = readlink(path.c_str(), target.data(), target.size());
  if (length < 0) return std::nullopt;
  return std::string(target.data(), static_cast<std::size_t>(length));
}

} // namespace

pid_t process_of(pid_t thread) {
  std::ifstream file("/proc/" + std::to_string(thread) + "/status");
  constexpr std::string_view key = "Tgid:";
  for (std::string line; std::getline(file, line);) {
    if (line.rfind(key, 0) != 0) continue;
    const long number = std::strtol(line.c_str() + key.size(), nullptr, 10);
    if (number > 0) return static_cast<pid_t>(number);
  }
  return thread;
}

std::string StoppedThread::proc(const std::string& name) const {
  return "/proc/" + std::to_string(thread_) + "/" + name;
}

records::Caller StoppedThread::caller() const {
  records::Caller caller;
  caller.process = process_of(thread_);
  caller.thread = thread_;
  caller.executable = link(proc("exe")).value_or("");
  std::ifstream name(proc("comm"));
  std::getline(name, caller.name);
  return caller;
}

std::optional<std::string> StoppedThread::string_at(std::uint64_t address) const {
  constexpr std::size_t longest = 4096;
  constexpr std::size_t page = 4096; // a read stops at the first page that is not there
  std::string text;
  std::array<std::uint8_t, page> chunk{};
  while (text.size() < longest) {
    const std::size_t wanted = page - static_cast<std::size_t>((address + text.size()) % page);
    const std::size_t got = read_memory(thread_, address + text.size(), chunk.data(), wanted);
    if (got == 0) return std::nullopt;
    const auto* end = std::find(chunk.data(), chunk.data() + got, std::uint8_t{0});
    text.append(reinterpret_cast<const char*>(chunk.data()),
                static_cast<std::size_t>(end - chunk.data()));
    if (end != chunk.data() + got)
      return text.size() < longest ? std::optional(text) : std::nullopt;
  }
  return std::nullopt;
}

std::optional<std::vector<std::uint8_t>> StoppedThread::bytes_at(std::uint64_t address,
                                                                 std::size_t size) const {
  std::vector<std::uint8_t> bytes(size);
  if (read_memory(thread_, address, bytes.data(), size) != size) return std::nullopt;
  return bytes;
}

std::optional<std::string> StoppedThread::descriptor(int number) const {
  return link(proc("fd/" + std::to_string(number)));
}

std::vector<records::Frame> StoppedThread::stack() const {
  return stacks_.of(thread_, call_.instruction_pointer);
}

} // namespace callgate::watch

// A call that somebody is making, and what can be asked about who makes it: of a thread that
// stands stopped, or as much as a line of a log tells.
//
// The call itself is what the kernel decided on. All the rest was read from the program, whose
// other threads go on and which may lie: it is for people to read, and no decision may rest on
// it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <sys/types.h>

#include "bpf/call_data.hpp"

namespace callgate::records {

struct Frame {
  std::uint64_t address = 0;
  std::string function{};          ///< demangled; empty where no symbol covers the address
  std::uint64_t offset = 0;        ///< of the address in the function
  std::string module{};            ///< path of the file mapped there; empty if none is
  std::uint64_t module_offset = 0; ///< of the address in that file
  std::string source{};            ///< file of the source, where debug information tells
  std::size_t line = 0;            ///< in it; 0: not known
};

/// 0 and empty: not known.
struct Caller {
  pid_t process = 0;
  pid_t thread = 0;
  std::string executable{}; ///< path
  std::string name{};       ///< of the thread, as the kernel keeps it (at most 15 bytes)
};

class Scene {
public:
  Scene() = default;
  Scene(const Scene&) = delete;
  Scene& operator=(const Scene&) = delete;
  virtual ~Scene() = default;

  [[nodiscard]] virtual const bpf::CallData& call() const = 0;

  /// Which argument registers of the call are known, and not just 0: a log does not tell all.
  [[nodiscard]] virtual std::array<bool, 6> known() const {
    return {true, true, true, true, true, true};
  }

  /// How a log writes what stands in an argument register; empty where there is none.
  [[nodiscard]] virtual std::string written(std::size_t) const { return {}; }

  [[nodiscard]] virtual Caller caller() const = 0;

  /// The string at that address without its NUL, which lies within 4,096 bytes.
  [[nodiscard]] virtual std::optional<std::string> string_at(std::uint64_t address) const = 0;

  [[nodiscard]] virtual std::optional<std::vector<std::uint8_t>>
  bytes_at(std::uint64_t address, std::size_t size) const = 0;

  /// What a descriptor of the caller is, as /proc/PID/fd has it: "/etc/passwd", "socket:[1234]".
  [[nodiscard]] virtual std::optional<std::string> descriptor(int number) const = 0;

  /// The innermost frame first; none where it is not known.
  [[nodiscard]] virtual std::vector<Frame> stack() const = 0;
};

} // namespace callgate::records

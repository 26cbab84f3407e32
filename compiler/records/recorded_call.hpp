// One call as a log has it: the audit system's, or strace's. What the log does not say is left
// out, and a log is written by programs that may lie: it is for learning and explaining, under
// a person's eyes.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <variant>

#include "arch/abi.hpp"

namespace callgate::records {

/// What became of the call.
enum class Fate : std::uint8_t {
  made,    ///< it ran, or nothing else is known
  failed,  ///< with `error`
  stopped, ///< by a filter, which answered with a signal
  logged,  ///< a filter had it logged; `code` says what it did
};

struct RecordedCall {
  std::size_t line = 0;                 ///< of the log, from 1
  std::optional<std::uint32_t> token{}; ///< audit token; nothing where the log does not tell
  /// A name, or a number as in seccomp_data.nr.
  std::variant<std::string, std::uint32_t> call{};
  std::array<std::optional<std::uint64_t>, 6> arguments{}; ///< registers, as far as known
  std::array<std::string, 6> texts{}; ///< how the log writes what a register stands for, or ""
  std::uint64_t count = 1;
  int process = 0;          ///< or a thread; 0: not known
  std::string name{};       ///< of the thread
  std::string executable{}; ///< path
  Fate fate = Fate::made;
  std::string error{};                 ///< errno by name: "EPERM"
  std::optional<std::uint32_t> code{}; ///< what the filter returned, without its data
  std::uint64_t instruction_pointer = 0;
};

using TakeCall = std::function<void(const RecordedCall&)>;

/// A line that is a record and cannot be read.
struct Unread {
  std::size_t line;
  std::string why;
};

/// The number of the call through that ABI's token; nothing if the ABI has no such call.
std::optional<std::uint32_t> number_on(const RecordedCall& call, arch::Abi abi);

/// The ABI of the call: by token and number, else `otherwise`.
std::optional<arch::Abi> abi_of(const RecordedCall& call, arch::Abi otherwise);

} // namespace callgate::records

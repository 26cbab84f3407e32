// Commands watched by counters, and what is asked of them.
#pragma once

#include <chrono>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "arch/abi.hpp"
#include "records/tally.hpp"
#include "watch/counters.hpp"

namespace watched {

/// Whether this process may do it at all; if not, says so. Where it may, that counting does not
/// work is a failure.
bool possible();

/// The path of the test's program; width 32 for its 32-bit sibling, which may be missing.
std::string program(int width = 64);
bool has_program_of_32();

struct Seen {
  callgate::watch::Ended ended{};
  std::vector<std::string> notes{};
  std::vector<callgate::records::SeenCall> calls{};

  /// Null if the call was never seen. By the name that it has on `abi`.
  [[nodiscard]] const callgate::records::SeenCall*
  find(std::string_view name, callgate::arch::Abi abi = callgate::arch::native_abi()) const;
  [[nodiscard]] std::uint64_t count(std::string_view name,
                                    callgate::arch::Abi abi = callgate::arch::native_abi()) const;
};

/// What to ask for, beyond counts: all bits of all arguments of these calls.
callgate::records::Interest interest(std::initializer_list<std::string_view> names,
                                     callgate::arch::Abi abi = callgate::arch::native_abi());

struct Options {
  callgate::records::Interest interest{};
  callgate::watch::CounterRoom room{};
  std::optional<std::chrono::milliseconds> time_limit{};
};

/// Its standard input and output are /dev/null. Failing to watch it fails the test.
Seen watch(const std::vector<std::string>& command, const Options& options = {});

/// The test's program with an action, and how often.
Seen watch(std::string_view action, long times, const Options& options = {});

} // namespace watched

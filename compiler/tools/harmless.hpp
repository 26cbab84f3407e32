// Calls that can be made thousands of times and change nothing: what `bench` may measure.
// They are a policy like any other, so whether a call is one of them, and which arguments
// make it one, are questions that the compiler answers already.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bpf/call_data.hpp"
#include "pipeline/compile.hpp"

namespace callgate::tools {

/// The policy's text: what it allows has no effect and does not wait.
std::string_view harmless_policy();

/// Some of its calls by name, for messages.
inline constexpr std::string_view some_harmless_calls =
    "getppid, getuid, lseek, read, write, close, fcntl, ioctl, socket, openat, futex";

class HarmlessCalls {
public:
  /// Those of one ABI; nothing for an ABI whose calls have arguments that nobody knows.
  static std::optional<HarmlessCalls> of(arch::Abi abi);

  /// Numbers that have a harmless form, cheap calls first.
  [[nodiscard]] std::vector<std::uint32_t> numbers() const;

  /// Whether that call, with these arguments, is one.
  [[nodiscard]] bool contains(const bpf::CallData& call) const;

  [[nodiscard]] const ruleset::Decision& decision(std::uint32_t number) const;

  /// How its entries are written: "lseek(fd == -1)"; empty for a number that has none.
  [[nodiscard]] std::string forms(std::uint32_t number) const;

private:
  explicit HarmlessCalls(pipeline::Analysis analysis) : analysis_(std::move(analysis)) {}

  [[nodiscard]] const ruleset::Resolution& resolution() const {
    return analysis_.resolutions.front();
  }

  pipeline::Analysis analysis_;
};

} // namespace callgate::tools

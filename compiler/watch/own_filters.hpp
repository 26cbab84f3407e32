// What the command does with seccomp itself concerns who watches it with a filter.
#pragma once

#include <cstdint>
#include <set>
#include <string_view>
#include <utility>

#include "bpf/call_data.hpp"

namespace callgate::watch {

/// A call by its name, on every ABI of this machine that has it.
class NamedCall {
public:
  explicit NamedCall(std::string_view name);

  [[nodiscard]] bool is(const bpf::CallData& call) const {
    return numbers_.contains({call.token, call.number});
  }

private:
  std::set<std::pair<std::uint32_t, std::uint32_t>> numbers_; ///< token, number
};

class OwnFilters {
public:
  /// To be asked of every call.
  void see(const bpf::CallData& call);

  /// Whether a filter was, or is about to be, installed.
  [[nodiscard]] bool is_any() const { return is_any_; }
  /// Whether one with a listener is about to be.
  [[nodiscard]] bool wants_listener() const { return wants_listener_; }

  /// For a person.
  static constexpr std::string_view note =
      "the command installs filters itself: calls that these deny, or hand to a tracer or a "
      "listener of its own, were decided without being seen";

private:
  NamedCall seccomp_{"seccomp"};
  NamedCall prctl_{"prctl"};
  bool is_any_ = false;
  bool wants_listener_ = false;
};

} // namespace callgate::watch

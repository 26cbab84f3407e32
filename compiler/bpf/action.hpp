// What the kernel does with a call: the return values of a filter.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "arch/abi.hpp"

namespace callgate::bpf {

/// Kinds of action, most permissive first: the reverse of the order in which the
/// kernel prefers the results of stacked filters (seccomp(2)).
enum class ActionKind : std::uint8_t {
  allow,
  log,
  trace,
  notify,
  error, ///< `errno`, which <errno.h> makes a macro
  trap,
  kill_thread,
  kill_process,
};

/// One row of the table of actions: everything that is fixed about a kind.
struct ActionFacts {
  ActionKind kind;
  std::string_view name; ///< in policies and listings: "allow", "errno" …
  std::uint32_t value;   ///< SECCOMP_RET_* of <linux/seccomp.h>
  bool takes_data;       ///< `errno` and `trace`: a number follows the name in a policy
  bool has_data;         ///< these and `trap`, whose handler reads it as si_errno
  bool stops;            ///< the call never runs, whoever traces or listens
};

/// Every kind, in the order of the enumeration.
std::span<const ActionFacts> all_actions();

const ActionFacts& facts(ActionKind kind);

/// The kind of that name.
std::optional<ActionKind> action_kind_named(std::string_view name);

struct Action {
  ActionKind kind;
  /// errno: 1 … 4095 (0 can only come from a foreign filter: the call is skipped and
  /// returns 0); trace: 0 … 65535; trap: the same, and in policies 0; else 0.
  std::uint16_t data = 0;

  bool operator==(const Action&) const = default;
};

/// The 32-bit value that a filter returns for `action`.
std::uint32_t return_value(Action action);

/// The action that the kernel takes for a returned value, as `kernel/seccomp.c`
/// reads it: kill_process for an unknown action, errno data clamped to 4095, data kept
/// where somebody can see it.
Action action_of(std::uint32_t return_value);

/// "allow", "errno 38", "trace 7" …, and "trap 5" for what no policy says.
std::string to_string(Action action);

/// The same with the errno's name on that ABI, if it has one: "errno ENOSYS".
std::string to_string(Action action, arch::Abi abi);

} // namespace callgate::bpf

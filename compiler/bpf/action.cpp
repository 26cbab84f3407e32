#include "bpf/action.hpp"

#include <linux/seccomp.h>

#include <algorithm>
#include <array>
#include <cstddef>

namespace callgate::bpf {
namespace {

constexpr std::uint32_t max_errno = 4095; // MAX_ERRNO of include/linux/err.h

// In the order of ActionKind.
constexpr auto table = std::to_array<ActionFacts>({
    {ActionKind::allow, "allow", SECCOMP_RET_ALLOW, false, false},
    {ActionKind::log, "log", SECCOMP_RET_LOG, false, false},
    {ActionKind::trace, "trace", SECCOMP_RET_TRACE, true, false},
    {ActionKind::notify, "notify", SECCOMP_RET_USER_NOTIF, false, false},
    {ActionKind::error, "errno", SECCOMP_RET_ERRNO, true, true},
    {ActionKind::trap, "trap", SECCOMP_RET_TRAP, false, true},
    {ActionKind::kill_thread, "kill_thread", SECCOMP_RET_KILL_THREAD, false, true},
    {ActionKind::kill_process, "kill_process", SECCOMP_RET_KILL_PROCESS, false, true},
});

constexpr bool in_order_of_kind() {
  for (std::size_t row = 0; row < table.size(); ++row)
    if (static_cast<std::size_t>(table[row].kind) != row) return false;
  return true;
}

// The kernel prefers the smallest value of several filters, compared as signed.
constexpr bool values_fall() {
  for (std::size_t row = 1; row < table.size(); ++row)
    if (static_cast<std::int32_t>(table[row].value) >=
        static_cast<std::int32_t>(table[row - 1].value))
      return false;
  return true;
}

static_assert(in_order_of_kind() && values_fall());

} // namespace

std::span<const ActionFacts> all_actions() {
  return table;
}

const ActionFacts& facts(ActionKind kind) {
  return table[static_cast<std::size_t>(kind)];
}

std::optional<ActionKind> action_kind_named(std::string_view name) {
  const auto* row = std::ranges::find(table, name, &ActionFacts::name);
  if (row == table.end()) return std::nullopt;
  return row->kind;
}

std::uint32_t return_value(Action action) {
  const ActionFacts& row = facts(action.kind);
  return row.takes_data ? row.value | action.data : row.value;
}

Action action_of(std::uint32_t return_value) {
  const auto* row =
      std::ranges::find(table, return_value & SECCOMP_RET_ACTION_FULL, &ActionFacts::value);
  if (row == table.end()) return {ActionKind::kill_process};
  if (!row->takes_data) return {row->kind};
  std::uint32_t data = return_value & SECCOMP_RET_DATA;
  if (row->kind == ActionKind::error) data = std::min(data, max_errno);
  return {row->kind, static_cast<std::uint16_t>(data)};
}

std::string to_string(Action action) {
  const ActionFacts& row = facts(action.kind);
  std::string text(row.name);
  if (row.takes_data) text += ' ' + std::to_string(action.data);
  return text;
}

} // namespace callgate::bpf

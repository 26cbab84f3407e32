#include "bpf/action.hpp"

#include <linux/seccomp.h>

#include <algorithm>
#include <array>
#include <cstddef>

#include "arch/calls.hpp"

namespace callgate::bpf {
namespace {

constexpr std::uint32_t max_errno = 4095; // MAX_ERRNO of include/linux/err.h

// In the order of ActionKind.
constexpr auto table = std::to_array<ActionFacts>({
    {ActionKind::allow, "allow", SECCOMP_RET_ALLOW, false, false, false},
    {ActionKind::log, "log", SECCOMP_RET_LOG, false, false, false},
    {ActionKind::trace, "trace", SECCOMP_RET_TRACE, true, true, false},
    {ActionKind::notify, "notify", SECCOMP_RET_USER_NOTIF, false, false, false},
    {ActionKind::error, "errno", SECCOMP_RET_ERRNO, true, true, true},
    {ActionKind::trap, "trap", SECCOMP_RET_TRAP, false, true, true},
    {ActionKind::kill_thread, "kill_thread", SECCOMP_RET_KILL_THREAD, false, false, true},
    {ActionKind::kill_process, "kill_process", SECCOMP_RET_KILL_PROCESS, false, false, true},
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
  return row.has_data ? row.value | action.data : row.value;
}

Action action_of(std::uint32_t return_value) {
  const auto* row =
      std::ranges::find(table, return_value & SECCOMP_RET_ACTION_FULL, &ActionFacts::value);
  if (row == table.end()) return {ActionKind::kill_process};
  if (!row->has_data) return {row->kind};
  std::uint32_t data = return_value & SECCOMP_RET_DATA;
  if (row->kind == ActionKind::error) data = std::min(data, max_errno);
  return {row->kind, static_cast<std::uint16_t>(data)};
}

std::string to_string(Action action) {
  const ActionFacts& row = facts(action.kind);
  std::string text(row.name);
  if (row.takes_data || action.data != 0) text += ' ' + std::to_string(action.data);
  return text;
}

std::string to_string(Action action, arch::Abi abi) {
  if (action.kind != ActionKind::error) return to_string(action);
  const std::string_view name = arch::errno_name(abi, action.data);
  return name.empty() ? to_string(action) : "errno " + std::string(name);
}

} // namespace callgate::bpf

#include "lint/checks.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <vector>

#include "lore/dangers.hpp"

namespace callgate::lint {

namespace {

using diagnostic::Severity;

constexpr auto own = std::to_array<Check>({
    {"way-around", Severity::warning, "",
     "a call is allowed that has what a condition on another one denies",
     "give it the same condition, or answer ENOSYS"},
    {"exec-from-memory", Severity::warning, "memfd_create",
     "files that exist in memory alone can be run: code that no disk has seen",
     "memfd_create(flags & MFD_NOEXEC_SEAL != 0), or leave out execve and execveat"},
    {"portability", Severity::warning, "",
     "a call does not exist on an ABI, or is not what C libraries make there, and what does its "
     "work is denied",
     "list the equivalent too"},
    {"library", Severity::warning, "",
     "a release of a library makes a call, or passes an argument, that the policy denies",
     "list it, or answer ENOSYS where the library goes back to what it did before"},
    {"enosys", Severity::warning, "",
     "a call that libraries try first gets an errno that they take for an answer",
     "answer ENOSYS: errno = { ENOSYS = [\"clone3\"] }"},
    {"kill-thread", Severity::warning, "",
     "one thread dies and the others wait for its locks for ever", "kill_process"},
    {"no-known-through", Severity::warning, "",
     "calls of newer kernels, which newer libraries try, get the default and not ENOSYS",
     "known_through and newer = \"errno ENOSYS\""},
    {"number-zero", Severity::warning, "",
     "on s390x before Linux 5.8 every call that the kernel does not know arrives as number 0",
     "errno = { ENOSYS = [\"#0@s390x\"] }"},
    {"no-clock", Severity::warning, "clock_gettime",
     "programs tell the time through the vDSO, and by calls on hosts where it has no clock to "
     "read: some virtual machines, and after the kernel gave up the TSC",
     "allow clock_gettime"},
    {"no-restart", Severity::warning, "restart_syscall",
     "the kernel goes on with a sleep that was interrupted (SIGSTOP, a debugger, suspend) by "
     "restart_syscall, unseen by the program",
     "allow restart_syscall beside sleeps"},
    {"no-exit", Severity::warning, "exit_group exit rt_sigreturn",
     "a program cannot end, a thread cannot, or a signal's handler cannot return",
     "allow exit_group, exit and rt_sigreturn"},
    {"unfilterable", Severity::note, "uretprobe uprobe",
     "the kernel does not ask filters about these: they do nothing but in a process that is "
     "being probed",
     "nothing to do"},
    {"shared-token", Severity::note, "",
     "32-bit tasks on a riscv64 kernel come under riscv64's token, so that what the policy says "
     "of a number holds for their call of that number too",
     "run it where 32-bit tasks are switched off (CONFIG_COMPAT)"},
    {"unknown-check", Severity::error, "", "[lint] accept names a check that there is not",
     "correct the name"},
    {"idle-accept", Severity::warning, "", "[lint] accept silences nothing",
     "remove it, so that it hides nothing later"},
});

Severity severity_of(lore::Gravity gravity) {
  switch (gravity) {
  case lore::Gravity::undoes:
    return Severity::error;
  case lore::Gravity::exposes:
    return Severity::warning;
  case lore::Gravity::matters:
    break;
  }
  return Severity::note;
}

std::vector<Check> all_checks() {
  std::vector<Check> all;
  all.reserve(lore::dangers().size() + own.size());
  for (const lore::Danger& danger : lore::dangers()) {
    const bool is_new = std::ranges::find(all, danger.name, &Check::name) == all.end();
    if (is_new)
      all.push_back(
          {danger.name, severity_of(danger.gravity), danger.calls, danger.risk, danger.fix});
  }
  all.insert(all.end(), own.begin(), own.end());
  return all;
}

std::string_view name_of(Severity severity) {
  if (severity == Severity::error) return "error";
  return severity == Severity::warning ? "warning" : "note";
}

/// Every call of a check, also of the other rows of a danger.
std::string calls_of(const Check& check) {
  std::string text(check.calls);
  for (const lore::Danger& danger : lore::dangers()) {
    if (danger.name != check.name || danger.calls == check.calls) continue;
    text += ' ';
    text += danger.calls;
  }
  return text;
}

/// Text of a cell: what would part cells is written as a character of its own.
std::string cell(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '|') result += '\\';
    result += c;
  }
  return result;
}

} // namespace

std::span<const Check> checks() {
  static const std::vector<Check> all = all_checks();
  return all;
}

const Check* find_check(std::string_view name) {
  const auto all = checks();
  const auto found = std::ranges::find(all, name, &Check::name);
  return found == all.end() ? nullptr : &*found;
}

std::string to_markdown() {
  std::string text = "| check | | calls | what it is about | what to do |\n|---|---|---|---|---|\n";
  for (const Check& check : checks()) {
    text += "| `";
    text += check.name;
    text += "` | ";
    text += name_of(check.severity);
    text += " | ";
    text += calls_of(check);
    text += " | ";
    text += cell(check.reason);
    text += " | ";
    text += cell(check.fix);
    text += " |\n";
  }
  return text;
}

} // namespace callgate::lint

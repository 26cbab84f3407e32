#include "lore/successors.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "arch/calls.hpp"

namespace callgate::lore {

namespace {

using enum Library;
using enum Refused;

constexpr std::string_view time_symptom =
    "programs see no time at all (dates in 1970) or fail with an error that no man page has";

/// Read off the sources and NEWS of glibc 2.28 … 2.42 and musl 1.2.0 … 1.2.5, and off the
/// reports of what broke. Within a library by release. Of calls with 64-bit times that glibc
/// took up one after the other, from 2.31 on, the release at which all of them were is given.
constexpr auto table = std::to_array<Successor>({
    {glibc,
     {2, 28},
     "statx",
     "newfstatat fstatat64",
     "statx",
     "",
     needs_enosys,
     "ls, stat and cp fail"},
    {glibc,
     {2, 31},
     "nanosleep, usleep, sleep",
     "nanosleep",
     "clock_nanosleep",
     "",
     fails,
     "sshd drops logins; loops that sleep spin or die"},
    {glibc,
     {2, 31},
     "gettimeofday, time",
     "gettimeofday time",
     "clock_gettime",
     "",
     fails,
     "programs that only told the time die where the vDSO does not"},
    {glibc, {2, 31}, "semop", "semop", "semtimedop", "", fails, "whatever uses semaphores dies"},
    {glibc,
     {2, 31},
     "clock_gettime, gettimeofday, time",
     "clock_gettime gettimeofday time",
     "clock_gettime64",
     "",
     needs_enosys,
     time_symptom,
     Where::narrow},
    {glibc,
     {2, 31},
     "clock_nanosleep, nanosleep, sleep",
     "clock_nanosleep nanosleep",
     "clock_nanosleep_time64",
     "",
     needs_enosys,
     "sshd drops logins on 32-bit machines",
     Where::narrow},
    {glibc,
     {2, 33},
     "stat, lstat",
     "stat lstat",
     "newfstatat",
     "",
     fails,
     "programs built against the new release cannot look at files"},
    {glibc,
     {2, 33},
     "fstat",
     "fstat",
     "newfstatat",
     "",
     fails,
     "dynamic programs die in their loader, which asks for the size of every library"},
    {glibc,
     {2, 33},
     "faccessat, eaccess",
     "faccessat access",
     "faccessat2",
     "",
     needs_enosys,
     "tests such as `test -x` answer wrongly"},
    {glibc,
     {2, 33},
     "stat, fstat, lstat",
     "stat64 fstat64 lstat64 fstatat64",
     "statx",
     "",
     needs_enosys,
     "files cannot be looked at",
     Where::narrow},
    {glibc,
     {2, 34},
     "pthread_create, posix_spawn, system, popen",
     "clone",
     "clone3",
     "",
     needs_enosys,
     "no thread starts: curl, Electron and everything else with threads fails"},
    {glibc,
     {2, 34},
     "malloc",
     "",
     "getrandom",
     "",
     copes,
     "every program dies at its first malloc"},
    {glibc,
     {2, 34},
     "pthread locks, semaphores",
     "futex",
     "futex_time64",
     "",
     needs_enosys,
     "threads spin or die at their first wait with a timeout",
     Where::narrow},
    {glibc,
     {2, 34},
     "poll, ppoll",
     "ppoll",
     "ppoll_time64",
     "",
     needs_enosys,
     "loops that wait spin or die",
     Where::narrow},
    {glibc,
     {2, 34},
     "select, pselect",
     "select _newselect pselect6",
     "pselect6_time64",
     "",
     needs_enosys,
     "loops that wait spin or die",
     Where::narrow},
    {glibc,
     {2, 34},
     "utimensat, utimes, futimens",
     "utimensat utimes utime futimesat",
     "utimensat_time64",
     "",
     needs_enosys,
     "times of files cannot be set",
     Where::narrow},
    {glibc,
     {2, 34},
     "sigtimedwait",
     "rt_sigtimedwait",
     "rt_sigtimedwait_time64",
     "",
     needs_enosys,
     "waiting for signals fails",
     Where::narrow},
    {glibc,
     {2, 34},
     "semtimedop, semop",
     "semtimedop semop",
     "semtimedop_time64",
     "",
     needs_enosys,
     "whatever uses semaphores fails",
     Where::narrow},
    {glibc,
     {2, 34},
     "timerfd_settime",
     "timerfd_settime",
     "timerfd_settime64",
     "",
     needs_enosys,
     "timers are not set",
     Where::narrow},
    {glibc,
     {2, 34},
     "timer_settime",
     "timer_settime",
     "timer_settime64",
     "",
     needs_enosys,
     "timers are not set",
     Where::narrow},
    {glibc,
     {2, 34},
     "clock_getres",
     "clock_getres",
     "clock_getres_time64",
     "",
     needs_enosys,
     "clocks have no resolution",
     Where::narrow},
    {glibc,
     {2, 34},
     "recvmmsg",
     "recvmmsg",
     "recvmmsg_time64",
     "",
     needs_enosys,
     "messages are not received",
     Where::narrow},
    {glibc,
     {2, 35},
     "the start of programs and threads",
     "",
     "rseq",
     "",
     fails,
     "\"Fatal glibc error: rseq registration failed\" in threads that start after the filter was "
     "loaded (Filebeat)"},
    {glibc,
     {2, 39},
     "fchmodat with flags",
     "fchmodat chmod fchmod",
     "fchmodat2",
     "",
     needs_enosys,
     "tar cannot change modes"},
    {glibc,
     {2, 39},
     "fstat",
     "newfstatat",
     "fstat",
     "",
     fails,
     "dynamic programs die in their loader, which asks for the size of every library"},
    {glibc,
     {2, 42},
     "isatty, tcgetattr",
     "ioctl",
     "ioctl",
     "request == TCGETS2",
     fails,
     "nothing seems to be a terminal, or the program dies as it asks (cloud-hypervisor)"},
    {glibc,
     {2, 42},
     "tcsetattr",
     "ioctl",
     "ioctl",
     "request in {TCSETS2, TCSETSW2, TCSETSF2}",
     fails,
     "terminals keep their modes, or the program dies as it sets them"},
    {glibc,
     {2, 42},
     "pthread_create",
     "mprotect clone clone3",
     "madvise",
     "advice == MADV_GUARD_INSTALL",
     copes,
     "threads die as their stacks get a guard page (crosvm)"},

    {musl,
     {1, 2, 0},
     "clock_gettime, gettimeofday, time",
     "clock_gettime gettimeofday time",
     "clock_gettime64",
     "",
     needs_enosys,
     time_symptom,
     Where::narrow},
    {musl,
     {1, 2, 0},
     "clock_nanosleep, nanosleep, sleep",
     "clock_nanosleep nanosleep",
     "clock_nanosleep_time64",
     "",
     needs_enosys,
     "sleeps fail at once",
     Where::narrow},
    {musl,
     {1, 2, 0},
     "pthread locks, semaphores",
     "futex",
     "futex_time64",
     "",
     needs_enosys,
     "threads spin or die at their first wait with a timeout",
     Where::narrow},
    {musl,
     {1, 2, 0},
     "ppoll",
     "ppoll",
     "ppoll_time64",
     "",
     needs_enosys,
     "loops that wait spin or die",
     Where::narrow},
    {musl,
     {1, 2, 0},
     "select, pselect",
     "select _newselect pselect6",
     "pselect6_time64",
     "",
     needs_enosys,
     "loops that wait spin or die",
     Where::narrow},
    {musl,
     {1, 2, 0},
     "utimensat, utimes",
     "utimensat utimes utime futimesat",
     "utimensat_time64",
     "",
     needs_enosys,
     "times of files cannot be set",
     Where::narrow},
    {musl,
     {1, 2, 0},
     "stat, fstat, lstat",
     "stat64 fstat64 lstat64 fstatat64",
     "statx",
     "",
     needs_enosys,
     "files cannot be looked at",
     Where::narrow},
    {musl,
     {1, 2, 2},
     "faccessat with flags, eaccess",
     "faccessat access",
     "faccessat2",
     "",
     needs_enosys,
     "tests such as `test -x` answer wrongly, make cannot find its shell"},
    {musl,
     {1, 2, 5},
     "fchmodat with flags",
     "fchmodat chmod fchmod",
     "fchmodat2",
     "",
     needs_enosys,
     "tar cannot change modes"},

    {openssl,
     {1, 1, 1, 'd'},
     "seeding from /dev/urandom",
     "",
     "shmget",
     "",
     copes,
     "sshd's child dies by signal 31 before a login"},
    {openssl,
     {1, 1, 1, 'd'},
     "seeding from /dev/urandom",
     "",
     "shmat",
     "",
     copes,
     "sshd's child dies by signal 31 before a login"},
    {openssl,
     {1, 1, 1, 'd'},
     "seeding from /dev/urandom",
     "",
     "shmdt",
     "",
     copes,
     "sshd's child dies by signal 31 before a login"},

    {fakeroot,
     {1, 0},
     "stat, chown and the like, preloaded",
     "",
     "msgget",
     "",
     fails,
     "programs with filters of their own die under fakeroot (file)"},
    {fakeroot,
     {1, 0},
     "stat, chown and the like, preloaded",
     "",
     "msgsnd",
     "",
     fails,
     "programs with filters of their own die under fakeroot (file)"},
    {fakeroot,
     {1, 0},
     "stat, chown and the like, preloaded",
     "",
     "msgrcv",
     "",
     fails,
     "programs with filters of their own die under fakeroot (file)"},
    {fakeroot,
     {1, 0},
     "stat, chown and the like, preloaded",
     "",
     "semget",
     "",
     fails,
     "programs with filters of their own die under fakeroot (file)"},
    {fakeroot,
     {1, 0},
     "stat, chown and the like, preloaded",
     "",
     "semtimedop",
     "",
     fails,
     "programs with filters of their own die under fakeroot (file)"},
});

constexpr auto names = std::to_array<std::pair<std::string_view, Library>>({
    {"glibc", glibc},
    {"musl", musl},
    {"openssl", openssl},
    {"fakeroot", fakeroot},
});

/// Those of the rows, and what else programs try: libstdc++, coreutils, systemd, language
/// runtimes.
constexpr auto probed = std::to_array<std::string_view>({
    "clone3",
    "close_range",
    "copy_file_range",
    "epoll_pwait2",
    "faccessat2",
    "fchmodat2",
    "futex_waitv",
    "getrandom",
    "membarrier",
    "memfd_create",
    "openat2",
    "pidfd_open",
    "pidfd_send_signal",
    "preadv2",
    "pwritev2",
    "renameat2",
    "rseq",
    "statx",
});

/// Takes a number off the front of `text`.
std::optional<std::uint16_t> take_number(std::string_view& text) {
  std::uint16_t value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault != std::errc{}) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return value;
}

bool take(std::string_view& text, char c) {
  if (!text.starts_with(c)) return false;
  text.remove_prefix(1);
  return true;
}

std::optional<LibraryRelease> parse_release(std::string_view text) {
  LibraryRelease release{0, 0};
  const auto major = take_number(text);
  if (!major || !take(text, '.')) return std::nullopt;
  const auto minor = take_number(text);
  if (!minor) return std::nullopt;
  release.major = *major;
  release.minor = *minor;
  if (take(text, '.')) {
    const auto patch = take_number(text);
    if (!patch) return std::nullopt;
    release.patch = *patch;
  }
  if (text.size() == 1 && 'a' <= text.front() && text.front() <= 'z') {
    release.letter = text.front();
    text = {};
  }
  return text.empty() ? std::optional(release) : std::nullopt;
}

} // namespace

std::string_view library_name(Library library) {
  const auto* found = std::find_if(names.begin(), names.end(),
                                   [&](const auto& row) { return row.second == library; });
  return found->first;
}

std::optional<SoughtLibrary> parse_library(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const std::string_view name = text.substr(0, colon);
  const auto* found =
      std::find_if(names.begin(), names.end(), [&](const auto& row) { return row.first == name; });
  const auto release = parse_release(text.substr(colon + 1));
  if (found == names.end() || !release) return std::nullopt;
  return SoughtLibrary{found->second, *release};
}

std::string to_string(LibraryRelease release) {
  std::string text = std::to_string(release.major);
  text += '.';
  text += std::to_string(release.minor);
  if (release.patch != 0) {
    text += '.';
    text += std::to_string(release.patch);
  }
  if (release.letter != 0) text += release.letter;
  return text;
}

std::span<const Successor> successors() {
  return table;
}

bool happens_on(const Successor& successor, arch::Abi abi) {
  if (arch::find_call(abi, successor.now) == nullptr) return false;
  return successor.where == Where::everywhere || arch::find_call(abi, "clock_gettime64") != nullptr;
}

const Successor* successor_making(std::string_view call) {
  const auto* found = std::find_if(table.begin(), table.end(),
                                   [&](const Successor& row) { return row.now == call; });
  return found == table.end() ? nullptr : found;
}

std::span<const std::string_view> probed_calls() {
  return probed;
}

} // namespace callgate::lore

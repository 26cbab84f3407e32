// Conditions as they are said: short, in the argument's own words.
#include <doctest/doctest.h>

#include <string>

#include "arch/calls.hpp"
#include "ruleset/meaning.hpp"
#include "wording/entries.hpp"
#include "wording/wording.hpp"

namespace {

using namespace callgate;
using enum arch::Abi;

std::string said(const std::variant<std::string, wording::Unsayable>& text) {
  if (const auto* words = std::get_if<std::string>(&text)) return *words;
  return "unsayable: " + std::get<wording::Unsayable>(text).reason;
}

struct Row {
  arch::Abi abi;
  const char* call;
  const char* written;
  const char* said = nullptr; ///< the same as written, if null
};

void check(std::span<const Row> rows) {
  for (const Row& row : rows) {
    diagram::Diagrams diagrams;
    const std::string entry = row.call + ("(" + std::string(row.written) + ")");
    INFO(arch::facts(row.abi).name << ": " << entry);
    const auto set = tests::set_of(diagrams, row.abi, entry);
    REQUIRE(set);
    const arch::Call* const call = arch::find_call(row.abi, row.call);
    const auto number = call != nullptr ? std::optional(call->number) : std::nullopt;
    CHECK(said(wording::condition_text(diagrams, *set, row.abi, number)) ==
          (row.said != nullptr ? row.said : row.written));
  }
}

} // namespace

TEST_CASE("values") {
  const Row rows[] = {
      {x86_64, "socket", "domain == AF_NETLINK"},
      {x86_64, "socket", "domain != AF_NETLINK"},
      {x86_64, "socket", "family == 1", "domain == AF_UNIX"},
      {x86_64, "socket", "domain in {AF_UNIX, AF_INET, AF_INET6}"},
      {x86_64, "socket", "!(domain in {AF_UNIX, AF_INET, AF_INET6})"},
      {x86_64, "ioctl", "request in {TCGETS, TCSETS}"},
      {x86_64, "ioctl", "request in {TCGETS, FIONREAD, TCGETS2}"},
      {mips_o32, "ioctl", "request in {TCGETS, TCSETS}"},
      {x86_64, "fcntl", "op in {F_GETFD, F_SETFD, F_DUPFD_CLOEXEC}"},
      {x86_64, "mmap", "fd == -1"},
      {x86_64, "dup", "oldfd != -1"},
      {x86_64, "accept", "sockfd == -1"},
      {x86_64, "read", "count > 0x200000005"},
      {x86_64, "read", "count < 4096"},
      {x86_64, "read", "count >= 4096"},
      {x86_64, "read", "fd <= 2"},
      {x86_64, "read", "fd > 2"},
      {x86_64, "read", "fd in {3..7}"},
      {x86_64, "read", "fd in {3..7, 10}"},
      {x86_64, "lseek", "offset < 0"},
      {x86_64, "lseek", "offset >= 0"},
      {x86_64, "lseek", "offset in {-3..7}"},
      {x86_64, "kill", "pid == -1 && sig == SIGKILL"},
      {x86_64, "kill", "sig in {SIGTERM, SIGKILL}", "sig in {SIGKILL, SIGTERM}"},
      {x86_64, "openat", "dirfd == AT_FDCWD"},
      {x86_64, "prctl", "option in {PR_SET_NAME, PR_SET_NO_NEW_PRIVS}"},
      {x86_64, "ptrace", "request == PTRACE_ATTACH"},
      {x86_64, "ptrace", "request in {PTRACE_TRACEME, PTRACE_ATTACH}"},
      {x86_64, "personality", "persona in {0, 8, 0x20000, 0x20008, 0xffffffff}",
       "persona in {PER_LINUX, PER_LINUX32, UNAME26, PER_LINUX32|UNAME26, 0xffffffff}"},
      {x86_64, "lseek", "whence in {SEEK_SET, SEEK_CUR, SEEK_END}"},
      {x86_64, "socket", "domain < 16 || domain > 16 && domain < 40",
       "domain <= 39 && domain != AF_NETLINK"},
      {x86_64, "clock_gettime", "clockid in {0, 1, 4, 6}",
       "clockid in {CLOCK_REALTIME, CLOCK_MONOTONIC, CLOCK_MONOTONIC_RAW, "
       "CLOCK_MONOTONIC_COARSE}"},
      {x86_64, "personality", "persona in {0, 0xffffffff}", "persona in {PER_LINUX, 0xffffffff}"},
      {x86_64, "mmap", "addr > 0", "addr != 0"},
      {x86_64, "write", "fd != 1 && fd != 2 && count < 100", "!(fd in {1, 2}) && count <= 99"},
      {x86_64, "open", "filename == 0", "pathname == 0"},
      {x86_64, "open", "pathname != 0"},
      {x86_64, "openat", "mode & 0o7000 == 0"},
      {x86_64, "chmod", "mode == 0o644"},
  };
  check(rows);
}

TEST_CASE("bits") {
  const Row rows[] = {
      {x86_64, "clone", "flags & 0x7e020000 == 0",
       "flags & (CLONE_NEWNS|CLONE_NEWCGROUP|CLONE_NEWUTS|CLONE_NEWIPC|CLONE_NEWUSER|"
       "CLONE_NEWPID|CLONE_NEWNET) == 0"},
      {x86_64, "clone", "flags & CLONE_NEWUSER == 0"},
      {x86_64, "clone", "flags & CLONE_NEWUSER"},
      {x86_64, "clone", "flags & (CLONE_VM|CLONE_THREAD) == CLONE_VM|CLONE_THREAD",
       "flags & (CLONE_VM|CLONE_THREAD) == CLONE_VM|CLONE_THREAD"},
      {x86_64, "clone", "flags == CLONE_VM|CLONE_VFORK|SIGCHLD",
       "flags == SIGCHLD|CLONE_VM|CLONE_VFORK"},
      {x86_64, "openat", "flags & (O_CREAT|O_TRUNC) == 0"},
      {x86_64, "openat", "flags & O_ACCMODE == O_RDWR"},
      {x86_64, "openat", "flags & O_ACCMODE != 0", "flags & O_ACCMODE"},
      {x86_64, "openat", "flags & ~(O_NONBLOCK|O_CLOEXEC) == 0"},
      {x86_64, "openat", "flags & ~O_CLOEXEC == 0", "flags in {0, O_CLOEXEC}"},
      {x86_64, "socket", "type & 0xf == SOCK_STREAM"},
      {x86_64, "socket", "type & 0xf in {SOCK_STREAM, SOCK_DGRAM}"},
      {x86_64, "socket", "type & 0xf == SOCK_STREAM && type & SOCK_CLOEXEC",
       "type & (SOCK_CLOEXEC|0xf) == SOCK_STREAM|SOCK_CLOEXEC"},
      {x86_64, "mmap", "prot & PROT_EXEC == 0"},
      {x86_64, "mmap", "prot & (PROT_WRITE|PROT_EXEC) != PROT_WRITE|PROT_EXEC"},
      {x86_64, "mprotect", "prot in {PROT_READ, PROT_READ|PROT_EXEC}"},
      {x86_64, "futex", "futex_op & 0x7f == FUTEX_WAIT"},
      {x86_64, "futex", "futex_op & ~FUTEX_PRIVATE_FLAG in {FUTEX_WAIT, FUTEX_WAKE}"},
      {x86_64, "ioctl", "request & 0xff00 == 0xae00"},
      {x86_64, "mprotect", "prot & ~3 == 0", "prot & ~(PROT_READ|PROT_WRITE) == 0"},
      {x86_64, "wait4", "options in {0..3}", "options & ~(WNOHANG|WUNTRACED) == 0"},
      {x86_64, "mmap", "u32(prot) == 7", "u32(prot) == PROT_READ|PROT_WRITE|PROT_EXEC"},
      {x86_64, "read", "count & 0xfff == 0"},
      {x86_64, "read", "count & 0xfff != 0", "count & 0xfff"},
  };
  check(rows);
}

TEST_CASE("several arguments") {
  const Row rows[] = {
      {x86_64, "socket", "domain == AF_UNIX && type & 0xf == SOCK_STREAM"},
      {x86_64, "socket", "domain == AF_UNIX || type & 0xf == SOCK_STREAM"},
      {x86_64, "socket",
       "domain == AF_UNIX || domain == AF_INET && type == SOCK_STREAM || protocol == IPPROTO_UDP"},
      {x86_64, "socket", "domain in {AF_UNIX, AF_INET} && type == SOCK_STREAM && protocol == 0"},
      {x86_64, "socket", "(domain == AF_UNIX || type == SOCK_RAW) && protocol == 0"},
      {x86_64, "socket",
       "domain == AF_UNIX && type == SOCK_RAW || domain == AF_INET && type == SOCK_STREAM || "
       "domain == AF_NETLINK && protocol == IPPROTO_IPIP",
       nullptr},
      {x86_64, "setsockopt", "level == SOL_SOCKET && optname == SO_REUSEADDR"},
      {x86_64, "setsockopt", "level == IPPROTO_TCP && optname == 1"},
      {x86_64, "mmap", "prot & PROT_EXEC == 0 || flags & 1 == 0"},
      {x86_64, "kill", "!(pid == 3 && sig == SIGKILL)", "pid != 3 || sig != SIGKILL"},
  };
  check(rows);
}

TEST_CASE("registers where no argument will do") {
  const Row rows[] = {
      {x86_64, "#400", "arg0 == 3"},
      {x86_64, "#400", "u32(arg0) == 3"},
      {x86_64, "close", "arg0 == 3"},
      {x86_64, "close", "arg0 <= 0xffffffff", "arg0 < 0x100000000"},
      {x86_64, "close", "u32(arg0) == 3", "fd == 3"},
      {x86_64, "open", "arg0 == 0x1000", "arg0 == 4096"},
      {x86_64, "open", "u32(arg0) == 0"},
      {x86_64, "prctl", "u64(arg2) == 1"},
      {x86_64, "prctl", "arg1 == 1"},
      {i386, "prctl", "u64(arg2) == 1"},
      {i386, "close", "arg0 == 3", "fd == 3"},
      {i386, "#400", "arg0 == 3"},
      {i386, "pread64", "offset < 0"},
      {i386, "pread64", "offset == 0x200000005"},
      {i386, "pread64", "offset > 0x200000005"},
      {arm, "pread64", "offset > 0x200000005"},
      {mips_o32, "pread64", "offset > 0x200000005"},
      {s390x, "pread64", "offset > 0x200000005"},
  };
  check(rows);
}

TEST_CASE("what cannot be said") {
  diagram::Diagrams diagrams;
  const auto bit = [&](diagram::Bit which) {
    return diagrams.decide(which, diagram::no, diagram::yes);
  };
  CHECK(said(wording::condition_text(diagrams, bit(ruleset::instruction_pointer_bit(3)), x86_64,
                                     {})) ==
        "unsayable: it depends on the instruction pointer, of which policies do not speak");
  CHECK(said(wording::condition_text(diagrams, bit(ruleset::argument_bit(2, 40)), i386, {})) ==
        "unsayable: it depends on the upper half of register 2, which means nothing on i386");
  CHECK(said(wording::condition_text(diagrams, bit(ruleset::argument_bit(2, 40)), x32, {})) ==
        "arg2 & 0x10000000000");
}

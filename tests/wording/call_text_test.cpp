// Calls as they are shown.
#include <doctest/doctest.h>

#include "arch/calls.hpp"
#include "wording/wording.hpp"

namespace {

using namespace callgate;
using enum arch::Abi;

struct Row {
  arch::Abi abi;
  const char* name; ///< or a number
  std::array<std::uint64_t, 6> arguments;
  const char* text;
};

constexpr std::uint64_t low(int value) {
  return static_cast<std::uint32_t>(value);
}

} // namespace

TEST_CASE("calls are shown as a C caller writes them") {
  const Row rows[] = {
      {x86_64, "socket", {16, 3, 0}, "socket(AF_NETLINK, SOCK_RAW, 0)"},
      {x86_64,
       "socket",
       {2, 0x80801, 6},
       "socket(AF_INET, SOCK_STREAM|SOCK_NONBLOCK|SOCK_CLOEXEC, IPPROTO_TCP)"},
      {x86_64, "socket", {}, "socket(AF_UNSPEC, 0, 0)"},
      {mips_o32, "socket", {16, 3, 0}, "socket(AF_NETLINK, SOCK_RAW, 0)"},
      {mips_o32, "socket", {2, 2, 0}, "socket(AF_INET, SOCK_STREAM, 0)"},
      {x86_64, "openat", {low(-100), 0, 2}, "openat(AT_FDCWD, 0, O_RDWR)"},
      {x86_64, "openat", {~99ULL, 0, 2}, "openat(AT_FDCWD, 0, O_RDWR)"},
      {x86_64,
       "openat",
       {0, 0, 0x80241, 0644},
       "openat(0, 0, O_WRONLY|O_CREAT|O_TRUNC|O_CLOEXEC, 0o644)"},
      {x86_64, "openat", {0x1ffffff9c, 0, 2}, "openat(flags=O_RDWR, arg0=0x1ffffff9c)"},
      {x86_64, "openat", {3, 0, 0x100000002}, "openat(3, 0, arg2=0x100000002)"},
      {x86_64, "openat", {3, 0, 2, 0, 0, 9}, "openat(3, 0, O_RDWR, arg5=9)"},
      {x86_64, "clone", {0x11 | 0x10000000}, "clone(SIGCHLD|CLONE_NEWUSER)"},
      {s390x, "clone", {0, 0x10000011}, "clone(0, SIGCHLD|CLONE_NEWUSER)"},
      {x86_64, "kill", {1, 9}, "kill(1, SIGKILL)"},
      {x86_64, "kill", {low(-1), 0}, "kill(-1, 0)"},
      {x86_64, "read", {3, 0, 0}, "read(3)"},
      {x86_64, "read", {0, 0, 0x10000}, "read(0, 0, 0x10000)"},
      {x86_64, "getpid", {}, "getpid()"},
      {x86_64, "getpid", {7}, "getpid(arg0=7)"},
      {x86_64,
       "mmap",
       {0, 4096, 3, 0x22, low(-1), 0},
       "mmap(0, 4096, PROT_READ|PROT_WRITE, MAP_PRIVATE|MAP_ANONYMOUS, -1)"},
      {i386, "pread64", {3, 0, 1, 5, 2}, "pread64(3, 0, 1, 0x200000005)"},
      {arm, "pread64", {3, 0, 1, 0, 5, 2}, "pread64(3, 0, 1, 0x200000005)"},
      {mips_o32, "pread64", {3, 0, 1, 0, 2, 5}, "pread64(3, 0, 1, 0x200000005)"},
      {i386, "close", {0xdead00000003}, "close(3)"},
      {x86_64, "setsockopt", {3, 1, 2}, "setsockopt(3, SOL_SOCKET, SO_REUSEADDR)"},
      {x86_64, "setsockopt", {3, 6, 2}, "setsockopt(3, IPPROTO_TCP, 2)"},
      {x86_64, "prctl", {38, 1}, "prctl(PR_SET_NO_NEW_PRIVS, 1)"},
      {x86_64, "ioctl", {0, 0x5412}, "ioctl(0, TIOCSTI)"},
      {x86_64, "ioctl", {0, 0xae80}, "ioctl(0, KVM_RUN)"},
      {x86_64, "personality", {0xffffffff}, "personality(0xffffffff)"},
      {x86_64, "futex", {0, 129, 1}, "futex(0, FUTEX_WAKE|FUTEX_PRIVATE_FLAG, 1)"},
      {x86_64, "999", {1}, "#999(0x1)"},
      {x86_64, "999", {0, 0x10}, "#999(0x0, 0x10)"},
      {x86_64, "999", {}, "#999()"},
      {i386, "999", {0xdead00000003}, "#999(0x3)"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    const arch::Call* const call = arch::find_call(row.abi, row.name);
    const std::uint32_t number =
        call != nullptr ? call->number : static_cast<std::uint32_t>(std::stoul(row.name));
    CHECK(wording::call_text(row.abi, {number, arch::facts(row.abi).token, 0, row.arguments}) ==
          row.text);
  }
}

// The actions themselves, observed: what a program really gets from the kernel.
#include <doctest/doctest.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <linux/netlink.h>
#include <poll.h>
#include <string>
#include <string_view>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "live/child.hpp"
#include "pipeline/compile.hpp"

namespace {

using namespace callgate;
using tests::User;

std::vector<bpf::Instruction> compile(const std::string& rules) {
  const std::string text = "[base]\nallow = [\"exit_group\", \"rt_sigaction\", \"rt_sigreturn\", "
                           "\"rt_sigprocmask\"]\n" +
                           rules;
  diagnostic::Diagnostics diagnostics;
  const auto result =
      pipeline::compile({"policy.toml", text}, {}, pipeline::Strictness::lenient, diagnostics);
  REQUIRE(std::holds_alternative<pipeline::Compilation>(result));
  const auto program =
      std::get<pipeline::Compilation>(result).filters.front().program().instructions();
  return {program.begin(), program.end()};
}

unsigned char* seen; // what the child's handler and body leave for the parent

void on_sigsys(int signal, siginfo_t* info, void*) {
  seen[0] = static_cast<unsigned char>(signal);
  seen[1] = static_cast<unsigned char>(info->si_code);
  seen[2] = static_cast<unsigned char>(info->si_syscall);
  seen[3] = info->si_arch == arch::facts(arch::Abi::x86_64).token;
}

} // namespace

TEST_CASE("kill_process ends the program with SIGSYS") {
  const auto filter = compile("kill_process = []");
  for (const User user : tests::available_users()) {
    const int status = tests::run_filtered(user, filter, [] { ::syscall(SYS_getppid); });
    REQUIRE(WIFSIGNALED(status));
    CHECK(WTERMSIG(status) == SIGSYS);
  }
}

TEST_CASE("trap delivers SIGSYS and does not run the call") {
  const auto filter = compile("trap = [\"getppid\"]");
  for (const User user : tests::available_users()) {
    seen = tests::shared_bytes(4).data();
    const int status = tests::run_filtered(user, filter, [] {
      struct sigaction action {};
      action.sa_sigaction = on_sigsys;
      action.sa_flags = SA_SIGINFO;
      ::sigaction(SIGSYS, &action, nullptr);
      ::syscall(SYS_getppid);
    });
    CHECK(tests::ran_to_end(status));
    CHECK(seen[0] == SIGSYS);
    CHECK(seen[1] == 1); // SYS_SECCOMP
    CHECK(seen[2] == SYS_getppid);
    CHECK(seen[3] == 1);
  }
}

TEST_CASE("errno fails the call with that number") {
  const auto filter = compile("errno = { EDOM = [\"getppid\"] }");
  for (const User user : tests::available_users()) {
    seen = tests::shared_bytes(1).data();
    const int status = tests::run_filtered(user, filter, [] {
      seen[0] = ::syscall(SYS_getppid) == -1 ? static_cast<unsigned char>(errno) : 0;
    });
    CHECK(tests::ran_to_end(status));
    CHECK(seen[0] == EDOM);
  }
}

/// The kernel's audit records as they are made (the multicast group AUDIT_NLGRP_READLOG
/// of NETLINK_AUDIT), which root can read and which no rate limit thins out.
class AuditRecords {
public:
  AuditRecords() : socket_(::socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_AUDIT)) {
    sockaddr_nl address{};
    address.nl_family = AF_NETLINK;
    address.nl_groups = 1;
    open_ = ::bind(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  }
  AuditRecords(const AuditRecords&) = delete;
  AuditRecords& operator=(const AuditRecords&) = delete;
  ~AuditRecords() { ::close(socket_); }

  [[nodiscard]] bool open() const { return open_; }

  /// Whether a record that holds all of `parts` arrives within a second.
  bool holds(const std::vector<std::string>& parts) const {
    pollfd poll{socket_, POLLIN, 0};
    while (::poll(&poll, 1, 1000) > 0) {
      char bytes[8192];
      const ssize_t length = ::recv(socket_, bytes, sizeof bytes, 0);
      if (length <= 0) return false;
      const std::string_view record(bytes, static_cast<std::size_t>(length));
      if (std::all_of(parts.begin(), parts.end(),
                      [&](const std::string& part) { return record.find(part) != record.npos; }))
        return true;
    }
    return false;
  }

private:
  int socket_;
  bool open_ = false;
};

TEST_CASE("log lets the call run and leaves a record") {
  const auto filter = compile("log = [\"getppid\"]");
  for (const User user : tests::available_users()) {
    const AuditRecords records;
    const auto bytes = tests::shared_bytes(sizeof(long));
    const int status = tests::run_filtered(user, filter, [&] {
      const long parent = ::syscall(SYS_getppid);
      std::memcpy(bytes.data(), &parent, sizeof parent);
    });
    CHECK(tests::ran_to_end(status));
    long parent = 0;
    std::memcpy(&parent, bytes.data(), sizeof parent);
    CHECK(parent == ::getpid());
    if (records.open())
      CHECK(records.holds({"comm=\"test_live\"", "syscall=" + std::to_string(SYS_getppid) + " ",
                           "code=0x7ffc0000"}));
    else
      MESSAGE("audit records are not readable here: not looked for");
  }
}

// Conditions count exactly: what leaves the dangerous calls out is silent, what lets one of
// them through is not.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "arch/calls.hpp"
#include "arch/constant_uses.hpp"
#include "linted.hpp"
#include "lore/dangers.hpp"

using namespace callgate;

namespace {

struct Row {
  const char* entry;
  const char* check;
  bool is_found;
  const char* abi = "x86_64";
};

bool finds(const std::string& entries, const std::string& check,
           const std::string& abi = "x86_64") {
  linted::Asked asked;
  asked.abis = {abi};
  const auto names = linted::checks("[base]\nallow = [" + entries + "]\n", asked);
  return std::find(names.begin(), names.end(), check) != names.end();
}

} // namespace

TEST_CASE("entries, and whether a check finds something in them") {
  const Row rows[] = {
      {"clone", "namespaces", true},
      {"clone(flags & 0x7e020000 == 0)", "namespaces", false},
      {"clone(flags & CLONE_NEWUSER == 0)", "namespaces", true},
      {"clone(flags == SIGCHLD)", "namespaces", false},
      {"clone(arg0 & 0xff == 17)", "namespaces", true},
      {"unshare(flags == CLONE_FILES)", "namespaces", false},
      {"unshare(flags != CLONE_NEWUSER)", "namespaces", true},
      {"ioctl", "ioctl-any", true},
      {"ioctl(request in {TCGETS, FIONREAD})", "ioctl-any", false},
      {"ioctl(request in {TCGETS, FIONREAD})", "terminal-injection", false},
      {"ioctl(request != TIOCSTI)", "terminal-injection", true},
      {"ioctl(!(request in {TIOCSTI, TIOCLINUX}))", "terminal-injection", false},
      {"ioctl(arg1 == 0x100005412)", "terminal-injection", true},
      {"ioctl(fd == 2)", "ioctl-any", true},
      {"mmap", "exec-memory", true},
      {"mmap(prot & PROT_EXEC == 0)", "exec-memory", false},
      {"mmap(prot & PROT_EXEC == 0)", "exec-map", false},
      {"mmap(prot & PROT_WRITE == 0)", "exec-memory", true},
      {"mmap(prot & (PROT_WRITE|PROT_EXEC) != PROT_WRITE|PROT_EXEC && flags & MAP_ANONYMOUS == 0)",
       "exec-memory", false},
      {"mmap", "exec-memory", true, "s390x"},
      {"mmap", "exec-memory", true, "i386"},
      {"mprotect(prot in {PROT_NONE, PROT_READ, 3})", "exec-memory", false},
      {"mprotect(prot in {PROT_READ, 5})", "exec-memory", true},
      {"personality(persona in {0, 0xffffffff})", "personality", false},
      {"personality", "personality", true},
      {"personality(persona != 0xffffffff)", "personality", true},
      {"socket(domain == AF_UNIX)", "rare-sockets", false},
      {"socket(domain != AF_PACKET)", "rare-sockets", true},
      {"socket(domain == AF_INET && type & 0xf == SOCK_STREAM)", "raw-sockets", false},
      {"socket(domain == AF_INET && type == SOCK_RAW|SOCK_CLOEXEC)", "raw-sockets", true},
      {"socket(domain in {AF_UNIX, AF_INET} && type & 0xf != SOCK_RAW)", "raw-sockets", true},
      {"socket(domain == AF_INET && type & 0xf == 10)", "raw-sockets", true},
      {"socket(domain == AF_INET && type == SOCK_PACKET|SOCK_CLOEXEC)", "raw-sockets", true},
      {"socket(domain in {AF_UNIX, AF_INET6} && type & 0xf != SOCK_RAW)", "raw-sockets", false},
      {"socket(type & 0xf in {SOCK_STREAM, SOCK_DGRAM})", "raw-sockets", false},
      {"ptrace(request == PTRACE_TRACEME)", "ptrace", false},
      {"prctl(option == PR_SET_NAME)", "ptracer", false},
      {"read", "ptrace", false},
      {"socketcall", "multiplexer", true, "i386"},
      {"#101", "ptrace", true},
      {"#100..110", "ptrace", true},
      {"#425", "io-uring", true},
  };
  for (const Row& row : rows) {
    CAPTURE(row.entry);
    CAPTURE(row.check);
    CHECK(finds("\"getpid\", '''" + std::string(row.entry) + "'''", row.check, row.abi) ==
          row.is_found);
  }
}

TEST_CASE("two entries together: each is judged, and the second by itself") {
  CHECK(!finds("'mmap(prot == 1)', 'mmap(prot == 3)'", "exec-memory"));
  CHECK(finds("'mmap(prot == 1)', 'mmap(prot == 7)'", "exec-memory"));
}

TEST_CASE("every danger is found where its call is allowed on every ABI that has it") {
  for (const lore::Danger& danger : lore::dangers()) {
    for (const char* abi : {"x86_64", "aarch64", "i386", "s390x", "ppc64le"}) {
      for (const std::string_view call : arch::words_of(danger.calls)) {
        if (arch::find_call(*arch::abi_named(abi), call) == nullptr) continue;
        CAPTURE(abi);
        CAPTURE(call);
        CAPTURE(danger.name);
        CHECK(finds("\"" + std::string(call) + "\"", std::string(danger.name), abi));
      }
    }
  }
}

TEST_CASE("what is refused, traced or handed to a listener is no danger") {
  for (const char* list : {"errno = { ENOSYS = [\"bpf\"] }", "trap = [\"bpf\"]",
                           "notify = [\"bpf\"]", "trace = { 1 = [\"bpf\"] }"}) {
    CAPTURE(list);
    const auto names = linted::checks("[base]\nallow = [\"read\"]\n" + std::string(list) + "\n");
    CHECK(std::find(names.begin(), names.end(), "bpf") == names.end());
  }
  const auto logged = linted::checks("[base]\nlog = [\"bpf\"]\n");
  CHECK(std::find(logged.begin(), logged.end(), "bpf") != logged.end());
}

TEST_CASE("a default that allows has every danger that nothing stops") {
  const std::string policy =
      "[policy]\ndefault = \"allow\"\n[base]\nerrno = { EPERM = [\"ptrace\", "
      "\"clone(flags & CLONE_NEWUSER)\"] }\n";
  const auto names = linted::checks(policy);
  const auto has = [&](const char* name) {
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  CHECK(has("bpf"));
  CHECK(has("namespaces")); // the others of clone's flags
  CHECK(!has("ptrace"));
  CHECK(!has("no-known-through"));
}

TEST_CASE("capabilities that are not chosen are not judged") {
  const std::string policy = "[base]\nallow = [\"read\"]\n[cap.X]\nallow = [\"bpf\"]\n";
  linted::Asked none;
  none.capabilities = {"none"};
  const auto names = linted::checks(policy, none);
  CHECK(std::find(names.begin(), names.end(), "bpf") == names.end());
}

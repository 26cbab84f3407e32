#include "tools/harmless.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <variant>

#include "arch/abi.hpp"

namespace callgate::tools {

namespace {

// Why each has no effect: it only reads numbers; or it fails at a descriptor that is none, at
// an address that is none, at a flag that no kernel knows (socket's 0x10, next to the types),
// at a process that is none; or it is about a length of 0. CLONE_THREAD without CLONE_SIGHAND
// is refused before anything is made, and personality(0xffffffff) tells and changes nothing.
constexpr std::string_view policy_text = R"toml([base]
allow = [
  "getppid", "getuid", "geteuid", "getgid", "getegid", "getpid", "gettid", "getpgrp",
  "personality(personality == 0xffffffff)",
  "lseek(fd == -1)", "close(fd == -1)", "fcntl(fd == -1)", "ioctl(fd == -1)",
  "read(fd == -1)", "write(fd == -1)", "pread64(fd == -1)", "pwrite64(fd == -1)",
  "readv(fd == -1)", "writev(fd == -1)", "dup(fildes == -1)", "flock(fd == -1)",
  "fsync(fd == -1)", "fdatasync(fd == -1)", "fchmod(fd == -1)", "fchown(fd == -1)",
  "fchdir(fd == -1)", "ftruncate(fd == -1)", "fallocate(fd == -1)",
  "fstat(fd == -1)", "fstatfs(fd == -1)", "getdents64(fd == -1)",
  "bind(fd == -1)", "connect(fd == -1)", "listen(fd == -1)", "accept4(fd == -1)",
  "shutdown(fd == -1)", "sendto(fd == -1)", "recvfrom(fd == -1)", "sendmsg(fd == -1)",
  "recvmsg(fd == -1)", "setsockopt(fd == -1)", "getsockopt(fd == -1)",
  "rt_sigaction(act == 0 && oact == 0)", "rt_sigprocmask(nset == 0 && oset == 0)",
  "tkill(pid == -1)", "tgkill(tgid == -1)", "prctl(option == PR_GET_DUMPABLE)",
  "futex(uaddr == 0)", "clock_gettime(tp == 0)",
  "mprotect(len == 0)", "madvise(start == 0 && len_in == 0)", "munmap(addr == 0 && len == 0)",
  "mmap@x86_64(len == 0 && fd == -1)", "mmap@aarch64(len == 0 && fd == -1)",
  "mmap@riscv64(len == 0 && fd == -1)",
  "socket(type & 0x10 != 0)",
  "open(filename == 0)", "openat(filename == 0)", "access(filename == 0)",
  "faccessat(filename == 0)", "newfstatat(filename == 0)", "unlink(pathname == 0)",
  "clone(clone_flags & (CLONE_THREAD|CLONE_SIGHAND) == CLONE_THREAD)",
]
)toml";

} // namespace

std::string_view harmless_policy() {
  return policy_text;
}

std::optional<HarmlessCalls> HarmlessCalls::of(arch::Abi abi) {
  const diagnostic::Source source("harmless calls", std::string(policy_text));
  diagnostic::Diagnostics diagnostics;
  auto analysed = pipeline::analyse(source, {{std::string(arch::facts(abi).name)}, {}},
                                    pipeline::Strictness::strict, diagnostics);
  auto* analysis = std::get_if<pipeline::Analysis>(&analysed);
  if (analysis == nullptr) return std::nullopt;
  return HarmlessCalls(std::move(*analysis));
}

std::vector<std::uint32_t> HarmlessCalls::numbers() const {
  std::vector<std::pair<std::size_t, std::uint32_t>> by_place;
  by_place.reserve(resolution().calls.size());
  for (const ruleset::ResolvedCall& call : resolution().calls)
    by_place.emplace_back(call.rule->entry.span.begin, call.numbers.first);
  std::ranges::sort(by_place);
  std::vector<std::uint32_t> numbers;
  numbers.reserve(by_place.size());
  for (const auto& [place, number] : by_place)
    if (std::ranges::find(numbers, number) == numbers.end()) numbers.push_back(number);
  return numbers;
}

bool HarmlessCalls::contains(const bpf::CallData& call) const {
  return ruleset::action_for(resolution().rulings, call).kind == bpf::ActionKind::allow;
}

const ruleset::Decision& HarmlessCalls::decision(std::uint32_t number) const {
  return ruleset::decision_for(resolution().rulings.rulesets.front(), number);
}

std::string HarmlessCalls::forms(std::uint32_t number) const {
  std::string text;
  for (const ruleset::ResolvedCall& call : resolution().calls) {
    if (call.numbers.first != number) continue;
    const diagnostic::Span span = call.rule->entry.span;
    if (!text.empty()) text += ", ";
    text += policy_text.substr(span.begin, span.end - span.begin);
  }
  return text;
}

} // namespace callgate::tools

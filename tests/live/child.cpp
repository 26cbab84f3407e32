#include "live/child.hpp"

#include <csignal>
#include <grp.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <new>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/trap.hpp"

namespace callgate::tests {

namespace {

constexpr uid_t nobody = 65534;

bool become_ordinary() {
  return ::setgroups(0, nullptr) == 0 && ::setresgid(nobody, nobody, nobody) == 0 &&
         ::setresuid(nobody, nobody, nobody) == 0;
}

std::vector<sock_filter> as_the_kernel_has_it(std::span<const bpf::Instruction> filter) {
  std::vector<sock_filter> raw;
  raw.reserve(filter.size());
  for (const bpf::Instruction& instruction : filter)
    raw.push_back({instruction.code, instruction.jt, instruction.jf, instruction.k});
  return raw;
}

bool install(std::vector<sock_filter>& filter) {
  const sock_fprog program{static_cast<unsigned short>(filter.size()), filter.data()};
  return ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
         ::syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program) == 0;
}

} // namespace

std::vector<User> available_users() {
  if (::geteuid() == 0) return {User::root, User::ordinary};
  return {User::ordinary};
}

std::string name_of(User user) {
  return user == User::root ? "root" : "ordinary user";
}

int run_filtered(User user, std::span<const bpf::Instruction> filter,
                 const std::function<void()>& body) {
  // Made and freed by the parent: under the filter the child must not come to its allocator,
  // which now and then gives memory back to the kernel, and a sanitizer's dies if it cannot.
  std::vector<sock_filter> raw = as_the_kernel_has_it(filter);
  const pid_t child = ::fork();
  if (child == 0) {
    const rlimit no_core{0, 0};
    ::setrlimit(RLIMIT_CORE, &no_core);
    const bool was_root = ::geteuid() == 0;
    if (user == User::ordinary && was_root && !become_ordinary()) ::_exit(120);
    // The test framework catches signals; here they are how the child ends.
    for (const int signal : {SIGILL, SIGSYS, SIGSEGV})
      ::signal(signal, SIG_DFL);
    if (!install(raw)) ::_exit(121);
    body();
    trap();
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return status;
}

std::span<unsigned char> shared_bytes(std::size_t size) {
  void* memory = ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) throw std::bad_alloc();
  return {static_cast<unsigned char*>(memory), size};
}

bool ran_to_end(int status) {
  return WIFSIGNALED(status) && WTERMSIG(status) == SIGILL;
}

} // namespace callgate::tests

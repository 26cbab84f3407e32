#include "kernel.hpp"
#include "support/trap.hpp"

#include <bit>
#include <cerrno>
#include <csignal>
#include <cstddef>
#include <functional>

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace callgate::test {
namespace {

using bpf::Instruction;
namespace op = bpf::op;

/// Ints that a child writes and its parent reads.
class SharedInts {
public:
  explicit SharedInts(std::size_t count)
      : bytes_((count + 1) * sizeof(int)),
        ints_(static_cast<int*>(
            mmap(nullptr, bytes_, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0))) {}
  ~SharedInts() { munmap(ints_, bytes_); }
  SharedInts(const SharedInts&) = delete;
  SharedInts& operator=(const SharedInts&) = delete;

  volatile int& operator[](std::size_t i) const { return ints_[i]; }

private:
  std::size_t bytes_;
  int* ints_;
};

/// Runs `body` in a child, which then ends by a trap. Returns the signal that ended it.
int in_child(const std::function<void()>& body) {
  const pid_t child = fork();
  if (child == 0) {
    const rlimit no_core{0, 0};
    setrlimit(RLIMIT_CORE, &no_core);
    signal(SIGILL, SIG_DFL);
    signal(SIGTRAP, SIG_DFL);
    signal(SIGSYS, SIG_DFL);
    alarm(120); // should a filter leave the child spinning
    body();
    callgate::tests::trap();
  }
  int status = 0;
  while (waitpid(child, &status, 0) == -1 && errno == EINTR) {
  }
  return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

void become(User user) {
  constexpr unsigned nobody = 65534;
  if (user == User::nobody && setresuid(nobody, nobody, nobody) != 0) callgate::tests::trap();
  prctl(PR_SET_NO_NEW_PRIVS, 1UL, 0UL, 0UL, 0UL);
}

std::vector<sock_filter> as_kernel_has_it(const Instructions& program) {
  std::vector<sock_filter> result;
  for (const Instruction& i : program)
    result.push_back({i.code, i.jt, i.jf, i.k});
  return result;
}

/// The errno of seccomp(2), 0 for success.
int set_filter(std::vector<sock_filter>& program, unsigned long flags) {
  const sock_fprog fprog{static_cast<unsigned short>(program.size()), program.data()};
  return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, flags, &fprog) == -1 ? errno : 0;
}

/// Twelve bits of a word of seccomp_data, from bit `shift` up, as the errno of a call.
int twelve_bits(std::uint32_t byte_offset, std::uint32_t shift) {
  const Instructions program = {
      {op::ld_abs, 0, 0, byte_offset},    {op::rsh, 0, 0, shift}, {op::and_, 0, 0, 0xfff},
      {op::or_, 0, 0, SECCOMP_RET_ERRNO}, {op::ret_a, 0, 0, 0},
  };
  const bpf::CallData call{.number = SYS_getppid};
  return ask(program, std::span(&call, 1), User::same).front().error;
}

std::uint32_t word_of_caller(std::uint32_t byte_offset) {
  std::uint32_t word = 0;
  for (const std::uint32_t shift : {0U, 12U, 24U})
    word |= static_cast<std::uint32_t>(twelve_bits(byte_offset, shift)) << shift;
  return word;
}

} // namespace

std::vector<User> users() {
  if (geteuid() == 0) return {User::same, User::nobody};
  return {User::same};
}

std::string no_kernel() {
  const Instructions smallest = {{op::ret_k, 0, 0, SECCOMP_RET_ALLOW}};
  const int error = install_error(smallest, User::same);
  return error == 0 ? "" : "seccomp(2) fails with errno " + std::to_string(error);
}

std::vector<int> prepare_errors(std::span<const Instructions> programs, User user) {
  constexpr int not_asked = -1;
  const SharedInts shared(programs.size());
  for (std::size_t i = 0; i < programs.size(); ++i)
    shared[i] = not_asked;
  in_child([&] {
    become(user);
    const rlimit no_files{0, 0};
    setrlimit(RLIMIT_NOFILE, &no_files);
    for (std::size_t i = 0; i < programs.size(); ++i) {
      auto program = as_kernel_has_it(programs[i]);
      const int error = set_filter(program, SECCOMP_FILTER_FLAG_NEW_LISTENER);
      shared[i] = error == EMFILE ? 0 : error;
    }
  });
  std::vector<int> errors;
  for (std::size_t i = 0; i < programs.size(); ++i)
    errors.push_back(int{shared[i]});
  return errors;
}

int install_error(const Instructions& instructions, User user) {
  const SharedInts shared(1);
  shared[0] = ECANCELED;
  auto program = as_kernel_has_it(instructions);
  in_child([&] {
    become(user);
    shared[0] = set_filter(program, 0);
  });
  return shared[0];
}

std::size_t times_installed(const Instructions& instructions) {
  const SharedInts shared(1);
  shared[0] = 0;
  auto program = as_kernel_has_it(instructions);
  in_child([&] {
    become(User::same);
    int times = 0;
    int error = 0;
    for (; error == 0; ++times)
      error = set_filter(program, 0);
    if (error == ENOMEM) shared[0] = times - 1;
  });
  return static_cast<std::size_t>(shared[0]);
}

std::vector<Verdict> ask(const Instructions& instructions, std::span<const bpf::CallData> calls,
                         User user) {
  constexpr int no_answer = -1;
  const SharedInts shared(calls.size());
  for (std::size_t i = 0; i < calls.size(); ++i)
    shared[i] = no_answer;
  auto program = as_kernel_has_it(instructions);
  const int ended_by = in_child([&] {
    become(user);
    if (set_filter(program, 0) != 0) return;
    for (std::size_t i = 0; i < calls.size(); ++i) {
      const auto& a = calls[i].arguments;
      const long result =
          syscall(static_cast<long>(calls[i].number), a[0], a[1], a[2], a[3], a[4], a[5]);
      shared[i] = result == -1 ? errno : 0;
    }
  });
  std::vector<Verdict> verdicts;
  for (std::size_t i = 0; i < calls.size(); ++i) {
    if (shared[i] != no_answer) {
      verdicts.push_back({Verdict::Kind::returned, shared[i]});
      continue;
    }
    verdicts.push_back({ended_by == SIGSYS ? Verdict::Kind::killed : Verdict::Kind::lost});
    break;
  }
  return verdicts;
}

bpf::CallData caller() {
  const auto word64 = [](std::uint32_t at) {
    const bool little = native_order() == arch::ByteOrder::little;
    const std::uint64_t low = word_of_caller(little ? at : at + 4);
    const std::uint64_t high = word_of_caller(little ? at + 4 : at);
    return high << 32 | low;
  };
  return {.token = word_of_caller(bpf::offset::token),
          .instruction_pointer = word64(bpf::offset::instruction_pointer)};
}

arch::ByteOrder native_order() {
  return std::endian::native == std::endian::little ? arch::ByteOrder::little
                                                    : arch::ByteOrder::big;
}

} // namespace callgate::test

// The filters of live processes, read from outside: all of them, in their order, and the
// process does not notice.
#include <doctest/doctest.h>

#include <csignal>
#include <ctime>
#include <linux/seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <functional>
#include <thread>

#include "launch.hpp"
#include "process/filters_of.hpp"

using namespace launch;

namespace {

using callgate::bpf::Instruction;
using callgate::bpf::Program;
using callgate::process::filters_of;
using callgate::process::Unreadable;
namespace op = callgate::bpf::op;

/// What a child and its parent both see.
struct Shared {
  std::atomic<bool> ready{false};
  std::atomic<bool> end{false};
  std::atomic<long> turns{0};
  std::atomic<int> signals{0};
  std::atomic<pid_t> thread{0};
};

Shared* shared_memory() {
  void* memory =
      mmap(nullptr, sizeof(Shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) abort();
  return new (memory) Shared;
}

/// Lets everything run and differs from those of other marks.
Filter marked(std::uint32_t mark) {
  return {{op::ld_imm, 0, 0, mark}, {op::ret_k, 0, 0, SECCOMP_RET_ALLOW}};
}

/// A forked process that is killed and waited for at the end.
class Child {
public:
  explicit Child(const std::function<void(Shared&)>& body) : shared_(*shared_memory()) {
    pid_ = fork_like_a_shell();
    if (pid_ < 0) abort();
    if (pid_ == 0) {
      body(shared_);
      _exit(0);
    }
    while (!shared_.ready)
      usleep(100);
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child() {
    kill(pid_, SIGKILL);
    waitpid(pid_, nullptr, 0);
  }

  [[nodiscard]] pid_t pid() const { return pid_; }
  [[nodiscard]] Shared& shared() const { return shared_; }

private:
  Shared& shared_;
  pid_t pid_ = 0;
};

void sleep_for_ever(Shared& shared) {
  shared.ready = true;
  for (;;)
    pause();
}

bool may_read() {
  if (geteuid() == 0) return true;
  MESSAGE("needs root to read filters: skipped");
  return false;
}

/// The state letter of /proc/PID/stat.
char state_of(pid_t pid) {
  FILE* file = fopen(("/proc/" + std::to_string(pid) + "/stat").c_str(), "re");
  if (file == nullptr) return '?';
  char state = '?';
  if (fscanf(file, "%*d (%*[^)]) %c", &state) != 1) state = '?';
  fclose(file);
  return state;
}

void check_marks(pid_t thread, const std::vector<std::uint32_t>& marks) {
  const auto read = filters_of(thread);
  const auto* unreadable = std::get_if<Unreadable>(&read);
  REQUIRE_MESSAGE(unreadable == nullptr, (unreadable ? unreadable->message : ""));
  const auto& filters = std::get<std::vector<Program>>(read);
  REQUIRE(filters.size() == marks.size());
  for (std::size_t i = 0; i < marks.size(); ++i)
    CHECK(filters[i] == std::get<Program>(Program::check(marked(marks[i]))));
}

std::string why_not(pid_t thread) {
  const auto read = filters_of(thread);
  const auto* unreadable = std::get_if<Unreadable>(&read);
  REQUIRE(unreadable != nullptr);
  return unreadable->message;
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("filters come in the order of their installation") {
  if (!may_read()) return;
  for (const std::vector<std::uint32_t>& marks : {std::vector<std::uint32_t>{7}, {1, 2, 3}}) {
    const Child child([&](Shared& shared) {
      for (const std::uint32_t mark : marks)
        enter_sandbox(marked(mark));
      sleep_for_ever(shared);
    });
    check_marks(child.pid(), marks);
    check_marks(child.pid(), marks);
    // It sleeps on.
    usleep(1000);
    CHECK(state_of(child.pid()) == 'S');
  }
}

TEST_CASE("a process without filters, and none at all, are said to be so") {
  if (!may_read()) return;
  const Child open(sleep_for_ever);
  CHECK(why_not(open.pid()) == "it has no filter");
  const Child strict([](Shared& shared) {
    shared.ready = true;
    prctl(PR_SET_SECCOMP, SECCOMP_MODE_STRICT);
    for (;;)
      shared.turns = shared.turns + 1;
  });
  while (strict.shared().turns == 0)
    usleep(100);
  CHECK(contains(why_not(strict.pid()), "strict mode"));
  CHECK(why_not(0x3ffffff) == "there is no such process");
  CHECK(contains(why_not(getpid()), "may not be traced"));
}

TEST_CASE("a busy process goes on, and a stopped one stays stopped") {
  if (!may_read()) return;
  const Child child([](Shared& shared) {
    enter_sandbox(marked(1));
    shared.ready = true;
    while (!shared.end)
      ++shared.turns;
  });
  check_marks(child.pid(), {1});
  const long before = child.shared().turns;
  while (child.shared().turns == before)
    usleep(100);

  kill(child.pid(), SIGSTOP);
  int status = 0;
  REQUIRE(waitpid(child.pid(), &status, WUNTRACED) == child.pid());
  check_marks(child.pid(), {1});
  usleep(1000);
  CHECK(state_of(child.pid()) == 'T');
  const long stopped_at = child.shared().turns;
  usleep(5000);
  CHECK(child.shared().turns == stopped_at);
  kill(child.pid(), SIGCONT);
  while (child.shared().turns == stopped_at)
    usleep(100);
  // It ends as any other process does.
  child.shared().end = true;
  REQUIRE(waitpid(child.pid(), &status, 0) == child.pid());
  CHECK(status == 0);
}

TEST_CASE("no signal is lost") {
  if (!may_read()) return;
  static Shared* counted = nullptr;
  const Child child([](Shared& shared) {
    counted = &shared;
    struct sigaction action {};
    action.sa_handler = [](int) { ++counted->signals; };
    sigaction(SIGRTMIN, &action, nullptr); // queued, each counts
    enter_sandbox(marked(1));
    sleep_for_ever(shared);
  });
  constexpr int rounds = 200;
  for (int i = 0; i < rounds; ++i) {
    kill(child.pid(), SIGRTMIN);
    check_marks(child.pid(), {1});
    kill(child.pid(), SIGRTMIN);
  }
  for (int waited = 0; waited < 2000 && child.shared().signals < 2 * rounds; ++waited)
    usleep(1000);
  CHECK(child.shared().signals == 2 * rounds);
}

TEST_CASE("a thread's own filters are those of its id") {
  if (!may_read()) return;
  const Child child([](Shared& shared) {
    enter_sandbox(marked(1));
    std::thread([&] {
      enter_sandbox(marked(2));
      shared.thread = static_cast<pid_t>(syscall(SYS_gettid));
      sleep_for_ever(shared);
    }).detach();
    for (;;)
      pause();
  });
  check_marks(child.pid(), {1});
  check_marks(child.shared().thread, {1, 2});
}

TEST_CASE("who lacks the privilege is told so") {
  if (!may_read()) return;
  const Child child([](Shared& shared) {
    enter_sandbox(marked(1));
    sleep_for_ever(shared);
  });
  const auto told = [&](const std::function<void()>& before, const std::string& part) {
    const pid_t asker = fork_like_a_shell();
    if (asker == 0) {
      before();
      const auto read = filters_of(child.pid());
      const auto* unreadable = std::get_if<Unreadable>(&read);
      _exit(unreadable != nullptr && contains(unreadable->message, part) ? 0 : 1);
    }
    int status = -1;
    waitpid(asker, &status, 0);
    return status == 0;
  };
  CHECK(told([] { become_ordinary(); }, "may not be traced"));
  CHECK(told([] { enter_sandbox(marked(9)); }, "has no filter itself"));
  CHECK(told(
      [&] {
        if (ptrace(PTRACE_SEIZE, child.pid(), nullptr, nullptr) != 0) _exit(2);
      },
      "it is traced already"));
  check_marks(child.pid(), {1});
}

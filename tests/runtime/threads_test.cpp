// TSYNC: one filter for all threads of a process, or the name of the one that cannot.
#include <callgate/runtime.h>
#include <doctest/doctest.h>

#include <fcntl.h>
#include <poll.h>
#include <pthread.h>

#include <atomic>

#include "child.hpp"

using callgate::Filter;
using callgate::load;
using callgate::LoadOptions;
using callgate::Problem;
using callgate::Status;

namespace {

/// A second thread that says its id, does `work`, and then waits for the child's end.
struct SecondThread {
  std::atomic<pid_t> id{0};
  void (*work)() = [] {};
};

void* run_second(void* argument) {
  auto& second = *static_cast<SecondThread*>(argument);
  second.work();
  second.id = static_cast<pid_t>(syscall(SYS_gettid));
  for (;;)
    pause();
  return nullptr;
}

void start(SecondThread& second) {
  pthread_t thread{};
  if (pthread_create(&thread, nullptr, run_second, &second) != 0) _exit(90);
  while (second.id == 0)
    usleep(100);
}

int open_status(pid_t thread) {
  char path[64];
  snprintf(path, sizeof path, "/proc/self/task/%d/status", thread);
  return open(path, O_RDONLY | O_CLOEXEC);
}

void load_own_filter() {
  if (!load(Filter(child::allow_everything)).ok()) _exit(91);
}

constexpr int crew_size = 32;

/// Threads that are busy, each in one of four ways, until they are asked whether they are
/// filtered: a filtered getppid fails with ENOTTY.
struct Crew {
  std::atomic<pid_t> ids[crew_size] = {};
  std::atomic<bool> asked{false};
  std::atomic<int> filtered{0};
  std::atomic<int> unfiltered{0};
  int gate[2] = {-1, -1}; ///< a pipe in which some wait
  int divergent = -1;     ///< the one that loads a filter of its own first
};

struct Hand {
  Crew* crew;
  int index;
};

void work(Crew& crew, int index) {
  unsigned count = 0;
  char byte = 0;
  switch (index % 4) {
  case 0: // in no call at all
    while (!crew.asked)
      ++count;
    break;
  case 1: // in one call after the other
    while (!crew.asked)
      syscall(SYS_gettid);
    break;
  case 2: // asleep for short
    while (!crew.asked)
      poll(nullptr, 0, 1);
    break;
  default: // asleep in a call that began before the load and ends after it
    while (!crew.asked)
      if (read(crew.gate[0], &byte, 1) != 1) _exit(92);
  }
}

void* run_hand(void* argument) {
  const Hand hand = *static_cast<const Hand*>(argument);
  Crew& crew = *hand.crew;
  if (hand.index == crew.divergent) load_own_filter();
  crew.ids[hand.index] = static_cast<pid_t>(syscall(SYS_gettid));
  work(crew, hand.index);
  errno = 0;
  const bool failed = syscall(SYS_getppid) == -1 && errno == ENOTTY;
  ++(failed ? crew.filtered : crew.unfiltered);
  for (;;)
    pause();
  return nullptr;
}

void start(Crew& crew) {
  static Hand hands[crew_size];
  if (pipe(crew.gate) != 0) _exit(93);
  for (int i = 0; i < crew_size; ++i) {
    hands[i] = {&crew, i};
    pthread_t thread{};
    if (pthread_create(&thread, nullptr, run_hand, &hands[i]) != 0) _exit(90);
  }
  for (const auto& id : crew.ids)
    while (id == 0)
      usleep(100);
  usleep(10'000); // so that those that sleep do
}

/// How many of the crew say that they are filtered, after all have been asked.
int ask(Crew& crew) {
  crew.asked = true;
  const char bytes[crew_size] = {};
  if (write(crew.gate[1], bytes, sizeof bytes) != sizeof bytes) _exit(94);
  while (crew.filtered + crew.unfiltered < crew_size)
    usleep(100);
  return crew.filtered;
}

/// How many of the crew have that many filters, by what the kernel tells of each task.
int with_filters(const Crew& crew, int filters) {
  int count = 0;
  for (const auto& id : crew.ids) {
    const int file = open_status(id);
    const callgate::ReadBack state = callgate::read_back(file);
    close(file);
    if (state.error != 0) _exit(95);
    if (state.filtered() == (filters != 0) && state.filters == filters) ++count;
  }
  return count;
}

const std::vector<sock_filter> getppid_fails =
    child::by_number({SYS_getppid}, SECCOMP_RET_ERRNO | ENOTTY, SECCOMP_RET_ALLOW);

} // namespace

TEST_CASE("32 busy threads: tsync filters each of them, whatever it is doing") {
  CHECK(child::status_of([] {
          static Crew crew;
          start(crew);
          if (with_filters(crew, 0) != crew_size) return 1;
          LoadOptions options;
          options.tsync = true;
          if (!load({getppid_fails.data(), getppid_fails.size()}, options).ok()) return 2;
          if (with_filters(crew, 1) != crew_size) return 3;
          return ask(crew) == crew_size ? 0 : 4;
        }) == 0);
}

TEST_CASE("one divergent thread of 32 is named, and no other is filtered") {
  for (const int divergent : {0, 1, 18, 31}) {
    CHECK(child::status_of([&] {
            static Crew crew;
            crew.divergent = divergent;
            start(crew);
            LoadOptions options;
            options.tsync = true;
            const Status status = load({getppid_fails.data(), getppid_fails.size()}, options);
            if (status.problem != Problem::thread_differs || status.error != 0) return 1;
            if (status.thread != crew.ids[divergent]) return 2;
            if (with_filters(crew, 0) != crew_size - 1 || with_filters(crew, 1) != 1) return 3;
            return ask(crew) == 0 ? 0 : 4;
          }) == 0);
  }
}

TEST_CASE("tsync loads in every thread, and without it a load is the thread's own") {
  for (const bool tsync : {false, true}) {
    CHECK(child::status_of([&] {
            SecondThread second;
            start(second);
            LoadOptions options;
            options.tsync = tsync;
            if (!load(Filter(child::allow_everything), options).ok()) return 1;
            const callgate::ReadBack state = callgate::read_back(open_status(second.id));
            return state.error == 0 && state.filtered() == tsync ? 0 : 2;
          }) == 0);
  }
}

TEST_CASE("tsync names the thread that has filters of its own, and loads in none") {
  CHECK(child::status_of([] {
          SecondThread second;
          second.work = load_own_filter;
          start(second);
          LoadOptions options;
          options.tsync = true;
          const Status status = load(Filter(child::allow_everything), options);
          if (status.problem != Problem::thread_differs) return 1;
          if (status.thread != second.id || status.error != 0 || status.listener != -1) return 2;
          return callgate::read_back().mode == callgate::Mode::unfiltered ? 0 : 3;
        }) == 0);
}

TEST_CASE("tsync_esrch reports the same by ESRCH, and goes with a listener") {
  CHECK(child::status_of([] {
          SecondThread second;
          second.work = load_own_filter;
          start(second);
          LoadOptions options;
          options.tsync = options.tsync_esrch = true;
          for (const bool listener : {false, true}) {
            options.new_listener = listener;
            const Status status = load(Filter(child::allow_everything), options);
            if (status.problem != Problem::thread_differs || status.error != ESRCH) return 1;
            if (status.thread != 0 || status.listener != -1) return 2;
          }
          return callgate::read_back().mode == callgate::Mode::unfiltered ? 0 : 3;
        }) == 0);
  CHECK(child::status_of([] {
          SecondThread second;
          start(second);
          LoadOptions options;
          options.tsync = options.tsync_esrch = options.new_listener = true;
          const Status status = load(Filter(child::allow_everything), options);
          if (!status.ok() || status.listener < 0) return 1;
          return callgate::read_back(open_status(second.id)).filtered() ? 0 : 2;
        }) == 0);
}

// TSYNC: one filter for all threads of a process, or the name of the one that cannot.
#include <callgate/runtime.h>
#include <doctest/doctest.h>

#include <fcntl.h>
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

} // namespace

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

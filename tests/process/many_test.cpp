// Many runs, one after the other and side by side: a race in the handshake between
// callgate, helper and command would show as a hang or as a lost filter.
#include <doctest/doctest.h>

#include <csignal>

#include <thread>

#include "launch.hpp"

using namespace launch;

namespace {

/// How many of `runs` did not end as the filter has it.
int wrong_ones(int runs) {
  int wrong = 0;
  for (int i = 0; i < runs; ++i) {
    const int width = widths()[static_cast<std::size_t>(i) % widths().size()];
    const Outcome outcome =
        run({.command = {program("tiny", width), "more"}, .filter = only_write_and_exit()});
    if (outcome.status() != 128 + SIGSYS || outcome.out != "hello\n" || !outcome.err.empty())
      ++wrong;
  }
  return wrong;
}

} // namespace

TEST_CASE("one after the other") {
  CHECK(wrong_ones(sanitized ? 40 : 400) == 0);
}

TEST_CASE("eight side by side") {
  (void)widths();
  std::vector<int> wrong(8, -1);
  std::vector<std::thread> threads;
  for (int& count : wrong)
    threads.emplace_back([&count] { count = wrong_ones(sanitized ? 5 : 40); });
  for (std::thread& thread : threads)
    thread.join();
  for (const int count : wrong)
    CHECK(count == 0);
}

// read_back() in both forms: through prctl, and through a status file opened before.
#include <callgate/runtime.h>
#include <doctest/doctest.h>

#include <csignal>
#include <cstdio>
#include <fcntl.h>

#include <string>

#include "child.hpp"

using callgate::Mode;
using callgate::read_back;

namespace {

/// A descriptor of an unnamed file with that text.
int file_with(const std::string& text) {
  FILE* file = tmpfile();
  REQUIRE(file != nullptr);
  REQUIRE(fwrite(text.data(), 1, text.size(), file) == text.size());
  REQUIRE(fflush(file) == 0);
  return fileno(file);
}

} // namespace

TEST_CASE("an unfiltered and a filtered thread") {
  CHECK(child::status_of([] {
          const int file = open("/proc/thread-self/status", O_RDONLY | O_CLOEXEC);
          const callgate::ReadBack before = read_back(file);
          if (read_back().mode != before.mode || before.filters < 0) return 1;
          if (!callgate::load(callgate::Filter(child::allow_everything)).ok()) return 2;
          if (!read_back().filtered() || !read_back(file).filtered()) return 3;
          return read_back(file).filters == before.filters + 1 ? 0 : 4;
        }) == 0);
}

TEST_CASE("the filter decides about prctl too") {
  const auto load_with_prctl = [](unsigned action) {
    const auto filter = child::by_number({SYS_prctl}, action, SECCOMP_RET_ALLOW);
    return callgate::load({filter.data(), filter.size()}).ok();
  };
  CHECK(child::status_of([&] {
          if (!load_with_prctl(SECCOMP_RET_ERRNO | EPERM)) return 1;
          const callgate::ReadBack state = read_back();
          return state.mode == Mode::unknown && state.error == EPERM ? 0 : 2;
        }) == 0);
  CHECK(child::status_of([&] {
          if (!load_with_prctl(SECCOMP_RET_KILL_PROCESS)) return 1;
          return read_back().filtered() ? 2 : 3;
        }) == 128 + SIGSYS);
  CHECK(child::status_of([&] {
          const int file = open("/proc/thread-self/status", O_RDONLY | O_CLOEXEC);
          if (!load_with_prctl(SECCOMP_RET_KILL_PROCESS)) return 1;
          return read_back(file).filtered() ? 0 : 2;
        }) == 0);
}

TEST_CASE("a status file of any size, and files that are none") {
  const std::string groups = "Groups:\t" + std::string(5000, '7') + "\n";
  const std::string fields = "NoNewPrivs:\t1\nSeccomp:\t2\nSeccomp_filters:\t17\nX:\t5\n";
  const callgate::ReadBack state = read_back(file_with(groups + fields));
  CHECK(state.filtered());
  CHECK(state.filters == 17);
  CHECK(read_back(file_with("Name:\tSeccomp: 2\nSeccomp:\t0\n")).mode == Mode::unfiltered);
  CHECK(read_back(file_with("Seccomp:\t2\n")).filters == -1); // before Linux 5.9
  CHECK(read_back(file_with("nothing of interest\n")).error == ENODATA);
  CHECK(read_back(file_with("")).error == ENODATA);
  CHECK(read_back(-1).error == EBADF);
}

// probe() on this kernel, under filters that answer for another kernel, and what it makes of
// release names.
#include <callgate/runtime.h>
#include <doctest/doctest.h>

#include <sys/prctl.h>

#include "child.hpp"

using callgate::Cache;
using callgate::Filter;
using callgate::load;
using callgate::probe;
using callgate::Probe;

namespace {

/// Answers a call by its number and first argument, so that this kernel can pass for another.
std::vector<sock_filter> by_first_argument(long number, std::initializer_list<unsigned> arguments,
                                           unsigned action) {
  constexpr sock_filter load_argument{BPF_LD | BPF_W | BPF_ABS, 0, 0, 16};
  std::vector<sock_filter> filter{child::load_number,
                                  {BPF_JMP | BPF_JEQ | BPF_K, 1, 0, static_cast<unsigned>(number)},
                                  child::give(SECCOMP_RET_ALLOW),
                                  load_argument};
  for (const unsigned argument : arguments) {
    filter.push_back({BPF_JMP | BPF_JEQ | BPF_K, 0, 1, argument});
    filter.push_back(child::give(action));
  }
  filter.push_back(child::give(SECCOMP_RET_ALLOW));
  return filter;
}

bool loaded(const std::vector<sock_filter>& filter) {
  return load({filter.data(), filter.size()}).ok();
}

} // namespace

TEST_CASE("what this kernel knows, loading tells too") {
  const Probe kernel = probe();
  REQUIRE(kernel.filters);
  CHECK(kernel.error == 0);
  CHECK(kernel.actions.allow);
  CHECK(kernel.actions.error);
  CHECK(kernel.actions.trap);
  CHECK(kernel.actions.trace);
  CHECK(kernel.actions.kill_thread);
  CHECK(kernel.flags.tsync);
  CHECK(kernel.actions.notify == kernel.flags.new_listener); // both came with Linux 5.0
  CHECK((kernel.sizes.data == 64) == kernel.flags.new_listener);
  CHECK((kernel.sizes.response == 24) == kernel.flags.new_listener);
  CHECK((kernel.sizes.notification == 80) == kernel.flags.new_listener);

  const auto loads = [](void (*choose)(callgate::LoadOptions&)) {
    return child::status_of([&] {
             callgate::LoadOptions options;
             choose(options);
             return load(Filter(child::allow_everything), options).ok() ? 0 : 1;
           }) == 0;
  };
  CHECK(loads([](auto& options) { options.log = true; }) == kernel.flags.log);
  CHECK(loads([](auto& options) { options.spec_allow = true; }) == kernel.flags.spec_allow);
  CHECK(loads([](auto& options) { options.new_listener = true; }) == kernel.flags.new_listener);
  CHECK(loads([](auto& options) { options.tsync = options.tsync_esrch = true; }) ==
        kernel.flags.tsync_esrch);
  CHECK(loads([](auto& options) { options.new_listener = options.wait_killable_recv = true; }) ==
        kernel.flags.wait_killable_recv);
}

TEST_CASE("asking changes nothing, errno included") {
  CHECK(child::status_of([] {
          errno = ERANGE;
          if (!probe().filters || errno != ERANGE) return 1;
          if (prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) != 0) return 2;
          return callgate::read_back().mode == callgate::Mode::unfiltered ? 0 : 3;
        }) == 0);
}

TEST_CASE("an older kernel: neither of the questions that newer ones answer") {
  CHECK(child::status_of([] {
          // Linux 4.13 has operations 0 and 1 alone.
          if (!loaded(by_first_argument(SYS_seccomp, {2, 3}, SECCOMP_RET_ERRNO | EINVAL))) return 1;
          const Probe kernel = probe();
          if (!kernel.filters || kernel.actions.notify || kernel.actions.log) return 2;
          if (kernel.actions.kill_process || kernel.sizes.notification != 0) return 3;
          const bool old_ones = kernel.actions.allow && kernel.actions.error &&
                                kernel.actions.trap && kernel.actions.trace &&
                                kernel.actions.kill_thread;
          return old_ones ? 0 : 4;
        }) == 0);
}

TEST_CASE("no filters at all, and why") {
  for (const int error : {ENOSYS, EINVAL, EPERM}) {
    CHECK(child::status_of([&] {
            const auto action = SECCOMP_RET_ERRNO | static_cast<unsigned>(error);
            if (!loaded(by_first_argument(SYS_seccomp, {1}, action))) return 1;
            const Probe kernel = probe();
            if (kernel.filters || kernel.error != error) return 2;
            return kernel.actions.allow || kernel.cache != Cache::unknown ? 3 : 0;
          }) == 0);
  }
}

TEST_CASE("releases, and whether their kernels have a bitmap") {
  const Cache here = callgate::detail::cache_of_this_abi();
  const struct {
    const char* release;
    unsigned number;
    Cache cache;
  } cases[] = {
      {"5.11.0", 5011, here},
      {"5.10.0-28-amd64", 5010, Cache::unlikely},
      {"6.1.0-18-amd64", 6001, here},
      {"6.18", 6018, here},
      {"6.18-rc1", 6018, here},
      {"10.0.1", 10000, here},
      {"4.4.0", 4004, Cache::unlikely},
      {"3.17.1", 3017, Cache::unlikely},
      {"2.6.66", 2006, Cache::unknown}, // what personality(UNAME26) tells
      {"", 0, Cache::unknown},
      {"5", 0, Cache::unknown},
      {"5.", 0, Cache::unknown},
      {"generic", 0, Cache::unknown},
      {"99999999999.1", 0, Cache::unknown},
  };
  for (const auto& one : cases) {
    CAPTURE(one.release);
    CHECK(callgate::detail::release_number(one.release) == one.number);
    CHECK(callgate::detail::cache_of(one.release) == one.cache);
  }
}

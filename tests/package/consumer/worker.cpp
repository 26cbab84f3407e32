// A worker in C++: two filters, one above the other, through the runtime.
#include "start_filter.h"
#include "worker_filter.hpp"

#include <callgate/runtime.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <sys/utsname.h>
#include <time.h>

namespace {

void filter_or_exit(callgate::Filter filter) {
  const callgate::Status status = callgate::load(filter);
  if (status.ok()) return;
  std::fprintf(stderr, "worker: %s\n", status.message());
  std::exit(1);
}

} // namespace

int main() {
  utsname names{};
  filter_or_exit(callgate::Filter(start_filter));
  const bool first_denies = uname(&names) == -1 && errno == EPERM;
  filter_or_exit(worker_policy::filter(worker_policy::Capability::CLOCK));
  const bool second_denies = std::getchar() == EOF && errno == EACCES;
  timespec resolution{};
  const bool second_has_clock = clock_getres(CLOCK_REALTIME, &resolution) == 0;
  const bool good = first_denies && second_denies && second_has_clock;
  std::puts(good ? "uname and read were denied" : "the filters are not as expected");
  return good ? 0 : 1;
}

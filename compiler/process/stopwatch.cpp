#include "process/stopwatch.hpp"

#include <ctime>

#if defined(__x86_64__) || defined(__i386__)
#include <x86intrin.h>
#endif

namespace callgate::process {

namespace {

std::uint64_t clock_nanoseconds() noexcept {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<std::uint64_t>(now.tv_sec) * 1'000'000'000 +
         static_cast<std::uint64_t>(now.tv_nsec);
}

} // namespace

#if defined(__x86_64__) || defined(__i386__)

std::uint64_t ticks() noexcept {
  _mm_lfence();
  const std::uint64_t count = __rdtsc();
  _mm_lfence();
  return count;
}

double nanoseconds_per_tick() {
  constexpr std::uint64_t long_enough = 20'000'000;
  const std::uint64_t begin = clock_nanoseconds();
  const std::uint64_t first = ticks();
  std::uint64_t end = begin;
  while (end - begin < long_enough)
    end = clock_nanoseconds();
  return static_cast<double>(end - begin) / static_cast<double>(ticks() - first);
}

#else

std::uint64_t ticks() noexcept {
  return clock_nanoseconds();
}

double nanoseconds_per_tick() {
  return 1;
}

#endif

} // namespace callgate::process

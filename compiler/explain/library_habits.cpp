#include "explain/library_habits.hpp"

#include <algorithm>
#include <iterator>

namespace callgate::explain {

bool does_without(std::string_view call) {
  constexpr std::string_view probed[] = {
      "clone3",      "faccessat2",  "fchmodat2",       "openat2",   "statx",       "rseq",
      "futex_waitv", "close_range", "copy_file_range", "getrandom", "epoll_pwait2"};
  return std::ranges::find(probed, call) != std::end(probed);
}

} // namespace callgate::explain

// How much tests ask that could ask without end: seconds' worth in the ordinary run, and
// millions of questions where CALLGATE_WHOLE is set in the environment, as `./dev oracle`
// does.
#pragma once

#include <cstdint>
#include <cstdlib>

namespace callgate::tests {

inline bool asks_for_the_whole() {
  return std::getenv("CALLGATE_WHOLE") != nullptr;
}

inline std::uint64_t effort(std::uint64_t ordinary, std::uint64_t whole) {
  return asks_for_the_whole() ? whole : ordinary;
}

} // namespace callgate::tests

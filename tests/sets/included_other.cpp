// A part of the same program that was built with another header of that policy.
#include "other/some.hpp"

#include "included.hpp"

callgate::Filter filter_of_other(std::uint64_t set) noexcept {
  return some_policy::filter(static_cast<some_policy::Capability>(set));
}

// As an embedder's file: C++17, every warning an error, on whatever machine. What is decided
// while compiling is asserted here.
#include "some.hpp"

#include "included.hpp"

using some_policy::Capability;

namespace {

constexpr bool same(callgate::Filter a, callgate::Filter b) noexcept {
  return a.instructions == b.instructions && a.length == b.length;
}

constexpr Capability changed() noexcept {
  Capability set = Capability::none;
  set |= Capability::NET;
  set |= Capability::TIME;
  set &= ~Capability::NET;
  return set;
}

static_assert(same(some_policy::filter(), some_policy::filter(Capability::none)));
static_assert(some_policy::filter(Capability::NET | Capability::FILES).length >
              some_policy::filter().length);
static_assert(some_policy::generated(Capability::TIME) && !some_policy::generated(Capability::all));
static_assert(some_policy::filter(Capability::NET).length == 0, "a part of a set is another set");
static_assert(changed() == Capability::TIME);
static_assert((Capability::all & Capability::NET) == Capability::NET);
static_assert(~Capability::none == Capability::all);
static_assert(same(some_policy::filter(static_cast<Capability>(1ULL << 40 | 1ULL << 63)),
                   some_policy::filter()));

} // namespace

callgate::Filter filter_of_some(std::uint64_t set) noexcept {
  return some_policy::filter(static_cast<Capability>(set));
}

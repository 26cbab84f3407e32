// Named sets: what was generated is found, and nothing else.
#include <doctest/doctest.h>

#include <callgate/runtime.h>

#include <cstdint>
#include <string_view>

#include "all.hpp"
#include "alone.hpp"
#include "included.hpp"
#include "some.hpp"

using callgate::Filter;
using some_policy::Capability;

TEST_CASE("a set that was not generated gets the empty filter, which is not loaded") {
  for (std::uint64_t bits = 0; bits < 8; ++bits) {
    CAPTURE(bits);
    const auto set = static_cast<Capability>(bits);
    const bool is_named =
        bits == 0 || set == (Capability::NET | Capability::FILES) || set == Capability::TIME;
    CHECK(some_policy::generated(set) == is_named);
    CHECK((some_policy::filter(set).length != 0) == is_named);
    if (is_named) continue;
    const callgate::Status status = callgate::load(some_policy::filter(set));
    CHECK(status.problem == callgate::Problem::empty_filter);
    CHECK(std::string_view(status.message()).find("--sets") != std::string_view::npos);
  }
}

TEST_CASE("headers of one name and other content keep apart in one program") {
  const auto net = static_cast<std::uint64_t>(Capability::NET);
  const auto time = static_cast<std::uint64_t>(Capability::TIME);
  CHECK(filter_of_some(net).length == 0);
  CHECK(filter_of_other(net).length > 0);
  CHECK(filter_of_some(time).length > 0);
  CHECK(filter_of_other(time).length == 0);
}

TEST_CASE("equal filters are stored once") {
  using harness_policy::Capability;
  CHECK(harness_policy::filter(Capability::HTML_ESCAPE).instructions ==
        harness_policy::filter().instructions);
  CHECK(harness_policy::filter(Capability::SSRF | Capability::OPEN_REDIRECT).instructions ==
        harness_policy::filter(Capability::SSRF).instructions);
}

TEST_CASE("a policy without capabilities has its one filter whatever is asked") {
  for (const std::uint64_t bits : {std::uint64_t{0}, std::uint64_t{1}, ~std::uint64_t{0}}) {
    const Filter filter = alone_policy::filter(static_cast<alone_policy::Capability>(bits));
    CHECK(filter.length > 0);
    CHECK(filter.instructions == alone_policy::filter().instructions);
  }
}

// Random policies: a set among all sets is what a compile for it alone makes.
#include <doctest/doctest.h>

#include <random>

#include "pipeline/compile.hpp"
#include "support/effort.hpp"
#include "support/random_policy.hpp"

namespace {

using namespace callgate;

constexpr auto lenient = pipeline::Strictness::lenient;

void check_alone(const diagnostic::Source& source, const pipeline::Request& request,
                 const pipeline::BuiltSet& set) {
  diagnostic::Diagnostics diagnostics;
  const auto alone =
      pipeline::compile(source, {request.abis, set.capabilities}, lenient, diagnostics);
  REQUIRE(std::holds_alternative<pipeline::Compilation>(alone));
  const auto& filters = std::get<pipeline::Compilation>(alone).filters;
  REQUIRE(filters.size() == set.built->filters.size());
  for (std::size_t i = 0; i < filters.size(); ++i) {
    CHECK(filters[i].program() == set.built->filters[i].program());
    CHECK(filters[i].rulings() == set.built->filters[i].rulings());
  }
}

} // namespace

TEST_CASE("sets of random policies are those of compiles one by one") {
  const std::vector<arch::Abi> abis{arch::Abi::x86_64, arch::Abi::i386, arch::Abi::aarch64};
  std::mt19937 random(11);
  const std::uint64_t rounds = tests::effort(20, 1000);
  std::size_t compiled = 0;
  for (std::uint64_t round = 0; round < rounds; ++round) {
    const diagnostic::Source source("random.toml", tests::random_policy(random, abis));
    CAPTURE(source.text());
    diagnostic::Diagnostics diagnostics;
    pipeline::Request request{{"x86_64", "i386", "aarch64"}, {}};
    request.sets.emplace();
    const auto result = pipeline::compile_sets(source, request, lenient, diagnostics);
    const auto* compilation = std::get_if<pipeline::SetsCompilation>(&result);
    if (compilation == nullptr) continue;
    for (const pipeline::BuiltSet& set : compilation->sets)
      check_alone(source, request, set);
    compiled += compilation->sets.size();
  }
  MESSAGE("sets: " << compiled);
  CHECK(compiled > rounds);
}

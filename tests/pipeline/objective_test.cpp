// What the plan is told: preferences, kernels, and counts from the policy or from elsewhere.
#include <doctest/doctest.h>

#include <utility>

#include "diagnostic/render.hpp"
#include "pipeline/compile.hpp"
#include "policy/text.hpp"
#include "policy/weights.hpp"

namespace {

using namespace callgate;
using ruleset::Workload;

constexpr std::uint32_t x86_64 = 0xC000003E;
constexpr std::uint32_t i386 = 0x40000003;
constexpr std::uint32_t aarch64 = 0xC00000B7;

pipeline::Counts counts_of(std::initializer_list<std::pair<const char*, std::uint64_t>> lines) {
  policy::WeightList list;
  diagnostic::Diagnostics diagnostics;
  for (const auto& [key, count] : lines) {
    const std::string_view text = key;
    auto call =
        policy::parse_counted_call({text, policy::StringText::verbatim(text.size())}, diagnostics);
    REQUIRE(call);
    REQUIRE(list.add(*std::move(call), count));
  }
  return {"counts.json", std::move(list).take()};
}

graph::Objective objective_of(const std::string& text, const pipeline::Request& request) {
  const diagnostic::Source source("policy.toml", text);
  diagnostic::Diagnostics diagnostics;
  auto result = pipeline::analyse(source, request, pipeline::Strictness::lenient, diagnostics);
  REQUIRE(std::holds_alternative<pipeline::Analysis>(result));
  return std::get<pipeline::Analysis>(std::move(result)).objective;
}

Workload workload_of(const std::string& weights, const pipeline::Request& request) {
  return objective_of("[base]\nallow = [\"read\"]\n[weights]\n" + weights, request).workload;
}

} // namespace

TEST_CASE("the policy's own weights count on each ABI that is served") {
  const pipeline::Request one{{"x86_64"}, {}};
  const pipeline::Request two{{"i386", "x86_64"}, {}};
  CHECK(workload_of("", one).empty());
  CHECK(workload_of("read = 0", one).empty());
  CHECK(workload_of("read = 5\nclose = 7", one) == Workload{{x86_64, 0, 5}, {x86_64, 3, 7}});
  CHECK(workload_of("read = 5", two) == Workload{{i386, 3, 5}, {x86_64, 0, 5}});
  CHECK(workload_of("'read@i386' = 5", two) == Workload{{i386, 3, 5}});
  CHECK(workload_of("'read@i386' = 5", one).empty());
  CHECK(workload_of("waitpid = 5", two) == Workload{{i386, 7, 5}});
  CHECK(workload_of("'#7' = 5", two) == Workload{{i386, 7, 5}, {x86_64, 7, 5}});
  CHECK(workload_of("0x1ff = 5", one) == Workload{{x86_64, 0x1FF, 5}});
}

TEST_CASE("a number under a token that two ABIs share counts once") {
  const pipeline::Request both{{"x86_64", "x32"}, {}};
  CHECK(workload_of("'#3' = 5", both) == Workload{{x86_64, 3, 5}});
  CHECK(workload_of("read = 5", both) == Workload{{x86_64, 0, 5}, {x86_64, 0x40000000, 5}});
}

TEST_CASE("other counts replace the policy's, and their bare numbers are of the first ABI") {
  pipeline::Request request{{"i386", "x86_64"}, {}};
  request.planning.counts = counts_of({{"7", 5}, {"read", 2}, {"#3@x86_64", 1}});
  CHECK(workload_of("close = 9", request) ==
        Workload{{i386, 3, 2}, {i386, 7, 5}, {x86_64, 0, 2}, {x86_64, 3, 1}});
  request.planning.counts = counts_of({});
  CHECK(workload_of("close = 9", request).empty());

  pipeline::Request of_policy{{}, {}};
  of_policy.planning.counts = counts_of({{"63", 5}});
  const char* const text =
      "[policy]\nabis = [\"aarch64\", \"x86_64\"]\n[base]\nallow = [\"read\"]\n";
  CHECK(objective_of(text, of_policy).workload == Workload{{aarch64, 63, 5}});
}

TEST_CASE("a policy that serves nothing is no place for counts either") {
  const diagnostic::Source source("policy.toml",
                                  "[policy]\nabis = [\"sparc64\"]\n[base]\nallow = [\"read\"]\n");
  pipeline::Request request{{}, {}};
  request.planning.counts = counts_of({{"7", 5}});
  diagnostic::Diagnostics diagnostics;
  const auto result =
      pipeline::analyse(source, request, pipeline::Strictness::lenient, diagnostics);
  CHECK(std::holds_alternative<pipeline::Failed>(result));
}

TEST_CASE("two counts of one call are refused, wherever they are from") {
  const diagnostic::Source source("policy.toml", "[base]\nallow = [\"read\"]\n");
  pipeline::Request request{{"x86_64"}, {}};
  request.planning.counts = counts_of({{"read", 5}, {"0", 2}});
  diagnostic::Diagnostics diagnostics;
  const auto result =
      pipeline::analyse(source, request, pipeline::Strictness::lenient, diagnostics);
  CHECK(std::holds_alternative<pipeline::Failed>(result));
  REQUIRE(diagnostics.sorted().size() == 1);
  CHECK(diagnostics.sorted()[0].message == R"("read" and "0" are one call on x86_64)");
  CHECK(diagnostics.sorted()[0].file == "counts.json");
  CHECK(diagnostic::render_text(source, diagnostics, diagnostic::Colour::never) ==
        "error: counts.json: \"read\" and \"0\" are one call on x86_64 [counted-twice]\n"
        "  = help: count it once\n\n");
}

TEST_CASE("kernels before 5.11 have no cache") {
  const char* const text = "[base]\nallow = [\"read\"]\n";
  struct Row {
    std::optional<arch::Release> target;
    bool is_cached;
  };
  for (const Row& row : {Row{{}, true}, Row{{{5, 10, 0}}, false}, Row{{{5, 11, 0}}, true},
                         Row{{{4, 19, 0}}, false}, Row{{{6, 1, 0}}, true}}) {
    pipeline::Request request{{"x86_64"}, {}};
    request.planning.target_kernel = row.target;
    CHECK(objective_of(text, request).is_cached == row.is_cached);
    CHECK(objective_of(text, request).prefer == graph::Prefer::balanced);
  }
  pipeline::Request request{{"x86_64"}, {}};
  request.planning.prefer = graph::Prefer::speed;
  CHECK(objective_of(text, request).prefer == graph::Prefer::speed);
}

// A preference decides how a filter is made, never whether there is one.
#include <doctest/doctest.h>

#include <random>
#include <set>
#include <string>

#include "graph/link.hpp"
#include "graph/order.hpp"
#include "graph/plan.hpp"
#include "pipeline/compile.hpp"

namespace {

using namespace callgate;
using graph::Prefer;

/// One call with so many values that no pattern joins.
std::string scattered(std::size_t count) {
  std::mt19937 random(1);
  std::set<std::uint32_t> values;
  while (values.size() < count)
    values.insert(static_cast<std::uint32_t>(random()));
  std::string text = "[base]\nallow = [\"ioctl(u32(arg1) in {";
  for (const std::uint32_t value : values)
    text.append(std::to_string(value)).append(", ");
  return text + "})\"]\n";
}

pipeline::Compilation compiled(const std::string& text, Prefer prefer) {
  pipeline::Request request{{"x86_64"}, {}};
  request.planning.prefer = prefer;
  diagnostic::Diagnostics diagnostics;
  auto result = pipeline::compile(diagnostic::Source("policy.toml", text), request,
                                  pipeline::Strictness::lenient, diagnostics);
  REQUIRE(std::holds_alternative<pipeline::Compilation>(result));
  return std::get<pipeline::Compilation>(std::move(result));
}

std::size_t planned_length(const ruleset::Rulings& rulings, Prefer prefer) {
  const graph::Plan plan = graph::plan(rulings, {.prefer = prefer});
  return graph::link(plan, graph::order(plan)).size();
}

} // namespace

TEST_CASE("what is too long for the kernel when it is fast is made shorter") {
  const pipeline::Compilation compilation = compiled(scattered(3300), Prefer::speed);
  const proof::ProvenFilter& filter = compilation.filters.front();
  CHECK(planned_length(filter.rulings(), Prefer::speed) > bpf::max_instructions);
  CHECK(filter.program().size() <= bpf::max_instructions);
}

TEST_CASE("where size is preferred, no other preference makes a shorter filter") {
  // Many calls that share words of arguments: ends that are shared decide, which no tree sees.
  std::string text = "[base]\nallow = [";
  std::mt19937 random(3);
  for (int number = 0; number < 60; ++number) {
    text += "\"#" + std::to_string(number) + "(arg0 in {";
    for (int i = 0; i < 5; ++i)
      text.append(std::to_string(random() % 1000)).append(", ");
    text += "} && arg1 in {";
    for (int i = 0; i < 5; ++i)
      text.append(std::to_string(random() % 1000)).append(", ");
    text += "})\", ";
  }
  text += "]\n";
  const std::size_t smallest = compiled(text, Prefer::size).filters.front().program().size();
  CHECK(smallest <= compiled(text, Prefer::balanced).filters.front().program().size());
  CHECK(smallest <= compiled(text, Prefer::speed).filters.front().program().size());
}

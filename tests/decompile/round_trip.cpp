#include "decompile/round_trip.hpp"

#include <doctest/doctest.h>

#include <utility>

#include "diagnostic/render.hpp"

namespace callgate::tests {

std::optional<pipeline::Compilation> compilation_of(const std::string& text,
                                                    const pipeline::Request& request) {
  const diagnostic::Source source("policy.toml", text);
  diagnostic::Diagnostics diagnostics;
  auto result = pipeline::compile(source, request, pipeline::Strictness::lenient, diagnostics);
  if (auto* compilation = std::get_if<pipeline::Compilation>(&result))
    return std::move(*compilation);
  if (const auto* bad = std::get_if<pipeline::BadRequest>(&result)) MESSAGE(bad->message);
  MESSAGE(diagnostic::render_text(source, diagnostics, diagnostic::Colour::never));
  return std::nullopt;
}

std::string round_trip(proof::Stack stack, arch::ByteOrder order, Trips trips, std::size_t budget) {
  const tools::Decompiling how{
      .order = order, .assumed = {}, .origin = "a filter", .budget = budget};
  const auto written = tools::decompile(stack, how);
  if (const auto* unsayable = std::get_if<wording::Unsayable>(&written)) {
    CHECK_MESSAGE(unsayable->reason.find("internal error") == std::string::npos, unsayable->reason);
    return unsayable->reason;
  }
  const std::string& text = std::get<std::string>(written);
  CAPTURE(text);
  const auto compilation = compilation_of(text);
  REQUIRE(compilation);
  REQUIRE(compilation->filters.size() == 1);
  const bpf::Program& program = compilation->filters.front().program();
  diagram::Diagrams diagrams;
  const auto wanted = proof::behaviour_of(diagrams, stack, order);
  const auto found = proof::behaviour_of(diagrams, {&program, 1}, order);
  CHECK(std::get<diagram::Node>(wanted) == std::get<diagram::Node>(found));
  if (trips == Trips::one) return {};
  const auto again = tools::decompile({&program, 1}, how);
  REQUIRE(std::holds_alternative<std::string>(again));
  CHECK(std::get<std::string>(again) == text);
  return {};
}

} // namespace callgate::tests

#include "built.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "diagnostic/render.hpp"
#include "graph/link.hpp"
#include "graph/order.hpp"
#include "graph/plan.hpp"
#include "support/profiles.hpp"

namespace callgate::tests {

namespace {

proof::ProvenFilter built(const ruleset::Rulings& rulings, const graph::Objective& objective) {
  const graph::Plan plan = graph::plan(rulings, objective);
  auto program = bpf::Program::check(graph::link(plan, graph::order(plan)));
  REQUIRE(std::holds_alternative<bpf::Program>(program));
  auto proven = proof::prove(std::get<bpf::Program>(std::move(program)), rulings);
  REQUIRE(std::holds_alternative<proof::ProvenFilter>(proven));
  return std::get<proof::ProvenFilter>(std::move(proven));
}

struct Attempt {
  std::vector<proof::ProvenFilter> filters;
  std::string messages;
};

Attempt attempt(const std::string& text, const Wanted& wanted) {
  const diagnostic::Source source("policy.toml", text);
  diagnostic::Diagnostics diagnostics;
  Attempt result;
  const auto analysed = pipeline::analyse(source, {wanted.abis, wanted.capabilities},
                                          pipeline::Strictness::lenient, diagnostics);
  if (const auto* analysis = std::get_if<pipeline::Analysis>(&analysed))
    for (const ruleset::Resolution& resolution : analysis->resolutions)
      result.filters.push_back(built(resolution.rulings, wanted.objective));
  result.messages = diagnostic::render_text(source, diagnostics, diagnostic::Colour::never);
  return result;
}

} // namespace

std::vector<proof::ProvenFilter> built_if_good(const std::string& text, const Wanted& wanted) {
  return attempt(text, wanted).filters;
}

std::vector<proof::ProvenFilter> built(const std::string& text, const Wanted& wanted) {
  auto result = attempt(text, wanted);
  INFO(result.messages);
  REQUIRE(!result.filters.empty());
  return std::move(result.filters);
}

std::string profile(const std::string& name) {
  const std::vector<Profile> all = profiles();
  const auto found = std::ranges::find(all, name, &Profile::name);
  REQUIRE(found != all.end());
  return found->text;
}

} // namespace callgate::tests

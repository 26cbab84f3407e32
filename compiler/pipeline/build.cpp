#include "pipeline/build.hpp"

#include <utility>
#include <variant>

#include "graph/link.hpp"
#include "graph/order.hpp"
#include "graph/plan.hpp"
#include "pipeline/report.hpp"

namespace callgate::pipeline {

namespace {

using diagnostic::Diagnostics;

std::optional<proof::ProvenFilter> build_one(const ruleset::Resolution& resolution,
                                             const graph::Objective& objective,
                                             Diagnostics& diagnostics) {
  const ruleset::Rulings& rulings = resolution.rulings;
  const graph::Plan plan = graph::plan(rulings, objective);
  const std::vector<graph::NodeId> layout = graph::order(plan);
  auto program = bpf::Program::check(graph::link(plan, layout));
  if (const auto* rejection = std::get_if<bpf::Rejection>(&program)) {
    report(*rejection, arch::family_name(rulings.family), diagnostics);
    return std::nullopt;
  }
  auto proven = proof::prove(std::get<bpf::Program>(std::move(program)), rulings);
  if (const auto* refutation = std::get_if<proof::Refutation>(&proven)) {
    report(*refutation, resolution, diagnostics);
    return std::nullopt;
  }
  return std::get<proof::ProvenFilter>(std::move(proven));
}

} // namespace

std::optional<std::vector<proof::ProvenFilter>>
build(std::span<const ruleset::Resolution> resolutions, const graph::Objective& objective,
      Diagnostics& diagnostics) {
  std::vector<proof::ProvenFilter> filters;
  for (const ruleset::Resolution& resolution : resolutions) {
    auto filter = build_one(resolution, objective, diagnostics);
    if (!filter) return std::nullopt;
    filters.push_back(*std::move(filter));
  }
  return filters;
}

} // namespace callgate::pipeline

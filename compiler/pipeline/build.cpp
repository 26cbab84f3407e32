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

bool build_one(const ruleset::Resolution& resolution, const graph::Objective& objective,
               Built& built, Diagnostics& diagnostics) {
  const ruleset::Rulings& rulings = resolution.rulings;
  const graph::Plan plan = graph::plan(rulings, objective);
  const std::vector<graph::NodeId> layout = graph::order(plan);
  auto program = bpf::Program::check(graph::link(plan, layout));
  if (const auto* rejection = std::get_if<bpf::Rejection>(&program)) {
    report(*rejection, arch::family_name(rulings.family), diagnostics);
    return false;
  }
  auto proven = proof::prove(std::get<bpf::Program>(std::move(program)), rulings);
  if (const auto* refutation = std::get_if<proof::Refutation>(&proven)) {
    report(*refutation, resolution, diagnostics);
    return false;
  }
  built.filters.push_back(std::get<proof::ProvenFilter>(std::move(proven)));
  built.approximated.push_back(plan.approximated);
  return true;
}

} // namespace

std::optional<Built> build(std::span<const ruleset::Resolution> resolutions,
                           const graph::Objective& objective, Diagnostics& diagnostics) {
  Built built;
  for (const ruleset::Resolution& resolution : resolutions) {
    if (!build_one(resolution, objective, built, diagnostics)) return std::nullopt;
  }
  return built;
}

} // namespace callgate::pipeline

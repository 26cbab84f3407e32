#include "pipeline/build.hpp"

#include <utility>
#include <variant>
#include <vector>

#include "graph/link.hpp"
#include "graph/order.hpp"
#include "graph/plan.hpp"
#include "pipeline/report.hpp"

namespace callgate::pipeline {

namespace {

using diagnostic::Diagnostics;

struct Linked {
  std::vector<bpf::Instruction> instructions;
  std::size_t approximated;
};

Linked link(const ruleset::Rulings& rulings, const graph::Objective& objective) {
  const graph::Plan plan = graph::plan(rulings, objective);
  return {graph::link(plan, graph::order(plan)), plan.approximated};
}

/// As preferred. A filter that is too long for a kernel so is as short as any preference makes
/// it, and one that is to be short is the shortest of all.
Linked link_fitting(const ruleset::Rulings& rulings, graph::Objective objective) {
  Linked best = link(rulings, objective);
  const bool is_to_be_short = objective.prefer == graph::Prefer::size;
  if (!is_to_be_short && best.instructions.size() <= bpf::max_instructions) return best;
  for (const auto prefer : {graph::Prefer::size, graph::Prefer::balanced, graph::Prefer::speed}) {
    if (prefer == objective.prefer) continue;
    objective.prefer = prefer;
    Linked other = link(rulings, objective);
    if (other.instructions.size() < best.instructions.size()) best = std::move(other);
  }
  return best;
}

bool build_one(const ruleset::Resolution& resolution, const graph::Objective& objective,
               Built& built, Diagnostics& diagnostics) {
  const ruleset::Rulings& rulings = resolution.rulings;
  Linked linked = link_fitting(rulings, objective);
  auto program = bpf::Program::check(std::move(linked.instructions));
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
  built.approximated.push_back(linked.approximated);
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

#include "pipeline/compile.hpp"

#include <optional>
#include <string_view>
#include <utility>

#include "graph/link.hpp"
#include "graph/order.hpp"
#include "graph/plan.hpp"
#include "pipeline/report.hpp"
#include "policy/parse.hpp"
#include "ruleset/check.hpp"

namespace callgate::pipeline {

namespace {

using diagnostic::Diagnostics;

/// Rulings → decision graph → layout → Program → ProvenFilter.
std::optional<proof::ProvenFilter> build(const ruleset::Resolution& resolution,
                                         Diagnostics& diagnostics) {
  const ruleset::Rulings& rulings = resolution.rulings;
  const graph::Plan plan = graph::plan(rulings);
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

AnalysisResult analyse(const diagnostic::Source& source, const Request& request,
                       Strictness strictness, Diagnostics& diagnostics) {
  Analysis analysis;
  analysis.policy = std::make_unique<const policy::Policy>(policy::parse(source, diagnostics));
  auto selection = select(*analysis.policy, request);
  if (const auto* bad = std::get_if<BadRequest>(&selection)) {
    // In a faulty policy the wanted capability may be there and unreadable.
    if (diagnostics.has_errors()) return Failed{};
    return *bad;
  }
  analysis.selection = std::get<policy::Selection>(std::move(selection));
  ruleset::check(*analysis.policy, analysis.selection.abis, diagnostics);
  if (strictness == Strictness::strict) diagnostics.promote_warnings();
  if (diagnostics.has_errors()) return Failed{};
  analysis.resolutions = ruleset::resolve(*analysis.policy, analysis.selection);
  return analysis;
}

CompilationResult compile(const diagnostic::Source& source, const Request& request,
                          Strictness strictness, Diagnostics& diagnostics) {
  auto analysed = analyse(source, request, strictness, diagnostics);
  if (const auto* bad = std::get_if<BadRequest>(&analysed)) return *bad;
  if (std::holds_alternative<Failed>(analysed)) return Failed{};
  Compilation compilation{std::get<Analysis>(std::move(analysed)), {}};
  for (const ruleset::Resolution& resolution : compilation.analysis.resolutions) {
    auto filter = build(resolution, diagnostics);
    if (!filter) return Failed{};
    compilation.filters.push_back(*std::move(filter));
  }
  return compilation;
}

} // namespace callgate::pipeline

#include "pipeline/compile.hpp"

#include <utility>

#include "pipeline/build.hpp"
#include "pipeline/expect.hpp"
#include "pipeline/objective.hpp"
#include "policy/parse.hpp"
#include "ruleset/check.hpp"

namespace callgate::pipeline {

using diagnostic::Diagnostics;

AnalysisResult analyse(const diagnostic::Source& source, const Request& request,
                       Strictness strictness, Diagnostics& diagnostics) {
  Analysis analysis;
  analysis.policy = std::make_unique<const policy::Policy>(policy::parse(source, diagnostics));
  auto choice = select(*analysis.policy, request);
  if (const auto* bad = std::get_if<BadRequest>(&choice)) {
    // In a faulty policy the wanted capability may be there and unreadable.
    if (diagnostics.has_errors()) return Failed{};
    return *bad;
  }
  analysis.selection = std::get<Choice>(choice).selection;
  analysis.sets = std::get<Choice>(choice).sets;
  ruleset::check(*analysis.policy, analysis.selection.abis, diagnostics);
  analysis.objective = objective(*analysis.policy, analysis.selection, request, diagnostics);
  if (strictness == Strictness::strict) diagnostics.promote_warnings();
  if (diagnostics.has_errors()) return Failed{};
  analysis.resolutions = ruleset::resolve(*analysis.policy, analysis.selection);
  return analysis;
}

CompilationResult compile_to_look_at(const diagnostic::Source& source, const Request& request,
                                     Strictness strictness, Diagnostics& diagnostics) {
  auto analysed = analyse(source, request, strictness, diagnostics);
  if (const auto* bad = std::get_if<BadRequest>(&analysed)) return *bad;
  if (std::holds_alternative<Failed>(analysed)) return Failed{};
  Analysis& analysis = std::get<Analysis>(analysed);
  auto built = build(analysis.resolutions, analysis.objective, diagnostics);
  if (!built) return Failed{};
  return Compilation{std::move(analysis), std::move(built->filters),
                     std::move(built->approximated)};
}

CompilationResult compile(const diagnostic::Source& source, const Request& request,
                          Strictness strictness, Diagnostics& diagnostics) {
  auto result = compile_to_look_at(source, request, strictness, diagnostics);
  const auto* compilation = std::get_if<Compilation>(&result);
  if (compilation == nullptr) return result;
  const Analysis& analysis = compilation->analysis;
  const FiltersOfSet chosen{analysis.selection.capabilities, compilation->filters};
  if (!meets_expectations(*analysis.policy, analysis.selection.abis, analysis.objective,
                          {&chosen, 1}, diagnostics))
    return Failed{};
  return result;
}

SetsResult compile_sets(const diagnostic::Source& source, const Request& request,
                        Strictness strictness, Diagnostics& diagnostics) {
  auto analysed = analyse(source, request, strictness, diagnostics);
  if (const auto* bad = std::get_if<BadRequest>(&analysed)) return *bad;
  if (std::holds_alternative<Failed>(analysed)) return Failed{};
  Analysis& analysis = std::get<Analysis>(analysed);
  auto sets = build_sets(*analysis.policy, analysis.selection.abis, analysis.sets,
                         analysis.objective, diagnostics);
  if (!sets) return Failed{};
  std::vector<FiltersOfSet> filters;
  filters.reserve(sets->size());
  for (const BuiltSet& set : *sets)
    filters.push_back({set.capabilities, set.built->filters});
  if (!meets_expectations(*analysis.policy, analysis.selection.abis, analysis.objective, filters,
                          diagnostics))
    return Failed{};
  return SetsCompilation{std::move(analysis), *std::move(sets)};
}

} // namespace callgate::pipeline

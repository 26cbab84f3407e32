#include "linted.hpp"

#include <set>
#include <utility>

#include "policy/parse.hpp"

namespace linted {

using namespace callgate;

std::vector<diagnostic::Diagnostic> findings(const diagnostic::Source& source, Asked asked) {
  diagnostic::Diagnostics ignored;
  const auto own = policy::parse(source, ignored).abis;
  pipeline::Request request{own ? std::vector<std::string>{} : asked.abis, asked.capabilities};
  if (!own && asked.abis.empty()) request.abis.emplace_back("x86_64");
  diagnostic::Diagnostics diagnostics;
  const auto analysed =
      pipeline::analyse(source, request, pipeline::Strictness::lenient, diagnostics);
  if (const auto* analysis = std::get_if<pipeline::Analysis>(&analysed)) {
    for (const std::string& name : asked.abis)
      asked.question.portable_to.push_back(*arch::abi_named(name));
    if (asked.abis.empty()) asked.question.portable_to = analysis->selection.abis;
    lint::lint(*analysis, asked.question, diagnostics);
  }
  return diagnostics.sorted();
}

std::vector<std::string> checks(const std::string& policy, Asked asked) {
  std::set<std::string> names;
  for (const auto& finding : findings({"p.toml", policy}, std::move(asked)))
    names.insert(finding.code);
  return {names.begin(), names.end()};
}

} // namespace linted

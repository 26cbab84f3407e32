// What numbers get, written out: cases/*.case.
#include <doctest/doctest.h>

#include <sstream>

#include "arch/calls.hpp"
#include "diagnostic/render.hpp"
#include "pipeline/compile.hpp"
#include "support/cases.hpp"

namespace {

using namespace callgate;

std::string describe(const ruleset::Rulings& rulings) {
  std::ostringstream out;
  out << arch::family_name(rulings.family) << "\n" << std::hex << std::showbase;
  for (const ruleset::Ruleset& ruleset : rulings.rulesets) {
    out << "token " << ruleset.token << "\n";
    for (const ruleset::Interval& interval : ruleset.intervals)
      out << "  " << interval.first << " … " << interval.last << "  "
          << bpf::to_string(interval.decision.otherwise) << "\n";
  }
  out << "else " << bpf::to_string(rulings.foreign) << "\n";
  return out.str();
}

/// Options: ABIs joined by +, then perhaps : and capabilities joined by +.
std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> words;
  while (!text.empty()) {
    words.emplace_back(text.substr(0, text.find('+')));
    text.remove_prefix(std::min(words.back().size() + 1, text.size()));
  }
  return words;
}

std::string resolve(const tests::Case& given) {
  const std::size_t colon = std::min(given.options.find(':'), given.options.size());
  const pipeline::Request request{
      split(std::string_view(given.options).substr(0, colon)),
      split(std::string_view(given.options).substr(std::min(colon + 1, given.options.size())))};
  const diagnostic::Source source("policy.toml", given.input);
  diagnostic::Diagnostics diagnostics;
  const auto result =
      pipeline::analyse(source, request, pipeline::Strictness::lenient, diagnostics);
  std::string text = diagnostic::render_text(source, diagnostics, diagnostic::Colour::never);
  if (const auto* bad = std::get_if<pipeline::BadRequest>(&result)) text += bad->message + "\n";
  if (const auto* analysis = std::get_if<pipeline::Analysis>(&result)) {
    for (const auto& resolution : analysis->resolutions)
      text += describe(resolution.rulings);
  }
  return text;
}

} // namespace

TEST_CASE("rulings are as in the case files") {
  tests::run_cases("ruleset/cases", resolve);
}

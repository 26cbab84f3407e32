// Whole headers as text: cases/*.case, with the sets that are asked for as the options.
#include <doctest/doctest.h>

#include "diagnostic/render.hpp"
#include "emit/emit.hpp"
#include "pipeline/compile.hpp"
#include "support/cases.hpp"

namespace {

using namespace callgate;

/// Words joined by commas.
std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> words;
  while (!text.empty()) {
    words.emplace_back(text.substr(0, text.find(',')));
    text.remove_prefix(std::min(words.back().size() + 1, text.size()));
  }
  return words;
}

std::string emitted(const pipeline::SetsCompilation& compilation) {
  const policy::Policy& policy = *compilation.analysis.policy;
  std::vector<std::string> capabilities;
  for (const policy::Table& table : policy.capabilities)
    capabilities.push_back(*table.capability);
  std::vector<emit::Set> sets;
  for (const pipeline::BuiltSet& set : compilation.sets)
    sets.push_back({set.capabilities, set.built->filters});
  const emit::Output output =
      emit::emit(*emit::find_format("cpp"), {policy.name, capabilities, sets, "", "callgate 0"});
  const auto* refusal = std::get_if<emit::Refusal>(&output);
  return refusal == nullptr ? std::get<std::string>(output) : refusal->reason + "\n";
}

} // namespace

TEST_CASE("headers are as in the case files") {
  tests::run_cases("sets/cases", [](const tests::Case& given) {
    const diagnostic::Source source("policy.toml", given.input);
    diagnostic::Diagnostics diagnostics;
    pipeline::Request request;
    request.sets = split(given.options);
    const auto result =
        pipeline::compile_sets(source, request, pipeline::Strictness::lenient, diagnostics);
    if (const auto* bad = std::get_if<pipeline::BadRequest>(&result)) return bad->message + "\n";
    const auto* compilation = std::get_if<pipeline::SetsCompilation>(&result);
    return compilation == nullptr
               ? diagnostic::render_text(source, diagnostics, diagnostic::Colour::never)
               : emitted(*compilation);
  });
}

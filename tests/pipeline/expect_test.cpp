// What a policy expects of its own filters, as a person sees it fail: cases/*.case.
#include <doctest/doctest.h>

#include "diagnostic/render.hpp"
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

/// Options: ABIs, then perhaps ";" and capabilities.
std::string compile(const tests::Case& given) {
  const std::string_view options = given.options;
  const std::size_t semicolon = std::min(options.find(';'), options.size());
  const pipeline::Request request{split(options.substr(0, semicolon)),
                                  split(options.substr(std::min(semicolon + 1, options.size())))};
  const diagnostic::Source source("policy.toml", given.input);
  diagnostic::Diagnostics diagnostics;
  const auto result =
      pipeline::compile(source, request, pipeline::Strictness::lenient, diagnostics);
  CHECK(std::holds_alternative<pipeline::Failed>(result) == diagnostics.has_errors());
  const std::string text = diagnostic::render_text(source, diagnostics, diagnostic::Colour::never);
  return text.empty() ? "compiles\n" : text;
}

} // namespace

TEST_CASE("expectations hold or fail as in the case files") {
  tests::run_cases("pipeline/cases", compile);
}

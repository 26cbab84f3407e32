// Every message about a policy, as a person sees it: cases/*.case.
#include <doctest/doctest.h>

#include "diagnostic/render.hpp"
#include "pipeline/compile.hpp"
#include "support/cases.hpp"

namespace {

using namespace callgate;

std::vector<std::string> split(const std::string& text) {
  std::vector<std::string> words;
  std::size_t begin = 0;
  while (begin < text.size()) {
    const std::size_t end = std::min(text.find(',', begin), text.size());
    words.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return words;
}

/// Options: ABIs, then perhaps ";strict" or ";json".
std::string diagnose(const tests::Case& given) {
  const std::size_t semicolon = std::min(given.options.find(';'), given.options.size());
  const pipeline::Request request{split(given.options.substr(0, semicolon)), {}};
  const std::string mode = given.options.substr(semicolon);
  const diagnostic::Source source("policy.toml", given.input);
  diagnostic::Diagnostics diagnostics;
  const auto result = pipeline::analyse(source, request,
                                        mode == ";strict" ? pipeline::Strictness::strict
                                                          : pipeline::Strictness::lenient,
                                        diagnostics);
  CHECK(std::holds_alternative<pipeline::Failed>(result) == diagnostics.has_errors());
  return mode == ";json" ? diagnostic::render_json(source, diagnostics)
                         : diagnostic::render_text(source, diagnostics, diagnostic::Colour::never);
}

} // namespace

TEST_CASE("diagnostics read as in the case files") {
  tests::run_cases("policy/cases", diagnose);
}

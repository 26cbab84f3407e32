#include "compiled.hpp"

#include <doctest/doctest.h>

#include "diagnostic/render.hpp"

namespace callgate::tests {

namespace {

struct Attempt {
  std::optional<pipeline::Compilation> compilation;
  std::string messages;
};

Attempt attempt(const std::string& text, const std::vector<arch::Abi>& abis) {
  pipeline::Request request{{}, {"all"}};
  for (const arch::Abi abi : abis)
    request.abis.emplace_back(arch::facts(abi).name);
  const diagnostic::Source source("policy.toml", text);
  diagnostic::Diagnostics diagnostics;
  auto result = pipeline::compile(source, request, pipeline::Strictness::lenient, diagnostics);
  std::string messages = diagnostic::render_text(source, diagnostics, diagnostic::Colour::never);
  if (auto* good = std::get_if<pipeline::Compilation>(&result))
    return {std::move(*good), std::move(messages)};
  return {std::nullopt, std::move(messages)};
}

} // namespace

std::optional<pipeline::Compilation> compiled_if_good(const std::string& text,
                                                      const std::vector<arch::Abi>& abis) {
  return attempt(text, abis).compilation;
}

pipeline::Compilation compiled(const std::string& text, const std::vector<arch::Abi>& abis) {
  auto result = attempt(text, abis);
  INFO(result.messages);
  REQUIRE(result.compilation);
  return *std::move(result.compilation);
}

} // namespace callgate::tests

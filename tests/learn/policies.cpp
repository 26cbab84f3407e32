#include "learn/policies.hpp"

#include <doctest/doctest.h>

#include "bpf/call_data.hpp"
#include "diagnostic/render.hpp"
#include "learn/before.hpp"
#include "policy/parse.hpp"
#include "proof/behaviour.hpp"

namespace callgate::tests {

namespace {

policy::Policy parsed(const diagnostic::Source& source) {
  diagnostic::Diagnostics diagnostics;
  policy::Policy policy = policy::parse(source, diagnostics);
  INFO(diagnostic::render_text(source, diagnostics, diagnostic::Colour::never));
  REQUIRE(!diagnostics.has_errors());
  return policy;
}

std::optional<pipeline::Compilation>
compiled(const std::string& text, pipeline::Strictness strictness, std::string& messages) {
  const diagnostic::Source source("policy.toml", text);
  diagnostic::Diagnostics diagnostics;
  pipeline::Request request;
  request.default_abis = {"x86_64"};
  auto result = pipeline::compile(source, request, strictness, diagnostics);
  messages = diagnostic::render_text(source, diagnostics, diagnostic::Colour::never);
  if (auto* good = std::get_if<pipeline::Compilation>(&result)) return std::move(*good);
  if (messages.empty()) messages = "refused";
  return std::nullopt;
}

pipeline::Compilation compiled_or_fail(const std::string& text) {
  std::string messages;
  auto result = compiled(text, pipeline::Strictness::lenient, messages);
  INFO(text << messages);
  REQUIRE(result);
  return *std::move(result);
}

} // namespace

Parsed::Parsed(std::string text, std::string name)
    : source(std::move(name), std::move(text)), policy(parsed(source)) {}

std::string faults_of(const std::string& text, pipeline::Strictness strictness) {
  std::string messages;
  const auto compilation = compiled(text, strictness, messages);
  return compilation && strictness == pipeline::Strictness::lenient ? "" : messages;
}

std::string narrowed(const std::string& before, const std::string& after) {
  const auto old = compiled_or_fail(before);
  const auto now = compiled_or_fail(after);
  for (const proof::ProvenFilter& was : old.filters) {
    for (const proof::ProvenFilter& is : now.filters) {
      if (was.rulings().family != is.rulings().family) continue;
      diagram::Diagrams diagrams;
      const auto order = was.rulings().byte_order;
      const auto a =
          std::get<diagram::Node>(proof::behaviour_of(diagrams, {&was.program(), 1}, order));
      const auto b =
          std::get<diagram::Node>(proof::behaviour_of(diagrams, {&is.program(), 1}, order));
      const auto lost = diagrams.combine(a, b, [](std::uint32_t x, std::uint32_t y) {
        return learn::runs(bpf::action_of(x)) && !learn::runs(bpf::action_of(y)) ? 1U : 0U;
      });
      if (lost != diagram::no)
        return "something on " + std::string(arch::family_name(was.rulings().family));
    }
  }
  return {};
}

std::string stopped(const std::string& text, const learn::Record& record) {
  const auto compilation = compiled_or_fail(text);
  std::string result;
  for (const records::SeenCall& seen : record.calls) {
    auto all = seen.arguments;
    if (all.empty()) all = {{records::Registers{}, 1}};
    for (const records::SeenArguments& one : all) {
      const bpf::CallData data{seen.number, seen.token, 0, one.values};
      bool is_asked = false;
      for (const proof::ProvenFilter& filter : compilation.filters) {
        for (const ruleset::Ruleset& ruleset : filter.rulings().rulesets) {
          if (ruleset.token != seen.token) continue;
          is_asked = true;
          const auto action = ruleset::action_for(filter.rulings(), data);
          if (!learn::runs(action)) result += bpf::to_string(data) + "\n";
        }
      }
      if (!is_asked) result += "not served: " + bpf::to_string(data) + "\n";
    }
  }
  return result;
}

} // namespace callgate::tests

// Policy text → proven filters → agreement of every engine.
#include <algorithm>
#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "bpf/encoding.hpp"
#include "diagnostic/render.hpp"
#include "emit/cpp_names.hpp"
#include "emit/emit.hpp"
#include "fuzz/claim.hpp"
#include "pipeline/compile.hpp"
#include "policy/parse.hpp"
#include "policy/text.hpp"
#include "support/agreement.hpp"
#include "support/random_planning.hpp"
#include "support/telling.hpp"

namespace callgate::fuzz {

namespace {

using diagnostic::Diagnostics;
using diagnostic::Source;
using pipeline::Compilation;

/// Drawn from the input, so that the same bytes are compiled the same. What it counts is of
/// the policy's ABIs, or else of those that it gets here.
pipeline::Planning planning_of(Bytes bytes, const std::optional<std::vector<arch::Abi>>& served) {
  std::uint32_t hash = 2166136261; // FNV-1a
  for (const std::uint8_t byte : bytes)
    hash = (hash ^ byte) * 16777619;
  std::mt19937 random(hash);
  const bool is_open = !served || served->empty();
  return tests::random_planning(random, is_open ? std::vector{arch::Abi::x86_64, arch::Abi::i386}
                                                : *served);
}

/// The compilation; empty where the policy is at fault, or too large for one filter.
std::optional<Compilation> compiled(const Source& source, const pipeline::Request& request) {
  Diagnostics diagnostics;
  auto result = pipeline::compile(source, request, pipeline::Strictness::lenient, diagnostics);
  if (const auto* bad = std::get_if<pipeline::BadRequest>(&result))
    throw Violation("a request that fits every policy is refused: " + bad->message);
  claim(std::holds_alternative<pipeline::Failed>(result) == diagnostics.has_errors(),
        "a compile fails with an error, and only then");
  for (const diagnostic::Diagnostic& found : diagnostics.sorted())
    claim(found.code != "unproven" && found.code != "rejected-program" &&
              found.code != "disagreement",
          found.message);
  if (diagnostics.has_errors()) return std::nullopt;
  return std::get<Compilation>(std::move(result));
}

bool is_too_large(const Source& source, const pipeline::Request& request) {
  Diagnostics diagnostics;
  pipeline::compile(source, request, pipeline::Strictness::lenient, diagnostics);
  for (const diagnostic::Diagnostic& found : diagnostics.sorted()) {
    if (found.severity == diagnostic::Severity::error && found.code != "too-large") return false;
  }
  return true;
}

/// Whether the names of the input can be names in what a format writes.
bool are_good_names(const emit::Input& input, const emit::Format& format) {
  if (format.sets == emit::Sets::one) return policy::is_identifier(input.name);
  return !emit::fault_as_policy(input.name) &&
         std::ranges::none_of(input.capabilities, [](const std::string& name) {
           return emit::fault_as_enumerator(name).has_value();
         });
}

void check_outputs(const Compilation& compilation) {
  std::vector<std::string> capabilities;
  for (const policy::Table& table : compilation.analysis.policy->capabilities)
    capabilities.push_back(*table.capability);
  const emit::Set set{compilation.analysis.selection.capabilities, compilation.filters};
  const emit::Input input{
      compilation.analysis.policy->name, capabilities, {&set, 1}, "as fuzzed", "callgate"};
  for (const emit::Format& format : emit::all_formats()) {
    const emit::Output output = emit::emit(format, input);
    const auto* text = std::get_if<std::string>(&output);
    // What one output cannot hold may be refused, and so may a name that is none in C or C++.
    const bool fits = (format.families == emit::Families::several || set.filters.size() == 1) &&
                      are_good_names(input, format);
    claim(text != nullptr || !fits, std::string(format.name) + " refuses what fits it");
    claim(text == nullptr || !text->empty(), std::string(format.name) + " is empty");
  }
}

void check_same(const Compilation& first, const Compilation& again) {
  claim(first.filters.size() == again.filters.size(), "another number of filters");
  for (std::size_t i = 0; i < first.filters.size(); ++i)
    claim(first.filters[i].program() == again.filters[i].program(), "same text, other bytes");
}

void check_widens(const Compilation& none, const Compilation& all) {
  for (std::size_t i = 0; i < none.filters.size(); ++i) {
    for (const auto [token, number] : tests::telling_questions(all.filters[i].rulings())) {
      const bpf::CallData call{.number = number, .token = token};
      const auto without = ruleset::action_for(none.filters[i].rulings(), call);
      const auto with = ruleset::action_for(all.filters[i].rulings(), call);
      claim(with.kind <= without.kind, "capabilities narrow number " + std::to_string(number));
    }
  }
}

} // namespace

void compile(Bytes bytes) {
  const Source source("policy.toml", policy_of(bytes));
  Diagnostics unused;
  pipeline::Request none{{}, {"none"}};
  // A policy that leaves its ABIs open gets two, the same ones on every machine.
  const auto served = policy::parse(source, unused).abis;
  if (!served) none.abis = {"x86_64", "i386"};
  none.planning = planning_of(bytes, served);
  const pipeline::Request all{none.abis, {"all"}, none.planning};

  const auto base = compiled(source, none);
  const auto widest = compiled(source, all);
  claim(base.has_value() == widest.has_value() || is_too_large(source, base ? all : none),
        "whether a policy compiles depends on the capabilities chosen");
  for (const auto* compilation : {&base, &widest}) {
    if (!*compilation) continue;
    std::uint64_t asked = 0;
    const std::string disagreement = tests::disagreement(**compilation, asked);
    claim(disagreement.empty(), disagreement);
    check_outputs(**compilation);
  }
  if (base) check_same(*base, *compiled(source, none));
  if (base && widest) check_widens(*base, *widest);
}

} // namespace callgate::fuzz

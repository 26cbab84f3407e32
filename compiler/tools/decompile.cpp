#include "tools/decompile.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "bpf/action.hpp"
#include "pipeline/compile.hpp"
#include "proof/parts.hpp"
#include "tools/breakdown.hpp"
#include "tools/policy_text.hpp"

namespace callgate::tools {

namespace {

using diagram::Diagrams;
using diagram::Node;

std::string in_words(const proof::UnmodelledFilter& fault, std::size_t filters) {
  const std::string filter = filters == 1 ? "" : " of filter " + std::to_string(fault.filter + 1);
  return "instruction " + std::to_string(fault.unmodelled.instruction) + filter +
         " cannot be followed exactly: " + fault.unmodelled.reason;
}

/// The comment above the policy, whatever bytes the origin has: TOML takes no others.
std::string comment(std::string_view origin) {
  std::string name(origin);
  std::ranges::replace_if(
      name, [](char c) { return c < ' ' || '~' < c; }, '?');
  return "# What " + name +
         " does, as a policy. callgate wrote it, compiled it again and proved both equal.\n\n";
}

wording::Unsayable internal_error(const std::string& what) {
  return {"internal error: " + what + "; nothing was written; please report this filter"};
}

/// The text's own filter, or why it has none; `bypasses` gets those that the text has to
/// accept.
std::variant<bpf::Program, wording::Unsayable> compiled(const std::string& text,
                                                        std::vector<std::string>& bypasses) {
  const diagnostic::Source source("policy.toml", text);
  diagnostic::Diagnostics diagnostics;
  auto result = pipeline::compile(source, {}, pipeline::Strictness::lenient, diagnostics);
  if (auto* compilation = std::get_if<pipeline::Compilation>(&result)) {
    if (compilation->filters.size() == 1) return compilation->filters.front().program();
    return internal_error("the policy serves several families");
  }
  std::string fault = "there is no telling why";
  bool too_large = false;
  for (const diagnostic::Diagnostic& found : diagnostics.sorted()) {
    if (found.severity == diagnostic::Severity::warning) continue;
    fault = found.message;
    too_large = found.code == "too-large" || found.code == "too-complex";
    for (const std::string name : {"socketcall", "ipc"}) {
      if (found.code == "bypass" && found.message.starts_with("\"" + name + "\""))
        bypasses.push_back(name);
    }
    if (found.code != "bypass") break;
  }
  if (too_large) return wording::Unsayable{"its policy could not be compiled: " + fault};
  return internal_error("the policy written does not compile: " + fault);
}

/// The text and its filter.
std::variant<std::pair<std::string, bpf::Program>, wording::Unsayable>
write(Diagrams& diagrams, const Breakdown& breakdown, std::string_view origin) {
  std::vector<std::string> bypasses;
  for (bool again = false;; again = true) {
    auto text = policy_text(diagrams, breakdown, bypasses, origin);
    if (auto* unsayable = std::get_if<wording::Unsayable>(&text)) return *unsayable;
    auto program = compiled(std::get<std::string>(text), bypasses);
    if (auto* written = std::get_if<bpf::Program>(&program))
      return std::pair{std::get<std::string>(std::move(text)), std::move(*written)};
    // Filters may let a call run that goes around their own conditions.
    if (again || bypasses.empty()) return std::get<wording::Unsayable>(program);
    std::ranges::sort(bypasses);
    bypasses.erase(std::unique(bypasses.begin(), bypasses.end()), bypasses.end());
  }
}

std::variant<std::string, wording::Unsayable> decompile(Diagrams& diagrams, proof::Stack stack,
                                                        const Decompiling& how) {
  const auto behaviour = proof::behaviour_of(diagrams, stack, how.order);
  if (const auto* fault = std::get_if<proof::UnmodelledFilter>(&behaviour))
    return wording::Unsayable{in_words(*fault, stack.size())};
  const auto wanted = std::get<Node>(behaviour);
  const auto breakdown = break_down(diagrams, wanted, how.order, how.assumed);
  if (const auto* unsayable = std::get_if<wording::Unsayable>(&breakdown)) return *unsayable;

  auto written = write(diagrams, std::get<Breakdown>(breakdown), comment(how.origin));
  if (const auto* unsayable = std::get_if<wording::Unsayable>(&written)) return *unsayable;
  auto& [text, program] = std::get<0>(written);
  const auto again = proof::behaviour_of(diagrams, {&program, 1}, how.order);
  const auto* node = std::get_if<Node>(&again);
  if (node == nullptr || *node != wanted)
    return internal_error("the policy written means something else");
  return std::move(text);
}

} // namespace

std::variant<std::string, wording::Unsayable> decompile(proof::Stack stack,
                                                        const Decompiling& how) {
  Diagrams diagrams(how.budget);
  try {
    return decompile(diagrams, stack, how);
  } catch (const diagram::TooLarge&) {
    return wording::Unsayable{"what it does takes more than " + std::to_string(how.budget) +
                              " nodes of a decision diagram"};
  }
}

} // namespace callgate::tools

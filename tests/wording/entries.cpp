#include "wording/entries.hpp"

#include <doctest/doctest.h>

#include "arch/calls.hpp"
#include "diagnostic/render.hpp"
#include "policy/text.hpp"
#include "ruleset/meaning.hpp"
#include "ruleset/typing.hpp"

namespace callgate::tests {

std::optional<diagram::Node> set_of(diagram::Diagrams& diagrams, arch::Abi abi,
                                    const std::string& entry, Warnings warnings) {
  const diagnostic::Source source("entry", "'" + entry + "'");
  const policy::StringText place(source, {0, source.text().size()});
  diagnostic::Diagnostics diagnostics;
  const auto item = policy::parse_item({entry, place}, diagnostics);
  if (!item || (warnings == Warnings::refused && !diagnostics.sorted().empty())) {
    MESSAGE(diagnostic::render_text(source, diagnostics, diagnostic::Colour::never));
    return std::nullopt;
  }
  const auto& written = std::get<policy::Entry>(*item);
  const auto* name = std::get_if<std::string>(&written.call);
  const std::uint32_t number = name != nullptr ? arch::find_call(abi, *name)->number
                                               : std::get<arch::NumberRange>(written.call).first;
  std::string mistakes;
  const auto formula =
      ruleset::formula_of(*written.condition, abi, number, [&](const ruleset::Mistake& mistake) {
        mistakes += mistake.message + "; ";
      });
  if (!formula) {
    MESSAGE(entry << ": " << mistakes);
    return std::nullopt;
  }
  return ruleset::meaning(diagrams, *formula);
}

} // namespace callgate::tests

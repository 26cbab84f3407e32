#include "wording/reread.hpp"

#include <cstdint>
#include <variant>

#include "policy/text.hpp"
#include "ruleset/meaning.hpp"
#include "ruleset/typing.hpp"

namespace callgate::wording {

std::optional<diagram::Node> reread(diagram::Diagrams& diagrams, const std::string& condition,
                                    arch::Abi abi, const arch::Call* call) {
  // No kernel has a call of that number.
  constexpr std::uint32_t unassigned = 0x3fffffff;
  const std::uint32_t number = call != nullptr ? call->number : unassigned;
  const std::string entry =
      (call != nullptr ? std::string(call->name) : "#" + std::to_string(number)) + "(" + condition +
      ")";
  diagnostic::Diagnostics diagnostics;
  const auto item =
      policy::parse_item({entry, policy::StringText::verbatim(entry.size())}, diagnostics);
  if (!item || !std::holds_alternative<policy::Entry>(*item)) return std::nullopt;
  const auto& written = std::get<policy::Entry>(*item).condition;
  if (!written) return std::nullopt;
  const auto formula = ruleset::formula_of(*written, abi, number, [](const ruleset::Mistake&) {});
  if (!formula) return std::nullopt;
  return ruleset::meaning(diagrams, *formula);
}

} // namespace callgate::wording

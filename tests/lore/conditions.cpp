#include "conditions.hpp"

#include "arch/arguments.hpp"
#include "policy/text.hpp"
#include "ruleset/typing.hpp"

namespace conditions {

using namespace callgate;

Judged judge(arch::Abi abi, const arch::Call& call, std::string_view condition) {
  const std::string text = std::string(call.name) + "(" + std::string(condition) + ")";
  diagnostic::Diagnostics diagnostics;
  const auto item =
      policy::parse_item({text, policy::StringText::verbatim(text.size())}, diagnostics);
  if (!item || diagnostics.has_errors())
    return {std::nullopt, text + ": " + diagnostics.sorted().front().message, false};
  Judged judged{};
  judged.formula = ruleset::formula_of(
      *std::get<policy::Entry>(*item).condition, abi, call.number, [&](ruleset::Mistake mistake) {
        judged.fault = text + " on " + std::string(arch::facts(abi).name) + ": " + mistake.message;
      });
  const auto arguments = arch::arguments(abi, call);
  judged.is_hidden = !arguments || arguments->size() <= 1;
  return judged;
}

} // namespace conditions

#include "ruleset/words.hpp"

#include <algorithm>

namespace callgate::ruleset {

std::string written(const policy::Rule& rule) {
  if (rule.group) return "\"@" + rule.group->name + "\"";
  if (const auto* name = std::get_if<std::string>(&rule.entry.call)) return "\"" + *name + "\"";
  return "\"" + policy::to_string(std::get<arch::NumberRange>(rule.entry.call)) + "\"";
}

std::string names_of(const std::set<arch::Abi>& abis) {
  std::string names;
  for (const arch::Abi abi : abis)
    names += (names.empty() ? "" : ", ") + std::string(arch::facts(abi).name);
  return names;
}

bool contains(std::span<const arch::Abi> abis, arch::Abi abi) {
  return std::find(abis.begin(), abis.end(), abi) != abis.end();
}

void report_too_complex(const policy::Rule& rule, diagnostic::Diagnostics& diagnostics) {
  diagnostics.error("too-complex", rule.entry.span,
                    "the conditions on " + written(rule) +
                        " together are too complex to be compared and proven",
                    "use fewer alternatives, or masks that overlap less");
}

} // namespace callgate::ruleset

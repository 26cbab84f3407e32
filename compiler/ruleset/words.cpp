#include "ruleset/words.hpp"

namespace callgate::ruleset {

std::string written(const policy::Rule& rule) {
  if (rule.group) return "\"@" + rule.group->name + "\"";
  if (const auto* name = std::get_if<std::string>(&rule.entry.call)) return "\"" + *name + "\"";
  return "\"#" + std::to_string(std::get<std::uint32_t>(rule.entry.call)) + "\"";
}

void report_too_complex(const policy::Rule& rule, diagnostic::Diagnostics& diagnostics) {
  diagnostics.error("too-complex", rule.entry.span,
                    "the conditions on " + written(rule) +
                        " together are too complex to be compared and proven",
                    "use fewer alternatives, or masks that overlap less");
}

} // namespace callgate::ruleset

#include "ruleset/words.hpp"

namespace callgate::ruleset {

std::string written(const policy::Rule& rule) {
  if (const auto* name = std::get_if<std::string>(&rule.entry.call)) return "\"" + *name + "\"";
  return "\"#" + std::to_string(std::get<std::uint32_t>(rule.entry.call)) + "\"";
}

} // namespace callgate::ruleset

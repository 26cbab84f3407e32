#include "ruleset/mistakes.hpp"

#include <utility>

#include "ruleset/words.hpp"

namespace callgate::ruleset {

void MistakesByAbi::add(arch::Abi abi, Mistake mistake) {
  auto& found = found_[{mistake.span.begin, mistake.code, mistake.message}];
  found.mistake = std::move(mistake);
  found.abis.insert(abi);
}

void MistakesByAbi::report(std::size_t asked, diagnostic::Diagnostics& diagnostics) const {
  for (const auto& [key, found] : found_) {
    const bool everywhere = found.abis.size() == asked;
    const std::string where = everywhere ? "" : "on " + names_of(found.abis) + ": ";
    diagnostics.error(found.mistake.code, found.mistake.span, where + found.mistake.message,
                      found.mistake.help);
  }
}

} // namespace callgate::ruleset

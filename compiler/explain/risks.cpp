#include "explain/risks.hpp"

#include <algorithm>
#include <utility>

#include "lore/dangers.hpp"
#include "wording/reread.hpp"

namespace callgate::explain {

namespace {

/// More are not read.
constexpr std::size_t most_sentences = 3;

/// Whether one of the calls in `set` is dangerous in that way. A condition that means nothing
/// on the ABI is taken to hold: there no filter can tell.
bool is_met(diagram::Diagrams& diagrams, diagram::Node set, arch::Abi abi, const arch::Call& call,
            const lore::Danger& danger) {
  if (danger.condition.empty()) return true;
  const auto dangerous = wording::reread(diagrams, std::string(danger.condition), abi, &call);
  return !dangerous || diagrams.both(set, *dangerous) != diagram::no;
}

} // namespace

void Risks::add(diagram::Diagrams& diagrams, diagram::Node set, arch::Abi abi,
                const arch::Call& call) {
  for (const lore::Danger* danger : lore::dangers_of(call.name)) {
    std::string sentence = std::string(call.name) + " " + std::string(danger->risk);
    const bool is_told = std::ranges::find(told_, sentence, &Told::sentence) != told_.end();
    if (is_told || !is_met(diagrams, set, abi, call, *danger)) continue;
    told_.push_back({danger->gravity, std::move(sentence)});
  }
}

std::vector<std::string> Risks::sentences() && {
  std::ranges::stable_sort(told_, {}, &Told::gravity);
  std::vector<std::string> result;
  result.reserve(std::min(told_.size(), most_sentences + 1));
  for (Told& told : told_) {
    if (result.size() == most_sentences) {
      result.push_back("and " + std::to_string(told_.size() - most_sentences) + " more");
      break;
    }
    result.push_back(std::move(told.sentence));
  }
  return result;
}

} // namespace callgate::explain

#include "explain/risks.hpp"

#include <algorithm>
#include <utility>

namespace callgate::explain {

void Risks::add(diagram::Diagrams&, diagram::Node, arch::Abi, const arch::Call&) {}

std::vector<std::string> Risks::sentences() && {
  return std::move(sentences_);
}

} // namespace callgate::explain

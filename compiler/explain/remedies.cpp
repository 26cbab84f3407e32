#include "explain/remedies.hpp"

namespace callgate::explain {

std::vector<Remedy> remedies_for(const pipeline::Compilation&, const diagnostic::Source&,
                                 const Subject&, const Verdict&) {
  return {};
}

} // namespace callgate::explain

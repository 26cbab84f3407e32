#include "policy/selection.hpp"

#include <algorithm>

namespace callgate::policy {

bool is_active(const Table& table, const Selection& selection) {
  const auto& chosen = selection.capabilities;
  return !table.capability ||
         std::find(chosen.begin(), chosen.end(), *table.capability) != chosen.end();
}

} // namespace callgate::policy

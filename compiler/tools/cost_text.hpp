// What filters cost, as people and as programs read it.
#pragma once

#include <string>
#include <vector>

#include "tools/cost.hpp"

namespace callgate::tools {

struct CostReport {
  std::string subject;
  std::vector<FamilyCost> families;
  bool is_cached = true; ///< CostQuestion::is_cached
};

/// Tables, a section a family and in it one an ABI.
std::string cost_text(const CostReport& report);

/// An object.
std::string cost_json(const CostReport& report);

} // namespace callgate::tools

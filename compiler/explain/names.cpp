// The names that machines know reasons and remedies by.
#include "explain/report.hpp"

namespace callgate::explain {

std::string_view name_of(Reason reason) {
  constexpr std::string_view names[] = {"entry", "no_condition",  "unlisted",    "sibling_abi",
                                        "newer", "foreign_token", "undetermined"};
  return names[static_cast<std::size_t>(reason)];
}

std::string_view name_of(RemedyKind kind) {
  constexpr std::string_view names[] = {"condition", "capability",    "enosys",
                                        "abi",       "known_through", "entry"};
  return names[static_cast<std::size_t>(kind)];
}

} // namespace callgate::explain

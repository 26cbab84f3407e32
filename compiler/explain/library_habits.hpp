// What C libraries do with calls that they are refused.
#pragma once

#include <string_view>

namespace callgate::explain {

/// Whether libraries go on without the call where they get ENOSYS, and nothing but that.
bool does_without(std::string_view call);

} // namespace callgate::explain

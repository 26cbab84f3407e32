// Long lines of a change, cut to what changes in them.
#pragma once

#include <string>
#include <string_view>

namespace callgate::explain {

/// `line` around the part in which it differs from `other`, where it is long: "…" stands for
/// what is left out.
std::string shortened(std::string_view line, std::string_view other);

} // namespace callgate::explain

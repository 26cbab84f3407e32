// What calls are for, in the few words under which a reader looks for them.
#pragma once

#include <cstddef>
#include <string_view>

namespace callgate::learn {

/// By these a list is ordered.
std::size_t purpose_of(std::string_view call);

/// "files", "memory" …
std::string_view title_of(std::size_t purpose);

} // namespace callgate::learn

// What a watcher found, on its way to the process that judges: as text, since the watcher is a
// process of its own.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "gate/result.hpp"

namespace callgate::gate {

std::string encode(const Watched& watched);

/// Nothing if the text is not a whole one of `encode`.
std::optional<Watched> decode(std::string_view text);

} // namespace callgate::gate

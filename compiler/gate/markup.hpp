// Text from anywhere as XML and HTML have it between tags and in quoted attributes: it can end
// neither, and nothing in it turns the direction of what stands around it.
#pragma once

#include <string>
#include <string_view>

namespace callgate::gate {

/// On one line.
std::string marked_up(std::string_view text);

/// The same with its line breaks.
std::string marked_up_lines(std::string_view text);

} // namespace callgate::gate

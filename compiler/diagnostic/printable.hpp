// Text from outside made fit for a terminal.
#pragma once

#include <string>
#include <string_view>

namespace callgate::diagnostic {

/// `text` with the bytes of every control character (C0, DEL, C1, writing direction) as
/// escapes, "\x1b", so that it can neither move the cursor nor begin a line of its own.
std::string printable(std::string_view text);

/// `text` between quotation marks, as messages name what a person wrote.
std::string quoted(std::string_view text);

} // namespace callgate::diagnostic

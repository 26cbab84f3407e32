// Text from outside made fit for a terminal.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace callgate::diagnostic {

/// The length of the UTF-8 character at the front; a byte that begins none counts as one. 0 at
/// the text's end.
std::size_t length_of_character(std::string_view text);

/// The length of a character at the front that steers a terminal or turns the direction of
/// writing (C0, DEL and C1 controls; U+200E, U+200F, U+202A … U+202E, U+2066 … U+2069), or of
/// a byte there that begins no UTF-8 character; else 0.
std::size_t length_of_unseen(std::string_view text);

/// `text` with the bytes of every control character (C0, DEL, C1, writing direction), and of
/// what is no UTF-8, as escapes, "\x1b", so that it can neither move the cursor nor begin a
/// line of its own.
std::string printable(std::string_view text);

/// `text`, made printable, between quotation marks, as messages name what a person wrote.
std::string quoted(std::string_view text);

} // namespace callgate::diagnostic

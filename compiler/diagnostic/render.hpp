// The one place where diagnostics become text.
#pragma once

#include <string>

#include "diagnostic/diagnostic.hpp"

namespace callgate::diagnostic {

enum class Colour { never, always };

/// For people: message, file:line:column, the line with the text underlined, further
/// places, and what to do.
std::string render_text(const Source& source, const Diagnostics& diagnostics, Colour colour);

/// For machines (`--diagnostics json`): an array of objects with severity, code,
/// message, help, file, line, column, end_line, end_column, and labels likewise.
/// Lines and columns count from 1, columns in code points; ends are exclusive.
std::string render_json(const Source& source, const Diagnostics& diagnostics);

} // namespace callgate::diagnostic

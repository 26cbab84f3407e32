// Where things stand in the policy's text.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "diagnostic/source.hpp"
#include "explain/report.hpp"
#include "policy/policy.hpp"

namespace callgate::explain {

/// Runs of blanks and line breaks made one blank.
std::string on_one_line(std::string_view text);

/// What stands there, on one line.
std::string text_at(const diagnostic::Source& source, diagnostic::Span span);

Place place_of(const diagnostic::Source& source, const policy::Table& table,
               const policy::Rule& rule);

/// A key's line outside of tables of entries: "foreign", "known_through".
Place place_of(const diagnostic::Source& source, diagnostic::Span span, std::string table);

} // namespace callgate::explain

#include "explain/place.hpp"

#include <sstream>
#include <utility>

namespace callgate::explain {

std::string on_one_line(std::string_view text) {
  std::istringstream words{std::string(text)};
  std::string line;
  for (std::string word; words >> word;) {
    if (!line.empty()) line += ' ';
    line += word;
  }
  return line;
}

std::string text_at(const diagnostic::Source& source, diagnostic::Span span) {
  return on_one_line(source.text().substr(span.begin, span.end - span.begin));
}

Place place_of(const diagnostic::Source& source, const policy::Table& table,
               const policy::Rule& rule) {
  return place_of(source, rule.entry.span, policy::title(table));
}

Place place_of(const diagnostic::Source& source, diagnostic::Span span, std::string table) {
  const diagnostic::Position at = source.position(span.begin);
  return {at.line, at.column, std::move(table), text_at(source, span)};
}

} // namespace callgate::explain

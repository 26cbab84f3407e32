#include "policy/toml_text.hpp"

#include <algorithm>
#include <string>

namespace callgate::policy {

namespace {

/// How many bytes the code point of a \u or \U escape takes in UTF-8.
std::size_t utf8_length(std::string_view hex) {
  const unsigned long code = std::stoul(std::string(hex), nullptr, 16);
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
}

} // namespace

StringText::StringText(const diagnostic::Source& source, diagnostic::Span span) {
  std::string_view raw = source.text().substr(span.begin, span.end - span.begin);
  std::size_t at = span.begin;
  const auto skip = [&](std::size_t count) {
    raw.remove_prefix(count);
    at += count;
  };
  const bool multi_line = raw.starts_with(R"(""")") || raw.starts_with("'''");
  const bool escapes = raw.starts_with('"');
  const std::size_t quotes = multi_line ? 3 : 1;
  raw.remove_suffix(std::min(quotes, raw.size()));
  skip(std::min(quotes, raw.size()));
  // The first line break after the opening quotes is not part of the value.
  if (multi_line && raw.starts_with("\r\n")) skip(2);
  if (multi_line && raw.starts_with('\n')) skip(1);

  while (!raw.empty()) {
    std::size_t written = 1;
    std::size_t decoded = 1;
    if (escapes && raw.starts_with('\\') && raw.size() > 1) {
      const char kind = raw[1];
      written = 2;
      if (kind == 'u' || kind == 'U') {
        const std::size_t digits = kind == 'u' ? 4 : 8;
        decoded = utf8_length(raw.substr(2, digits));
        written += digits;
      } else if (kind == ' ' || kind == '\t' || kind == '\r' || kind == '\n') {
        // A line that ends in a backslash joins the next word.
        decoded = 0;
        written = std::min(raw.find_first_not_of(" \t\r\n", 1), raw.size());
      }
    } else if (raw.starts_with("\r\n")) {
      written = 2; // a line break of either kind is one byte of the value
    }
    places_.insert(places_.end(), decoded, at);
    skip(std::min(written, raw.size()));
  }
  places_.push_back(at);
}

diagnostic::Span StringText::span(std::size_t begin, std::size_t end) const {
  const std::size_t last = places_.size() - 1;
  return {places_[std::min(begin, last)], places_[std::min(end, last)]};
}

diagnostic::Span StringText::content() const {
  return {places_.front(), places_.back()};
}

} // namespace callgate::policy

#include "policy/toml_text.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <numeric>

namespace callgate::policy {

namespace {

/// How many bytes the code point of a \u or \U escape takes in UTF-8.
std::size_t utf8_length(std::string_view hex) {
  std::uint32_t code = 0;
  std::from_chars(hex.data(), hex.data() + hex.size(), code, 16);
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
}

/// The length of the string or comment at the front of `text`; 0 if there is neither.
std::size_t opaque_length(std::string_view text) {
  if (text.starts_with('#')) return std::min(text.find('\n'), text.size());
  for (const std::string_view quotes : {"\"\"\"", "'''", "\"", "'"}) {
    if (!text.starts_with(quotes)) continue;
    const bool escapes = quotes[0] == '"';
    for (std::size_t i = quotes.size(); i < text.size(); ++i) {
      if (escapes && text[i] == '\\')
        ++i;
      else if (text.substr(i).starts_with(quotes))
        return i + quotes.size();
      else if (quotes.size() == 1 && text[i] == '\n')
        return i;
    }
    return text.size();
  }
  return 0;
}

} // namespace

StringText StringText::verbatim(std::size_t size) {
  StringText text;
  text.places_.resize(size + 1);
  std::iota(text.places_.begin(), text.places_.end(), std::size_t{0});
  return text;
}

StringText StringText::key(const diagnostic::Source& source, diagnostic::Span span) {
  const std::string_view raw = source.text().substr(span.begin, span.end - span.begin);
  if (raw.starts_with('"') || raw.starts_with('\'')) return {source, span};
  StringText text = verbatim(raw.size());
  for (std::size_t& place : text.places_)
    place += span.begin;
  return text;
}

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

std::optional<diagnostic::Span> find_long_key(std::string_view text, std::size_t most) {
  std::size_t parts = 1;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (const std::size_t length = opaque_length(text.substr(i)); length != 0) {
      i += length - 1;
    } else if (text[i] == '.') {
      if (++parts > most) return diagnostic::Span{begin, i + 1};
    } else if (std::string_view("=[]{},\n").find(text[i]) != std::string_view::npos) {
      parts = 1;
      begin = i + 1;
    }
  }
  return std::nullopt;
}

} // namespace callgate::policy

#include "policy/toml_text.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>

namespace callgate::policy {

namespace {

/// How many bytes the code point of a \u or \U escape takes in UTF-8.
std::size_t utf8_length(std::string_view hex) {
  std::uint32_t code = 0;
  std::from_chars(hex.data(), hex.data() + hex.size(), code, 16);
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
}

/// The length of the string at the front of `text`, which begins with a quote.
std::size_t string_length(std::string_view text) {
  const char quote = text[0];
  const bool escapes = quote == '"';
  const bool multi_line = text.size() >= 3 && text[1] == quote && text[2] == quote;
  for (std::size_t i = multi_line ? 3 : 1; i < text.size(); ++i) {
    const char c = text[i];
    if (escapes && c == '\\') {
      ++i;
    } else if (c == quote) {
      if (!multi_line) return i + 1;
      if (text.substr(i + 1).starts_with(text.substr(0, 2))) return i + 3;
    } else if (c == '\n' && !multi_line) {
      return i;
    }
  }
  return text.size();
}

} // namespace

StringText StringText::verbatim(std::size_t size) {
  StringText text;
  text.size_ = size;
  return text;
}

StringText StringText::key(const diagnostic::Source& source, diagnostic::Span span) {
  const std::string_view raw = source.text().substr(span.begin, span.end - span.begin);
  if (raw.starts_with('"') || raw.starts_with('\'')) return {source, span};
  StringText text = verbatim(raw.size());
  text.begin_ = span.begin;
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

  begin_ = at;
  size_ = raw.size();
  if (!(escapes && raw.find('\\') != std::string_view::npos) &&
      raw.find('\r') == std::string_view::npos)
    return;
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
  size_ = places_.size();
  places_.push_back(at);
}

std::size_t StringText::place(std::size_t at) const {
  const std::size_t within = std::min(at, size_);
  return places_.empty() ? begin_ + within : places_[within];
}

diagnostic::Span StringText::span(std::size_t begin, std::size_t end) const {
  return {place(begin), place(end)};
}

diagnostic::Span StringText::content() const {
  return span(0, size_);
}

std::optional<diagnostic::Span> find_long_key(std::string_view text, std::size_t most) {
  std::size_t parts = 1;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    switch (text[i]) {
    case '#':
      i = std::min(text.find('\n', i), text.size()) - 1;
      break;
    case '"':
    case '\'':
      i += string_length(text.substr(i)) - 1;
      break;
    case '.':
      if (++parts > most) return diagnostic::Span{begin, i + 1};
      break;
    case '=':
    case '[':
    case ']':
    case '{':
    case '}':
    case ',':
    case '\n':
      parts = 1;
      begin = i + 1;
      break;
    default:
      break;
    }
  }
  return std::nullopt;
}

} // namespace callgate::policy

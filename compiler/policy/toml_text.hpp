// From the places that the TOML library reports to bytes of the source, and from
// characters of a decoded string back to the bytes that wrote them.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "diagnostic/source.hpp"

namespace callgate::policy {

/// A TOML string as it stands in the source: for every byte of its decoded value, and
/// for its end, the source byte that it was written at.
class StringText {
public:
  /// `span` covers the string with its quotes.
  StringText(const diagnostic::Source& source, diagnostic::Span span);

  /// A key, with quotes or bare.
  static StringText key(const diagnostic::Source& source, diagnostic::Span span);

  /// All of a source that holds `size` bytes of text as it is, not TOML.
  static StringText verbatim(std::size_t size);

  /// Where decoded bytes `begin` up to `end` stand in the source.
  [[nodiscard]] diagnostic::Span span(std::size_t begin, std::size_t end) const;

  /// The whole content, without the quotes.
  [[nodiscard]] diagnostic::Span content() const;

private:
  StringText() = default;

  std::vector<std::size_t> places_;
};

/// The first dotted key or table header with more than `most` parts.
std::optional<diagnostic::Span> find_long_key(std::string_view text, std::size_t most);

} // namespace callgate::policy

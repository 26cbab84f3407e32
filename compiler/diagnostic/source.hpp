// A text that diagnostics point into.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace callgate::diagnostic {

/// Bytes `begin` up to, not including, `end` of a source's text.
struct Span {
  std::size_t begin = 0;
  std::size_t end = 0;

  bool operator==(const Span&) const = default;
};

/// Line and column, both from 1; columns count code points, as editors do.
struct Position {
  std::size_t line;
  std::size_t column;
};

class Source {
public:
  /// `name` is what messages call the text: a path, or "<stdin>".
  Source(std::string name, std::string text);

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] std::string_view text() const { return text_; }

  [[nodiscard]] Position position(std::size_t offset) const;

  /// The byte at a position; the end of its line for a column beyond it.
  [[nodiscard]] std::size_t offset(Position position) const;

  /// A line's text without its terminator; `line` counts from 1.
  [[nodiscard]] std::string_view line(std::size_t line) const;

  /// The byte at which a line begins; `line` counts from 1.
  [[nodiscard]] std::size_t line_start(std::size_t line) const { return starts_[line - 1]; }

private:
  [[nodiscard]] std::size_t line_at(std::size_t offset) const;

  std::string name_;
  std::string text_;
  std::vector<std::size_t> starts_;
  std::vector<bool> plain_; ///< a line of ASCII alone, where bytes are columns
};

/// Whether `byte` begins a code point of UTF-8 text.
constexpr bool begins_code_point(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
}

} // namespace callgate::diagnostic

// Where a policy's keys and lists stand in its text, for changing it as a person would: a small
// scanner of TOML that is known to be free of mistakes. What it misunderstands makes a change
// that does not compile, and no such change is ever shown.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "diagnostic/source.hpp"

namespace callgate::explain {

using diagnostic::Span;

/// "key = value"
struct Statement {
  std::string table; ///< "[base]", "[cap.NET]"; empty in front of the first header
  std::string key;   ///< as written
  Span value;
  Span whole; ///< from the key to the end of the value
};

struct Header {
  std::string table;
  std::size_t end; ///< of its line, behind the line break
};

class Statements {
public:
  explicit Statements(std::string_view text);

  [[nodiscard]] const Statement* find(std::string_view table, std::string_view key) const;
  /// Whose value holds that byte.
  [[nodiscard]] const Statement* around(std::size_t at) const;
  [[nodiscard]] const Header* find_header(std::string_view table) const;

private:
  std::vector<Statement> list_;
  std::vector<Header> headers_;
};

/// A list's brackets and its elements.
struct List {
  Span span;                  ///< with its brackets
  std::vector<Span> elements; ///< with their quotes
};

/// The innermost list in `text` from `begin` on that holds byte `at`; if that is the bracket
/// itself, the list that begins there.
std::optional<List> list_around(std::string_view text, std::size_t begin, std::size_t at);

} // namespace callgate::explain

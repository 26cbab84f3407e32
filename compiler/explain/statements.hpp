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

/// "key = value". Its table is the same whether a header names it, the key itself ("base.allow")
/// or an inline table around it.
struct Statement {
  std::string table; ///< "[base]", "[cap.NET]"; empty for keys of no table
  std::string key;   ///< the last part, without quotes that it does not need
  Span value;
  Span whole;                ///< from the key to the end of the value
  std::string prefix{};      ///< what of the table stands in the key, as written: "base."
  bool is_in_braces = false; ///< of an inline table
  bool has_braces = false;   ///< its value is an inline table
};

struct Header {
  std::string table;
  std::size_t end; ///< of its line, behind the line break
};

class Statements {
public:
  explicit Statements(std::string_view text);

  [[nodiscard]] const Statement* find(std::string_view table, std::string_view key) const;
  /// Whose value holds that byte; of several the innermost.
  [[nodiscard]] const Statement* around(std::size_t at) const;
  [[nodiscard]] const Header* find_header(std::string_view table) const;
  /// The one whose value is that table, in braces.
  [[nodiscard]] const Statement* find_braces(std::string_view table) const;
  /// One that names the table in its key, or one that names a table below it.
  [[nodiscard]] const Statement* find_dotted(std::string_view table) const;
  /// Whether keys stand in front of all headers.
  [[nodiscard]] bool begins_without_table() const { return begins_without_table_; }

private:
  /// What stands in the braces at `at`, which are the table of that name.
  void add_braces(std::string_view text, std::size_t at, const std::string& table);
  void add(std::string_view text, Span key, Span value, const std::string& table,
           bool is_in_braces);

  bool begins_without_table_ = false;
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

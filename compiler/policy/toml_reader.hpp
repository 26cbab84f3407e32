// What every reader of a TOML file does: take the text apart, find values of the right type
// under keys that are known, and say where in the text something else stands. Only files that
// read TOML include this: the library is large.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "diagnostic/diagnostic.hpp"
#include "policy/text.hpp"
#include "policy/toml_library.hpp"

namespace callgate::policy {

/// The text as a table; nothing after a mistake of its syntax was reported.
std::optional<toml::table> parse_toml(const diagnostic::Source& source,
                                      diagnostic::Diagnostics& diagnostics);

class TomlReader {
public:
  using Names = std::vector<std::string_view>;

  TomlReader(const diagnostic::Source& source, diagnostic::Diagnostics& diagnostics)
      : source_(source), diagnostics_(diagnostics) {}

protected:
  [[nodiscard]] Span span_of(const toml::source_region& region) const;
  [[nodiscard]] Span key_span(const toml::table& table, std::string_view key) const;

  void wrong_type(const toml::node& node, std::string_view what, std::string help = {});

  /// Null if there is none, or something else, which is then an error.
  const toml::table* table_at(const toml::table& parent, std::string_view key);

  void only_known_keys(const toml::table& table, const Names& known, std::string_view where);

  [[nodiscard]] Text text_of(const toml::value<std::string>& value) const;

  std::optional<Text> string_at(const toml::table& table, std::string_view key,
                                std::string help = {});

  /// Calls `each` with every string of the array; anything else is an error.
  template <typename Each>
  void for_strings(const toml::node& node, Each each) {
    const auto* array = node.as_array();
    if (array == nullptr) return wrong_type(node, "an array of strings");
    for (const toml::node& element : *array) {
      if (const auto* text = element.as_string())
        each(text_of(*text));
      else
        wrong_type(element, "a string");
    }
  }

  const diagnostic::Source& source_;
  diagnostic::Diagnostics& diagnostics_;

private:
  [[nodiscard]] std::size_t offset(const toml::source_position& at) const;
};

} // namespace callgate::policy

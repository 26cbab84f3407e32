#include "policy/toml_reader.hpp"

#include <algorithm>
#include <utility>

#include "diagnostic/printable.hpp"
#include "diagnostic/suggest.hpp"

namespace callgate::policy {

namespace {

using diagnostic::Diagnostics;
using diagnostic::Source;

/// The library nests a table for every part of a dotted key and takes each apart by
/// recursion; it bounds the nesting of values itself, at 256. No policy needs more than
/// four parts.
constexpr std::size_t most_key_parts = 16;

std::string_view type_name(const toml::node& node) {
  switch (node.type()) {
  case toml::node_type::table:
    return "a table";
  case toml::node_type::array:
    return "an array";
  case toml::node_type::string:
    return "a string";
  case toml::node_type::integer:
    return "an integer";
  case toml::node_type::floating_point:
    return "a floating-point number";
  case toml::node_type::boolean:
    return "a boolean";
  default:
    return "a date or time";
  }
}

} // namespace

std::optional<toml::table> parse_toml(const Source& source, Diagnostics& diagnostics) {
  if (const auto deep = find_long_key(source.text(), most_key_parts)) {
    diagnostics.error("toml-syntax", *deep,
                      "a key of more than " + std::to_string(most_key_parts) + " parts");
    return std::nullopt;
  }
  try {
    return toml::parse(source.text());
  } catch (const toml::parse_error& fault) {
    const auto offset = [&](const toml::source_position& at) {
      return source.offset({at.line, at.column});
    };
    diagnostics.error("toml-syntax", Span{offset(fault.source().begin), offset(fault.source().end)},
                      std::string(fault.description()));
    return std::nullopt;
  }
}

Span TomlReader::span_of(const toml::source_region& region) const {
  return {offset(region.begin), offset(region.end)};
}

std::size_t TomlReader::offset(const toml::source_position& at) const {
  return source_.offset({at.line, at.column});
}

Span TomlReader::key_span(const toml::table& table, std::string_view key) const {
  return span_of(table.find(key)->first.source());
}

void TomlReader::wrong_type(const toml::node& node, std::string_view what, std::string help) {
  diagnostics_.error("wrong-type", span_of(node.source()),
                     "expected " + std::string(what) + ", found " + std::string(type_name(node)),
                     std::move(help));
}

const toml::table* TomlReader::table_at(const toml::table& parent, std::string_view key) {
  const toml::node* node = parent.get(key);
  if (node == nullptr) return nullptr;
  if (!node->is_table()) wrong_type(*node, "a table");
  return node->as_table();
}

void TomlReader::only_known_keys(const toml::table& table, const Names& known,
                                 std::string_view where) {
  for (const auto& [key, value] : table) {
    if (std::find(known.begin(), known.end(), key.str()) != known.end()) continue;
    diagnostics_.error("unknown-key", span_of(key.source()),
                       "unknown key " + diagnostic::quoted(key.str()) + " in " + std::string(where),
                       diagnostic::did_you_mean_or_choose(key.str(), known));
  }
}

Text TomlReader::text_of(const toml::value<std::string>& value) const {
  return {value.get(), StringText(source_, span_of(value.source()))};
}

std::optional<Text> TomlReader::string_at(const toml::table& table, std::string_view key,
                                          std::string help) {
  const toml::node* node = table.get(key);
  if (node == nullptr) return std::nullopt;
  if (const auto* text = node->as_string()) return text_of(*text);
  wrong_type(*node, "a string", std::move(help));
  return std::nullopt;
}

} // namespace callgate::policy

// The command line as values: what the manual and the completions are made of. It is read off
// the application itself, so what is printed from it cannot differ from what is parsed.
#pragma once

#include <CLI/CLI.hpp>
#include <optional>
#include <string>
#include <vector>

namespace callgate::cli {

/// What can stand for a value.
enum class ValueKind : std::uint8_t {
  text,         ///< anything
  words,        ///< one of `Value::words`
  list,         ///< several of them, separated by commas
  capabilities, ///< names of the policy's capabilities, separated by commas or +
  policy,       ///< a file, most likely one that ends in .toml
  file,
};

struct Value {
  std::string name; ///< "FILE", "ABI[,ABI]", "text|json"
  ValueKind kind = ValueKind::text;
  std::vector<std::string> words{};
};

/// An option, or a value without one (a positional), which has no names.
struct Parameter {
  std::vector<std::string> names; ///< "-o", "--output"
  std::string description;
  std::optional<Value> value; ///< absent: a flag
  bool is_required;
  bool is_repeatable;
};

/// A part of a footer: "Formats", and the lines below it without their indentation.
struct Section {
  std::string title;
  std::vector<std::string> lines;
};

struct Command {
  std::string name; ///< "compile"; of the application itself "callgate"
  std::string usage;
  std::string summary;
  std::vector<std::string> paragraphs; ///< of description and footer
  std::vector<Section> sections;
  std::vector<Parameter> options;
  std::vector<Parameter> positionals;
  bool takes_command; ///< everything behind "--" is another command line

  /// The section of that title, or null.
  [[nodiscard]] const Section* section(std::string_view title) const;
};

struct Outline {
  Command application;
  std::vector<Command> commands;

  /// The command of that name, or null.
  [[nodiscard]] const Command* find(std::string_view name) const;
};

Outline outline_of(const CLI::App& application);

} // namespace callgate::cli

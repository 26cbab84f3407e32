// What a command says of itself, and how --help shows it.
//
// A command is described in one place, where it is added to the application: its options with
// their texts, a description whose first line is the summary, and a footer. Help prints these;
// the manual and the completions are made of them (outline.hpp). A footer consists of blocks
// with empty lines between them: paragraphs, and sections that begin with "Title:" and go on
// indented. "Examples:" holds command lines; other sections are lists, "  name  what it is".
#pragma once

#include <CLI/CLI.hpp>
#include <string>

namespace callgate::cli {

class HelpFormatter : public CLI::Formatter {
public:
  /// `operands`: what a command line ends in that is not parsed here.
  explicit HelpFormatter(std::string operands = {}) : operands_(std::move(operands)) {}

  /// The list of commands shows their summaries.
  std::string make_subcommand(const CLI::App* command) const override;
  /// Sets a description of several paragraphs apart from what follows.
  std::string make_description(const CLI::App* command) const override;
  /// Shows required options too.
  std::string make_usage(const CLI::App* command, std::string name) const override;

private:
  std::string operands_;
};

/// The first line of the command's description.
std::string summary_of(const CLI::App& command);

/// "callgate run [OPTIONS] POLICY -- COMMAND [ARG...]", given the "callgate run".
std::string usage_of(const CLI::App& command, const std::string& name);

} // namespace callgate::cli

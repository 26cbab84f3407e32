// What a shell completes for callgate, made from the outline of the command line: a file a
// shell.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "cli/outline.hpp"

namespace callgate::cli {

struct Shell {
  std::string_view name;
  std::string (*script)(const Outline& outline);
};

std::span<const Shell> all_shells();

std::string bash_completion(const Outline& outline);
std::string zsh_completion(const Outline& outline);
std::string fish_completion(const Outline& outline);

/// What fits beside a candidate: the description up to its first condition, remark or aside.
std::string short_description(const Parameter& parameter);

/// "size balanced speed".
std::string joined(const std::vector<std::string>& words);

/// `text` as one word of a shell, in single quotes.
std::string single_quoted(std::string_view text);

} // namespace callgate::cli

// The script for fish: a line an option, each with the command that it belongs to as its
// condition.
#include "cli/completion.hpp"

namespace callgate::cli {

namespace {

constexpr const char* beginning =
    R"sh(# fish completion for callgate, printed by "callgate completion fish"

# The words before the cursor that belong to callgate itself.
function __callgate_words
    set -l words (commandline -opc)
    if test "$words[2]" = run; and set -l dashes (contains -i -- -- $words)
        return 1
    end
    printf '%s\n' $words
end

function __callgate_in -a command
    set -l words (__callgate_words); or return
    test "$words[2]" = "$command"
end

function __callgate_without_command
    set -l words (__callgate_words); or return
    test (count $words) -eq 1
end

# What stands behind the first "--" of run is a command line of its own.
function __callgate_behind_dashes
    not __callgate_words >/dev/null
end

function __callgate_command_line
    set -l words (commandline -opc)
    set -l dashes (contains -i -- -- $words)
    set -e words[1..$dashes]
    complete -C (string join ' ' -- (string escape -- $words) (commandline -ct))
end

# The list that is being typed, with each of the candidates as its last element. An element can
# be a set, joined by +.
function __callgate_list
    set -l typed (commandline -ct | string replace -r -- '^--[a-z-]+=' '')
    set -l head (string match -r -- '.*[,+]' "$typed")
    for word in $argv
        printf '%s\n' "$head$word"
    end
end

# The capabilities of every policy among the words.
function __callgate_capabilities
    set -l words (commandline -opc)
    set -l known all none
    for word in $words[3..-1]
        test -f "$word"
        and set -a known ($words[1] expand --list-capabilities (string replace -r -- '^-' './-' $word) 2>/dev/null)
    end
    __callgate_list $known
end

complete -c callgate -e
complete -c callgate -f
complete -c callgate -n __callgate_behind_dashes -a '(__callgate_command_line)'
)sh";

/// A string of fish in single quotes, where a backslash protects a quotation mark.
std::string fish_quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') out += '\\';
    out += c;
  }
  return out + "'";
}

/// What a value is completed with.
std::string candidates(const Value& value) {
  switch (value.kind) {
  case ValueKind::words:
    return " -a " + fish_quoted(joined(value.words));
  case ValueKind::list:
    return " -a " + fish_quoted("(__callgate_list " + joined(value.words) + ")");
  case ValueKind::capabilities:
    return " -a '(__callgate_capabilities)'";
  case ValueKind::policy:
    return " -k -a '(__fish_complete_suffix .toml)'";
  case ValueKind::file:
    return " -F";
  case ValueKind::text:
    break;
  }
  return "";
}

std::string option_line(const std::string& condition, const Parameter& option) {
  std::string out = "complete -c callgate -n " + condition;
  for (const std::string& name : option.names)
    out += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
  if (option.value) {
    out += option.value->kind == ValueKind::file ? " -r" : " -x";
    out += candidates(*option.value);
  }
  return out + " -d " + fish_quoted(short_description(option)) + "\n";
}

std::string lines(const Command& command) {
  const std::string condition = fish_quoted("__callgate_in " + command.name);
  std::string out = "\n";
  for (const Parameter& option : command.options)
    out += option_line(condition, option);
  for (const Parameter& positional : command.positionals) {
    const std::string what = candidates(*positional.value);
    if (what.empty()) continue;
    out += "complete -c callgate -n ";
    out += condition;
    out += what;
    out += '\n';
  }
  return out;
}

} // namespace

std::string fish_completion(const Outline& outline) {
  std::string out = beginning;
  for (const Parameter& option : outline.application.options)
    out += option_line("__callgate_without_command", option);
  for (const Command& command : outline.commands)
    out += "complete -c callgate -n __callgate_without_command -a " + command.name + " -d " +
           fish_quoted(command.summary) + "\n";
  for (const Command& command : outline.commands)
    out += lines(command);
  return out;
}

} // namespace callgate::cli

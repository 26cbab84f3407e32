// The script for zsh: a function for compinit, with one call of _arguments a command.
#include "cli/completion.hpp"

namespace callgate::cli {

namespace {

constexpr const char* beginning =
    R"sh(#compdef callgate
# zsh completion for callgate, printed by "callgate completion zsh"

# The capabilities of every policy among the words, as elements of lists and of sets.
_callgate_capabilities() {
  local word
  local -a known suffix=(-S , -r '+, \t\n\-')
  for word in "${(@Q)words[2,-1]}"; do
    [[ -f $word ]] && known+=(${(f)"$(_call_program capabilities \
      callgate expand --list-capabilities ${(q)${word/#-/./-}} 2>/dev/null)"})
  done
  compset -P '*[,+]' || known+=(all none)
  compset -S '[,+]*' && suffix=(-S '')
  compadd "${(@)suffix}" - "${(@u)known}"
}

)sh";

constexpr const char* ending = R"sh(
_callgate() {
  local curcontext=$curcontext state line
  integer dashes=${words[(i)--]}
  if [[ ${words[2]} == run ]] && ((dashes < CURRENT)); then
    shift dashes words # what stands behind the first "--" is a command line of its own
    ((CURRENT -= dashes))
    _normal
    return
  fi
  _arguments -C $options_of_callgate '1:command:_callgate_commands' '*:: :->rest'
  [[ $state == rest ]] || return
  curcontext=${curcontext%:*:*}:callgate-$words[1]:
  (($+functions[_callgate-$words[1]])) && _callgate-$words[1]
}

_callgate "$@"
)sh";

/// A text in a specification of _arguments, which gives a meaning to brackets and colons.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '[' || c == ']' || c == ':' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

/// ":FILE:_files".
std::string action_of(const Value& value) {
  std::string message = ":" + escaped(value.name) + ":";
  switch (value.kind) {
  case ValueKind::words:
    return message + "(" + joined(value.words) + ")";
  case ValueKind::list:
    return message + "_sequence compadd - " + joined(value.words);
  case ValueKind::capabilities:
    return message + "_callgate_capabilities";
  case ValueKind::policy:
    return message + "_files -g \"*.toml(-.)\"";
  case ValueKind::file:
    return message + "_files";
  case ValueKind::text:
    break;
  }
  return message;
}

/// A specification a name; names of one option exclude each other.
std::string specifications(const Parameter& option) {
  std::string out;
  for (const std::string& name : option.names) {
    std::string specification;
    if (option.is_repeatable)
      specification = "*";
    else if (option.names.size() > 1)
      specification = "(" + joined(option.names) + ")";
    specification += name;
    if (option.value && name.starts_with("--")) specification += "=";
    specification += "[" + escaped(short_description(option)) + "]";
    if (option.value) specification += action_of(*option.value);
    out += " \\\n    " + single_quoted(specification);
  }
  return out;
}

std::string positional(const Parameter& parameter) {
  const std::string action = action_of(*parameter.value);
  return " \\\n    " + single_quoted(parameter.is_repeatable
                                         ? "*" + action
                                         : (parameter.is_required ? "" : ":") + action);
}

std::string commands_function(const Outline& outline) {
  std::string out = "_callgate_commands() {\n  local -a commands=(\n";
  for (const Command& command : outline.commands)
    out += "    " + single_quoted(command.name + ":" + escaped(command.summary)) + "\n";
  return out + "  )\n  _describe command commands\n}\n";
}

std::string command_function(const Command& command) {
  std::string out = "\n_callgate-" + command.name + "() {\n  _arguments -s -S";
  for (const Parameter& option : command.options)
    out += specifications(option);
  for (const Parameter& one : command.positionals)
    out += positional(one);
  return out + "\n}\n";
}

std::string own_options(const Outline& outline) {
  std::string out = "\nlocal -a options_of_callgate=(";
  for (const Parameter& option : outline.application.options)
    out += specifications(option);
  return out + ")\n";
}

} // namespace

std::string zsh_completion(const Outline& outline) {
  std::string out = beginning + commands_function(outline);
  for (const Command& command : outline.commands)
    out += command_function(command);
  return out + own_options(outline) + ending;
}

} // namespace callgate::cli

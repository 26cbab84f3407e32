// The script for bash 4 and later, with or without the package bash-completion: two tables
// from the outline, and what looks things up in them.
#include "cli/completion.hpp"

namespace callgate::cli {

namespace {

constexpr const char* beginning =
    R"sh(# bash completion for callgate, printed by "callgate completion bash"

)sh";

constexpr const char* look_up = R"sh(
# The words up to the cursor, with what readline takes apart at = : and @ in one piece.
_callgate_words() {
  local line=$COMP_LINE word blanks i
  words=()
  for ((i = 0; i <= COMP_CWORD; i++)); do
    word=${COMP_WORDS[i]}
    blanks=${line%%[![:blank:]]*}
    line=${line#"$blanks"}
    line=${line#"$word"}
    if ((i == 0)) || [[ -n $blanks ]]; then
      words+=("$word")
    else
      words[${#words[@]} - 1]+=$word
    fi
  done
}

# The capabilities of every policy among the words. They are foreign text, which bash would
# expand in compgen -W, and which stands on the command line as it is: nothing but identifiers.
_callgate_capabilities() {
  local file name
  for file in "${words[@]:2}"; do
    [[ -f $file ]] || continue
    [[ $file = -* ]] && file=./$file
    while IFS= read -r name; do
      [[ -z $name || $name = *[!A-Za-z0-9_]* ]] || printf '%s\n' "$name"
    done < <("${words[0]/#\~/$HOME}" expand --list-capabilities "$file" 2>/dev/null)
  done
}

# Offers those of the words that begin with TEXT, behind HEAD.
_callgate_offer() { # HEAD TEXT WORDS
  local IFS=$' \t\n' known word
  read -r -d '' -a known <<<"$3"
  for word in "${known[@]}"; do
    [[ $word = "$2"* ]] && COMPREPLY+=("$1$word")
  done
}

# Candidates for a value. Of a list the last one is completed.
_callgate_value() { # KIND TEXT
  local kind=${1%% *} text=$2 known=${1#* } plain=${2//[\"\'\\]/} last policies
  case $kind in
    list | capabilities)
      last=${plain##*[,+]}
      if [[ $kind = capabilities ]]; then
        known=$(_callgate_capabilities)
        [[ $last = "$plain" ]] && known+=" all none"
      fi
      _callgate_offer "${plain%"$last"}" "$last" "$known"
      compopt -o nospace 2>/dev/null
      ;;
    words)
      _callgate_offer '' "$plain" "$known"
      ;;
    file | policy)
      mapfile -t COMPREPLY < <(compgen -f -- "$text")
      if [[ $kind = policy ]]; then
        mapfile -t policies < <(compgen -f -X '!*.toml' -- "$text"; compgen -d -- "$text")
        ((${#policies[@]})) && COMPREPLY=("${policies[@]}")
      fi
      compopt -o filenames 2>/dev/null
      ;;
  esac
}

# What stands behind the first "--" is a command line of its own.
_callgate_command() { # INDEX
  if declare -F _command_offset >/dev/null; then
    _command_offset "$1"
  elif ((COMP_CWORD == $1)); then
    mapfile -t COMPREPLY < <(compgen -c -- "${COMP_WORDS[COMP_CWORD]}")
  else
    _callgate_value file "${COMP_WORDS[COMP_CWORD]}"
  fi
}

_callgate() {
  local words cur command kind i position=0
  COMPREPLY=()
  _callgate_words
  cur=${words[${#words[@]} - 1]}
  command=${words[1]}
  if ((${#words[@]} == 2)); then
    [[ $cur = -* ]] && kind=options || kind=commands
    _callgate_offer '' "$cur" "$("_callgate_$kind")"
    return
  fi
  for ((i = 2; i < COMP_CWORD; i++)); do
    [[ $command = run && ${COMP_WORDS[i]} = -- ]] && { _callgate_command $((i + 1)); return; }
  done
  for ((i = 2; i < ${#words[@]} - 1; i++)); do
    if [[ ${words[i]} != -?* ]]; then
      ((position++))
    elif [[ ${words[i]} != *=* && -n $(_callgate_kind "$command" "${words[i]}") ]]; then
      ((i++))
    fi
  done
  if ((i == ${#words[@]})); then # the option before the cursor has a value
    _callgate_value "$(_callgate_kind "$command" "${words[i - 2]}")" "$cur"
  elif [[ $cur = --*=* ]]; then
    _callgate_value "$(_callgate_kind "$command" "${cur%%=*}")" "${cur#*=}"
    [[ $COMP_WORDBREAKS = *=* ]] || COMPREPLY=("${COMPREPLY[@]/#/${cur%%=*}=}")
    cur=${cur#*=}
  elif [[ $cur = -* ]]; then
    _callgate_offer '' "$cur" "$(_callgate_options "$command")"
  else
    _callgate_value "$(_callgate_kind "$command" "$position")" "$cur"
  fi
  _callgate_trim
}

# readline replaces only what is behind the last = or : that it breaks words at.
_callgate_trim() {
  local head= i
  for ((i = 0; i < ${#cur}; i++)); do
    [[ ${cur:i:1} = [=:] && $COMP_WORDBREAKS = *"${cur:i:1}"* ]] && head=${cur:0:i+1}
  done
  for i in "${!COMPREPLY[@]}"; do COMPREPLY[i]=${COMPREPLY[i]#"$head"}; done
}

complete -F _callgate callgate
)sh";

std::string kind_of(const Value& value) {
  switch (value.kind) {
  case ValueKind::words:
    return "words " + joined(value.words);
  case ValueKind::list:
    return "list " + joined(value.words);
  case ValueKind::capabilities:
    return "capabilities";
  case ValueKind::policy:
    return "policy";
  case ValueKind::file:
    return "file";
  case ValueKind::text:
    break;
  }
  return "text";
}

std::string option_names(const Command& command) {
  std::vector<std::string> names;
  for (const Parameter& option : command.options)
    names.insert(names.end(), option.names.begin(), option.names.end());
  return joined(names);
}

/// The commands, and the options of each and of callgate itself.
std::string options_table(const Outline& outline) {
  std::string commands;
  for (const Command& command : outline.commands)
    commands += " " + command.name;
  std::string out = "_callgate_commands() {\n  echo" + commands + "\n}\n";
  out += "\n_callgate_options() { # [COMMAND]\n  case $1 in\n";
  out += "    '') echo " + option_names(outline.application) + " ;;\n";
  for (const Command& command : outline.commands)
    out += "    " + command.name + ") echo " + option_names(command) + " ;;\n";
  return out + "  esac\n}\n";
}

/// What follows an option, or stands at a place of its own; nothing behind a flag.
std::string kinds_table(const Outline& outline) {
  std::string out = "\n_callgate_kind() { # COMMAND OPTION|POSITION\n  case $1:$2 in\n";
  for (const Command& command : outline.commands) {
    for (const Parameter& option : command.options) {
      if (!option.value) continue;
      std::string pattern;
      for (const std::string& name : option.names)
        pattern += (pattern.empty() ? "" : " | ") + command.name + ":" + name;
      out += "    " + pattern + ") echo " + single_quoted(kind_of(*option.value)) + " ;;\n";
    }
    for (std::size_t i = 0; i < command.positionals.size(); ++i) {
      const Parameter& positional = command.positionals[i];
      const std::string place = positional.is_repeatable ? "[0-9]*" : std::to_string(i);
      out += "    " + command.name + ":" + place + ") echo " +
             single_quoted(kind_of(*positional.value)) + " ;;\n";
    }
  }
  return out + "  esac\n}\n";
}

} // namespace

std::string bash_completion(const Outline& outline) {
  return beginning + options_table(outline) + kinds_table(outline) + look_up;
}

} // namespace callgate::cli

# complete.bash SCRIPT: what the script completes each line of standard input to.
COMP_WORDBREAKS=$' \t\n"\'@><=;|&(:'
. "./$1"

# The words of a line, as readline tells them apart.
split() { # LINE
  local rest=$1
  COMP_WORDS=()
  while [[ $rest =~ ^([[:blank:]]*)([=:]|[^[:blank:]=:]+|$) ]]; do
    COMP_WORDS+=("${BASH_REMATCH[2]}")
    rest=${rest:${#BASH_REMATCH[0]}}
    [[ -n $rest ]] || break
  done
}

while IFS= read -r line; do
  COMP_LINE=$line COMP_POINT=${#line} COMPREPLY=()
  split "$line"
  COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
  _callgate
  printf '%s => %s\n' "$line" "$(printf '%s\n' "${COMPREPLY[@]}" | LC_ALL=C sort -u | tr '\n' ' ' | sed 's/ *$//')"
done

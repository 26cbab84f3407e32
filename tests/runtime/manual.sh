#!/bin/sh
# Whether callgate-runtime(3) and the runtime's headers speak of the same things: every public
# name of the headers is in the page, and every name that the page prints bold is in the code
# of the headers. Also whether the page is clean for groff.
#   manual.sh RUNTIME PAGE
set -u
export LC_ALL=C
runtime=$1
page=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
failed=0

fail() { # WORDS...
  echo "manual.sh: $*" >&2
  failed=1
}

# -c: bold as c, backspace, c. Without hyphens a name is never broken.
groff -ww -man -Tascii -rHY=0 -P-c "$page" >"$work/text" 2>"$work/complaints" ||
  fail "groff cannot format $page"
[ ! -s "$work/complaints" ] || fail "groff complains: $(cat "$work/complaints")"
col -b <"$work/text" | tr -c '[:alnum:]_' '\n' | sort -u >"$work/written"

# The code of the headers, without comments and strings, and the public part of it.
sed -e 's|"[^"]*"||g' "$runtime"/callgate/*.h "$runtime"/callgate/detail/*.h >"$work/code"
awk '/^namespace detail \{/ {hidden = 1} !hidden {print} /^} \/\/ namespace detail/ {hidden = 0}' \
  "$work/code" | sed -e 's|//.*||' >"$work/declarations"

# As clang-format lays it out: types and functions begin at the margin, their members two
# blanks from it, and enumerators end in a comma.
awk '
  function name_of_function(text) {
    sub(/\(.*/, "", text)
    sub(/.*[^A-Za-z0-9_]/, "", text)
    return text
  }
  /^(struct|class|enum class) [A-Za-z]+/ {
    type = $1 == "enum" ? $3 : $2
    inside = $1; is_private = ($1 == "class")
    if ($0 !~ /;$/) print type
    next
  }
  /^};?/ { inside = ""; next }
  /^public:/ { is_private = 0 }
  /^private:/ { is_private = 1 }
  /^inline constexpr [^(]* = / { text = $0; sub(/ = .*/, "", text); sub(/.* /, "", text); print text }
  /^[A-Za-z\[].*[a-z_]+\(/ && !/^static_assert|^template/ {
    if ($0 !~ /::/) print name_of_function($0)
    next
  }
  inside == "" || is_private { next }
  inside == "enum" && /^  [a-z_0-9]+( = [^,]*)?,/ {
    text = $1; sub(/,.*/, "", text); print text; next
  }
  inside != "enum" && /^  [^ ]/ && !/operator|static_assert|^  template|^  friend|^  using|^  return/ {
    text = $0
    if (text ~ /\(\*/) { sub(/.*\(\*/, "", text); sub(/\).*/, "", text); print text }
    else if (text ~ /\(/) { text = name_of_function(text); if (text != type) print text }
    else if (text ~ /;/) {
      sub(/( = .*|\[.*|\{.*|;.*)$/, "", text); sub(/.*[^A-Za-z0-9_]/, "", text); print text
    }
  }
' "$work/declarations" | grep . | sort -u >"$work/public"

count=$(wc -l <"$work/public")
[ "$count" -ge 60 ] || fail "only $count public names found"
for name in $(comm -23 "$work/public" "$work/written"); do
  fail "$page does not speak of $name"
done

# Bold words that are neither references such as read(2), nor headings, nor errnos and the like.
grep '^    ' "$work/text" |
  awk '{
    bold = ""; n = length($0)
    for (i = 1; i <= n; ++i) {
      if (substr($0, i + 1, 1) == "\b") {
        if (substr($0, i, 1) != "_") bold = bold substr($0, i, 1)
        else if (substr($0, i + 2, 1) == "_") bold = bold "_"
        else bold = bold " "
        i += 2
      } else {
        rest = substr($0, i)
        if (rest !~ /^\([1-8]\)/) print bold
        bold = ""
      }
    }
    print bold
  }' | tr -c '[:alnum:]_' '\n' | grep '^[A-Za-z_]' | grep -v '^[A-Z0-9_]*$' |
  grep -vxE 'include|runtime|reporter|names|listener|sets|h|compile|emit|cpp|seccomp_notif' | sort -u >"$work/bold"
sed -e 's|//.*||' "$work/code" | tr -c '[:alnum:]_' '\n' | sort -u >"$work/words"
for name in $(comm -23 "$work/bold" "$work/words"); do
  fail "$page speaks of $name, which no header has"
done
echo "$count public names, $(wc -l <"$work/bold") in the page"
exit $failed

#!/bin/sh
# Runs calls.cpp under strace and compares the calls between its marks with expected.txt, and
# those of each combination of load's options with what load.h says of it.
#   calls.sh STRACE PROGRAM EXPECTED
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
"$1" -f -X raw -s 100 -o "$work/trace" "$2"

# "NAME: call call", in the order of the marks; calls with their first two arguments where they
# load, and counted where the same comes again. A call that another task's output interrupts
# has two lines, of which the second begins with "<...".
awk '
  $2 ~ /^write\(-1,$/ {
    text = $0
    sub(/^[^"]*"/, "", text); sub(/".*/, "", text)
    if (text == "") { flush_run($1); print name[$1] ":" made[$1]; delete name[$1] }
    else { name[$1] = text; made[$1] = ""; last[$1] = "" }
    next
  }
  $1 in name && $2 ~ /^[a-z_0-9]+\(/ {
    call = $2; sub(/\(.*/, "", call)
    if (call == "ppoll") call = "poll" # as libc has it on newer ABIs
    if (name[$1] ~ /^(combination|load)/) {
      text = $0; sub(/^[^(]*\(/, "", text); split(text, argument, /, |\)/)
      call = call "(" argument[1] "," argument[2] ")"
    }
    if (call == last[$1]) { ++count[$1] }
    else { flush_run($1); last[$1] = call; count[$1] = 1 }
  }
  function flush_run(task) {
    if (last[task] != "")
      made[task] = made[task] " " last[task] (count[task] > 1 ? "*" count[task] : "")
  }
' "$work/trace" >"$work/made"

# One prctl unless it is told not to, and one seccomp, with the flags of the options; none at
# all where the options contradict each other.
grep '^combination' "$work/made" | awk '
  {
    for (i = 1; i <= 7; ++i) on[i] = substr($2, i, 1) + 0
    no_new_privs = on[1]; tsync = on[2]; esrch = on[3]; listener = on[6]; killable = on[7]
    flags = tsync + 2 * on[4] + 4 * on[5] + 8 * listener + 16 * esrch + 32 * killable
    wanted = $1 " " $2
    if (!((esrch && !tsync) || (tsync && listener && !esrch) || (killable && !listener))) {
      if (no_new_privs) wanted = wanted " prctl(0x26,1)"
      wanted = wanted " seccomp(0x1," (flags ? sprintf("0x%x", flags) : "0") ")"
    }
    if ($0 != wanted) { print "made:   " $0 "\nwanted: " wanted; failed = 1; exit }
    ++seen
  }
  END { print seen + 0 " combinations of options"; exit failed || seen < 32 }
'
grep -v '^combination' "$work/made" | diff "$3" -

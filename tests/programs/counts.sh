#!/bin/sh
# What observe counts is what strace counts, call by call and by each method, of commands that do
# the same each time: for which strace itself is asked twice. Exit calls are in no table of
# strace's, and the execve that starts the command is in no other. How many signals become one is
# chance, and whether one comes in the midst of a call, which is then made again (a shell's fork by
# SIGCHLD): so a count has three tries.
#
# From the environment: CALLGATE. Status 77: there is no strace.
set -eu
unset PYTHONPATH
export LC_ALL=C PYTHONDONTWRITEBYTECODE=1 HOME=/nonexistent
ulimit -c 0
scratch=$(mktemp -d "${TMPDIR:-/tmp}/callgate counts.XXXXXX")
trap 'rm -rf "$scratch"' EXIT
trap 'exit 1' INT TERM
cd "$scratch"
failures=0

command -v strace >/dev/null || { echo "skipped: there is no strace here"; exit 77; }

# stdin: lines "COUNT NAME"
comparable() {
  awk '$2 !~ /^(exit|exit_group|restart_syscall|rt_sigreturn)$/ && $1 > 0 { print $2, $1 }' | sort
}

by_strace() { # FILE COMMAND...
  table=$1
  shift
  strace -f -c -o raw "$@" >/dev/null 2>said </dev/null || return
  # Errors have a column that is empty where there were none; the name is last.
  awk '$4 ~ /^[0-9]+$/ && $NF != "total" { print $4 - ($NF == "execve"), $NF }' raw |
    comparable >"$table"
}

by_observe() { # FILE METHOD COMMAND...
  table=$1 method=$2
  shift 2
  rm -f counts.json policy.toml
  "$CALLGATE" observe -o policy.toml --method "$method" --counts counts.json -- "$@" \
    >/dev/null 2>said </dev/null || return
  sed -n 's/^ *"\([a-z0-9_]*\)": *\([0-9]*\),*$/\2 \1/p' counts.json | comparable >"$table"
}

# How callgate says that a method cannot be had here; else what is wrong.
has_method() { # METHOD
  by_observe seen "$1" true && return
  echo "$1: skipped: $(cat said)"
  return 1
}

methods=
for method in notification trace counters; do
  if has_method $method; then methods="$methods $method"; fi
done
[ -n "$methods" ] || { echo "FAILED: there is no method" >&2; exit 1; }

agrees() { # METHOD COMMAND...
  : >differences
  by_observe seen "$@" && diff strace seen >differences
}

compare() { # COMMAND...
  if ! command -v "$1" >/dev/null; then
    echo "$*: skipped: there is no $1 here"
    return
  fi
  by_strace strace "$@" || { echo "FAILED: strace $*" >&2; failures=$((failures + 1)); return; }
  by_strace again "$@"
  if ! cmp -s strace again; then
    echo "$*: skipped: strace itself counts differently the next time:"
    diff strace again || true
    return
  fi
  for method in $methods; do
    agrees $method "$@" || agrees $method "$@" || agrees $method "$@" || {
      echo "FAILED: $method: $*: < strace's, > observe's" >&2
      cat said differences >&2
      failures=$((failures + 1))
    }
  done
  echo "$*: $(awk '{ all += $2 } END { print all }' strace) calls"
}

# Not a shell script that looks for it.
python=$(python3 -c 'import sys; print(sys.executable)' 2>/dev/null) || python=python3
compare ls /
compare sh -c 'ls / | sort'
compare sh -c 'for word in a b c; do /bin/true; /bin/cat; done'
compare "$python" -c pass
compare sqlite3 :memory: 'create table t (a); insert into t values (1); select * from t;'
compare tar -cf archive.tar /etc/passwd
compare gcc --version
[ "$failures" = 0 ]

#!/bin/sh
# Real programs: `observe` learns a policy from one run, and under it five more do the same work,
# killed at the first call that the policy lacks. Then a call that was never made is made.
#
#   programs.sh [NAME...]    only these, in the order of work/
#
# Each file of work/ is one program: `needs` names the commands that must be there, and work() does
# something real, printing what has to be the same each time. It starts the program through
# `under`, which is nothing the first time, then observe, then run. So what a server is asked with
# is outside of its policy. work() has an empty folder to itself; nothing has a fixed port.
#
# From the environment: CALLGATE, the program; REFUSED, which makes a call that nobody makes;
# ROUNDS, how many runs instead of 5. Status 77: there are too few of the programs here.
set -eu
rounds=${ROUNDS:-5}
wanted=10
here=$(cd "$(dirname "$0")" && pwd)
unset MAKEFLAGS PYTHONPATH NODE_OPTIONS GIT_DIR OPENSSL_CONF http_proxy https_proxy all_proxy
export PATH="$PATH:/usr/sbin" LC_ALL=C HOME=/nonexistent
ulimit -c 0

scratch=$(mktemp -d "${TMPDIR:-/tmp}/callgate programs.XXXXXX")
chmod 755 "$scratch"
trap 'end_servers; rm -rf "$scratch"' EXIT
trap 'exit 1' INT TERM
failures=0

under() {
  case $how in
    alone) "$@" ;;
    observe) "$CALLGATE" observe -o "$policy" -- "$@" ;;
    run) "$CALLGATE" run "$policy" -- "$@" ;;
    explain) "$CALLGATE" run --explain "$policy" -- "$@" ;;
  esac
}

# serve COMMAND...: a server in the background, its process in $server.
serve() {
  case $how in
    alone) "$@" & ;;
    observe) "$CALLGATE" observe -o "$policy" -- "$@" & ;;
    run) "$CALLGATE" run "$policy" -- "$@" & ;;
    explain) "$CALLGATE" run --explain "$policy" -- "$@" & ;;
  esac
  server=$!
  echo $server >"$scratch/server"
}

# served: waits for the server's end; its status.
served() {
  wait "$server"
  rm "$scratch/server"
}

# What a work() that failed has left.
end_servers() {
  [ -e "$scratch/server" ] || return 0
  read -r server <"$scratch/server"
  rm "$scratch/server"
  kill "$server" 2>/dev/null || return 0
  for wait in 1 2 3 4 5 6 7 8 9 10; do
    kill -0 "$server" 2>/dev/null || return 0
    sleep 0.2
  done
  kill -s KILL "$server" 2>/dev/null || true
}

# until_there COMMAND...: tries it until it succeeds, for half a minute, while the server lives.
until_there() {
  attempts=0
  until "$@" >/dev/null 2>&1; do
    attempts=$((attempts + 1))
    [ $attempts -lt 300 ] && { [ ! -e "$scratch/server" ] || kill -0 "$server"; } || { echo "no success: $*" >&2; return 1; }
    sleep 0.1
  done
}

# once HOW: work() in an empty folder; what it prints goes to $scratch/HOW.out, what it complains
# of to $scratch/HOW.err.
once() {
  how=$1
  rm -rf "$scratch/room"
  mkdir "$scratch/room"
  chmod 777 "$scratch/room" # a server may become another user
  set +e # else it would be ignored in there
  (set -e; cd "$scratch/room"; work) >"$scratch/$1.out" 2>"$scratch/$1.err" </dev/null
  status=$?
  set -e
  end_servers
}

complain() {
  echo "FAILED: $name: $*" >&2
  failures=$((failures + 1))
}

tell() { # FILE
  sed 's/^/  | /' "$1" | tail -n 100 >&2
}

# Whether the last `once` was as the control; says how not.
as_alone() { # HOW WHICH
  [ "$status" = 0 ] && cmp -s "$scratch/alone.out" "$scratch/$1.out" && return
  complain "$2 has status $status and prints:"
  tell "$scratch/$1.out"
  tell "$scratch/$1.err"
  return 1
}

learned() {
  once observe
  as_alone observe observe || return 0
  for round in $(seq "$rounds"); do
    once run
    as_alone run "run $round of $rounds under the policy" && continue
    # Which call it was, if it is made again while callgate looks.
    for try in 1 2 3 4 5; do
      once explain
      [ "$status" = 0 ] || break
    done
    echo "  run --explain, status $status:" >&2
    tell "$scratch/explain.err"
    tell "$policy"
    return 0
  done
  verdict=$("$CALLGATE" eval "$policy" --call 'swapoff(0)')
  case $verdict in *kill_process*) ;; *) complain "swapoff is not denied: $verdict" ;; esac
  status=0
  { (exec "$CALLGATE" run "$policy" -- "$REFUSED") || status=$?; } 2>/dev/null # the shell tells it
  [ "$status" = 159 ] || complain "a call that was never made has status $status, not SIGSYS"
  echo "$name: $rounds of $rounds, $(grep -c '^  "' "$policy") entries, $(($(date +%s) - began)) s"
}

# A program that makes the call is well without a policy.
"$REFUSED" || { echo "FAILED: $REFUSED" >&2; exit 1; }

tried=0
for file in "$here"/work/*.sh; do
  name=$(basename "$file" .sh)
  if [ $# != 0 ]; then
    case " $* " in *" $name "*) ;; *) continue ;; esac
  fi
  needs='' began=$(date +%s)
  . "$file"
  missing=
  for command in $needs; do
    command -v "$command" >/dev/null || missing="$missing $command"
  done
  if [ -n "$missing" ]; then
    echo "$name: skipped, there is no$missing here"
    continue
  fi
  tried=$((tried + 1))
  policy=$scratch/$name.toml
  once alone
  if [ "$status" != 0 ]; then
    complain "without a policy it has status $status:"
    tell "$scratch/alone.err"
    continue
  fi
  learned # not in a condition: -e would be ignored in it
done
[ "$failures" = 0 ] || exit 1
if [ $# = 0 ] && [ $tried -lt $wanted ]; then
  echo "skipped: $tried programs are here, and fewer than $wanted show little"
  exit 77
fi

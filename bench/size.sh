#!/bin/sh
# What the runtime adds to a minimal program, in bytes, beside the filter itself: a table on
# standard output. Fails if what a program needs in order to load a filter, and to say what
# failed, is not under 2 KiB of all that is read-only.
#   CXX=g++ bench/size.sh
# "code" is the section .text; "read-only" all that size(1) counts as text: code, constants
# (the messages), unwind tables, dynamic symbols and relocations; "data" .data and .bss.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
: "${CXX:=c++}"
limit=2048
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM

build() { # NAME SOURCE FLAG...
  name=$1
  source=$2
  shift 2
  "$CXX" -std=c++17 -O2 -fno-exceptions -fno-rtti -I"$here/../runtime" "$here/size/$source" \
    -o "$work/$name" "$@"
}

sizes() { # NAME: code, read-only and data
  code=$(size -A "$work/$1" | awk '$1 == ".text" {print $2}')
  size "$work/$1" | awk -v code="$code" 'NR == 2 {print code, $1, $2 + $3}'
}

row() { # LABEL BASE NAME
  set -- "$1" $(sizes "$2") $(sizes "$3")
  code=$(($5 - $2))
  read_only=$(($6 - $3))
  printf '| %s | %d | %d | %d |\n' "$1" "$code" "$read_only" $(($7 - $4))
}

under() { # LABEL BYTES
  [ "$2" -lt $limit ] && return
  echo "size.sh: $1: $2 bytes, not under $limit" >&2
  exit 1
}

measure() { # LABEL FLAG...
  label=$1
  shift
  build with embedder.cpp "$@"
  row "$label" without with
}

echo "| added | code | read-only | data |"
echo "| --- | --- | --- | --- |"
build without embedder.cpp
measure "\`load\`" -DWITH_LOAD
measure "\`load\`, \`message\`" -DWITH_LOAD -DWITH_MESSAGE
under "load and message, read-only" "$read_only"
measure "\`load\`, \`message\`, \`read_back\`" -DWITH_LOAD -DWITH_MESSAGE -DWITH_READ_BACK
measure "\`load\`, \`message\`, \`probe\`" -DWITH_LOAD -DWITH_MESSAGE -DWITH_PROBE
measure "\`load\`, \`message\`, a reporter of 8 modules" -DWITH_LOAD -DWITH_MESSAGE -DWITH_REPORTER
measure "the same with names of calls" -DWITH_LOAD -DWITH_MESSAGE -DWITH_REPORTER -DWITH_NAMES
measure "a supervisor with \`Listener\`" -DWITH_LISTENER

# The same allowlist by libseccomp, where libseccomp-dev is installed.
if printf '#include <seccomp.h>\n' | "$CXX" -x c++ -fsyntax-only - 2>/dev/null; then
  build without libseccomp.cpp -static
  build with libseccomp.cpp -DWITH_LOAD -DWITH_MESSAGE -static -lseccomp
  row "libseccomp, static" without with
  build without libseccomp.cpp
  build with libseccomp.cpp -DWITH_LOAD -DWITH_MESSAGE -lseccomp
  row "libseccomp, shared: in the program" without with
  library=$(ldd "$work/with" | awk '/libseccomp/ {print $3}')
  cp "$library" "$work/library"
  # shellcheck disable=SC2046 # three words
  set -- $(sizes library)
  relocations=$(readelf -r --wide "$work/library" | grep -c '^[0-9a-f]\{12,\} ')
  printf '| libseccomp, shared: the library, with %d relocations | %d | %d | %d |\n' \
    "$relocations" "$1" "$2" "$3"
fi

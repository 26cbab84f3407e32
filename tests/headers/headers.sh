#!/bin/sh
# Compiles each header of the runtime alone, in both standards and under the strictest flags
# that embedders may have, and once more with the kernel's headers as of Linux 3.17 (`old`),
# which lack what later ones brought, and with names that are macros of Qt's. Then a program
# that uses all of them, to object code.
#   STRICT=FLAGS headers.sh RUNTIME EMBEDDER.cpp COMPILER...
set -u
runtime=$1
embedder=$2
shift 2
old=$(dirname "$0")/old
qt="-Dslots= -Dsignals=public -Demit= -Dforeach=for -Dforever=for(;;)" # Qt's macros
failures=0
files=0

compile() { # HEADER COMMAND...: of standard input
  what=$1
  shift
  files=$((files + 1))
  "$@" -x c++ $STRICT -I"$runtime" - && return # several flags
  printf 'headers.sh: %s is refused by: %s\n' "$what" "$*" >&2
  failures=$((failures + 1))
}

header() { # HEADER COMMAND...
  name=$1
  shift
  compile "$name" "$@" -fsyntax-only <<END
#include <$name>
END
}

for name in $(cd "$runtime" && find callgate -name '*.h' | sort); do
  case $name in
    callgate/names/*) # one that names.h includes
      header "$name" "$1" -std=c++17
      continue
      ;;
  esac
  for compiler in "$@"; do
    header "$name" "$compiler" -std=c++17
    header "$name" "$compiler" -std=c++20
  done
  header "$name" "$1" -std=c++17 -isystem "$old"
  header "$name" "$1" -std=c++17 $qt
done
for compiler in "$@"; do
  for level in -O0 -O2; do
    compile "$embedder" "$compiler" -std=c++17 $level -c -o /dev/null <"$embedder"
  done
done
[ "$files" -ge 20 ] || failures=$((failures + 1))
echo "$files compiled, $failures failed"
[ "$failures" = 0 ]

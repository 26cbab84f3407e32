# Shared by the scripts of this folder. They work in a folder of their own outside of the
# tree, with a blank in its name, on what `cmake --install` made of the build in $BUILD.
set -eu
unset CMAKE_PREFIX_PATH CALLGATE_EXECUTABLE

fail() { printf 'FAILED: %s\n' "$*" >&2; exit 1; }

scratch=$(mktemp -d "${TMPDIR:-/tmp}/callgate package.XXXXXX")
cleanup() { rm -rf "$scratch"; }
trap cleanup EXIT
trap 'exit 1' INT TERM

# says TEXT COMMAND...: the command succeeds, and TEXT is in what it says.
says() {
  said_after 0 "$@"
}

# refuses TEXT COMMAND...: the command fails, and TEXT is in what it says.
refuses() {
  said_after 1 "$@"
}

said_after() {
  wanted=$1 text=$2
  shift 2
  status=0
  "$@" >"$scratch/said" 2>&1 </dev/null || status=1
  # CMake breaks its messages into lines.
  if [ "$status" != "$wanted" ] || ! tr -s ' \n' ' ' <"$scratch/said" | grep -qF -e "$text"; then
    cat "$scratch/said"
    fail "$* has status $status, wanted was $wanted and \"$text\""
  fi
}

# Installs into $1.
install_into() {
  recording "$CMAKE" --install "$BUILD" --prefix "$1"
}

# recording COMMAND...: which installs from $BUILD. The record that `uninstall` goes by is the
# developer's own, so it is put aside meanwhile, and the new one moved here.
recording() {
  for kind in files folders; do
    if [ -e "$BUILD/installed_$kind.txt" ]; then
      mv "$BUILD/installed_$kind.txt" "$scratch/kept_$kind.txt"
    fi
  done
  installed=yes
  timeout 100 "$@" >"$scratch/install.log" 2>&1 || installed=no
  for kind in files folders; do
    if [ -e "$BUILD/installed_$kind.txt" ]; then
      mv "$BUILD/installed_$kind.txt" "$scratch/record_$kind.txt"
    fi
    if [ -e "$scratch/kept_$kind.txt" ]; then
      mv "$scratch/kept_$kind.txt" "$BUILD/installed_$kind.txt"
    fi
  done
  [ $installed = yes ] || { cat "$scratch/install.log"; fail "cannot install: $*"; }
}

# A line of a file of the consumer is changed. A second passes before, since make compares
# times by it.
edit() { # FILE SED-COMMAND
  sleep 1
  sed -i "$2" "$1"
}

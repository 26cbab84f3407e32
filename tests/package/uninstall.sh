#!/bin/sh
# What was installed goes away again, from wherever it was, and nothing else does.
. "$(dirname "$0")/lib.sh"
cd "$scratch"

# installs FILE COMMAND...: into the folder `under`, where FILE is then.
installs() {
  echo "== $*"
  file=$1
  shift
  recording "$@"
  [ -e "under/$file" ] || fail "$file is not in $(find under)"
}

# leaves PATH...: `under` holds these alone after the uninstallation.
leaves() {
  sh "$SOURCE/compiler/packaging/uninstall.sh" "$scratch/record" >uninstall.log
  [ "$(find under | LC_ALL=C sort)" = "$(printf '%s\n' under "$@")" ] ||
    fail "left behind: $(find under)"
  rm -r under
  mkdir under
}

mkdir under
touch under/theirs
installs some/where/bin/callgate "$CMAKE" --install "$BUILD" --prefix "$scratch/under/some/where"
leaves under/theirs
installs relative/bin/callgate "$CMAKE" --install "$BUILD" --prefix under/relative
leaves
installs opt/share/doc/callgate/README.md \
  env DESTDIR=under "$CMAKE" --install "$BUILD" --prefix /opt
leaves
installs x/opt/bin/callgate \
  env DESTDIR="$scratch/under/x" "$CMAKE" --install "$BUILD" --prefix /opt
leaves
installs 'a;b/bin/callgate' "$CMAKE" --install "$BUILD" --prefix "$scratch/under/a;b"
leaves

echo "== a part"
installs include/callgate/runtime.h \
  "$CMAKE" --install "$BUILD" --prefix under --component callgate_runtime
[ ! -e under/bin ] || fail "the component of the runtime holds the tool"
leaves
installs bin/callgate "$CMAKE" --install "$BUILD" --prefix under --component callgate_tool
[ ! -e under/include ] || fail "the component of the tool holds headers"
leaves

echo "== what was there before, or came later"
mkdir -p under/share/man/man1 under/bin
installs include/callgate/runtime.h "$CMAKE" --install "$BUILD" --prefix under
touch under/share/pkgconfig/theirs.pc
mv under/include/callgate moved
mkdir under/theirs
touch under/theirs/runtime.h
ln -s ../theirs under/include/callgate
rm -r under/share/doc
leaves under/bin under/include under/include/callgate under/share under/share/man \
  under/share/man/man1 under/share/pkgconfig under/share/pkgconfig/theirs.pc \
  under/theirs under/theirs/runtime.h
refuses "nothing was installed" sh "$SOURCE/compiler/packaging/uninstall.sh" "$scratch/record"

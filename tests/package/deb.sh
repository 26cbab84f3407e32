#!/bin/sh
# The Debian package: lintian finds no errors and nothing to warn of, what belongs into it is
# there, and dpkg installs it into a folder and removes it without a trace.
. "$(dirname "$0")/lib.sh"

cd "$scratch"
(
  umask 077
  "$CPACK" --config "$BUILD/CPackConfig.cmake" -B "$scratch/packages" -G DEB >cpack.log 2>&1
) || { cat cpack.log; fail "cpack"; }
package=$(find packages -maxdepth 1 -name 'callgate_*.deb')

echo "== lintian"
status=0
lintian --allow-root --tag-display-limit 0 --fail-on error,warning "$package" \
  >lintian.log 2>&1 || status=$?
cat lintian.log
[ "$status" = 0 ] || fail "lintian finds faults"

echo "== contents"
dpkg-deb -c "$package" >contents
while read -r path; do
  grep -q " \./usr/$path\$" contents || fail "no /usr/$path in the package"
done <<'END'
bin/callgate
include/callgate/runtime.h
lib/cmake/callgate/callgate-config.cmake
share/pkgconfig/callgate.pc
share/man/man1/callgate.1.gz
share/man/man1/callgate-compile.1.gz
share/man/man3/callgate-runtime.3.gz
share/man/man5/callgate-policy.5.gz
share/bash-completion/completions/callgate
share/zsh/vendor-completions/_callgate
share/fish/vendor_completions.d/callgate.fish
share/doc/callgate/copyright
share/doc/callgate/changelog.gz
END
[ "$(dpkg-deb -f "$package" Maintainer)" = "The callgate authors <callgate@callgate.example>" ] ||
  fail "the package is $(dpkg-deb -f "$package" Maintainer)'s"
if grep -q "LICENSE" contents; then fail "the licence is in Debian's common-licenses"; fi

echo "== installing and removing"
mkdir -p root/var/lib/dpkg/updates root/var/lib/dpkg/info
: >root/var/lib/dpkg/status
dpkg_there() {
  dpkg --root="$scratch/root" --force-not-root --force-depends --force-bad-path \
    --force-script-chrootless --log=/dev/null "$@"
}
dpkg_there -i "$package" >dpkg.log 2>&1 || { cat dpkg.log; fail "dpkg -i"; }
says "callgate 0." root/usr/bin/callgate --version
dpkg_there -P callgate >dpkg.log 2>&1 || { cat dpkg.log; fail "dpkg -P"; }
[ ! -e root/usr ] || fail "left behind: $(find root/usr)"

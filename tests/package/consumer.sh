#!/bin/sh
# A project of somebody else against an installed callgate: find_package, changed and broken
# policies, both generators, wrong arguments, pkg-config, and callgate inside of the project.
. "$(dirname "$0")/lib.sh"

install_into "$scratch/first"
mv "$scratch/first" "$scratch/prefix" # nothing knows where it was
if grep -rIl -e "$SOURCE" -e "$BUILD" "$scratch/prefix"; then
  fail "these files know the place of the sources"
fi
tool="$scratch/prefix/bin/callgate"

cp -r "$SOURCE/tests/package/consumer" "$scratch/consumer"
cd "$scratch/consumer"
policy="policies/my daemon.toml"

# configure FOLDER [OPTION...]
configure() {
  folder=$1
  shift
  "$CMAKE" -B "$folder" -DCMAKE_C_COMPILER="$CC" -DCMAKE_CXX_COMPILER="$CXX" "$@"
}

works() { # FOLDER
  "$CMAKE" --build "$1" >"$scratch/build.log" 2>&1 ||
    { cat "$scratch/build.log"; fail "$1: build"; }
  says "uname was denied" "$1/daemon"
  says "uname and read were denied" "$1/worker"
}

for generator in Ninja "Unix Makefiles"; do
  echo "== find_package, $generator"
  configure "by $generator" -G "$generator" -DCMAKE_PREFIX_PATH="$scratch/prefix" >configure.log
  works "by $generator"
  "$CMAKE" --build "by $generator" >again.log
  if grep -q Compiling again.log; then fail "nothing changed, and policies are compiled again"; fi

  header="by $generator/callgate/daemon/my_daemon/c/my_daemon_filter.h"
  cp "$header" before.h
  edit "$policy" 's/"getrandom", /&"getpid", /'
  says "Compiling my_daemon_filter.h for daemon" "$CMAKE" --build "by $generator"
  if cmp -s "$header" before.h; then fail "the policy changed, and its header did not"; fi

  cp "$header" before.h
  edit "$policy" 's/"getpid"/"getpdi"/'
  refuses "my daemon.toml:4:" "$CMAKE" --build "by $generator"
  refuses 'did you mean "getpid"?' "$CMAKE" --build "by $generator"
  cmp "$header" before.h || fail "a broken policy changed the header"
  edit "$policy" 's/"getpdi", //'
  works "by $generator"

  edit policies/counts.json 's/20/21/'
  says "Compiling my_daemon_filter.h for daemon" "$CMAKE" --build "by $generator"
  touch "$tool"
  says "Compiling worker_filter.hpp for worker" "$CMAKE" --build "by $generator"
  sleep 1
  echo >>"$tool" # another one, as old as what a package holds
  touch -d 2020-01-01 "$tool"
  "$CMAKE" "by $generator" >configure.log
  says "Compiling worker_filter.hpp for worker" "$CMAKE" --build "by $generator"
done

echo "== what is made no longer is not included"
cp CMakeLists.txt before.txt
edit CMakeLists.txt 's/WEIGHTS/NAME other &/'
refuses "my_daemon_filter.h: No such file" "$CMAKE" --build "by Ninja"
cp before.txt CMakeLists.txt
edit CMakeLists.txt 's/WEIGHTS/EMIT cpp &/'
refuses "my_daemon_filter.h: No such file" "$CMAKE" --build "by Ninja"
cp before.txt CMakeLists.txt
works "by Ninja"

echo "== other formats and ABIs"
configure "by Ninja" "-DMORE=NAME;other;ABIS;aarch64;EMIT;c;base64;asm" >configure.log
"$CMAKE" --build "by Ninja" --target callgate_policy_daemon_other_filter.h >build.log
folder="by Ninja/callgate/daemon/other"
says "Serves aarch64." cat "$folder/c/other_filter.h"
for file in asm/other.asm base64/other.b64; do
  "$tool" compile "$policy" --abi aarch64 --name other --emit "${file%/*}" | cmp - "$folder/$file" ||
    fail "$file is another file"
done

echo "== the compiler's ABI, after its flags changed"
if [ "$(uname -m)" = x86_64 ]; then
  for flag in "" -m32 ""; do
    configure "by Ninja" -DMORE= -DCMAKE_C_FLAGS=$flag >configure.log
    says "--default-abi $([ "$flag" ] && echo i386 || echo x86_64)" grep abi "by Ninja/build.ninja"
  done
fi

echo "== no wider policy"
cat >>CMakeLists.txt <<'END'
callgate_forbid_widening(daemon "policies/my daemon.toml" policies/newer.toml ${WIDENING})
callgate_forbid_widening(worker "policies/my daemon.toml" policies/newer.toml ${WIDENING})
END
cp "$policy" policies/newer.toml
configure "by Ninja" -DMORE= >configure.log
works "by Ninja"
"$CMAKE" --build "by Ninja" >again.log
if grep -q Comparing again.log; then fail "nothing changed, and policies are compared again"; fi
edit policies/newer.toml 's/"getrandom", /&"open?", /'
refuses "+ open: B also allows it" "$CMAKE" --build "by Ninja" --target daemon
configure "by Ninja" "-DWIDENING=ABIS;aarch64" >configure.log # which has no open
works "by Ninja"
echo '[cap.MORE]
allow = ["getpid"]' >>policies/newer.toml
configure "by Ninja" "-DWIDENING=ABIS;aarch64;OPTIONS;--cap-b;MORE" >configure.log
refuses "+ getpid: B also allows it" "$CMAKE" --build "by Ninja"
refuses 'cannot read "ABI arm": after the target and two policies' \
  configure "by Ninja" "-DWIDENING=ABI;arm"
cp before.txt CMakeLists.txt

echo "== wrong arguments"
# wrong MESSAGE ARGUMENT[;ARGUMENT]...
wrong() {
  refuses "$1" configure "by Ninja" "-DMORE=$2"
}
wrong 'cannot read "LIKE this"' 'LIKE;this'
wrong 'cannot read "EMIT"' 'EMIT'
wrong 'NAME "a-b" cannot name things in C' 'NAME;a-b'
wrong 'unknown EMIT "elf": choose from c, cpp,' 'EMIT;elf'
wrong 'unknown ABI "arm64": choose from x86_64,' 'ABIS;arm64'
wrong 'SETS is for EMIT cpp' 'SETS;A+B'
wrong 'say with SETS' 'EMIT;cpp;CAPABILITIES;A'
wrong 'OPTIONS --abi has a word of its own: use ABIS' 'OPTIONS;--abi=arm'
wrong 'OPTIONS -o has a word of its own: use OUTPUTS' 'OPTIONS;-o/tmp/x'
wrong 'the WEIGHTS file "' 'WEIGHTS;none.json'
wrong 'daemon has a my_daemon_filter.h already: give one of them another NAME' 'NAME;my_daemon'
mkdir elsewhere
echo 'callgate_add_policy(daemon ../policies/worker.toml NAME my_daemon)' >elsewhere/CMakeLists.txt
echo 'add_subdirectory(elsewhere)' >>CMakeLists.txt
wrong 'daemon has a my_daemon_filter.h already: give one of them another NAME' ''
cp before.txt CMakeLists.txt
refuses "is no callgate that runs on this machine" \
  configure "by Ninja" -DMORE= -DCALLGATE_EXECUTABLE=/bin/true
refuses "/none does not exist" configure "by Ninja" -DCALLGATE_EXECUTABLE=/none
printf '#!/bin/sh\necho callgate 0.0.7\n' >old
chmod +x old
refuses "is version 0.0.7" configure "by Ninja" -DCALLGATE_EXECUTABLE="$PWD/old"

echo "== callgate inside of the project, its compiler given"
configure inside -G Ninja -DCALLGATE_SOURCE="$SOURCE" -DCALLGATE_EXECUTABLE="$tool" >configure.log
works inside
says "Total Tests: 0" sh -c 'cd inside && ctest -N'
"$CMAKE" --install inside --prefix "$scratch/nothing" >install.log
[ ! -e "$scratch/nothing" ] || fail "a project that installs nothing installs callgate"

echo "== callgate inside of the project, built there"
configure "built inside" -G Ninja -DCALLGATE_SOURCE="$SOURCE" >configure.log
says '_deps/callgate-build/callgate" compile' grep " compile " "built inside/build.ninja"

echo "== callgate twice"
echo "add_subdirectory($SOURCE callgate)" >>CMakeLists.txt
refuses "callgate is part of consumer already" configure twice -DCMAKE_PREFIX_PATH="$scratch/prefix"
refuses "callgate is part of consumer already" configure twice -DCALLGATE_SOURCE="$SOURCE" \
  -DCALLGATE_EXECUTABLE="$tool"
cp before.txt CMakeLists.txt

echo "== pkg-config"
flags=$(PKG_CONFIG_PATH="$scratch/prefix/share/pkgconfig" pkg-config --cflags callgate)
"$tool" compile "$policy" --emit c --name start -o start_filter.h
"$tool" compile policies/worker.toml --emit cpp --sets CLOCK -o worker_filter.hpp
eval "$CXX -std=c++17 -I. $flags -o by_hand worker.cpp"
says "uname and read were denied" ./by_hand

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

  header="by $generator/callgate/daemon/my_daemon_filter.h"
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
done

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
wrong 'the WEIGHTS file "' 'WEIGHTS;none.json'
wrong 'daemon has a my_daemon_filter.h already: give one of them another NAME' 'NAME;my_daemon'
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

echo "== pkg-config"
flags=$(PKG_CONFIG_PATH="$scratch/prefix/share/pkgconfig" pkg-config --cflags callgate)
"$tool" compile "$policy" --emit c --name start -o start_filter.h
"$tool" compile policies/worker.toml --emit cpp --sets CLOCK -o worker_filter.hpp
eval "$CXX -std=c++17 -I. $flags -o by_hand worker.cpp"
says "uname and read were denied" ./by_hand

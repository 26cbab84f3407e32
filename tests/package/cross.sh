#!/bin/sh
# The consumer, cross-built: the ABI is the compiler's, the tool is this machine's though the
# package is another's, and an emulator without seccomp gets the runtime's message.
. "$(dirname "$0")/lib.sh"

install_into "$scratch/prefix"
cp -r "$SOURCE/tests/package/consumer" "$scratch/consumer"
cd "$scratch/consumer"

# configure COMPILER [OPTION...]
configure() {
  compiler=$1
  shift
  "$CMAKE" -B "$compiler" -G Ninja \
    -DCMAKE_SYSTEM_NAME=Linux -DCMAKE_SYSTEM_PROCESSOR="${compiler%%-*}" \
    -DCMAKE_C_COMPILER="$compiler-gcc" -DCMAKE_CXX_COMPILER="$compiler-g++" \
    -DCMAKE_EXE_LINKER_FLAGS=-static -DCMAKE_PREFIX_PATH="$scratch/prefix" \
    -DCMAKE_FIND_ROOT_PATH_MODE_PROGRAM=NEVER "$@"
}

while read -r compiler abi machine; do
  if ! command -v "$compiler-g++" >/dev/null; then
    echo "== $abi: no $compiler-g++"
    continue
  fi
  echo "== $abi"
  configure "$compiler" >configure.log
  "$CMAKE" --build "$compiler" >build.log 2>&1 || { cat build.log; fail "$abi: build"; }
  says "Serves $abi." cat "$compiler/callgate/daemon/my_daemon/c/my_daemon_filter.h"
  says "$machine" file "$compiler/worker"
  says "statically linked" file "$compiler/worker"
done <<'END'
aarch64-linux-gnu aarch64 ARM aarch64
arm-linux-gnueabihf arm ARM, EABI5
i686-linux-gnu i386 Intel 80386
riscv64-linux-gnu riscv64 RISC-V
s390x-linux-gnu s390x IBM S/390
END

if ! command -v aarch64-linux-gnu-g++ >/dev/null; then exit 0; fi
if command -v qemu-aarch64-static >/dev/null; then
  echo "== aarch64, emulated"
  refuses "worker: no seccomp filters in this kernel or sandbox" \
    qemu-aarch64-static aarch64-linux-gnu/worker
  refuses "daemon: no filter: " qemu-aarch64-static aarch64-linux-gnu/daemon
fi

echo "== policies are compared as the target has them"
sed 's/"getrandom", /&"open?", /' "policies/my daemon.toml" >policies/newer.toml
echo 'callgate_forbid_widening(daemon "policies/my daemon.toml" policies/newer.toml)' >>CMakeLists.txt
"$CMAKE" --build aarch64-linux-gnu >build.log # which has no open
if [ -e arm-linux-gnueabihf ]; then
  refuses "+ open: B also allows it" "$CMAKE" --build arm-linux-gnueabihf
fi

echo "== the package is aarch64's too"
mv "$scratch/prefix/bin/callgate" "$scratch/callgate"
cp aarch64-linux-gnu/daemon "$scratch/prefix/bin/callgate"
rm -r aarch64-linux-gnu
refuses "say -DCALLGATE_EXECUTABLE=/path/to/callgate" configure aarch64-linux-gnu
(
  PATH="$scratch:$PATH"
  configure aarch64-linux-gnu >configure.log
)
"$CMAKE" --build aarch64-linux-gnu >build.log
rm -r aarch64-linux-gnu
configure aarch64-linux-gnu -DCALLGATE_EXECUTABLE="$scratch/callgate" >configure.log
"$CMAKE" --build aarch64-linux-gnu >build.log

#!/bin/sh
# Each example does its work, and is stopped where its policy says; each is short. The daemon of
# docs/embedding.md is built from what the page says.
. "$SOURCE/tests/package/lib.sh"

ulimit -c 0
install_into "$scratch/prefix"
cp -r "$SOURCE/docs/examples" "$scratch/examples"
cd "$scratch/examples"

# prints TEXT COMMAND...: all of what it prints, and status 0.
prints() {
  exits 0 "$@"
}

# exits STATUS TEXT COMMAND...
exits() {
  wanted=$1 text=$2
  shift 2
  status=0
  said=$("$@" 2>&1) || status=$?
  [ "$status" = "$wanted" ] && [ "$said" = "$text" ] ||
    fail "$* has status $status, wanted was $wanted, and says: $said"
}

# stopped TEXT COMMAND...: by SIGSYS, and TEXT is in what it says.
stopped() {
  text=$1
  shift
  status=0
  said=$("$@" 2>&1) || status=$?
  [ "$status" = 159 ] || fail "$* has status $status, wanted was SIGSYS, and says: $said"
  case $said in *"$text"*) ;; *) fail "$* says: $said" ;; esac
}

echo "== short"
for folder in daemon renderer pool supervisor stages; do
  lines=$(find $folder -name '*.c' -o -name '*.cpp' -o -name '*.h' | xargs cat | wc -l)
  [ "$lines" -gt 0 ] && [ "$lines" -lt 80 ] || fail "$folder: $lines lines"
done

echo "== built"
warnings="-Wall -Wextra -Wpedantic -Wconversion -Werror"
"$CMAKE" -B build -G Ninja -DCMAKE_PREFIX_PATH="$scratch/prefix" -DCMAKE_C_COMPILER="$CC" \
  -DCMAKE_CXX_COMPILER="$CXX" -DCMAKE_C_FLAGS="$warnings" -DCMAKE_CXX_FLAGS="$warnings" >configure.log
"$CMAKE" --build build >build.log 2>&1 || { cat build.log; fail "build"; }

echo "== daemon"
build/daemon/echod socket 2>daemon.log &
running=$!
trap 'kill $running 2>/dev/null || true; cleanup' EXIT
python3 - <<'PYTHON' || fail "echod: $(cat daemon.log)"
import socket, time
def client():
    for attempt in range(100):
        try:
            connection = socket.socket(socket.AF_UNIX)
            connection.connect("socket")
            return connection
        except OSError:
            time.sleep(0.05)
for text in b"one", b"two" * 3000:  # a client after another, and more than one read takes
    with client() as connection:
        connection.sendall(text)
        connection.shutdown(socket.SHUT_WR)
        said = b"".join(iter(lambda: connection.recv(4096), b""))
        assert said == text, said
PYTHON
kill $running
[ "$(cat daemon.log)" = "echod: serving at socket" ] || fail "echod: $(cat daemon.log)"
stopped "echod: serving at another" build/daemon/echod another --try-shell
exits 1 "echod: socket: Address already in use" build/daemon/echod socket

echo "== renderer"
printf 'P5 4 2 255\nAACCEEGG' >in.pgm
prints "" build/renderer/blur in.pgm out.pgm
[ "$(cat out.pgm)" = "$(printf 'P5 4 2 255\nABCCEFGG')" ] || fail "blur: $(cat out.pgm)"
stopped ": trapped openat@" build/renderer/blur in.pgm out.pgm --try-open
printf 'P5 40 20 255\nAACCEEGG' >in.pgm
exits 1 "blur: the input is no whole PGM" build/renderer/blur in.pgm out.pgm

echo "== pool"
printf 'one\ntwo\n' >text
prints "text: 2 lines" build/pool/pool upper text lines text
[ "$(cat text.upper)" = "$(printf 'ONE\nTWO')" ] || fail "upper: $(cat text.upper)"
exits 1 "a worker was stopped: Bad system call" build/pool/pool spy text
exits 2 "pool: none: no such task" build/pool/pool none text

echo "== supervisor"
mkdir -p files/deep
echo one >files/a
echo two >files/deep/b
mkfifo files/fifo # nobody waits at it
ln -s ../text files/link
prints "a: one
deep/b: two
fifo:$(printf ' ')
../text: Permission denied
link: Permission denied
$PWD/files/a: Permission denied" \
  build/supervisor/supervisor files a deep/b fifo ../text link "$PWD/files/a"

echo "== stages"
echo Hello >greeting
prints "Hello, you
Hello, me" sh -c 'printf "you\nme\n" | build/stages/greeter greeting'
stopped "" build/stages/greeter greeting --try-open
sleep 1 # a build compares times
sed -i 's/^allow = \[/&"socket", /' stages/serve.toml
refuses "B is more permissive" "$CMAKE" --build build

echo "== embedding.md"
mkdir "$scratch/hello"
cd "$scratch/hello"
block() { # LANGUAGE: the first block of it in the page's first chapter
  sed -n '/^## Five minutes/,/^## C header/p' "$SOURCE/docs/embedding.md" |
    sed -n "/^ *\`\`\`$1\$/,/^ *\`\`\`\$/p" | sed '1d; /```/,$d; s/^   //'
}
port=$(python3 -c 'import socket
free = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
free.bind(("127.0.0.1", 0))
print(free.getsockname()[1])')
block toml >hello.toml
block cmake >CMakeLists.txt
{
  echo '#include "hello_filter.h"'
  block c | sed "s/7777/$port/; s/^ *for (;;) {/if (hello_install() != 0) errx(1, \"no filter\");\n&/"
} >hello.c
"$CMAKE" -B build -G Ninja -DCMAKE_PREFIX_PATH="$scratch/prefix" -DCMAKE_C_COMPILER="$CC" \
  -DCMAKE_C_FLAGS="$warnings" >configure.log
"$CMAKE" --build build >build.log 2>&1 || { cat build.log; fail "build of embedding.md"; }
build/hello &
running=$!
python3 - $port $running <<'PYTHON' || fail "the daemon of embedding.md"
import socket, sys, time
connection = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
connection.settimeout(0.2)
for attempt in range(50):
    try:
        connection.sendto(b"hi", ("127.0.0.1", int(sys.argv[1])))
        assert connection.recv(10) == b"hi"
        break
    except OSError:
        time.sleep(0.05)
else:
    sys.exit("no answer")
assert "Seccomp:\t2\n" in open(f"/proc/{sys.argv[2]}/status").read()
PYTHON
kill $running

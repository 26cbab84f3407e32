// What expand, compile, disasm and calls print of real policies.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "arch/abi.hpp"
#include "shell.hpp"

namespace {

using namespace callgate;
using shell::check;

std::ptrdiff_t lines_of(const std::string& text) {
  return std::count(text.begin(), text.end(), '\n');
}

} // namespace

TEST_CASE("expand lists the harness policy with numbers, actions and places") {
  check({
      {"$callgate expand $examples/harness.toml --abi x86_64,aarch64",
       {},
       0,
       {"# policy harness, capabilities none", "# default kill_process, foreign kill_process",
        "x86_64             0  read                        allow             [base], line 11\n",
        "x86_64           334  rseq                        allow             [base], line ",
        "aarch64           63  read                        allow             [base], line 11\n"},
       {},
       {"socket", "execve"}},
      {"$callgate expand $examples/harness.toml --abi x86_64 --cap SSRF,CODE_EXEC",
       {},
       0,
       {"capabilities SSRF, CODE_EXEC",
        "x86_64            41  socket                      allow             [cap.SSRF], line ",
        "x86_64            59  execve                      allow             [cap.CODE_EXEC], "
        "line "},
       {},
       {"fsync"}},
      {"printf '[base]\\nallow = [\"@g(arg0 == 1)\", \"dup(fildes  in\\t{3})\"]\\n"
       "[group.g]\\ncalls = [\"close(fd != 2)\"]\\n' | $callgate expand - --abi x86_64",
       {},
       0,
       {"[base] @g, line 2, if (arg0 == 1) && (fd != 2)\n", "[base], line 2, if fildes in {3}\n"}},
      {"$callgate expand $examples/harness.toml --cap all", {}, 0, {"fsync", "socket", "execve"}},
  });
}

TEST_CASE("a raw filter is written as a policy, or refused") {
  check({
      {"$callgate compile $examples/harness.toml --abi x86_64 --emit raw | "
       "$callgate disasm - --policy",
       {},
       0,
       {"# What <stdin> does, as a policy.", "abis = [\"x86_64\"]", "  \"read\",\n"}},
      {"$callgate compile $examples/shell.toml --abi x86_64 --emit raw | "
       "$callgate disasm - --policy | $callgate compile - --emit asm",
       {},
       0,
       {"ret"}},
      {"printf '\\006\\0\\0\\0\\0\\0\\377\\177' | $callgate disasm - --policy",
       {},
       1,
       {},
       {"is no policy: it lets calls of all other ABIs run (allow)"}},
      {"printf '\\006\\0\\0\\0\\0\\0\\0\\200' | $callgate disasm - --policy --abi aarch64",
       {},
       0,
       {"kill_process = [\n  \"#0..0xffffffff\",\n]"}},
  });
}

TEST_CASE("expand counts the calls of a range") {
  check({{"printf '[base]\\nallow = [\"#0..100\", \"#100000..200000\"]\\n' | "
          "$callgate expand - --abi x86_64",
          {},
          0,
          {"0..100  (101 calls) ", "100000..200000  (unassigned) "}}});
}

TEST_CASE("a raw filter is listed as compile lists it") {
  for (const arch::AbiFacts& facts : arch::all_abis()) {
    CAPTURE(facts.name);
    const std::string compile =
        "$callgate compile $examples/harness.toml --cap all --abi " + std::string(facts.name);
    const auto listed = shell::run(compile + " --emit raw | $callgate disasm -");
    CHECK(listed.status == 0);
    const auto bytes = shell::run(compile + " --emit raw");
    CHECK(bytes.out.size() == 8 * static_cast<std::size_t>(lines_of(listed.out)));
    // The same instructions, below the lines that only asm has.
    CHECK(shell::run(compile + " --emit asm").out.ends_with(listed.out));
    CHECK(shell::run(compile + " --emit base64 | base64 -d").out == bytes.out);
  }
}

TEST_CASE("disasm refuses what no kernel takes") {
  check({
      {"$callgate disasm /dev/null", {}, 1, {}, {"no kernel would accept"}},
      {"$callgate disasm -", "[base]", 1, {}, {"is text", "compile --emit raw"}},
      {"$callgate disasm -", std::string(3, '\0'), 1, {}, {"3 bytes"}},
      {"$callgate disasm -", std::string(8, '\0'), 1, {}, {"instruction 0"}},
      {"$callgate disasm missing.bpf", {}, 1, {}, {"missing.bpf: No such file"}},
      {"$callgate disasm - --abi s390x", std::string("\0\x06\0\0\x7f\xff\0\0", 8), 0, {"allow"}},
      {"$callgate disasm -",
       std::string("\x06\0\0\0\0\0\xff\x7f", 8),
       0,
       {"#0x7fff0000", "; allow"}},
  });
}

TEST_CASE("calls finds by name and by number") {
  check({
      {"$callgate calls futex_waitv --abi x86_64,aarch64",
       {},
       0,
       {"x86_64 ", "aarch64 ", " 449 ", "5.16", "futex_waitv"},
       {},
       {"i386"}},
      {"$callgate calls 59 --abi x86_64", {}, 0, {"execve"}},
      {"$callgate calls 0x3b --abi x86_64", {}, 0, {"execve"}},
      {"$callgate calls --abi i386", {}, 0, {"socketcall", "clock_gettime64"}, {}, {"x86_64"}},
      {"$callgate calls opennat", {}, 1, {}, {"unknown call \"opennat\"", "mean \"openat\"?"}},
      {"$callgate calls read raed", {}, 1, {"read"}, {"raed"}},
      {"$callgate calls 99999", {}, 1, {}, {"no call has the number 99999"}},
      {"$callgate calls open --abi aarch64", {}, 1, {}, {"exists on none of these ABIs"}},
  });
}

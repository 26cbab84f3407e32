// `callgate diff` and filters of live processes, from a shell.
#include <doctest/doctest.h>

#include <csignal>
#include <string>
#include <unistd.h>

#include "shell.hpp"

namespace {

using shell::check;
using shell::Folder;

const std::string docker = CALLGATE_SOURCE_DIR "/bench/policies/docker.toml";

bool may_read_filters() {
  if (geteuid() == 0) return true;
  MESSAGE("needs root to read the filters of processes: skipped");
  return false;
}

/// Allows every call but those named.
std::string all_but(const std::string& calls) {
  return "[policy]\ndefault = \"allow\"\n[base]\nerrno = { EPERM = [" + calls + "] }\n";
}

/// Shell words that run `command` beside a process under `run`, whose id is $child, once
/// that has its filter.
std::string beside(const std::string& run, const std::string& command) {
  return run +
         " -- sh -c 'echo > ready; exec sleep 100' & child=$!; "
         "while ! test -e ready; do sleep 0.01; done; " +
         command + "; status=$?; kill $child; exit $status";
}

} // namespace

TEST_CASE("two releases of a policy are gated by whether the second is wider") {
  const Folder folder;
  Folder::write("1.toml", "[base]\nallow = [\"read\", \"write\", \"close\"]\n");
  Folder::write("2.toml", "[base]\nallow = [\"read\", \"write\"]\nlog = [\"sync\"]\n");
  Folder::write("3.toml", "[base]\nallow = [\"read\"]\n");
  const std::string diff = "$callgate diff --abi x86_64 ";
  check({
      {diff + "1.toml 1.toml", {}, 0, {"A and B decide every call alike\n"}},
      {diff + "1.toml 3.toml",
       {},
       1,
       {"- write, close: B no longer allows them (B: kill_process)\n"}},
      {diff + "1.toml 3.toml --forbid-widening", {}, 0, {"- write, close: "}},
      {diff + "3.toml 1.toml --forbid-widening",
       {},
       1,
       {"A: 3.toml\nB: 1.toml\n", "+ write, close: B also allows them (A: kill_process)\n"}},
      {diff + "1.toml 2.toml --forbid-widening",
       {},
       1,
       {"- close: B no longer allows it (B: kill_process)\n",
        "+ sync: kill_process in A, log in B\n",
        "2 differences: 1 where B is more permissive (+), 1 where B is less permissive (-)\n"}},
      {diff + "1.toml 3.toml --forbid-widening --quiet | wc -c", {}, 0, {"0\n"}},
      {diff + "3.toml 1.toml --forbid-widening -q", {}, 1, {"+ write, close: "}},
      {diff + "1.toml 3.toml --format json -o out; cat out; exit $?", {}, 0, {"\"same\": false"}},
      {diff + "1.toml -", "[base]\nallow = [\"read\"]\n", 1, {"B: -\n"}},
  });
}

TEST_CASE("Docker's profile without clone3's ENOSYS, for every family it serves") {
  const Folder folder;
  const std::string copy = "grep -v ENOSYS " + docker + " > copy.toml; $callgate diff " + docker +
                           " copy.toml --forbid-widening; echo $?";
  check({
      {copy,
       {},
       0,
       {"x86_64\n~ clone3: errno ENOSYS in A, errno EPERM in B\n",
        "aarch64\n~ clone3: errno ENOSYS in A, errno EPERM in B\n",
        "2 differences: 2 where only the value differs (~)\n0\n"}},
      {"$callgate diff " + docker + " copy.toml --abi aarch64",
       {},
       1,
       {"1 difference: "},
       {},
       {"x86"}},
      // A raw filter beside a policy of two families is for the one whose token it asks for.
      {"$callgate compile " + docker + " --abi aarch64 --emit raw -o arm.bpf && $callgate diff " +
           "arm.bpf copy.toml",
       {},
       1,
       {"aarch64\n~ clone3"},
       {},
       {"x86"}},
  });
}

TEST_CASE("--default-abi is for policies that name no ABI") {
  const Folder folder;
  Folder::write("old.toml", "[base]\nallow = [\"read\"]\n");
  Folder::write("new.toml", "[base]\nallow = [\"read\", \"write\"]\n");
  Folder::write("own.toml", "[policy]\nabis = [\"s390x\"]\n[base]\nallow = [\"read\"]\n");
  const std::string diff = "$callgate diff --default-abi ";
  check({
      {diff + "aarch64 old.toml new.toml", {}, 1, {"\naarch64\n"}},
      {diff + "aarch64 old.toml new.toml --abi riscv64", {}, 1, {"\nriscv64\n"}},
      {diff + "s390x old.toml own.toml"},
      {diff + "aarch64 own.toml own.toml"},
      {diff + "x86 old.toml new.toml", {}, 2, {}, {"unknown ABI \"x86\""}},
  });
}

TEST_CASE("capabilities are chosen for both sides or for each") {
  const Folder folder;
  Folder::write("p.toml", "[base]\nallow = [\"read\"]\n[cap.NET]\nallow = [\"bind\"]\n");
  const std::string diff = "$callgate diff --abi x86_64 p.toml p.toml ";
  check({
      {diff + "--cap NET"},
      {diff + "--cap-b NET", {}, 1, {"+ bind: B also allows it"}},
      {diff + "--cap NET --cap-b none --forbid-widening", {}, 0, {"- bind: B no longer allows it"}},
      {diff + "--cap-a NETT", {}, 2, {}, {"NETT"}},
  });
}

TEST_CASE("a stack is its filters in their order, and so is what they come to") {
  const Folder folder;
  Folder::write("a.toml", all_but("\"reboot\", \"mount\""));
  Folder::write("b.toml", all_but("\"acct\", \"mount\""));
  Folder::write("both.toml", all_but("\"reboot\", \"acct\", \"mount\""));
  Folder::write("c.toml",
                "[policy]\ndefault = \"allow\"\n[base]\nerrno = { ENOSYS = [\"mount\"] }\n");
  Folder::write("a+b.toml", all_but("\"sync\""));
  const std::string diff = "$callgate diff --abi x86_64 ";
  check({
      {diff + "a.toml+b.toml both.toml"},
      {diff + "b.toml+a.toml both.toml"},
      {diff + "b.toml+a.toml+both.toml both.toml"},
      // Of errnos the last installed counts.
      {diff + "a.toml+c.toml c.toml+a.toml",
       {},
       1,
       {"~ mount: errno ENOSYS in A, errno EPERM in B"}},
      // A name that exists as a whole is one file.
      {diff + "a+b.toml both.toml", {}, 1, {"+ sync: B also allows it"}},
      {diff + "a+b.toml+both.toml both.toml --forbid-widening",
       {},
       1,
       {"+ sync: B also allows it"}},
      {"$callgate compile a.toml --abi x86_64 --emit raw -o a.bpf; " + diff +
       "a.bpf+b.toml both.toml"},
      {diff + "a.toml+missing.toml both.toml", {}, 2, {}, {"missing.toml: No such file"}},
  });
}

TEST_CASE("what cannot be decided is status 2 with words") {
  const Folder folder;
  Folder::write("x.toml",
                "[policy]\nabis = [\"x86_64\", \"aarch64\"]\n[base]\nallow = [\"read\"]\n");
  Folder::write("y.toml", "[policy]\nabis = [\"x86_64\"]\n[base]\nallow = [\"read\"]\n");
  Folder::write("bad.toml", "[base]\nallow = [\"raed\"]\n");
  Folder::write("allow.bpf", std::string("\x06\0\0\0\0\0\xff\x7f", 8));
  Folder::write("big.bpf", std::string("\0\x06\0\0\x7f\xff\0\0", 8));
  // A product of the first argument's low word.
  Folder::write("product.bpf",
                std::string("\x20\0\0\0\x10\0\0\0\x24\0\0\0\3\0\0\0\x16\0\0\0\0\0\0\0", 24));
  check({
      {"$callgate diff x.toml y.toml",
       {},
       2,
       {},
       {"x.toml serves x86_64, aarch64; y.toml serves x86_64: choose what both serve with --abi"}},
      {"$callgate diff x.toml y.toml --abi x86_64"},
      {"$callgate diff x.toml allow.bpf",
       {},
       2,
       {},
       {"it treats calls of none of these in a way of its own; choose with --abi"}},
      {"$callgate diff x.toml product.bpf", {}, 2, {}, {"no model of a product", "--abi"}},
      {"$callgate diff product.bpf product.bpf"}, // nothing to follow
      {"$callgate diff pid:67108863+allow.bpf y.toml", {}, 2, {}, {"there is no such process"}},
      {"$callgate diff x.toml allow.bpf --abi x86_64",
       {},
       1,
       {"every call but read: B also allows"}},
      {"$callgate diff allow.bpf big.bpf", {}, 2, {}, {"byte order"}},
      {"$callgate diff allow.bpf product.bpf",
       {},
       2,
       {},
       {"B: the proof has no model of a product"}},
      {"$callgate diff bad.toml y.toml", {}, 2, {}, {"unknown call \"raed\""}},
      {"$callgate diff missing y.toml", {}, 2, {}, {"missing: No such file"}},
      {"$callgate diff - -", {}, 2, {}, {"standard input (-) can be read only once"}},
      {"$callgate diff y.toml", {}, 2, {}, {"B is required"}},
      {"$callgate diff y.toml y.toml --abi x86", {}, 2, {}, {"unknown ABI"}},
      {"$callgate diff y.toml allow.bpf --cap-b X", {}, 2, {}, {"allow.bpf is no policy"}},
      {"$callgate diff y.toml pid:0", {}, 2, {}, {"write pid:1234"}},
      {"$callgate diff y.toml pid:12x", {}, 2, {}, {"write pid:1234"}},
      {"$callgate diff y.toml pid:67108863", {}, 2, {}, {"there is no such process"}},
      {"$callgate diff y.toml y.toml -o /nonexistent/x", {}, 2, {}, {"/nonexistent/x"}},
  });
}

TEST_CASE("a process is compared with the policy that it should run under") {
  if (!may_read_filters()) return;
  const Folder folder;
  Folder::write("p.toml", all_but("\"reboot\"") + "trap = [\"swapon\"]\n[cap.ACCT]\nlog = []\n");
  Folder::write("outer.toml", all_but("\"acct\""));
  const std::string inside = "$callgate run p.toml";
  check({{beside(inside, "$callgate diff p.toml pid:$child"), {}, 0, {"every call alike"}},
         {"rm ready"}});
  check({{beside(inside, "$callgate diff outer.toml+p.toml pid:$child"),
          {},
          1,
          {"+ acct: B also allows it (A: errno EPERM)"}},
         {"rm ready"}});
  check({{beside("$callgate run outer.toml -- " + inside,
                 "$callgate diff outer.toml+p.toml pid:$child && $callgate disasm pid:$child"),
          {},
          0,
          {"# filter 1 of 2 in the order of installation\n", "= acct",
           "# filter 2 of 2 in the order of installation\n", "= reboot"}},
         {"rm ready"}});
  check({{"$callgate disasm pid:$$", {}, 1, {}, {"it has no filter"}},
         {"$callgate diff p.toml pid:$$", {}, 2, {}, {"it has no filter"}}});
}

#ifdef CALLGATE_LIBSECCOMP_FILTER
TEST_CASE("what libseccomp wrongly allows of two comparisons with 64-bit constants is found") {
  const Folder folder;
  Folder::write("ours.toml", "[base]\nallow = [\"read(count < 6 || count > 0x200000005)\"]\n");
  // Behind "the upper word is not above 0" it takes the lower word for the upper one.
  check({{CALLGATE_LIBSECCOMP_FILTER " > theirs.bpf"},
         {"$callgate diff ours.toml theirs.bpf",
          {},
          1,
          {"+ read: B also allows count in {6..0xffffffff} (A: kill_process)\n"}}});
}
#endif

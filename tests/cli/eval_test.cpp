// eval on policies and on raw filters: verdicts, reasons, and what cannot be asked.
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "arch/abi.hpp"
#include "shell.hpp"

namespace {

using shell::check;
using shell::Folder;

const std::string policy = R"toml([policy]
abis = ["x86_64", "i386"]
[base]
allow = ["read", "openat(flags & O_ACCMODE == O_RDONLY)"]
errno = { EPERM = ["@clock"] }
[cap.NET]
allow = ["socket"]
)toml";

} // namespace

TEST_CASE("eval says what decided, what it took, and what the kernel's cache saves") {
  const Folder folder;
  Folder::write("p.toml", policy);
  const std::string eval = "$callgate eval p.toml ";
  check({
      {eval + "--call 'openat(AT_FDCWD, 0, O_DIRECTORY)'",
       {},
       0,
       {"openat(AT_FDCWD, 0, O_DIRECTORY)\n  x86_64       allow           [base] \"openat(flags & "
        "O_ACCMODE == O_RDONLY)\", line 4; ",
        " instructions, return at ", "\n  i386         allow "},
       {},
       {"cached"}},
      {eval + "--call 'openat(AT_FDCWD, 0, O_RDWR)' --abi i386",
       {},
       0,
       {"  i386         kill_process    it is listed, and no condition holds; "},
       {},
       {"x86_64", "cached"}},
      {eval + "--call read --call write",
       {},
       0,
       {"read\n  x86_64       allow           [base] \"read\", line 4; ",
        "; cached: Linux 5.11 and later runs no filter for it\n", "write\n  x86_64       kill_",
        "no entry lists it"}},
      {eval + "--call adjtimex --abi x86_64",
       {},
       0,
       {"errno EPERM ", "[base] \"@clock\", line 5; "}},
      {eval + "--call socket", {}, 0, {"kill_process", "no entry lists it"}, {}, {"allow"}},
      {eval + "--call socket --cap NET", {}, 0, {"[cap.NET] \"socket\", line 7"}},
      {eval + "--call read@x32", {}, 0, {"x32 ", "its number is one of an ABI that is not served"}},
      {eval + "--call read@x32", {}, 0, {}, {}, {"cached", "i386"}},
      {eval + "--abi x86_64 --call read@i386", {}, 0, {"i386 ", "its audit token is not served"}},
      {"$callgate eval - --call read", policy, 0, {"i386"}},
  });
}

TEST_CASE("what cannot be asked is status 1, and the rest is answered") {
  const Folder folder;
  Folder::write("p.toml", policy);
  const std::string eval = "$callgate eval p.toml ";
  check({
      {eval + "--call 'raed(3)' --call read",
       {},
       1,
       {"read\n  x86_64"},
       {"unknown call \"raed\"", "--call:1:1", "did you mean \"read\"?"}},
      {eval + "--call 'mmap(0, 1)'", {}, 1, {}, {"on i386: \"mmap\" takes 1 argument", "1:9"}},
      {eval + "--call read@s390x", {}, 1, {}, {"no kernel with s390x calls"}},
      {eval + "--call swapcontext", {}, 1, {}, {"no ABI asked has this call", "x86_64, i386"}},
      {eval + "--call read --abi arm", {}, 2, {}, {"does not serve \"arm\""}},
      {eval + "--call read --cap X", {}, 2, {}, {"unknown capability"}},
      {eval + "--call read --format xml", {}, 2, {}, {"--format"}},
      {"$callgate eval missing --call read", {}, 1, {}, {"missing: No such file"}},
      {"$callgate eval - --call read", "[base]\nallow = [\"raed\"]\n", 1, {}, {"unknown call"}},
      {eval + "--call 'x(' --diagnostics json", {}, 1, {}, {"\"code\": \"unknown-call\""}},
  });
}

TEST_CASE("eval answers where compile does not: a policy that is not as it expects") {
  check({{"$callgate eval - --call read --abi x86_64",
          "[base]\nallow = [\"read\"]\n[[expect]]\ncall = \"read\"\ngets = \"trap\"\n",
          0,
          {"allow "}},
         {"$callgate compile - --abi x86_64",
          "[base]\nallow = [\"read\"]\n[[expect]]\ncall = \"read\"\ngets = \"trap\"\n",
          1,
          {},
          {"expectation-failed"},
          {"ret"}}});
}

TEST_CASE("eval of raw filters asks the ABIs that they look for") {
  const Folder folder;
  Folder::write("p.toml", policy);
  REQUIRE(shell::run("$callgate compile p.toml --emit raw -o f.bpf").status == 0);
  REQUIRE(shell::run("printf '\\006\\0\\0\\0\\0\\0\\377\\177' > allow.bpf").status == 0);
  const std::string native(callgate::arch::facts(callgate::arch::native_abi()).name);
  check({
      {"$callgate eval f.bpf --call 'openat(-1, 0, O_RDWR)'",
       {},
       0,
       {"  x86_64       kill_process    ", "  x32 ", "  i386 "},
       {},
       {"lists", "aarch64"}},
      {"$callgate eval f.bpf --abi i386 --call read", {}, 0, {"i386", "cached"}, {}, {"x86_64"}},
      {"$callgate eval f.bpf --call read@arm", {}, 0, {"arm", "kill_process"}, {}, {"x86_64"}},
      {"$callgate eval f.bpf --call read@s390x", {}, 1, {}, {"no kernel with s390x calls"}},
      {"$callgate eval - --call read < f.bpf", {}, 0, {"x86_64"}},
      {"$callgate eval allow.bpf --call read", {}, 0, {native, "1 of 1 instructions, return at 0"}},
      {"$callgate eval allow.bpf --abi mips_o32 --call read", {}, 1, {}, {"no kernel would"}},
      {"$callgate eval f.bpf --abi x86_64,s390x --call read", {}, 2, {}, {"one byte order"}},
      {"$callgate eval f.bpf --abi vax --call read", {}, 2, {}, {"unknown ABI"}},
      {"$callgate eval f.bpf --cap NET --call read", {}, 2, {}, {"--cap is for policies"}},
      {"head -c 12 f.bpf | $callgate eval - --call read", {}, 1, {}, {"12 bytes"}},
  });
}

TEST_CASE("eval tells where the upper halves of registers decide") {
  const std::string registers = "; if C leaves the registers so: token 0xc000003e, number 257, ";
  check({{"$callgate eval - --call 'openat(AT_FDCWD)' --abi x86_64",
          "[policy]\ndefault = \"allow\"\n[base]\ntrap = [\"openat(arg0 == "
          "0xffffffffffffff9c)\"]\n",
          0,
          {"trap ", registers + "arguments 0xffffffffffffff9c 0", "allow ",
           registers + "arguments 0xffffff9c 0"}},
         {"$callgate eval - --call 'openat(AT_FDCWD)' --abi x86_64",
          "[policy]\ndefault = \"allow\"\n[base]\ntrap = [\"openat(dfd == AT_FDCWD)\"]\n",
          0,
          {"trap "},
          {},
          {"allow", "registers"}}});
}

TEST_CASE("a number is the question of the ABI that owns it") {
  check({{"$callgate eval - --call '#0@x32' --abi x86_64,x32",
          "[base]\nallow = [\"read\"]\n",
          0,
          {"x86_64 ", "cached"},
          {},
          {"x32  "}},
         {"$callgate eval - --call 'openat(3, \"/etc\")'",
          "[base]\nallow = [\"read\"]\n",
          1,
          {},
          {"filters see pointers, never what they point to: write 0"}}});
}

TEST_CASE("--format json is an object a line") {
  const Folder folder;
  Folder::write("p.toml", policy);
  const auto outcome = shell::run(
      "$callgate eval p.toml --format json --call 'openat(AT_FDCWD)' --call getpid --abi x86_64");
  CHECK(outcome.status == 0);
  std::istringstream lines(outcome.out);
  std::vector<nlohmann::json> objects;
  for (std::string line; std::getline(lines, line);)
    objects.push_back(nlohmann::json::parse(line, nullptr, false));
  REQUIRE(objects.size() == 2);
  CHECK(objects[0]["call"] == "openat(AT_FDCWD)");
  CHECK(objects[0]["abi"] == "x86_64");
  CHECK(objects[0]["number"] == 257);
  CHECK(objects[0]["token"] == "0xc000003e");
  CHECK(objects[0]["arguments"][0] == "0xffffffffffffff9c");
  CHECK(objects[0]["action"] == "allow");
  CHECK(objects[0]["returned"] == "0x7fff0000");
  CHECK(objects[0]["reason"] == "entry");
  CHECK(objects[0]["table"] == "[base]");
  CHECK(objects[0]["entry"] == "openat(flags & O_ACCMODE == O_RDONLY)");
  CHECK(objects[0]["line"] == 4);
  CHECK(objects[0]["cached"] == false);
  CHECK(objects[0]["executed"] <= objects[0]["instructions"]);
  CHECK(objects[0]["returned_at"] < objects[0]["instructions"]);
  CHECK(objects[1]["reason"] == "unlisted");
  CHECK(!objects[1].contains("entry"));
}

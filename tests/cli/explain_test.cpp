// explain on logs and on calls as text: what it reads, what it says, and when it fails.
#include <doctest/doctest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <sstream>

#include "shell.hpp"

namespace {

using shell::check;
using shell::Folder;

const std::string policy = R"toml([policy]
abis = ["x86_64", "i386"]
[base]
allow = ["read", "socket(domain == AF_UNIX)"]
errno = { EPERM = ["clone3"] }
trap = ["getppid"]
[cap.NET]
allow = ["connect"]
)toml";

const std::string audit =
    "audit: type=1326 audit(1.2:3): pid=7 comm=\"ping\" exe=\"/usr/bin/ping\" sig=31 "
    "arch=c000003e syscall=42 compat=0 ip=0x7f code=0x80000000\n";

const std::string strace =
    "socket(AF_INET, SOCK_RAW|SOCK_CLOEXEC, IPPROTO_ICMP) = ?\n"
    "+++ killed by SIGSYS (core dumped) +++\n"
    "[pid 9] read(0, \"x\", 1) = -1 EPERM (Operation not permitted)\n"
    "[pid 9] clone3({flags=0}, 88) = -1 EPERM (Operation not permitted)\n"
    "[pid 9] getppid() = 110\n"
    "[pid 9] --- SIGSYS {si_signo=SIGSYS, si_code=SYS_SECCOMP, si_call_addr=0x7f, "
    "si_syscall=__NR_getppid, si_arch=AUDIT_ARCH_X86_64} ---\n";

} // namespace

TEST_CASE("explain reads what the audit system and strace wrote, and calls as text") {
  const Folder folder;
  Folder::write("p.toml", policy);
  Folder::write("audit.log", "noise\n" + audit + audit);
  Folder::write("strace.log", strace);
  const std::string explain = "$callgate explain --policy p.toml ";
  check({
      {explain + "audit.log",
       {},
       0,
       {"denied: connect [x86_64] gets kill_process\n", "process 7 /usr/bin/ping (ping)\n",
        "because no entry lists it", "choose the capability that has it: --cap NET",
        "2 calls denied, 1 different:\n", "2 × connect"}},
      {explain + "strace.log",
       {},
       0,
       {"denied: socket(AF_INET, SOCK_RAW|SOCK_CLOEXEC, IPPROTO_ICMP) [x86_64]",
        "p.toml:4: [base] \"socket(domain == AF_UNIX)\": here domain is AF_INET",
        "widen the entry of line 4 to domain in {AF_UNIX, AF_INET}", "risk: socket forges",
        "denied: clone3(?, 88) [x86_64] gets errno EPERM", "answer it with ENOSYS",
        "denied: getppid() [x86_64] gets trap", "3 calls denied, 3 different:"},
       {},
       {"read(0"}},
      {explain, "socket(AF_INET6)\nclone3\nhello world\n", 0, {"AF_INET6", "clone3"}},
      {explain,
       "type=1326 audit(1.2:3): pid=7 comm=1B5B324A arch=c000003e syscall=42\n",
       0,
       {"(\\x1b[2J)"},
       {},
       {"\x1b"}},
      {explain + "- audit.log", "clone3", 0, {"clone3", "connect"}},
      {explain + "--call 'read@x32(0)'", {}, 0, {"[x32]", "serve x32 too"}},
      {explain + "--abi i386 --call 'clone3()'", {}, 0, {"[i386]"}},
      {explain + "--call 'socket(AF_INET)' --patch 1 > fix && patch -s -p1 < fix && $callgate "
                 "eval p.toml --abi x86_64 --call 'socket(AF_INET)'",
       {},
       0,
       {" allow "}},
      {"cp p.toml 'a b.toml' && $callgate explain --policy 'a b.toml' --call 'socket(AF_INET6)' "
       "--patch 1 > fix && git apply --check fix && patch -s -p1 < fix && ! cmp p.toml 'a b.toml'",
       {},
       0,
       {"differ"}},
      {explain,
       "type=1326 audit(1.2:3): pid=7 exe=\"/bin/\x9b"
       "5m\" arch=c000003e syscall=42\n",
       0,
       {"/bin/\\x9b5m"},
       {},
       {"\x9b"}},
  });
}

TEST_CASE("fixes of several reports are one patch, each on top of those before it") {
  const Folder folder;
  Folder::write("p.toml", "[policy]\nabis = [\"x86_64\"]\n[base]\nallow = [\n  \"read\",\n]\n");
  const std::string calls = "getppid()\nclone3()\nsocket(AF_INET)\nsocket(AF_INET6)\n"
                            "clone3(0, 8)\nread@i386(0)\n";
  const std::string explain = "$callgate explain --policy p.toml --patch ";
  check({
      {explain + "1 >fix", calls},
      {"cp p.toml git.toml && git apply --check fix && patch -s -p1 <fix && grep -c '^@@' fix",
       {},
       0,
       {"1\n"}},
      {"for call in 'getppid()' 'socket(AF_INET)' 'socket(AF_INET6)' 'read@i386(0)'; do "
       "$callgate eval p.toml --call \"$call\"; done | grep -c ' allow '",
       {},
       0,
       {"7\n"}},
      {"$callgate eval p.toml --call 'clone3@x86_64()'", {}, 0, {"errno ENOSYS"}},
      {"cp git.toml p.toml; " + explain + "2",
       "clone3()\ngetppid()\n",
       1,
       {"+  \"clone3\","},
       {"getppid() has no fix 2\n"}},
  });
  Folder::write("cap.toml", policy);
  check({{"$callgate explain --policy cap.toml --patch 1",
          "connect()\nsocket(AF_INET)\n",
          1,
          {"AF_INET"},
          {"fix 1 of connect(", "is no change of the policy: choose the capability"}}});
}

TEST_CASE("fixes are found however the tables are written") {
  const Folder folder;
  const std::string explain = "$callgate explain --policy p.toml --patch 1 ";
  for (const std::string text : {
           "base.allow = [\"read\"]\n",
           "base.log = [\"read\"]\n",
           "base = { allow = [\"read\"] }\n",
           "base = { log = [\"read\"] }\n",
           "[\"base\"]\n'allow' = [\"read\"]\n",
           "[ base ]\r\nlog = [\"read\"]\r\n",
           "base.errno = { EPERM = [\"mount\"] }\n",
           "[base.errno]\nEPERM = [\"mount\"]\n",
           "[base]\nerrno.EPERM = [\"mount\"]\n",
           "policy = { default = \"trap\" }\nbase = { errno = { EPERM = [\"mount\"] } }\n",
           "policy.default = \"trap\"\nbase.errno.EPERM = [\"mount\"]\n",
       }) {
    CAPTURE(text);
    Folder::write("p.toml", text);
    check({
        {explain + "--call 'getppid@x86_64()' --abi x86_64 >fix && patch -s -p1 <fix"},
        {explain + "--call 'clone3@x86_64()' --abi x86_64 >fix && patch -s -p1 <fix"},
        {explain + "--call 'read@i386(0)' --abi x86_64 >fix && patch -s -p1 <fix"},
        {"$callgate eval p.toml --call 'getppid@i386()'", {}, 0, {" allow "}},
        {"$callgate eval p.toml --call 'clone3@x86_64()'", {}, 0, {"errno ENOSYS"}},
    });
  }
}

TEST_CASE("explain fails where something cannot be read, or the policy allows it") {
  const Folder folder;
  Folder::write("p.toml", policy);
  const std::string explain = "$callgate explain --policy p.toml ";
  check({
      {explain + "--cap NET",
       audit,
       1,
       {"allowed: connect"},
       {"<stdin>:1: this policy allows connect: was it another policy, or other capabilities?"}},
      {explain + "--cap NET 2>&1 | grep -c 'this policy allows'",
       audit + audit + audit,
       0,
       {"1\n"}},
      {explain, "nothing here\n", 1, {}, {"no call in <stdin>"}},
      {explain,
       "type=1326 audit(1.2:3): arch=c000003e\n" + audit,
       1,
       {"connect"},
       {"<stdin>:1: it has no syscall="}},
      {explain + "--call 'raed(1)'", {}, 1, {}, {"did you mean \"read\"?"}},
      {explain + "--call 'read(1, 2, 3, 4)'", {}, 1, {}, {"takes 3 arguments"}},
      {explain + "missing", {}, 1, {}, {"missing: No such file"}},
      {"$callgate explain", {}, 2, {}, {"--policy"}},
      {explain + "--patch 0 --call read", {}, 2, {}, {"--patch"}},
      {explain + "--format xml", {}, 2, {}, {"--format"}},
  });
}

TEST_CASE("explain's JSON is an object a line") {
  const Folder folder;
  Folder::write("p.toml", policy);
  const auto outcome =
      shell::run("$callgate explain --policy p.toml --format json", strace + audit + audit);
  CHECK(outcome.status == 0);
  std::istringstream lines(outcome.out);
  std::vector<nlohmann::json> objects;
  for (std::string line; std::getline(lines, line);)
    objects.push_back(nlohmann::json::parse(line));
  REQUIRE(objects.size() == 4);
  const auto& connect = *std::find_if(objects.begin(), objects.end(), [](const auto& object) {
    return object["call"] == "connect";
  });
  CHECK(connect["times"] == 2);
  CHECK(connect["abi"] == "x86_64");
  CHECK(connect["action"] == "kill_process");
  CHECK(connect["reason"] == "unlisted");
  CHECK(connect["remedies"][0]["kind"] == "capability");
  CHECK(connect["remedies"][1]["patch"].get<std::string>().starts_with("--- a/p.toml\n"));
}

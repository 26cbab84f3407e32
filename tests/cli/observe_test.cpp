// `callgate observe`: what it takes, what it writes and when, and the status that it passes on.
#include <doctest/doctest.h>

#include "shell.hpp"

namespace {

using shell::check;
using shell::Folder;

const std::string observe = "$callgate observe --method notification -o p.toml ";

} // namespace

TEST_CASE("what was seen runs again under the policy, and what was not is stopped") {
  const Folder folder;
  check({
      {observe + "-- sh -c 'ls / | sort'", {}, 0, {"usr"}, {"notification", "entries written"}},
      {"$callgate compile p.toml --strict --emit raw -o p.bpf"},
      {"for i in 1 2 3; do $callgate run p.toml -- sh -c 'ls / | sort' || exit; done",
       {},
       0,
       {"usr"}},
      {"$callgate run p.toml -- sh -c 'ulimit -n 10; mkdir d'", {}, 159},
      {"grep -c 'command: sh -c' p.toml", {}, 0, {"1"}},
  });
}

TEST_CASE("a policy that is there is widened, and a person's words stay") {
  const Folder folder;
  Folder::write("p.toml", "# mine\n[base]\nallow = [\"read\"] # and why\n"
                          "errno = { EPERM = [\"mkdir\"] }\n");
  check({
      {observe + "-- mkdir d",
       {},
       0,
       {},
       {"entries added to p.toml", "\"mkdir\" was called 1 time"}},
      {"cat p.toml", {}, 0, {"# mine\n[base]\nallow = [\"read\",\n", "] # and why\nerrno = {"}},
      {"$callgate eval p.toml --call mkdir", {}, 0, {"errno EPERM"}},
      {observe + "-- mkdir e", {}, 0, {}, {"p.toml allows them all already"}},
  });
}

TEST_CASE("the status is the command's, and nothing is written of one that did not start") {
  const Folder folder;
  check({
      {observe + "-- sh -c 'exit 7'", {}, 7, {}, {"written to p.toml"}},
      {observe + "-- sh -c 'kill -TERM $$'", {}, 143, {}, {"p.toml"}},
      {"rm p.toml; " + observe + "-- ./missing", {}, 127, {}, {"missing"}},
      {observe + "-- .", {}, 126},
  });
  CHECK(Folder::names().empty());
  Folder::write("p.toml", "[base]\nallow = [\"raed\"]\n");
  check({{observe + "-- sh -c 'echo ran'", {}, 125, {}, {"raed", "read"}, {"ran"}}});
  CHECK(Folder::read("p.toml") == "[base]\nallow = [\"raed\"]\n");
}

TEST_CASE("where the policy cannot be written the status says so") {
  const Folder folder;
  check({{"$callgate observe --method notification -o /no/such/p.toml -- true",
          {},
          125,
          {},
          {"/no/such/p.toml"}}});
}

TEST_CASE("a command that is ended in its midst has been learned up to there") {
  const Folder folder;
  check({
      {"timeout -s INT 1 " + observe + "-- sh -c 'while :; do ls / > /dev/null; done'", {}, 124},
      {"$callgate compile p.toml --strict --emit raw -o p.bpf"},
      {"$callgate run p.toml -- sh -c 'ls / > /dev/null'"},
  });
  CHECK(Folder::names() == std::vector<std::string>{"p.bpf", "p.toml"});
}

TEST_CASE("counts are what --weights reads, and are added up") {
  const Folder folder;
  check({
      {observe + "--counts w.json -- true"},
      {"cp w.json once.json; " + observe + "--counts w.json -- true"},
      {"$callgate compile p.toml --weights w.json --emit raw -o p.bpf"},
      {"python3 -c 'import json; a = json.load(open(\"once.json\")); b = "
       "json.load(open(\"w.json\")); assert all(b[k] == 2 * a[k] for k in a), (a, b)'"},
  });
}

TEST_CASE("records of others are read") {
  const Folder folder;
  Folder::write("s.log", "execve(\"/bin/x\", [\"x\"], 0x7f /* 1 var */) = 0\n"
                         "socket(AF_UNIX, SOCK_STREAM, 0) = 3\nexit_group(0) = ?\n");
  Folder::write("a.log", "type=SECCOMP msg=audit(1.2:3): pid=7 comm=\"x\" exe=\"/x\" sig=0 "
                         "arch=c000003e syscall=257 compat=0 ip=0x7 code=0x7ffc0000\n");
  Folder::write("empty.log", "nothing\n");
  check({
      {"$callgate observe -o p.toml --from strace s.log", {}, 0, {}, {"2 calls of 2 kinds"}},
      {"grep -c socket p.toml; grep -c '\"execve' p.toml", {}, 1, {"1\n0\n"}},
      {"$callgate observe -o p.toml --from audit - < a.log", {}, 0, {}, {"1 entry added"}},
      {"$callgate observe -o q.toml --from strace s.log --from audit a.log"},
      {"$callgate compile q.toml --strict --emit raw -o q.bpf"},
      {"grep 'runs: 2' q.toml", {}, 0, {"2"}},
      {"$callgate observe -o r.toml --from audit s.log", {}, 1, {}, {"s.log: no call"}},
      {"$callgate observe -o r.toml --from strace empty.log", {}, 1, {}, {"empty.log"}},
      {"$callgate observe -o r.toml --from strace missing.log", {}, 1, {}, {"missing.log"}},
      {"test -e r.toml", {}, 1},
  });
}

TEST_CASE("policies are merged") {
  const Folder folder;
  Folder::write("a.toml", "[base]\nallow = [\"read\"] # a's\n");
  Folder::write("b.toml", "[base]\nallow = [\"write(fd == 1)\"]\n");
  Folder::write("bad.toml", "[base]\nallow = [\"wriet\"]\n");
  check({
      {"$callgate observe --merge a.toml b.toml -o c.toml", {}, 0, {}, {"1 entry added"}},
      {"cat c.toml", {}, 0, {"\"read\"", "# a's", "\"write(fd == 1)\""}},
      {"$callgate diff a.toml c.toml --forbid-widening", {}, 1, {"write"}},
      {"$callgate observe --merge b.toml a.toml -o a.toml", {}, 0, {}, {"1 entry added"}},
      {"$callgate diff a.toml c.toml", {}, 0},
      {"$callgate observe --merge a.toml bad.toml -o c.toml", {}, 1, {}, {"wriet"}},
  });
}

TEST_CASE("what does not go together is a wrong command line") {
  const Folder folder;
  check({
      {"$callgate observe -- true", {}, 2, {}, {"--output"}},
      {"$callgate observe -o p.toml", {}, 2, {}, {"the command is missing"}},
      {"$callgate observe -o p.toml --", {}, 2, {}, {"the command is missing"}},
      {"$callgate observe -o p.toml x -- true", {}, 2, {}, {"\"x\""}},
      {"$callgate observe -o p.toml --from strace -- true", {}, 2, {}, {"runs no command"}},
      {"$callgate observe -o p.toml --from strace", {}, 2, {}, {"needs files"}},
      {"$callgate observe -o p.toml --from perf x", {}, 2, {}, {"\"perf\""}},
      {"$callgate observe -o p.toml --from strace --merge x", {}, 2, {}, {"two things"}},
      {"$callgate observe -o p.toml --merge", {}, 2, {}, {"needs files"}},
      {"$callgate observe -o p.toml --abi x86 -- true", {}, 2, {}, {"x86"}},
      {"$callgate observe -o p.toml --conditions some -- true", {}, 2, {}, {"some"}},
      {"$callgate observe -o p.toml --method magic -- true", {}, 2, {}, {"magic"}},
  });
  CHECK(Folder::names().empty());
}

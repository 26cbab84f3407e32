// `callgate check`: real commands under a policy, as a release gate runs them.
#include <doctest/doctest.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "shell.hpp"

namespace {

using nlohmann::json;
using shell::check;
using shell::Folder;

/// Allows all but `mkdir` and what CAP has.
const std::string open_policy = "[policy]\ndefault = \"allow\"\n"
                                "[base]\nkill_process = [\"mkdir\", \"mkdirat\"]\n"
                                "errno = { EPERM = [\"chmod\", \"fchmodat\"] }\n";

std::string run_of(const std::string& keys) {
  return "[[run]]\n" + keys + "\n";
}

} // namespace

TEST_CASE("the example of docs/check.md passes, for root and for anybody") {
  const std::string command = "cd / && $callgate check $examples/shell.toml "
                              "$examples/gate/corpus.toml";
  for (const shell::User user : {shell::User::same, shell::User::ordinary}) {
    if (shell::run("$callgate --version && cat $examples/shell.toml", {}, user).status != 0) {
      MESSAGE("not tried as an ordinary user, who cannot read the build folder");
      continue;
    }
    const auto outcome = shell::run(command, {}, user);
    INFO(outcome.out, outcome.err);
    CHECK(outcome.status == 0);
    CHECK(outcome.err.empty());
    CHECK(outcome.out.find("\npassed: 5 runs, 0 failures, ") != std::string::npos);
  }
}

TEST_CASE("what passes and what fails") {
  const Folder folder;
  Folder::write("open.toml", open_policy);
  const std::string gate = "$callgate check open.toml -";
  check({
      {gate, run_of("command = [\"true\"]"), 0, {"ok    true (", "passed: 1 run, 0 failures"}},
      {gate, run_of("command = [\"false\"]"), 1, {"FAIL  false", "ended with exit status 1"}},
      {gate, run_of("command = [\"false\"]\nexit_status = 1"), 0},
      {gate, run_of("shell = \"kill -KILL $$\""), 1, {"signal 9 (SIGKILL)"}},
      {gate, run_of("shell = \"kill -KILL $$\"\nsignal = 9"), 0},
      {gate, run_of("command = [\"no-such-command\"]"), 1, {"no-such-command"}},
      {gate, run_of("command = [\"true\"]\ndirectory = \"missing\""), 1, {"missing"}},
      {gate, run_of("command = [\"cat\"]\ninput_file = \"missing\""), 1, {"missing"}},
      {gate, run_of("command = [\"cat\"]\ninput = \"a\\nb\"\noutput = \"a\\nb\""), 0},
      {gate, run_of("command = [\"cat\"]\noutput = \"x\""), 1, {"its output lacks \"x\""}},
      {gate,
       run_of("shell = \"echo $A-$B-$HOME; pwd\"\nenvironment = { A = \"1\" }\nunset = [\"HOME\"]\n"
              "directory = \"/\"\noutput = \"1--\\n/\\n\""),
       0},
      {gate,
       run_of("command = [\"env\"]\nclear_environment = true\nenvironment = { PATH = "
              "\"/bin:/usr/bin\" }\noutput = \"PATH=/bin:/usr/bin\\n\""),
       0},
      {gate,
       run_of("command = [\"sleep\", \"60\"]\ntime_limit = 0.2"),
       1,
       {"longer than its 0.2 s"}},
      // A watcher that dies is one failed run, and takes the command with it.
      {gate,
       run_of("shell = \"kill -KILL $PPID; sleep 60\"") + run_of("command = [\"true\"]"),
       1,
       {"its watcher was ended by signal 9", "ok    true", "failed: 2 runs, 1 failure,"}},
      // What a run leaves behind is ended with it.
      {gate, run_of("shell = \"sleep 60 & sleep 60\"\ntime_limit = 0.2"), 1, {"longer than"}},
  });
}

TEST_CASE("a call that the policy denies fails, and passes so that the next one is seen") {
  const Folder folder;
  Folder::write("open.toml", open_policy);
  check({
      {"$callgate check open.toml -",
       run_of("shell = \"mkdir a b && ls\"\noutput = \"b\""),
       1,
       {"mkdir would get kill_process, 2 times", "failed: 1 run, 1 failure,"}},
      // An errno that an entry gives is what the program gets.
      {"$callgate check open.toml -",
       run_of("shell = \"chmod 700 a\"\nexit_status = 1\noutput = \"not permitted\""), 0},
      {"$callgate check - open.toml", "[base]\nallow = [\"raed\"]\n", 1, {}, {"open.toml"}},
  });
  CHECK(Folder::names() == std::vector<std::string>{"a", "b", "open.toml"});
}

TEST_CASE("of many ways to make a denied call, sixteen are told one by one") {
  const Folder folder;
  Folder::write("open.toml",
                "[policy]\ndefault = \"allow\"\n[base]\nkill_process = [\"socket\"]\n");
  const auto ways = [](const std::string& count) {
    return run_of("command = [\"" CALLGATE_ACT "\", \"many-ways\", \"" + count + "\"]");
  };
  const std::string gate = "$callgate check open.toml -";
  check({
      {gate, ways("16"), 1, {"failed: 1 run, 16 failures,"}, {}, {"further ways"}},
      {gate,
       ways("20"),
       1,
       {"socket in further ways would get kill_process, 8 times", "failed: 1 run, 17 failures,"}},
  });
}

TEST_CASE("what was never needed warns, and fails with --strict") {
  const Folder folder;
  Folder::write("p.toml", "[policy]\ndefault = \"errno ENOSYS\"\n[base]\n"
                          "allow = [\"#0..2000\", \"#3000\"]\n[cap.IDLE]\nallow = [\"#3001\"]\n");
  const std::string corpus = run_of("command = [\"true\"]");
  check({
      {"$callgate check p.toml -",
       corpus,
       0,
       {"warning: p.toml:4:23: \"#3000\" was never needed [unused-entry]",
        "warning: p.toml:5:6: the capability IDLE is given to no run [unused-capability]",
        "passed: 1 run, 0 failures, 2 warnings"}},
      {"$callgate check p.toml - --strict", corpus, 1, {"failed: 1 run, 2 failures, 0 warnings"}},
      {"$callgate check p.toml - --cap IDLE", corpus, 0, {"given to 1 run, and none needs it"}},
  });
}

TEST_CASE("results go to files and streams, and come back as a baseline") {
  const Folder folder;
  Folder::write("open.toml", open_policy);
  Folder::write("c.toml", run_of("name = \"it\"\nshell = \"cat x\"\nrepeats = 2"));
  Folder::write("x", "");
  check({
      {"$callgate check open.toml c.toml --json a.json --junit a.xml --html a.html", {}, 0, {"ok"}},
      {"$callgate check open.toml c.toml --json -", {}, 0, {"{\n"}, {"ok    it"}, {"ok    it"}},
      {"$callgate check open.toml c.toml --baseline a.json", {}, 0, {"passed"}},
      {"$callgate check open.toml c.toml --baseline open.toml", {}, 1, {}, {"it is no JSON"}},
      {"$callgate check open.toml c.toml --baseline missing", {}, 1, {}, {"missing"}},
      {"$callgate check open.toml c.toml --json no/such/folder", {}, 1, {"passed"}, {"folder"}},
  });
  const json result = json::parse(Folder::read("a.json"));
  CHECK(result["passed"] == true);
  CHECK(result["runs"][0]["repeats"] == 2);
  CHECK(result["runs"][0]["calls"].size() > 5);
  CHECK(Folder::read("a.xml").starts_with("<?xml"));
  CHECK(Folder::read("a.html").starts_with("<!DOCTYPE html>"));

  Folder::write("c.toml", run_of("name = \"it\"\nshell = \"ln -s x y\"\nrepeats = 1"));
  check({{"$callgate check open.toml c.toml --baseline a.json",
          {},
          1,
          {"failure: it: symlink", "is new: no run of the baseline made it [new-call]"}}});
}

TEST_CASE("capabilities are those of the run, or else of --cap") {
  const Folder folder;
  Folder::write("p.toml", "[policy]\ndefault = \"allow\"\n[base]\nkill_process = [\"mkdir\"]\n"
                          "[cap.DIRS]\nallow = [\"mkdir\"]\n");
  const std::string plain = run_of("shell = \"mkdir x && rmdir x\"");
  const std::string named = run_of("shell = \"mkdir x && rmdir x\"\ncapabilities = [\"DIRS\"]");
  const std::string none = run_of("shell = \"mkdir x && rmdir x\"\ncapabilities = [\"none\"]");
  check({
      {"$callgate check p.toml -", plain, 1},
      {"$callgate check p.toml -", named, 0},
      {"$callgate check p.toml - --cap DIRS", plain, 0},
      {"$callgate check p.toml - --cap DIRS", none, 1},
      {"$callgate check p.toml - --cap DIR", plain, 2, {}, {"DIR"}},
      {"$callgate check p.toml -",
       run_of("shell = \"x\"\ncapabilities = [\"DIR\"]"),
       1,
       {},
       {"<stdin>:1:1", "unknown-capability"}},
  });
}

TEST_CASE("a corpus at fault runs nothing") {
  const Folder folder;
  Folder::write("open.toml", open_policy);
  check({
      {"$callgate check open.toml -",
       "[[run]]\nshell = \"touch seen\"\n[[run]]\n",
       1,
       {},
       {"<stdin>:3:1", "[[run]] has no command"}},
      {"$callgate check open.toml missing.toml", {}, 1, {}, {"missing.toml"}},
      {"$callgate check - -", {}, 2, {}, {"only once"}},
      {"$callgate check open.toml", {}, 2, {}, {"CORPUS"}},
      {"$callgate check open.toml - --jobs 0", {}, 2, {}, {"--jobs"}},
  });
  CHECK(Folder::names() == std::vector<std::string>{"open.toml"});
}

TEST_CASE("a program that traces itself is told apart from a failure of its own") {
  if (shell::run("strace -V").status != 0) return;
  const Folder folder;
  Folder::write("open.toml", open_policy);
  check({{"$callgate check open.toml -",
          run_of("command = [\"strace\", \"true\"]"),
          1,
          {"traces itself or another"}}});
}

TEST_CASE("Ctrl-C ends all runs") {
  const Folder folder;
  Folder::write("open.toml", open_policy);
  Folder::write("c.toml", run_of("shell = \"touch started; exec sleep 4321\""));
  check({
      {"$callgate check open.toml c.toml & while ! [ -e started ]; do sleep 0.05; done; "
       "kill -TERM $!; wait $!",
       {},
       143},
      {"! pgrep -f 'sleep 432[1]'", {}, 0},
  });
}

TEST_CASE("a terminal has a bar, and the lines when it is gone") {
  if (shell::run("python3 -c 'import pty'").status != 0) return;
  const Folder folder;
  Folder::write("open.toml", open_policy);
  Folder::write("c.toml", run_of("command = [\"true\"]") + run_of("command = [\"echo\"]"));
  check({{"python3 -c 'import os, pty; pty.spawn([os.environ[\"callgate\"], \"check\", "
          "\"open.toml\", "
          "\"c.toml\"])'",
          {},
          0,
          {"\rchecking [", "100 %", "\r\033[K", "\033[32mok  \033[0m  true", "\033[32mpassed"}}});
}

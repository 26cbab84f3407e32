// `callgate run`: the command gets what stands behind the first "--" and nothing else,
// and its status comes back.
#include <doctest/doctest.h>

#include "shell.hpp"

namespace {

using shell::check;
using shell::Folder;

/// Allows every call, so that only callgate itself is tested.
const std::string open_policy = "[policy]\ndefault = \"allow\"\n[base]\nlog = [\"reboot\"]\n";

} // namespace

TEST_CASE("what follows the first -- reaches the command byte for byte") {
  const Folder folder;
  Folder::write("open.toml", open_policy);
  // Prints each argument in brackets, and how many there are.
  Folder::write("show", "#!/bin/sh\nprintf '%s;' $#\nprintf '[%s]' \"$@\"\n");
  check({{"chmod +x show"}});
  const std::string run = "$callgate run open.toml -- ./show ";
  check({
      {run + "a 'b c'", {}, 0, {"2;[a][b c]"}},
      {run + "--help -h --version --cap X --abi", {}, 0, {"6;[--help][-h][--version][--cap][X]"}},
      {run + "-- -- a --", {}, 0, {"4;[--][--][a][--]"}},
      {run + "'' '' x ''", {}, 0, {"4;[][][x][]"}},
      {run + "\"$(printf '\\377\\001\\303')\"", {}, 0, {"1;[\xff\x01\xc3]"}},
      {run + "'a\nb' '\"' '\\' '$callgate' '*'", {}, 0, {"5;[a\nb][\"][\\][$callgate][*]"}},
      {run + "run open.toml -- x", {}, 0, {"4;[run][open.toml][--][x]"}},
      {"$callgate run open.toml -- -- x", {}, 127, {}, {"--"}},
  });
}

TEST_CASE("options of run stand before the --") {
  const Folder folder;
  Folder::write("open.toml", open_policy + "[cap.A]\nallow = []\n");
  check({
      {"$callgate run open.toml --cap A -- echo started", {}, 0, {"started"}},
      {"$callgate run --cap A open.toml -- echo started", {}, 0, {"started"}},
      {"$callgate run --cap A --strict open.toml --before-exec -- echo it", {}, 0, {"it"}},
      {"$callgate run - -- echo started", open_policy, 0, {"started"}},
      {"$callgate run open.toml -- cat", "standard input", 0, {"standard input"}},
  });
}

TEST_CASE("the status is the command's own") {
  const Folder folder;
  Folder::write("open.toml", open_policy);
  Folder::write("plain", "no program");
  const std::string run = "$callgate run open.toml -- ";
  check({
      {run + "true"},
      {run + "sh -c 'exit 1'", {}, 1},
      {run + "sh -c 'exit 2'", {}, 2},
      {run + "sh -c 'exit 255'", {}, 255},
      {run + "sh -c 'kill -TERM $$'", {}, 143},
      {run + "sh -c 'kill -KILL $$'", {}, 137},
      {run + "./plain", {}, 126, {}, {"plain"}},
      {run + ".", {}, 126},
      {run + "./missing", {}, 127, {}, {"missing"}},
      {run + "no-such-program-anywhere", {}, 127, {}, {"no-such-program-anywhere"}},
      {run + "''", {}, 127},
  });
}

TEST_CASE("a denied call ends the command") {
  const Folder folder;
  Folder::write("deny.toml", "[policy]\ndefault = \"allow\"\n[base]\nkill_process = [\"chdir\"]\n"
                             "errno = { EXDEV = [\"mkdir\"] }\n");
  check({
      {"$callgate run deny.toml -- sh -c 'echo before; cd /; echo after'",
       {},
       159,
       {"before"},
       {},
       {"after"}},
      {"$callgate run deny.toml -- mkdir x", {}, 1, {}, {"nvalid cross-device link"}},
  });
  CHECK(Folder::names() == std::vector<std::string>{"deny.toml"});
}

TEST_CASE("a filter that needs somebody to answer is refused") {
  const Folder folder;
  Folder::write("ask.toml", "[policy]\ndefault = \"allow\"\n[base]\nnotify = [\"mount\"]\n");
  Folder::write("trace.toml",
                "[policy]\ndefault = \"allow\"\n[base]\ntrace = { 1 = [\"mount\"] }\n");
  const std::string exec_denied = "[policy]\ndefault = \"allow\"\n[base]\ntrap = [\"execve\"]\n";
  check({
      {"$callgate run ask.toml -- echo started", {}, 125, {}, {"mount"}, {"started"}},
      {"$callgate run trace.toml -- echo started", {}, 125, {}, {"mount"}, {"started"}},
      {"$callgate run - -- echo started", exec_denied, 0, {"started"}},
      {"$callgate run - --before-exec -- echo x", exec_denied, 125, {}, {"execve"}, {"x\n"}},
  });
}

// `callgate run --explain` and `--audit`: what is told, where, and that what the policy says
// happens, or does not.
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "shell.hpp"

namespace {

using nlohmann::json;
using shell::check;
using shell::Folder;

const std::string deny_mkdir = "[policy]\ndefault = \"allow\"\n[base]\n"
                               "errno = { EXDEV = [\"mkdir\", \"mkdirat\"] }\n";
const std::string kill_mkdir = "[policy]\ndefault = \"allow\"\n[base]\n"
                               "kill_process = [\"mkdir\", \"mkdirat\"]\n";
/// An allowlist that lacks one call that every program can do without.
const std::string all_but_mkdir =
    "[base]\nallow = [\"@known\"]\nexcept = [\"mkdir\", \"mkdirat\"]\n";

/// A file of lines of JSON.
std::vector<json> read_lines(const std::string& name) {
  std::vector<json> lines;
  std::istringstream text(Folder::read(name));
  for (std::string line; std::getline(text, line);)
    lines.push_back(json::parse(line));
  return lines;
}

} // namespace

TEST_CASE("explained is what the policy does") {
  const Folder folder;
  Folder::write("errno.toml", deny_mkdir);
  Folder::write("kill.toml", kill_mkdir);
  check({
      {"$callgate run --explain errno.toml -- mkdir made",
       {},
       1,
       {},
       {"nvalid cross-device link", "mkdir(", "\"made\"", "errno EXDEV", "errno.toml:4"}},
      {"$callgate run --explain kill.toml -- mkdir made",
       {},
       159,
       {},
       {"mkdir(", "kill_process", "kill.toml:4"}},
      {"$callgate run --explain errno.toml -- sh -c 'exit 7'", {}, 7, {}, {}, {}, {"denied"}},
      {"$callgate run --explain errno.toml -- sh -c 'kill -TERM $$'", {}, 143},
      {"$callgate run --explain errno.toml -- no-such-command", {}, 127, {}, {"no-such-command"}},
  });
  CHECK(Folder::names() == std::vector<std::string>{"errno.toml", "kill.toml"});
}

TEST_CASE("that nobody reads the reports changes nothing for the command") {
  const Folder folder;
  Folder::write("errno.toml", deny_mkdir);
  const std::string work = "-- sh -c 'mkdir made; mkdir -p made; echo end >end'";
  check({{"{ $callgate run --explain errno.toml " + work + "; } 2>&1 | true; cat end",
          {},
          0,
          {"end"}},
         {"$callgate run --explain --report /dev/full errno.toml " + work + " 2>/dev/null"}});
}

TEST_CASE("the command's status is that of the run, whoever reads the reports") {
  const Folder folder;
  Folder::write("errno.toml", deny_mkdir);
  // The reader is gone before the first report, or between the reports and what sums them up.
  const std::string work =
      " errno.toml -- sh -c 'mkdir made; mkdir -m 700 made; sleep 0.1; exit 7'";
  for (const std::string options :
       {"--explain", "--explain --format json", "--explain --format json --report -"}) {
    for (const std::string reader : {"true", "head -n 1"}) {
      CAPTURE(options);
      CAPTURE(reader);
      check({{"{ $callgate run " + options + work + "; echo $? >status; } 2>&1 | " + reader +
                  " >head; cat status",
              {},
              0,
              {"7\n"}}});
    }
  }
}

TEST_CASE("audited calls pass") {
  const Folder folder;
  Folder::write("kill.toml", kill_mkdir);
  check({{"$callgate run --audit kill.toml -- mkdir made", {}, 0, {}, {"mkdir(", "\"made\""}}});
  CHECK(Folder::names() == std::vector<std::string>{"kill.toml", "made"});
}

TEST_CASE("repeats are folded and counted") {
  const Folder folder;
  Folder::write("errno.toml", deny_mkdir);
  const std::string loop = "sh -c 'for i in 1 2 3 4 5; do mkdir made 2>/dev/null; done; true'";
  check({{"$callgate run --explain errno.toml --report text -- " + loop},
         {"$callgate run --explain errno.toml --format json --report json -- " + loop}});
  CHECK(Folder::read("text").find("5") != std::string::npos);
  const std::vector<json> lines = read_lines("json");
  REQUIRE(lines.size() == 2);
  CHECK(lines[0]["call"].get<std::string>().rfind("mkdir", 0) == 0);
  CHECK(lines[1] == json::parse(R"({"denied":5,"different":1,"times":[5]})"));
}

TEST_CASE("a remedy's patch lets the command pass") {
  const Folder folder;
  Folder::write("list.toml", all_but_mkdir);
  check({{"$callgate run --explain list.toml --format json --report json -- mkdir made", {}, 159}});
  const std::vector<json> lines = read_lines("json");
  REQUIRE(lines.size() == 2);
  REQUIRE(!lines[0]["remedies"].empty());
  Folder::write("list.patch", lines[0]["remedies"][0]["patch"].get<std::string>());
  check({{"patch -s list.toml < list.patch"}, {"$callgate run list.toml -- mkdir made"}});
}

TEST_CASE("what cannot be watched is refused") {
  const Folder folder;
  Folder::write("open.toml", "[policy]\ndefault = \"allow\"\n[base]\nlog = [\"reboot\"]\n");
  Folder::write("ask.toml", "[policy]\ndefault = \"allow\"\n[base]\nnotify = [\"mount\"]\n");
  Folder::write("trace.toml",
                "[policy]\ndefault = \"allow\"\n[base]\ntrace = { 1 = [\"mount\"] }\n");
  check({
      {"$callgate run --explain ask.toml -- echo it", {}, 125, {}, {"listener", "mount"}, {"it\n"}},
      {"$callgate run --audit trace.toml -- echo it", {}, 125, {}, {"tracer", "mount"}, {"it\n"}},
      {"$callgate run --explain open.toml --report no/such/folder -- echo it",
       {},
       125,
       {},
       {"no/such/folder"},
       {"it\n"}},
  });
}

TEST_CASE("a command that traces itself is ended, whatever the policy says of ptrace") {
  const Folder folder;
  Folder::write("open.toml", "[policy]\ndefault = \"allow\"\n[base]\nlog = [\"reboot\"]\n");
  Folder::write("closed.toml",
                "[policy]\ndefault = \"allow\"\n[base]\nkill_process = [\"ptrace\"]\n");
  const std::string act = " -- " CALLGATE_ACT " trace-me";
  check({
      {"$callgate run --explain open.toml" + act, {}, 125, {}, {"traces itself"}},
      {"$callgate run --audit open.toml" + act, {}, 125, {}, {"traces itself"}},
      {"$callgate run --audit closed.toml" + act, {}, 125, {}, {"traces itself"}},
      {"$callgate run --explain closed.toml" + act, {}, 159, {}, {"ptrace", "kill_process"}},
  });
}

TEST_CASE("options that do not go together") {
  const Folder folder;
  Folder::write("errno.toml", deny_mkdir);
  const std::string run = "$callgate run errno.toml ";
  check({
      {run + "--explain --audit -- true", {}, 2},
      {run + "--explain --before-exec -- true", {}, 2},
      {run + "--report x -- true", {}, 2, {}, {"--explain or --audit"}},
      {run + "--format json -- true", {}, 2, {}, {"--explain or --audit"}},
      {run + "--explain --format xml -- true", {}, 2},
      {run + "--explain --report '' -- true", {}, 2},
  });
}

TEST_CASE("what a program says of itself moves no cursor") {
  const Folder folder;
  Folder::write("errno.toml", deny_mkdir);
  check({{"$callgate run --explain errno.toml -- mkdir \"$(printf 'a\\033[2Jb')\"",
          {},
          1,
          {},
          {"\\x1b[2J"},
          {},
          {}}});
  check({{"$callgate run --explain errno.toml --report told -- "
          "mkdir \"$(printf 'a\\033[2Jb')\" 2>/dev/null; grep -c \"$(printf '\\033')\" told",
          {},
          1,
          {"0"}}});
}

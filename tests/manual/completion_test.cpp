// callgate completion: each shell takes its script and offers what --help has.
#include <doctest/doctest.h>

#include <algorithm>
#include <regex>
#include <set>
#include <sstream>
#include <string>

#include "cli/shell.hpp"
#include "help.hpp"
#include "support/cases.hpp"

namespace {

using Names = std::set<std::string>;

/// A folder with policies, and the tool and the scripts where shells look for them.
class Desk : shell::Folder {
public:
  Desk() {
    write("render.toml", "[base]\nallow = [\"read\"]\n[cap.NET]\nallow = [\"socket\"]\n"
                         "[cap.FILES]\nallow = [\"openat\"]\n");
    write("broken.toml", "[base]\nallow = [\"raed\"]\n[cap.LEFT]\nallow = [\"socket\"]\n");
    write("nonsense.toml", "[[[\n");
    write("render.bpf", "");
    write("with blank.bpf", "");
    REQUIRE(shell::run("mkdir bin policies && ln -s $callgate bin/callgate && "
                       "for s in bash zsh fish; do $callgate completion $s > _$s; done && "
                       "mv _zsh _callgate")
                .status == 0);
  }
};

std::string quoted(const std::string& text) {
  return "'" + text + "'";
}

/// What the script of tests/manual that drives a shell makes of command lines.
std::string driven(const std::string& driver, const std::string& lines) {
  const auto outcome = shell::run("PATH=$PWD/bin:$PATH timeout 60 " + driver, lines);
  CHECK(outcome.err == "");
  return outcome.out;
}

const std::string folder = CALLGATE_SOURCE_DIR "/tests/manual/";
const std::string bash = "bash --norc --noprofile " + folder + "complete.bash _bash";
const std::string fish = "fish --no-config " + folder + "complete.fish _fish";
const std::string typed = "zsh -f " + folder + "complete_typed.zsh"; // in bash
const std::string zsh = "zsh -f " + folder + "complete.zsh";

/// Names of capabilities, in a policy with the right syntax and in a plain list, of which all but
/// GOOD mean something to a shell that expands them.
const std::string evil_policy = R"toml([base]
allow = ["read"]
[cap."$(>PWNED)"]
[cap."`>PWNED`"]
[cap."<(>PWNED)"]
[cap.";>PWNED"]
[cap."*"]
[cap."${HOME}"]
[cap."$((1+1))"]
[cap."'"]
[cap."\""]
[cap."\\"]
[cap."[x]:y"]
[cap.GOOD]
)toml";
const std::string evil_names = R"list($(>PWNED)
`>PWNED`
<(>PWNED)
;>PWNED
*
${HOME}
$((1+1))
'
"
\\
[x]:y
two words
GOOD
)list";

/// The candidates behind "=> " that begin with a dash.
Names options_in(const std::string& answers) {
  std::istringstream words(answers.substr(std::min(answers.find("=> "), answers.size())));
  Names names;
  for (std::string word; words >> word;)
    if (word.size() > 1 && word.starts_with('-')) names.insert(word);
  return names;
}

/// The options in one function of the script for zsh.
Names options_of_zsh(const std::string& script, const std::string& command) {
  const std::string title =
      command.empty() ? "local -a options_of_callgate=(" : "_callgate-" + command + "() {";
  const std::size_t begin = script.find("\n" + title);
  REQUIRE(begin != script.npos);
  const std::string body = script.substr(begin, script.find("\n\n", begin + 1) - begin);
  const std::regex name(R"(\n +'(?:\*|\([^)]*\))?(--?[a-z-]+)=?\[)");
  Names names;
  for (std::sregex_iterator i(body.begin(), body.end(), name), end; i != end; ++i)
    names.insert((*i)[1]);
  return names;
}

} // namespace

TEST_CASE("bash offers the options of --help and no others") {
  if (!help::is_installed("bash")) return;
  const Desk desk;
  for (const std::string& command : help::commands()) {
    CAPTURE(command);
    CHECK(options_in(driven(bash, "callgate " + command + " -\n")) == help::options(command));
  }
  CHECK(options_in(driven(bash, "callgate -\n")) == help::options(""));
}

TEST_CASE("fish offers the options of --help and no others") {
  if (!help::is_installed("fish")) return;
  const Desk desk;
  for (const std::string& command : help::commands()) {
    CAPTURE(command);
    CHECK(options_in(driven(fish, "callgate " + command + " -\n")) == help::options(command));
  }
  CHECK(options_in(driven(fish, "callgate -\n")) == help::options(""));
}

TEST_CASE("zsh is told the options of --help and no others, and compinit finds the function") {
  const Desk desk;
  const std::string script = shell::Folder::read("_callgate");
  for (const std::string& command : help::commands()) {
    CAPTURE(command);
    CHECK(options_of_zsh(script, command) == help::options(command));
  }
  CHECK(options_of_zsh(script, "") == help::options(""));
  if (!help::is_installed("zsh")) return;
  shell::check({
      {"zsh -n _callgate", {}},
      {"zsh -f -c " + quoted("fpath=($PWD $fpath); autoload -Uz compinit; compinit -u -D; "
                             "print $_comps[callgate]"),
       {},
       0,
       {"_callgate\n"}},
  });
}

TEST_CASE("what each shell makes of command lines") {
  const Desk desk;
  const auto by = [](const std::string& driver) {
    return [driver](const callgate::tests::Case& given) { return driven(driver, given.input); };
  };
  if (help::is_installed("bash")) callgate::tests::run_cases("manual/cases/bash", by(bash));
  if (help::is_installed("fish")) callgate::tests::run_cases("manual/cases/fish", by(fish));
  if (help::is_installed("zsh")) callgate::tests::run_cases("manual/cases/zsh", by(zsh));
}

TEST_CASE("the capabilities of a policy, whatever else may be wrong with it") {
  const Desk desk;
  shell::check({
      {"$callgate expand --list-capabilities render.toml", {}, 0, {"NET\nFILES\n"}},
      {"$callgate expand --list-capabilities broken.toml", {}, 1, {"LEFT\n"}, {"raed"}},
      {"$callgate expand --list-capabilities nonsense.toml", {}, 1, {}, {"nonsense.toml:1"}},
  });
}

TEST_CASE("names that mean something to a shell are neither executed nor expanded") {
  const Desk desk;
  shell::Folder::write("evil.toml", evil_policy);
  shell::Folder::write("$(>PWNED).toml", evil_policy);
  shell::Folder::write("*.toml", evil_policy);
  shell::Folder::write("names", evil_names);
  const std::string lines = "callgate compile evil.toml --cap \n"
                            "callgate compile evil.toml --cap GOOD,\n"
                            "callgate compile evil.toml --cap=G\n"
                            "callgate compile evil.toml --sets GOOD+\n"
                            "callgate diff evil.toml evil.toml --cap-b \n"
                            "callgate compile \\$\n"
                            "callgate compile \\*\n"
                            "callgate compile \\$\\(\\>PWNED\\).toml --cap G\n";
  const std::string by_bash = "callgate compile evil.toml --cap  => GOOD all none\n"
                              "callgate compile evil.toml --cap GOOD, => GOOD,GOOD\n"
                              "callgate compile evil.toml --cap=G => GOOD\n"
                              "callgate compile evil.toml --sets GOOD+ => GOOD+GOOD\n"
                              "callgate diff evil.toml evil.toml --cap-b  => GOOD all none\n";
  const std::string one = "callgate compile evil.toml --cap G";
  const std::string answer = one + " => " + one + "OOD";
  const std::string all = lines + one + "\n";
  for (const bool is_tool : {true, false}) {
    CAPTURE(is_tool);
    if (!is_tool) // one that keeps no name back
      shell::check({{"rm bin/callgate; printf '#!/bin/sh\\ncat names\\n' >bin/callgate; "
                     "chmod +x bin/callgate",
                     {}}});
    if (help::is_installed("bash")) CHECK(driven(bash, lines).starts_with(by_bash));
    if (help::is_installed("fish")) CHECK(driven(fish, all) != "");
    if (help::is_installed("zsh")) {
      const std::string answers = driven(zsh, all);
      CHECK(answers.find(answer) != answers.npos);
      if (help::is_installed("bash")) CHECK(driven(typed, all).find(answer) != answers.npos);
    }
    const auto names = shell::Folder::names();
    CHECK(std::ranges::count(names, "PWNED") == 0);
  }
}

TEST_CASE("capabilities that are no identifiers are not listed") {
  const Desk desk;
  shell::Folder::write("evil.toml", evil_policy);
  const auto outcome = shell::run("$callgate expand --list-capabilities evil.toml");
  CHECK(outcome.out == "GOOD\n");
}

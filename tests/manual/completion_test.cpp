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
const std::string zsh = "zsh -f " + folder + "complete.zsh";

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

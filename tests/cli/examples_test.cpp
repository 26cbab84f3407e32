// docs/examples/shell.toml does what its comment promises, for root and for anybody; and
// docs/cost.md shows what callgate prints today.
#include <doctest/doctest.h>

#include <string>

#include "shell.hpp"

namespace {

void check_as(shell::User user) {
  const auto status = [&](const std::string& command) {
    const auto outcome = shell::run("cd / && " + command, {}, user);
    INFO("$ ", command, "\n", outcome.out, outcome.err);
    return outcome.status;
  };
  CHECK(status("$callgate run $examples/shell.toml -- ls -l /") == 0);
  CHECK(status("$callgate run $examples/shell.toml -- sh -c 'ls / | sort'") == 159);
  CHECK(status("$callgate run $examples/shell.toml --cap CODE_EXEC -- sh -c 'ls / | sort'") == 0);

  const auto plain = shell::run("ls / | sort", {}, user);
  const auto filtered = shell::run(
      "$callgate run $examples/shell.toml --cap CODE_EXEC -- sh -c 'ls / | sort'", {}, user);
  CHECK(filtered.out == plain.out);
  CHECK(filtered.err.empty());
}

} // namespace

TEST_CASE("ls works with no capability, a shell that starts programs needs CODE_EXEC") {
  check_as(shell::User::same);
  // An ordinary user, unless the build is where only root can read.
  if (shell::run("$callgate --version && cat $examples/shell.toml", {}, shell::User::ordinary)
          .status == 0)
    check_as(shell::User::ordinary);
  else
    MESSAGE("not tried as an ordinary user, who cannot read the build folder");
}

TEST_CASE("the example of docs/cost.md is what cost prints") {
  const std::string docs = shell::run("cat $examples/../cost.md").out;
  const std::string prompt = "```\n$ callgate ";
  const std::size_t command = docs.find(prompt);
  REQUIRE(command != std::string::npos);
  const std::size_t begin = docs.find('\n', command + prompt.size()) + 1;
  const std::size_t end = docs.find("```", begin);
  REQUIRE(end != std::string::npos);
  const std::size_t arguments = command + prompt.size();
  const auto outcome =
      shell::run("cd $examples/../.. && $callgate " + docs.substr(arguments, begin - arguments));
  CHECK(outcome.err.empty());
  CHECK(outcome.out == docs.substr(begin, end - begin));
}

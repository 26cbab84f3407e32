// Help, and the statuses of mistakes: 2 for a wrong command line, 1 for a wrong policy,
// 125 when `run` fails itself.
#include <doctest/doctest.h>

#include "shell.hpp"

using shell::check;

TEST_CASE("every help has examples") {
  check({
      {"$callgate --help", {}, 0, {"compile", "expand", "run", "disasm", "calls"}},
      {"$callgate --version", {}, 0, {"callgate ", "tables from linux-libc-dev "}},
      {"$callgate compile --help", {}, 0, {"Examples:\n  callgate compile ", "base64", "asm"}},
      {"$callgate expand --help", {}, 0, {"Examples:\n  callgate expand "}},
      {"$callgate run --help", {}, 0, {"Examples:\n  callgate run ", "no_new_privs", "127"}},
      {"$callgate disasm --help", {}, 0, {"Examples:\n  callgate disasm "}},
      {"$callgate eval --help", {}, 0, {"Examples:\n  callgate eval "}},
      {"$callgate cost --help", {}, 0, {"Examples:\n  callgate cost "}},
      {"$callgate bench --help", {}, 0, {"Examples:\n  callgate bench ", "without a filter"}},
      {"$callgate calls --help", {}, 0, {"Examples:\n  callgate calls "}},
      {"$callgate run -h", {}, 0, {"Examples:", "run [OPTIONS] POLICY -- COMMAND [ARG...]\n"}},
      {"$callgate eval -h", {}, 0, {"eval [OPTIONS] --call TEXT POLICY|FILTER\n"}},
      {"$callgate manual --help", {}, 0, {"Examples:\n  callgate manual "}},
      {"$callgate completion --help", {}, 0, {"callgate completion bash"}},
  });
}

TEST_CASE("a wrong command line is status 2 and says where to look") {
  check({
      {"$callgate", {}, 2, {}, {"Try 'callgate --help'"}},
      {"$callgate frobnicate", {}, 2, {}, {"unknown subcommand \"frobnicate\""}},
      {"$callgate compil x", {}, 2, {}, {"\"compil\"", "compile"}},
      {"$callgate --frob", {}, 2, {}, {"Try 'callgate --help'"}},
      {"$callgate compile", {}, 2, {}, {"POLICY is required", "Try 'callgate compile --help'"}},
      {"$callgate expand", {}, 2, {}, {"POLICY is required"}},
      {"$callgate disasm", {}, 2, {}, {"FILTER is required"}},
      {"$callgate compile $examples/harness.toml --frob", {}, 2, {}, {"--frob"}},
      {"$callgate compile $examples/harness.toml another", {}, 2, {}, {"another"}},
      {"$callgate compile $examples/harness.toml --emit rwa", {}, 2, {}, {"--emit", "rwa", "raw"}},
      {"$callgate compile $examples/harness.toml --emit", {}, 2, {}, {"--emit"}},
      {"$callgate compile $examples/harness.toml --diagnostics xml", {}, 2, {}, {"json"}},
      {"$callgate compile $examples/harness.toml --name a-b", {}, 2, {}, {"--name", "letters"}},
      {"$callgate compile $examples/harness.toml --name=", {}, 2, {}, {"empty value"}},
      {"$callgate disasm --abi amd64 x", {}, 2, {}, {"unknown ABI \"amd64\""}},
      {"$callgate eval --call read", {}, 2, {}, {"POLICY|FILTER is required"}},
      {"$callgate cost", {}, 2, {}, {"POLICY|FILTER is required"}},
      {"$callgate eval $examples/harness.toml", {}, 2, {}, {"--call is required"}},
      {"$callgate calls --abi x86_46 read", {}, 2, {}, {"did you mean \"x86_64\"?"}},
  });
}

TEST_CASE("an ABI or a capability that the policy lacks is status 2, with near misses") {
  const shell::Folder folder;
  shell::Folder::write("arm.toml", "[policy]\nabis = [\"arm\"]\n[base]\nallow = [\"read\"]\n");
  check({
      {"$callgate compile $examples/harness.toml --cap SSFR", {}, 2, {}, {"mean \"SSRF\"?"}},
      {"$callgate expand $examples/harness.toml --cap NO", {}, 2, {}, {"choose from", "FILE_IO"}},
      {"$callgate compile $examples/harness.toml --cap none,SSRF", {}, 2, {}, {"stands alone"}},
      {"$callgate compile $examples/harness.toml --abi arm46", {}, 2, {}, {"unknown ABI"}},
      {"$callgate compile $examples/harness.toml --abi sparc64", {}, 2, {}, {"no seccomp filters"}},
      {"$callgate compile $examples/harness.toml --default-abi x", {}, 2, {}, {"unknown ABI"}},
      {"$callgate compile arm.toml --default-abi x", {}, 2, {}, {"unknown ABI"}},
      {"$callgate compile arm.toml --abi aarch64", {}, 2, {}, {"does not serve \"aarch64\""}},
      {"$callgate compile arm.toml --cap X", {}, 2, {}, {"the policy has none"}},
      {"$callgate run $examples/harness.toml --cap X -- true", {}, 2, {}, {"unknown capability"}},
  });
}

TEST_CASE("run without a command is status 2") {
  check({
      {"$callgate run", {}, 2, {}, {"Try 'callgate run --help'"}},
      {"$callgate run $examples/shell.toml", {}, 2, {}, {"callgate run POLICY -- COMMAND"}},
      {"$callgate run $examples/shell.toml --", {}, 2, {}, {"callgate run POLICY -- COMMAND"}},
      {"$callgate run $examples/shell.toml true", {}, 2, {}, {"true"}},
      {"$callgate run -- true", {}, 2, {}, {"POLICY is required"}},
      {"$callgate run $examples/shell.toml --abi arm -- true", {}, 2, {}, {"--abi"}},
  });
}

TEST_CASE("a wrong policy is status 1, for run 125") {
  const shell::Folder folder;
  shell::Folder::write("bad.toml", "[base]\nallow = [\"raed\"]\n");
  shell::Folder::write("arm.toml", "[policy]\nabis = [\"arm\"]\n[base]\nallow = [\"read\"]\n");
  const std::string unknown = "unknown call \"raed\"";
  check({
      {"$callgate compile bad.toml", {}, 1, {}, {unknown, "bad.toml:2:11"}},
      {"$callgate expand bad.toml", {}, 1, {}, {unknown}},
      {"$callgate run bad.toml -- echo started", {}, 125, {}, {unknown}, {"started"}},
      {"$callgate compile missing.toml", {}, 1, {}, {"missing.toml: No such file"}},
      {"$callgate run missing.toml -- echo started", {}, 125, {}, {"missing.toml"}, {"started"}},
      {"$callgate compile .", {}, 1, {}, {"Is a directory"}},
      {"$callgate run arm.toml -- echo started", {}, 125, {}, {"serves no ABI"}, {"started"}},
      // What a faulty policy lacks may be what could not be read.
      {"$callgate compile bad.toml --cap NET", {}, 1, {}, {unknown}, {}, {"capability"}},
  });
}

TEST_CASE("what was typed reaches a terminal as text") {
  const shell::Folder folder;
  const std::string odd = "\"$(printf 'x\\033[31m\\ny')\"";
  const std::string seen = "x\\x1b[31m\\x0ay";
  REQUIRE(shell::run("printf '[base]\\nallow = [\"raed\"]\\n' > " + odd).status == 0);
  check({
      {"$callgate compile " + odd, {}, 1, {}, {" --> " + seen + ":2:11"}, {}, {"\033"}},
      {"$callgate compile " + odd + ".toml", {}, 1, {}, {seen + ".toml: No such"}, {}, {"\033"}},
      {"$callgate disasm " + odd, {}, 1, {}, {seen + " is text"}, {}, {"\033"}},
      {"$callgate compile $examples/shell.toml -o " + odd + "/y", {}, 1, {}, {seen}, {}, {"\033"}},
      {"$callgate compile p " + odd, {}, 2, {}, {"not expected: " + seen}, {}, {"\033"}},
      {"$callgate compile p --emit " + odd, {}, 2, {}, {"--emit: " + seen}, {}, {"\033"}},
      {"$callgate " + odd, {}, 2, {}, {"subcommand \"" + seen}, {}, {"\033"}},
  });
}

TEST_CASE("an empty name of a file to write is a wrong command line") {
  check({
      {"$callgate bench $examples/shell.toml --plot ''", {}, 2, {}, {"--plot: ", "is empty"}},
      {"$callgate compile $examples/shell.toml -o ''", {}, 2, {}, {"--output: ", "is empty"}},
      {"$callgate compile ''", {}, 1, {}, {"\"\": No such file"}},
  });
}

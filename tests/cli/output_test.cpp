// Where output goes, and what is left behind when it cannot go there.
#include <doctest/doctest.h>

#include <unistd.h>

#include <cstdio>
#include <nlohmann/json.hpp>
#include <sys/stat.h>

#include "shell.hpp"

namespace {

using shell::check;
using shell::Folder;
using Names = std::vector<std::string>;

const std::string good = "[base]\nallow = [\"read\"]\n";
const std::string warned = "[base]\nallow = [\"read\", \"read\"]\n";
const std::string faulty = "[base]\nallow = [\"raed\", \"wirte\"]\n";

} // namespace

TEST_CASE("a dash is standard input") {
  const shell::Outcome asm_text = shell::run("$callgate compile $examples/harness.toml");
  const shell::Outcome piped = shell::run("$callgate compile - < $examples/harness.toml");
  CHECK(piped.status == 0);
  CHECK(piped.out.substr(piped.out.find('\n')) == asm_text.out.substr(asm_text.out.find('\n')));
  check({
      {"$callgate expand -", good, 0, {"read", "[base], line 2"}},
      {"$callgate compile -", faulty, 1, {}, {"<stdin>:2:11"}},
      {"$callgate compile - --emit raw | $callgate disasm -", good, 0, {"#0x7fff0000"}},
      {"$callgate disasm -", std::string("seven\0b", 7), 1, {}, {"<stdin>: 7 bytes"}},
      {"$callgate compile - <&-", {}, 1, {}, {"Bad file descriptor"}},
  });
}

TEST_CASE("a default ABI is for policies that name none, and the first of counts") {
  const std::string arm = "[policy]\nabis = [\"arm\"]\n" + good;
  check({
      {"$callgate compile - --default-abi s390x,s390 --emit c", good, 0, {"Serves s390x, s390."}},
      {"$callgate compile - --default-abi s390x --abi i386 --emit c", good, 0, {"Serves i386."}},
      {"$callgate compile - --default-abi s390x --emit c", arm, 0, {"Serves arm."}},
  });
  const Folder folder;
  Folder::write("p.toml", "[base]\nallow = [\"@system-service\"]\n");
  Folder::write("number.json", R"({"6": 100000})");
  Folder::write("name.json", R"({"close": 100000})");
  const std::string compile = "$callgate compile p.toml --default-abi i386 --target-kernel 5.4";
  const std::string by_number = shell::run(compile + " --weights number.json").out;
  CHECK(by_number == shell::run(compile + " --weights name.json").out);
  CHECK(by_number != shell::run(compile).out);
}

TEST_CASE("--name is what code is called, whatever the policy is") {
  const std::string named = "[policy]\nname = \"theirs\"\n" + good;
  check({
      {"$callgate compile - --emit c", named, 0, {"theirs_install(void)"}},
      {"$callgate compile - --emit c --name ours",
       named,
       0,
       {"ours_install(void)", "CALLGATE_FILTER_ours"},
       {},
       {"theirs"}},
      {"$callgate compile - --name ours", named, 0, {"ours"}},
  });
}

TEST_CASE("-o writes the whole file") {
  const Folder folder;
  Folder::write("p.toml", good);
  CHECK(shell::run("umask 027; $callgate compile p.toml --emit base64 -o new").status == 0);
  CHECK(Folder::read("new") == shell::run("$callgate compile p.toml --emit base64").out);
  struct stat status {};
  CHECK(stat("new", &status) == 0);
  CHECK((status.st_mode & 07777U) == 0640);

  Folder::write("old", "something longer than what replaces it: " + std::string(5000, 'x'));
  check({{"chmod 600 old; ln -s old link; $callgate compile p.toml --emit base64 -o link"}});
  CHECK(Folder::read("old") == Folder::read("new"));
  CHECK(stat("old", &status) == 0);
  CHECK((status.st_mode & 07777U) == 0600);
  CHECK(Folder::names() == Names{"link", "new", "old", "p.toml"});
}

TEST_CASE("a failure leaves an existing file as it was, and nothing new") {
  const Folder folder;
  Folder::write("p.toml", faulty);
  Folder::write("two.toml", "[policy]\nabis = [\"x86_64\", \"arm\"]\n" + good);
  Folder::write("kept", "as it was");
  check({
      {"$callgate compile p.toml -o kept", {}, 1},
      {"$callgate expand p.toml -o kept", {}, 1},
      {"$callgate compile p.toml -o new", {}, 1},
      {"$callgate compile two.toml --emit raw -o kept", {}, 1, {}, {"raw"}},
      {"$callgate disasm p.toml -o kept", {}, 1},
      {"$callgate compile two.toml --emit asm --cap X -o kept", {}, 2},
      // The output does not fit: no file here may have more than 512 bytes.
      {"trap '' XFSZ; ulimit -f 1; $callgate compile $examples/harness.toml -o kept",
       {},
       1,
       {},
       {"kept: File too large"}},
  });
  CHECK(Folder::read("kept") == "as it was");
  CHECK(Folder::names() == Names{"kept", "p.toml", "two.toml"});
}

TEST_CASE("output that cannot be written is status 1") {
  const Folder folder;
  Folder::write("p.toml", good);
  check({
      {"$callgate compile p.toml -o missing/file", {}, 1, {}, {"missing/file: No such file"}},
      {"$callgate compile p.toml -o .", {}, 1, {}, {"Is a directory"}},
      {"$callgate compile p.toml > /dev/full", {}, 1, {}, {"standard output: No space left"}},
      {"$callgate expand p.toml > /dev/full", {}, 1, {}, {"standard output: No space left"}},
      {"$callgate calls read > /dev/full", {}, 1, {}, {"standard output: No space left"}},
      {"$callgate compile p.toml -o /dev/full", {}, 1, {}, {"/dev/full: No space left"}},
      {"$callgate compile p.toml >&-", {}, 1, {}, {"standard output: Bad file descriptor"}},
      {"$callgate compile p.toml -o /dev/null"},
  });
  CHECK(Folder::names() == Names{"p.toml"});
}

TEST_CASE("-o writes what a name leads to") {
  const Folder folder;
  Folder::write("p.toml", good);
  check({
      {"ln -s target link && $callgate compile p.toml --emit base64 -o link && test -L link && "
       "test -s target"},
      {"mkdir d && ln -s ../other d/link && $callgate compile p.toml --emit base64 -o d/link && "
       "test -L d/link && test -s other"},
      {"(echo before; $callgate compile p.toml --emit base64 -o /dev/stdout; echo after) > all && "
       "sed -n '1p;3p' all",
       {},
       0,
       {"before\nafter"}},
      {"touch mine && chmod 640 mine && $callgate compile p.toml -o mine && stat -c %a mine",
       {},
       0,
       {"640"}},
      {"$callgate compile /dev/zero", {}, 1, {}, {"longer than 16 MiB"}},
  });
  if (geteuid() == 0)
    check({{"touch theirs && chown 65534 theirs && $callgate compile p.toml -o theirs && "
            "stat -c %u theirs",
            {},
            0,
            {"65534"}}});
}

TEST_CASE("--diagnostics json also holds what is wrong with the request") {
  const Folder folder;
  Folder::write("p.toml", good);
  for (const char* request : {"--cap NOPE", "--cap ''", "--abi vax", "--abi aarch64,"}) {
    CAPTURE(request);
    const auto outcome =
        shell::run(std::string("$callgate compile p.toml --diagnostics json ") + request);
    CHECK(outcome.status == 2);
    const auto json = nlohmann::json::parse(outcome.err, nullptr, false);
    REQUIRE(json.is_array());
    REQUIRE(json.size() == 1);
    CHECK(json[0]["code"] == "bad-request");
  }
  const auto noted = shell::run("$callgate compile - --abi aarch64 --verbose --diagnostics json",
                                "[base]\nallow = [\"open\", \"read\"]\n");
  const auto json = nlohmann::json::parse(noted.err, nullptr, false);
  REQUIRE(json.is_array());
  CHECK(json[0]["severity"] == "note");
}

TEST_CASE("--diagnostics json is JSON, also of what is no UTF-8") {
  const auto messages = [](const std::string& policy) {
    const auto outcome = shell::run("$callgate compile - --diagnostics json", policy);
    const auto json = nlohmann::json::parse(outcome.err, nullptr, false);
    REQUIRE(json.is_array());
    return json;
  };
  CHECK(messages(good).empty());
  const auto two = messages(faulty);
  REQUIRE(two.size() == 2);
  CHECK(two[0]["severity"] == "error");
  CHECK(two[0]["code"] == "unknown-call");
  CHECK(two[0]["file"] == "<stdin>");
  CHECK(two[0]["line"] == 2);
  CHECK(two[0]["column"] == 11);
  CHECK(messages(warned)[0]["severity"] == "warning");
  CHECK(messages("[base]\nallow = [\"r\xff\"]\n").size() == 1);

  const Folder folder;
  Folder::write("\xff.toml", faulty);
  const auto outcome = shell::run("$callgate compile ?.toml --diagnostics json");
  CHECK(outcome.status == 1);
  CHECK(nlohmann::json::parse(outcome.err, nullptr, false).is_array());
}

TEST_CASE("--strict makes warnings errors") {
  check({
      {"$callgate compile -", warned, 0, {"#0x7fff0000"}, {"warning: ", "listed twice"}},
      {"$callgate compile --strict -", warned, 1, {}, {"error: ", "listed twice"}, {"ret"}},
      {"$callgate compile --strict -", good, 0},
  });
}

TEST_CASE("--verbose names what an ABI lacks") {
  const std::string note = "harness.toml:12:";
  check({
      {"$callgate expand $examples/harness.toml --abi aarch64 --verbose",
       {},
       0,
       {},
       {note, "stat"}},
      {"$callgate expand $examples/harness.toml --abi aarch64", {}, 0, {}, {}, {}, {note}},
  });
}

TEST_CASE("colour is for terminals") {
  const Folder folder;
  Folder::write("p.toml", faulty);
  check({{"$callgate compile p.toml", {}, 1, {}, {"error"}, {}, {"\x1b["}}});
  if (shell::run("command -v script").status != 0) return;
  const std::string on_terminal = "script -qec '$callgate compile p.toml' /dev/null";
  check({
      {on_terminal, {}, 1, {"error", "\x1b["}},
      {"NO_COLOR=1 " + on_terminal, {}, 1, {"error"}, {}, {"\x1b["}},
  });
}

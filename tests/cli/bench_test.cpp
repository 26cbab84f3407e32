// bench from the outside: what it writes where, and what it refuses. Few rounds: how long
// anything takes is not looked at.
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <sstream>
#include <string>

#include "arch/abi.hpp"
#include "shell.hpp"

namespace {

using shell::check;
using shell::Folder;

const std::string policy = R"toml([base]
allow = ["getppid", "fcntl(cmd == F_GETFL)"]
errno = { EPERM = ["getuid"] }
[cap.ID]
allow = ["getuid"]
)toml";

const std::string quick = "$callgate bench --rounds 6 --calls 32 ";

} // namespace

TEST_CASE("the table goes to standard output, and nothing to standard error but on a terminal") {
  const Folder folder;
  Folder::write("p.toml", policy);
  check({
      {quick + "p.toml",
       {},
       0,
       {"p.toml: ", " instructions, proven\n", "6 rounds of 32 calls", "\ngetppid(): allow, cached",
        "\nfcntl(-1, F_GETFL): allow, ", "\n  this filter  ", "smallest that runs ",
        "\ninstallation: "},
       {},
       {"getuid"}},
      {quick + "- --call getuid",
       policy,
       0,
       {"\ngetuid(): refused with errno 1, "},
       {},
       {"getppid"}},
      {quick + "p.toml --cap ID --call getuid", {}, 0, {"\ngetuid(): allow, cached"}},
      {quick + "p.toml --call 'fcntl(-1, F_GETFL)' --call getppid", {}, 0, {"fcntl", "getppid"}},
  });
  const auto outcome = shell::run(quick + "p.toml");
  CHECK(outcome.err.empty());
}

TEST_CASE("a raw filter is measured, and said not to be proven") {
  const Folder folder;
  Folder::write("p.toml", policy);
  REQUIRE(shell::run("$callgate compile p.toml --emit raw -o f.bpf").status == 0);
  REQUIRE(shell::run("printf '\\006\\0\\0\\0\\0\\0\\0\\200' > kill.bpf").status == 0);
  check({
      {quick + "f.bpf", {}, 0, {"f.bpf: ", " instructions, not proven\n", "getppid(): allow"}},
      {quick + "- --call getppid < f.bpf", {}, 0, {"<stdin>: "}},
      {quick + "kill.bpf", {}, 0, {"1 instruction, not"}, {"only the installation"}, {"per call"}},
      {quick + "f.bpf --cap ID", {}, 2, {}, {"--cap is for policies"}},
      {quick + "f.bpf --prefer size --weights w.json",
       {},
       2,
       {},
       {"--prefer and --weights are for policies"}},
      {"head -c 12 f.bpf | " + quick + "-", {}, 1, {}, {"12 bytes"}},
      {"printf '\\006\\0\\1\\0\\0\\0\\0\\0\\040\\0\\0\\0\\0\\0\\0\\0' | " + quick + "-",
       {},
       1,
       {},
       {"no kernel would accept"}},
  });
}

TEST_CASE("what cannot be measured is refused before anything is run") {
  const Folder folder;
  Folder::write("p.toml", policy);
  Folder::write("other.toml", "[policy]\nabis = [\"s390x\", \"sh\"]\n[base]\nallow = [\"read\"]\n");
  check({
      {quick + "p.toml --call read", {}, 1, {}, {"not-measurable", "read(fd == -1)"}},
      {quick + "p.toml --call 'getppid' --call 'kill(-1, 9)'",
       {},
       1,
       {},
       {"--call:1:1", "no way", "getppid, "}},
      {quick + "p.toml --call 'fcntl(1, F_GETFL)'", {}, 1, {}, {"might have effects"}},
      {quick + "p.toml --call 'fcntl(-1, F_SETFL)'", {}, 1, {}, {"no process would survive"}},
      {quick + "p.toml --call raed", {}, 1, {}, {"unknown call \"raed\""}},
      {quick + "other.toml", {}, 1, {}, {"serves no ABI of this machine"}},
      {quick + "missing.toml", {}, 1, {}, {"No such file"}},
      {quick + "-", "[base]\nallow = [\"raed\"]\n", 1, {}, {"unknown call"}},
      {quick + "p.toml --cap NO", {}, 2, {}, {"unknown capability"}},
      {quick + "p.toml --call getppid getuid", {}, 2, {}, {"getuid"}},
      {quick + "p.toml $(printf -- '--call getppid %.0s' $(seq 17))", {}, 2, {}, {"at most 16"}},
      {"$callgate bench p.toml --rounds 5", {}, 2, {}, {"--rounds"}},
      {"$callgate bench p.toml --calls 0", {}, 2, {}, {"--calls"}},
      {"$callgate bench p.toml --format xml", {}, 2, {}, {"--format"}},
      {"$callgate bench", {}, 2, {}, {"POLICY|FILTER is required"}},
      {quick + "p.toml --plot missing/x.svg", {}, 1, {}, {"missing/x.svg"}},
  });
}

TEST_CASE("the calls that a refusal names can be measured") {
  const Folder folder;
  Folder::write("open.toml", "[policy]\ndefault = \"allow\"\n[base]\nlog = [\"reboot\"]\n");
  const std::string refusal = shell::run(quick + "open.toml --call reboot").err;
  const std::string before = "calls that have one: ";
  const std::size_t begin = refusal.find(before);
  REQUIRE(begin != std::string::npos);
  std::istringstream names(refusal.substr(begin + before.size()));
  std::string options;
  for (std::string name; names >> name && name != "and";)
    options += " --call " + name.substr(0, name.find(','));
  check({{quick + "open.toml" + options, {}, 0, {"getppid()", "openat(", "futex("}},
         {"$callgate bench --help", {}, 0, {"getppid, getuid, lseek"}}});
}

TEST_CASE("a filter that is there already is told of") {
  const Folder folder;
  Folder::write("open.toml", "[policy]\ndefault = \"allow\"\n[base]\nlog = [\"reboot\"]\n");
  check({{"$callgate run open.toml -- " + quick + "open.toml",
          {},
          0,
          {"getppid"},
          {"itself runs under a seccomp filter"}}});
}

TEST_CASE("--format json is one object, --plot a drawing") {
  const Folder folder;
  Folder::write("p.toml", policy);
  const auto outcome = shell::run(quick + "p.toml --format json --plot p.svg");
  CHECK(outcome.status == 0);
  const auto json = nlohmann::json::parse(outcome.out, nullptr, false);
  REQUIRE(json.is_object());
  CHECK(json["filter"] == "p.toml");
  CHECK(json["proven"] == true);
  CHECK(json["rounds"] == 6);
  CHECK(json["calls_per_round"] == 32);
  REQUIRE(json["calls"].size() == 2);
  for (const auto& call : json["calls"])
    for (const char* name : {"control", "smallest_cached", "smallest_executed", "filter"})
      CHECK(call["to_unfiltered"][name]["ratio"]["median"] > 0);
  CHECK(json["install"]["filter_ns"]["median"] > 0);
  check({{"python3 -c 'import xml.dom.minidom as x; x.parse(\"p.svg\")'"},
         {"grep -c '<circle' p.svg", {}, 0, {"11"}}});
}

TEST_CASE("on a terminal a bar shows how far it has come, and is taken away again") {
  const Folder folder;
  Folder::write("p.toml", policy);
  const std::string terminal = "python3 -c 'import pty, sys; sys.exit(pty.spawn(sys.argv[1:]))' ";
  check(
      {{terminal + quick + "p.toml", {}, 0, {"\rmeasuring [", "] 100 %\r\033[K", "this filter"}},
       {terminal + "sh -c '" + quick + "p.toml 2>/dev/null'", {}, 0, {"this"}, {}, {"measuring"}}});
}

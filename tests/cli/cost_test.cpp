// callgate cost, from policies, raw filters and stacks of them.
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "shell.hpp"

using shell::check;
using shell::Folder;

namespace {

constexpr const char* policy = R"toml([policy]
abis = ["x86_64", "i386", "aarch64"]
[base]
allow = ["read", "write", "openat(flags & O_ACCMODE == O_RDONLY)"]
[cap.NET]
allow = ["socket"]
)toml";

nlohmann::json json_of(const std::string& command) {
  const auto outcome = shell::run(command);
  INFO(outcome.err);
  CHECK(outcome.status == 0);
  return nlohmann::json::parse(outcome.out, nullptr, false);
}

} // namespace

TEST_CASE("cost of a policy: a section a family, and in it one an ABI") {
  const Folder folder;
  Folder::write("p.toml", policy);
  check({
      {"$callgate cost p.toml",
       {},
       0,
       {"p.toml\n\nx86: ", " instructions, ", " of eBPF\n", " emulated for the ",
        " numbers of i386\n",
        "\nx86_64, numbers 0 to 512: 3 listed, 2 plainly allowed, 2 cached, 1 by arguments\n",
        "\ni386, numbers ", "\narm64: ", "\naarch64, numbers ", "  satisfied conditions  ",
        "  openat      "},
       {},
       {"counted"}},
      {"$callgate cost p.toml --abi x86_64 --cap NET --top 0",
       {},
       0,
       {"4 listed, 3 plainly allowed, 3 cached, 1 by arguments"},
       {},
       {"i386, ", "arm64", "dearest"}},
      {"$callgate cost p.toml --abi x86_64 --max-number 1", {}, 0, {"numbers 0 to 1: 2 listed"}},
      {"$callgate cost - --abi x86_64 --top 1", policy, 0, {"<stdin>"}},
  });
}

TEST_CASE("cost of filters: on the ABIs that they look for") {
  const Folder folder;
  Folder::write("p.toml", policy);
  REQUIRE(shell::run("$callgate compile p.toml --abi x86_64,i386 --emit raw -o f.bpf").status == 0);
  REQUIRE(shell::run("$callgate compile p.toml --abi aarch64 --emit raw -o a.bpf").status == 0);
  REQUIRE(
      shell::run("$callgate compile p.toml --abi x86_64 --cap NET --emit raw -o n.bpf").status ==
      0);
  REQUIRE(shell::run("printf '\\006\\0\\0\\0\\0\\0\\377\\177' > allow.bpf").status == 0);
  check({
      {"$callgate cost f.bpf",
       {},
       0,
       {"f.bpf\n\nx86: ",
        "\nx86_64, numbers 0 to 512: 3 listed, 2 plainly allowed, 2 cached, "
        "1 by arguments\n",
        "\ni386, numbers "},
       {},
       {"x32", "aarch64"}},
      {"$callgate cost - --top 0 < f.bpf", {}, 0, {"x86_64, "}},
      {"$callgate cost f.bpf --abi x32", {}, 0, {"x32, numbers 0x40000000 to "}, {}, {"x86_64, "}},
      {"$callgate cost f.bpf+n.bpf --abi x86_64", {}, 0, {"2 filters, ", "2 cached"}},
      {"$callgate cost n.bpf+p.toml --abi x86_64,i386 --cap NET",
       {},
       0,
       {"2 filters, ", "x86_64, numbers 0 to 512: 4 listed, 3 plainly allowed"}},
      {"$callgate cost allow.bpf --abi x86_64",
       {},
       0,
       {"1 instruction, 5 of eBPF", "473 emulated for the 473 numbers of x86_64",
        "0 listed, 513 plainly allowed, 473 cached"}},
      {"$callgate cost p.toml+f.bpf", {}, 1, {}, {"several kinds of machine: choose with --abi"}},
      {"$callgate cost n.bpf+a.bpf+p.toml --abi aarch64", {}, 0, {"3 filters, "}},
      {"$callgate cost f.bpf --abi x86_64,s390x", {}, 2, {}, {"one byte order"}},
      {"$callgate cost f.bpf --abi vax", {}, 2, {}, {"unknown ABI"}},
      {"$callgate cost f.bpf --cap NET", {}, 2, {}, {"--cap is for policies"}},
      {"head -c 12 f.bpf | $callgate cost -", {}, 1, {}, {"12 bytes"}},
  });
}

TEST_CASE("counted calls weigh in the cost of policies and of filters") {
  const Folder folder;
  Folder::write("p.toml", policy);
  Folder::write("counts.json", R"({"0": 900, "257": 60, "getpid": 40, "read@aarch64": 5})");
  REQUIRE(shell::run("$callgate compile p.toml --abi x86_64 --emit raw -o f.bpf").status == 0);
  check({
      {"$callgate cost p.toml --weights counts.json --abi x86_64",
       {},
       0,
       {"counted calls                        1000 ", "counted calls, uncached               100 ",
        "dearest calls not cached           number   executed      calls      share\n"},
       {},
       {"  read  "}},
      {"$callgate cost p.toml --weights counts.json --target-kernel 5.10 --abi x86_64",
       {},
       0,
       {"dearest calls                      number   executed      calls      share\n  read  "}},
      {"$callgate cost p.toml --weights counts.json",
       {},
       0,
       {"counted calls                          45 "}},
      {"$callgate cost f.bpf --weights - < counts.json",
       {},
       0,
       {"counted calls                        1000 "}},
      {"$callgate cost f.bpf --target-kernel 5.10 --top 1", {}, 0, {"dearest calls        "}},
      {"$callgate cost f.bpf --prefer size", {}, 2, {}, {"--prefer is for policies"}},
      {"$callgate cost f.bpf --prefer size --cap NET", {}, 2, {}, {"--cap and --prefer are for"}},
      {"$callgate cost - --weights -", {}, 2, {}, {"only once"}},
      {"$callgate cost f.bpf+f.bpf --weights -", {}, 2, {}, {"only once"}},
      {"$callgate cost f.bpf --weights missing.json", {}, 1, {}, {"missing.json"}},
      {"echo '{\"read\": 1, \"0\": 2}' | $callgate cost f.bpf --weights -",
       {},
       1,
       {},
       {"error: <stdin>: \"read\" and \"0\" are one call on x86_64"}},
  });
}

TEST_CASE("cost refuses what it cannot count") {
  const Folder folder;
  Folder::write("p.toml", policy);
  check({
      {"$callgate cost missing.toml", {}, 1, {}, {"missing.toml: No such file"}},
      {"$callgate cost - ", "[base]\nallow = [\"raed\"]\n", 1, {}, {"unknown call"}},
      {"$callgate cost p.toml --abi arm", {}, 2, {}, {"does not serve \"arm\""}},
      {"$callgate cost p.toml --format xml", {}, 2, {}, {"--format"}},
      {"$callgate cost p.toml --max-number 70000",
       {},
       2,
       {},
       {"--max-number: Value 70000 not in range"}},
      {"$callgate cost p.toml --top -1", {}, 2, {}, {"--top"}},
      {"$callgate cost pid:0", {}, 1, {}, {"no process id"}},
      {"$callgate cost p.toml --abi x86_64 -o /nowhere/out", {}, 1, {}, {"/nowhere/out"}},
  });
}

TEST_CASE("the same costs are reported for a policy and for its filter, twice the same") {
  const Folder folder;
  Folder::write("p.toml", policy);
  REQUIRE(shell::run("$callgate compile p.toml --abi x86_64 --emit raw -o f.bpf").status == 0);
  auto by_policy = json_of("$callgate cost p.toml --abi x86_64 --format json");
  auto by_filter = json_of("$callgate cost f.bpf --abi x86_64 --format json");
  CHECK(by_policy["subject"] == "p.toml");
  CHECK(by_policy["families"] == by_filter["families"]);
  CHECK(by_policy["families"][0]["abis"][0]["executed"]["satisfied"]["inputs"] == 1);
  const auto first = shell::run("$callgate cost p.toml");
  CHECK(first.out == shell::run("$callgate cost p.toml").out);
}

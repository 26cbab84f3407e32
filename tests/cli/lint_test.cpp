// callgate lint: forms, options and statuses; what it finds is tested in tests/lint.
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "shell.hpp"

namespace {

/// Nothing but a note is found in it.
const std::string good = "[policy]\nknown_through = \"6.1\"\nnewer = \"errno ENOSYS\"\nabis = "
                         "[\"x86_64\"]\n[base]\nallow = [\"read\", \"exit_group\", "
                         "\"clock_gettime\"]\n";

} // namespace

TEST_CASE("lint: statuses") {
  shell::check({
      {"$callgate lint -", good, 0, {"note: no filter stops 335", "[unfilterable]"}},
      {"$callgate lint -", good + "[cap.X]\nallow = [\"bpf\"]\n", 1, {"with X, \"bpf\" loads"}},
      {"$callgate lint --cap none -", good + "[cap.X]\nallow = [\"bpf\"]\n", 0, {}, {}, {"bpf"}},
      {"$callgate lint --cap Y -", good, 2, {}, {"Y"}},
      {"$callgate lint -", "[base]\nallow = [\"raed\"]\n", 1, {"unknown call \"raed\"", "-->"}},
      {"$callgate lint -", "[[", 1, {"toml-syntax"}},
      {"$callgate lint no-such.toml", {}, 1, {}, {"no-such.toml"}},
      {"$callgate lint", {}, 2, {}, {"POLICY is required"}},
      {"$callgate lint --libc glibc -", good, 2, {}, {"\"glibc\" is no release of a library"}},
      {"$callgate lint --libc dietlibc:1.0 -", good, 2, {}, {"glibc:2.42"}},
      {"$callgate lint --abi x86-64 -", good, 2, {}, {"did you mean \"x86_64\"?"}},
  });
}

TEST_CASE("lint: libraries, ABIs and forms") {
  shell::check({
      {"$callgate lint --libc glibc:2.42,musl:1.2.5 -", good, 1, {"\"rseq\" is called by glibc"}},
      {"$callgate lint --abi aarch64,arm -", "[base]\nallow = [\"open@x86_64\", \"stat\"]\n", 1},
      {"$callgate lint --abi aarch64 -",
       good + "[cap.X]\nallow = [\"open\"]\n",
       1,
       {"with X, \"open\" does not exist on aarch64", "\"openat\""}},
      {"$callgate lint --list", {}, 0, {"io-uring", "no-clock", "fix: "}},
      {"$callgate lint -o out - && wc -l < out && rm out", good, 0, {"4\n"}},
  });
}

TEST_CASE("lint: JSON has name, severity, place and help") {
  const auto outcome = shell::run("$callgate lint --format json -", "[base]\nallow = [\"bpf\"]\n");
  CHECK(outcome.status == 1);
  CHECK(outcome.err.empty());
  bool found = false;
  for (const auto& each : nlohmann::json::parse(outcome.out)) {
    if (each["code"] != "bpf") continue;
    found = true;
    CHECK(each["severity"] == "warning");
    CHECK(each["line"] == 2);
    CHECK(each["column"] == 11);
    CHECK(each["help"].get<std::string>().find("accept = [\"bpf\"]") != std::string::npos);
  }
  CHECK(found);
}

TEST_CASE("lint: names in a policy reach a terminal only as text") {
  const std::string evil =
      "[base]\nallow = [\"read\"]\n[cap.\"\\u001b[31mX\"]\nallow = [\"bpf\"]\n";
  const auto outcome = shell::run("$callgate lint -", evil);
  CHECK(outcome.out.find('\x1b') == std::string::npos);
}

// --prefer, --target-kernel and --weights: what they take, and that no verdict depends on them.
#include <doctest/doctest.h>

#include "shell.hpp"

using shell::check;
using shell::Folder;

namespace {

const std::string policy = R"toml([policy]
abis = ["x86_64", "i386"]
[base]
allow = ["read", "openat(flags & O_ACCMODE == O_RDONLY)", "close", "exit_group", "lseek"]
)toml";

} // namespace

TEST_CASE("every command that builds filters to keep, run or look at takes the plan's options") {
  const Folder folder;
  Folder::write("p.toml", policy);
  Folder::write("w.json", R"({"0": 7240, "openat": 13742, "read@i386": 5, "#0x101@i386": 3})");
  const std::string options = " --prefer speed --target-kernel 5.10 --weights w.json";
  check({
      {"$callgate compile p.toml" + options, {}, 0, {"ret"}},
      {"$callgate compile p.toml --prefer size", {}, 0, {"ret"}},
      {"$callgate compile p.toml --prefer balanced --target-kernel 6.12", {}, 0, {"ret"}},
      {"$callgate eval p.toml --call read" + options, {}, 0, {"allow"}},
      {"$callgate compile --help", {}, 0, {"--prefer", "--target-kernel", "--weights"}},
      {"$callgate compile p.toml --weights - < w.json", {}, 0, {"ret"}},
      {"$callgate compile - --weights w.json", policy, 0, {"ret"}},
      {"$callgate compile p.toml --weights -", "{}", 0, {"ret"}},
  });
  Folder::write("all.toml",
                "[policy]\ndefault = \"allow\"\n[base]\nerrno = { EPERM = [\"swapon\"] }\n");
  check({{"$callgate run all.toml" + options + " -- true", {}, 0}});
}

TEST_CASE("mistakes in the plan's options are status 2") {
  const Folder folder;
  Folder::write("p.toml", policy);
  check({
      {"$callgate compile p.toml --prefer fast", {}, 2, {}, {"--prefer", "speed"}},
      {"$callgate compile p.toml --target-kernel new", {}, 2, {}, {"new is no kernel release"}},
      {"$callgate compile p.toml --target-kernel ''", {}, 2, {}, {"--target-kernel"}},
      {"$callgate compile - --weights -", policy, 2, {}, {"cannot be both"}},
      {"$callgate expand p.toml --prefer size", {}, 2, {}, {"--prefer"}},
      {"$callgate compile p.toml --emit raw --abi x86_64 -o p.bpf"},
      {"$callgate eval p.bpf --call read --prefer size", {}, 2, {}, {"--prefer is for policies"}},
  });
}

TEST_CASE("a faulty file of counts is named with all that is wrong in it, and status 1") {
  const Folder folder;
  Folder::write("p.toml", policy);
  struct Row {
    const char* file;
    std::vector<std::string> messages;
  };
  const Row rows[] = {
      {"", {"no JSON"}},
      {"{\"read\": 1", {"no JSON, at byte"}},
      {"{\"read\": 1} x", {"no JSON"}},
      {"[1]", {"expected a JSON object of counts"}},
      {"7", {"expected a JSON object of counts"}},
      {R"({"read": "7"})", {"\"read\": expected a number, found a string"}},
      {R"({"read": {"a": 1}})", {"\"read\": expected a number, found an object"}},
      {R"({"read": [1]})", {"\"read\": expected a number, found an array"}},
      {R"({"read": null})", {"found null"}},
      {R"({"read": true})", {"found a boolean"}},
      {R"({"read": 1.5, "write": -1, "close": 9007199254740993})",
       {"\"read\": 1.5 is no count", "\"write\": -1 is no count",
        "\"close\": 9007199254740993 is no count"}},
      {R"({"read": 18446744073709551616})", {"18446744073709551616 is no count"}},
      {R"({"read": 9007199254740992, "write": 1})", {"\"write\": the counts come to more than"}},
      {R"({"raed": 1, "wriet": 2})", {"did you mean \"read\"", "did you mean \"write\""}},
      {R"({"read": 1, "read": 1})", {"\"read\": this key stands there twice"}},
      {R"({"read": 1, "0": 1})", {"error: w.json: \"read\" and \"0\" are one call on x86_64"}},
      {R"({"4294967296": 1})", {"this is no call number"}},
      {R"({"": 1})", {"empty call"}},
      {R"JSON({"read(fd == 1)": 1})JSON", {"whatever its arguments are"}},
      {R"({"waitpid@x86_64": 1})", {"does not exist on x86_64"}},
      {R"({"read@amd64": 1})", {"unknown ABI"}},
      {R"({"@io-event": 1})", {"a group is no call"}},
      {"{\"a\\u001bb\": 1}", {"\\x1b"}},
  };
  for (const Row& row : rows) {
    Folder::write("w.json", row.file);
    std::vector<std::string> messages = row.messages;
    messages.emplace_back("w.json");
    check({{"$callgate compile p.toml --weights w.json", {}, 1, {}, messages, {"ret"}, {"p.toml"}},
           {"$callgate run p.toml --weights w.json -- true", {}, 125, {}, messages}});
  }
  check({{"$callgate compile p.toml --weights none.json", {}, 1, {}, {"none.json"}},
         {"$callgate compile p.toml --weights ''", {}, 1, {}, {"callgate: "}, {"ret"}}});
}

TEST_CASE("what a filter decides does not depend on the plan's options") {
  const Folder folder;
  Folder::write("p.toml", policy);
  Folder::write("w.json", R"({"openat": 90, "lseek": 5, "mount": 40})");
  check({
      {"$callgate compile p.toml --prefer size --emit raw --abi x86_64 -o a.bpf"},
      {"$callgate compile p.toml --prefer speed --weights w.json --target-kernel 5.4 --emit raw "
       "--abi x86_64 -o b.bpf"},
      {"$callgate diff a.bpf b.bpf --abi x86_64"},
  });
}

TEST_CASE("--verbose says where a plan is not exact") {
  const Folder folder;
  Folder::write("p.toml", policy);
  std::string scattered = "[base]\nallow = [";
  for (int number = 0; number < 1200; number += 3 + number % 5)
    scattered += "\"#" + std::to_string(number) + "\", ";
  Folder::write("scattered.toml", scattered + "]\n");
  const std::string note =
      "note: the filter for x86: 1 search or call too large for the exact method";
  check({
      {"$callgate compile scattered.toml --abi x86_64 --verbose", {}, 0, {"ret"}, {note}},
      {"$callgate compile scattered.toml --abi x86_64", {}, 0, {"ret"}, {}, {}, {"exact"}},
      {"$callgate compile p.toml --verbose", {}, 0, {"ret"}, {}, {}, {"exact"}},
  });
}

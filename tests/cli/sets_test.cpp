// --emit cpp and --sets, as typed.
#include <doctest/doctest.h>

#include <string>

#include "shell.hpp"

namespace {

using shell::check;
using shell::Folder;

std::string policy_of(int capabilities) {
  std::string text = "[policy]\nname = \"p\"\n[base]\nallow = [\"read\"]\n";
  for (int i = 0; i < capabilities; ++i)
    text.append("[cap.C").append(std::to_string(i)).append("]\nallow = []\n");
  return text;
}

} // namespace

TEST_CASE("--emit cpp makes all sets, or those that are named") {
  const Folder folder;
  Folder::write("p.toml", policy_of(3));
  const std::string compile = "$callgate compile p.toml --emit cpp ";
  check({
      {compile, {}, 0, {"namespace p_policy {", "for 8 sets of its", "C2 = 0x4,", "all = 0x7,"}},
      {compile + "--sets all", {}, 0, {"for 8 sets of its"}},
      {compile + "--sets none", {}, 0, {"for none of its capabilities", "C0 = 0x1"}},
      {compile + "--sets C0+C1,C2 --sets C1+C0", {}, 0, {"for 3 sets of its"}},
      {compile + "-o a.hpp && " + compile + "--sets all -o b.hpp && cmp a.hpp b.hpp"},
      {compile + "--abi x86_64,aarch64", {}, 0, {"#if (defined(__x86_64__)", "#elif (defined"}},
  });
  CHECK(Folder::names() == std::vector<std::string>{"a.hpp", "b.hpp", "p.toml"});
}

TEST_CASE("--sets that cannot be is status 2, names that cannot be status 1") {
  const Folder folder;
  Folder::write("p.toml", policy_of(3));
  Folder::write("many.toml", policy_of(11));
  Folder::write("_9.toml", "[base]\nallow = [\"read\"]\n");
  Folder::write("kept", "as it was");
  const std::string compile = "$callgate compile p.toml -o kept --emit ";
  check({
      {compile + "cpp --sets C0+C33", {}, 2, {}, {"unknown capability \"C33\": choose from C0"}},
      {compile + "cpp --sets ''", {}, 2, {}, {"--sets has an empty name: write A+B,C\n"}},
      {compile + "cpp --sets C0,", {}, 2, {}, {"--sets has an empty name: write A+B,C\n"}},
      {compile + "cpp --sets C0+", {}, 2, {}, {"--sets has an empty name: write A+B,C\n"}},
      {compile + "cpp --sets C0,all", {}, 2, {}, {"stands alone"}},
      {compile + "cpp --cap C0", {}, 2, {}, {"cpp holds many sets", "--sets"}},
      {compile + "cpp --sets C0 --diagnostics json --abi no", {}, 2, {}, {"\"bad-request\""}},
      {compile + "c --sets C0", {}, 2, {}, {"c holds one set", "--cap"}},
      {compile + "asm --sets all", {}, 2, {}, {"asm holds one set", "--cap"}},
      {"$callgate compile many.toml --emit cpp -o kept", {}, 2, {}, {"11 capabilities", "--sets"}},
      {"$callgate compile many.toml --emit cpp --sets C10 -o no/kept", {}, 1, {}, {"No such file"}},
      {"$callgate compile _9.toml --emit cpp -o kept", {}, 1, {}, {"reserved", "--name"}},
      {compile + "cpp --name _p", {}, 1, {}, {"reserved", "--name"}},
  });
  CHECK(Folder::read("kept") == "as it was");
}

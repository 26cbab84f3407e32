// Large policies: 450 calls that share nothing compile; what 4096 instructions cannot
// hold is refused clearly.
#include <doctest/doctest.h>

#include <random>
#include <string>

#include "shell.hpp"

namespace {

/// Every second of `count` numbers from `first` on is allowed, the others logged. Between
/// them lie up to `widest` others, without a pattern that a filter could use.
std::string alternating(unsigned first, unsigned count, unsigned widest) {
  std::mt19937 random(count);
  std::string allow, log;
  for (unsigned i = 0; i < count; ++i) {
    (i % 2 == 0 ? allow : log) += "\"#" + std::to_string(first) + "\", ";
    first += 1 + static_cast<unsigned>(random() % (widest + 1));
  }
  return "[base]\nallow = [" + allow + "]\nlog = [" + log + "]\n";
}

} // namespace

TEST_CASE("450 calls with alternating actions compile") {
  const auto outcome = shell::run(
      "$callgate compile - --abi x86_64 --emit raw | $callgate disasm -", alternating(0, 450, 0));
  CHECK(outcome.status == 0);
  CHECK(outcome.err == "");
  CHECK(outcome.out.find("ret") != outcome.out.npos);
}

TEST_CASE("a policy that no filter can hold is refused, and nothing is written") {
  const shell::Folder folder;
  shell::Folder::write("large.toml", alternating(100000, 4500, 1000));
  shell::check({
      {"$callgate compile large.toml --abi x86_64 --emit raw -o out",
       {},
       1,
       {},
       {"error: the filter for x86 takes ", "at most 4096", "list fewer calls"}},
      {"$callgate run large.toml -- echo started", {}, 125, {}, {"at most 4096"}, {"started"}},
  });
  CHECK(shell::Folder::names() == std::vector<std::string>{"large.toml"});
}

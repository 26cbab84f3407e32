// An entry and what other ABIs make for it, as `observe --portable` writes them: nothing is
// missing anywhere.
#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "arch/calls.hpp"
#include "linted.hpp"
#include "lore/equivalents.hpp"

using namespace callgate;

namespace {

std::string list_of(const std::set<std::string>& words) {
  std::string text;
  for (const std::string& word : words)
    text.append(text.empty() ? "\"" : ", \"").append(word).append("\"");
  return "[" + text + "]";
}

} // namespace

TEST_CASE("a call with its equivalents on every ABI of a policy is portable") {
  const std::set<std::string> abis = {"x86_64", "i386", "aarch64", "riscv64", "riscv32"};
  std::set<std::string_view> calls;
  for (const lore::Equivalent& row : lore::equivalents()) {
    if (arch::find_call(*arch::abi_named("x86_64"), row.call) != nullptr) calls.insert(row.call);
  }
  for (const std::string_view call : calls) {
    std::set<std::string> entries = {std::string(call)};
    for (const std::string& abi : abis) {
      for (const std::string_view other : lore::equivalents_on(*arch::abi_named(abi), call))
        entries.insert(std::string(other));
    }
    const std::string text =
        "[policy]\nabis = " + list_of(abis) + "\n[base]\nallow = " + list_of(entries) + "\n";
    CAPTURE(text);
    const auto found = linted::checks(text);
    CHECK(std::find(found.begin(), found.end(), "portability") == found.end());
  }
}

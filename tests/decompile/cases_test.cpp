// Filters as instructions, and what is written of them: cases/*.case. The input has one
// instruction a line, as `tcpdump -ddd` prints them: code, jt, jf and k; what follows a ; is a
// comment. A line `filter` begins another filter of the stack.
#include <doctest/doctest.h>

#include <iomanip>
#include <sstream>

#include "support/cases.hpp"
#include "tools/decompile.hpp"

namespace {

using namespace callgate;

std::vector<bpf::Program> programs(const std::string& text) {
  std::vector<std::vector<bpf::Instruction>> filters(1);
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line.substr(0, line.find(';')));
    unsigned code = 0, jt = 0, jf = 0;
    std::uint32_t k = 0;
    if (line == "filter")
      filters.emplace_back();
    else if (words >> code >> jt >> jf >> std::setbase(0) >> k)
      filters.back().push_back({static_cast<std::uint16_t>(code), static_cast<std::uint8_t>(jt),
                                static_cast<std::uint8_t>(jf), k});
  }
  std::vector<bpf::Program> result;
  for (auto& filter : filters)
    result.push_back(std::get<bpf::Program>(bpf::Program::check(std::move(filter))));
  return result;
}

/// Options: big, and an ABI to assume.
std::string decompiled(const tests::Case& given) {
  const auto assumed = arch::abi_named(given.options);
  const bool big = given.options == "big" ||
                   (assumed && arch::facts(*assumed).byte_order == arch::ByteOrder::big);
  const auto stack = programs(given.input);
  const auto text =
      tools::decompile(stack, {.order = big ? arch::ByteOrder::big : arch::ByteOrder::little,
                               .assumed = assumed,
                               .origin = "this"});
  if (const auto* unsayable = std::get_if<wording::Unsayable>(&text))
    return "refused: " + unsayable->reason + "\n";
  return std::get<std::string>(text);
}

} // namespace

TEST_CASE("what is written of filters is as in the case files") {
  tests::run_cases("decompile/cases", decompiled);
}

// Reports as people and as programs read them, of costs made up by hand.
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "tools/cost_text.hpp"

using namespace callgate;
using tools::Executed;

namespace {

Executed executed(std::uint64_t inputs, double steps, std::size_t most) {
  return {inputs, steps, static_cast<double>(inputs), static_cast<double>(inputs), most};
}

tools::CostReport report() {
  const auto x86_64 = arch::Abi::x86_64;
  tools::AbiCost abi{.abi = x86_64, .numbers = {0, 512}};
  abi.decided = tools::Decided{.listed = 4, .allowed = 2, .conditional = 1, .cut = 1};
  abi.cached = 2;
  abi.all = executed(513, 3078, 9);
  abi.allowed = executed(3, 20, 8);
  abi.uncached = executed(511, 3000, 9);
  abi.satisfied = executed(2, 19, 10);
  abi.dearest = {{"close", 3, false, 8, 10, 0, 0}, {"dup", 32, false, 7, 7, 0, 0}};
  tools::FamilyCost family{.family = arch::Family::x86, .filters = 1};
  family.instructions = 12;
  family.ebpf_instructions = 19;
  family.preparations = {{x86_64, 473, 2800}, {arch::Abi::i386, 467, 1401}};
  family.abis = {abi};
  return {"render.toml", {family}};
}

tools::CostReport counted_report() {
  tools::CostReport result = report();
  tools::AbiCost& abi = result.families.front().abis.front();
  abi.counted = executed(1000, 6500, 8);
  abi.counted_uncached = executed(100, 800, 8);
  abi.dearest = {{"close", 3, false, 8, 10, 90, 720}, {"dup", 32, false, 8, 8, 10, 80}};
  return result;
}

} // namespace

TEST_CASE("a report is a table") {
  CHECK(tools::cost_text(report()) ==
        R"(render.toml

x86: 12 instructions, 19 of eBPF
when installed: 2800 emulated for the 473 numbers of x86_64
when installed: 1401 emulated for the 467 numbers of i386

x86_64, numbers 0 to 512: 4 listed, 2 plainly allowed, 2 cached, 1 by arguments
  executed instructions              inputs       mean        max      taken  not taken
  allowed numbers                         3       6.67          8       1.00       1.00
  all numbers                           513       6.00          9       1.00       1.00
  uncached numbers                      511       5.87          9       1.00       1.00
  satisfied conditions                    2       9.50         10       1.00       1.00
  (1 number with more alternatives than were followed)
  dearest calls not cached           number   executed
  close                                   3      8..10
  dup                                    32          7
)");
}

TEST_CASE("counted calls have a share") {
  const std::string text = tools::cost_text(counted_report());
  CAPTURE(text);
  for (const std::string line :
       {"  counted calls                        1000       6.50          8       1.00       1.00\n",
        "  counted calls, uncached               100       8.00          8       1.00       1.00\n",
        "  dearest calls not cached           number   executed      calls      share\n"
        "  close                                   3      8..10         90    90.00 %\n"
        "  dup                                    32          8         10    10.00 %\n"})
    CHECK(text.find(line) != text.npos);
}

TEST_CASE("a report of several filters whose meaning is not known") {
  tools::CostReport result = report();
  result.families.front().filters = 3;
  result.families.front().abis.front().decided.reset();
  result.families.front().abis.front().undecided = "it multiplies";
  result.families.front().abis.front().satisfied = {};
  const std::string text = tools::cost_text(result);
  CAPTURE(text);
  CHECK(text.find("x86: 3 filters, 12 instructions") != text.npos);
  CHECK(text.find("numbers 0 to 512: 2 cached; what is decided is not known: it multiplies\n") !=
        text.npos);
  CHECK(text.find("satisfied") == text.npos);
}

TEST_CASE("JSON has the same") {
  const auto object = nlohmann::json::parse(tools::cost_json(counted_report()));
  const auto& family = object["families"][0];
  const auto& abi = family["abis"][0];
  CHECK(object["subject"] == "render.toml");
  CHECK(family["family"] == "x86");
  CHECK(family["filters"] == 1);
  CHECK(family["instructions"] == 12);
  CHECK(family["ebpf_instructions"] == 19);
  CHECK(family["install"][1]["abi"] == "i386");
  CHECK(family["install"][1]["numbers"] == 467);
  CHECK(family["install"][1]["emulated"] == 1401);
  CHECK(abi["abi"] == "x86_64");
  CHECK(abi["numbers"]["last"] == 512);
  CHECK(abi["numbers"]["allowed"] == 2);
  CHECK(abi["numbers"]["cached"] == 2);
  CHECK(abi["numbers"]["conditional"] == 1);
  CHECK(abi["executed"]["allowed"]["inputs"] == 3);
  CHECK(abi["executed"]["all"]["mean"] == 6.0);
  CHECK(abi["executed"]["satisfied"]["max"] == 10);
  CHECK(abi["executed"]["satisfied"]["taken"] == 1.0);
  CHECK(abi["executed"]["counted"]["mean"] == 6.5);
  CHECK(abi["executed"]["counted_uncached"]["inputs"] == 100);
  CHECK(abi["dearest"][0]["name"] == "close");
  CHECK(abi["dearest"][0]["max"] == 10);
}

// Pairs of policies and what is said about them: cases/*.case, two policies with a line
// "=====" between them. Examples are cut out: how calls are written is tested elsewhere.
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include <regex>
#include <string>

#include "compiled.hpp"
#include "support/cases.hpp"
#include "tools/diff_text.hpp"

namespace {

using namespace callgate;
using bpf::Instruction;
namespace op = bpf::op;

/// "x86_64,i386"
std::vector<arch::Abi> abis_of(const std::string& options) {
  std::vector<arch::Abi> abis;
  for (std::size_t begin = 0; begin < options.size();) {
    const std::size_t end = std::min(options.find(',', begin), options.size());
    const auto abi = arch::abi_named(options.substr(begin, end - begin));
    REQUIRE(abi);
    abis.push_back(*abi);
    begin = end + 1;
  }
  return abis;
}

tools::DiffReport report_of(const std::string& a, const std::string& b,
                            const std::vector<arch::Abi>& abis) {
  const auto before = tests::compiled(a, abis);
  const auto after = tests::compiled(b, abis);
  tools::DiffReport report{"a.toml", "b.toml", {}};
  for (std::size_t i = 0; i < before.filters.size(); ++i) {
    const ruleset::Rulings& rulings = before.filters[i].rulings();
    const bpf::Program one[] = {before.filters[i].program()};
    const bpf::Program other[] = {after.filters[i].program()};
    auto found = tools::differences(one, other, rulings.byte_order, std::nullopt);
    REQUIRE(std::holds_alternative<std::vector<tools::Group>>(found));
    report.families.push_back(
        {rulings.family, std::get<std::vector<tools::Group>>(std::move(found))});
  }
  return report;
}

bpf::Program accepted(std::vector<Instruction> instructions) {
  return std::get<bpf::Program>(bpf::Program::check(std::move(instructions)));
}

const bpf::Program allow_all = accepted({{op::ret_k, 0, 0, 0x7fff0000}});

std::string undecided(const std::vector<bpf::Program>& a, const std::vector<bpf::Program>& b) {
  const auto found = tools::differences(a, b, arch::ByteOrder::little, std::nullopt);
  REQUIRE(std::holds_alternative<tools::Undecided>(found));
  return std::get<tools::Undecided>(found).reason;
}

} // namespace

TEST_CASE("what is said about two policies") {
  tests::run_cases("diff/cases", [](const tests::Case& given) {
    const std::string between = "=====\n";
    const std::size_t middle = given.input.find(between);
    REQUIRE(middle != given.input.npos);
    const std::string text = tools::diff_text(report_of(given.input.substr(0, middle),
                                                        given.input.substr(middle + between.size()),
                                                        abis_of(given.options)));
    return std::regex_replace(text, std::regex("for example [^;]*;"), "for example …;");
  });
}

TEST_CASE("JSON has the numbers that the text rounds") {
  const auto report = report_of("[base]\nallow = [\"read\"]\nerrno = { EPERM = [\"reboot\"] }\n",
                                "[base]\nallow = [\"read(fd == 1)\"]\n", {arch::Abi::x86_64});
  const auto json = nlohmann::json::parse(tools::diff_json(report));
  CHECK(json["same"] == false);
  CHECK(json["widened"] == false);
  const auto& group = json["groups"][0];
  CHECK(group["abi"] == "x86_64");
  CHECK(group["tokens"] == nlohmann::json::parse("[[3221225534, 3221225534]]"));
  REQUIRE(group["differences"].size() == 2);
  const auto& read = group["differences"][0];
  CHECK(read["direction"] == "narrowing");
  CHECK(read["calls"] == nlohmann::json::parse(R"([{"name": "read", "number": 0}])"));
  CHECK(read["a"]["action"] == "allow");
  CHECK(read["b"]["action"] == "kill_process");
  CHECK(read["witness"]["arguments"].size() == 6);
  CHECK(read["witness"]["arguments"][1] == "0x0");
  // All but one of 2^32 values of the low word: (2^32 - 1) * 2^416.
  CHECK(read["inputs"] ==
        "72683872412637656253902016655631421549725197449124646144263420704376919652315004"
        "0769695346182515127688195408685282827655128621902725120");
  const auto& reboot = group["differences"][1];
  CHECK(reboot["a"]["data"] == 1);
  CHECK_FALSE(reboot["b"].contains("data"));
  CHECK_FALSE(reboot.contains("condition"));
}

TEST_CASE("filters that ask for no token are compared whatever the token is") {
  const std::vector<bpf::Program> a{allow_all};
  const std::vector<bpf::Program> b{accepted({{op::ld_abs, 0, 0, bpf::offset::number},
                                              {op::jeq, 0, 1, 41},
                                              {op::ret_k, 0, 0, 0x50001},
                                              {op::ret_k, 0, 0, 0x7fff0000}})};
  struct Row {
    std::optional<arch::Abi> assumed;
    std::string title, sentence;
  };
  const Row rows[] = {
      {std::nullopt, "whatever the audit token\n", "- #41: B no longer allows it (B: errno 1)\n"},
      {arch::Abi::x86_64, "whatever the audit token, calls named as on x86_64\n",
       "- socket: B no longer allows it (B: errno EPERM)\n"},
  };
  for (const Row& row : rows) {
    auto found = tools::differences(a, b, arch::ByteOrder::little, row.assumed);
    REQUIRE(std::holds_alternative<std::vector<tools::Group>>(found));
    const std::string text = tools::diff_text(
        {"a", "b", {{std::nullopt, std::get<std::vector<tools::Group>>(std::move(found))}}});
    CHECK_MESSAGE(text.find(row.title) != text.npos, text);
    CHECK_MESSAGE(text.find(row.sentence) != text.npos, text);
    CHECK_MESSAGE(text.find("; 2^480 inputs\n") != text.npos, text);
  }
}

TEST_CASE("what cannot be decided is said with its place") {
  const auto unfollowed = accepted(
      {{op::ld_abs, 0, 0, bpf::offset::arguments}, {op::mul, 0, 0, 3}, {op::ret_a, 0, 0, 0}});
  CHECK(undecided({unfollowed}, {allow_all}) ==
        "A: the proof has no model of a product that depends on the input, at instruction 1");
  CHECK(undecided({allow_all}, {allow_all, unfollowed}) ==
        "B: filter 2 of the stack: the proof has no model of a product that depends on the input, "
        "at instruction 1");
  const auto odd_numbers = [](std::uint32_t word) {
    return accepted({{op::ld_abs, 0, 0, word},
                     {op::jset, 0, 1, 1},
                     {op::ret_k, 0, 0, 0},
                     {op::ret_k, 0, 0, 0x7fff0000}});
  };
  CHECK(undecided({allow_all}, {odd_numbers(bpf::offset::number)}) ==
        "they tell too many call numbers apart");
  CHECK(undecided({allow_all}, {odd_numbers(bpf::offset::token)}) ==
        "they tell too many audit tokens apart");
}

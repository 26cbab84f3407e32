// Conditions on arguments: filters decide as their rulings do, and as cheaply as was meant.
#include <doctest/doctest.h>

#include <array>
#include <set>

#include "bpf/cache.hpp"
#include "bpf/disassemble.hpp"
#include "bpf/interpreter.hpp"
#include "graph/conditions.hpp"
#include "graph/link.hpp"
#include "graph/order.hpp"
#include "graph/plan.hpp"
#include "random_decision.hpp"

namespace {

using namespace callgate;
using namespace callgate::ruleset;
using arch::ByteOrder;
using tests::Random;

constexpr auto byte_orders = std::to_array({ByteOrder::little, ByteOrder::big});
constexpr bpf::Action allow{bpf::ActionKind::allow};
constexpr bpf::Action kill{bpf::ActionKind::kill_process};

bpf::Program linked(const graph::Plan& plan) {
  auto checked = bpf::Program::check(graph::link(plan, graph::order(plan)));
  REQUIRE(std::holds_alternative<bpf::Program>(checked));
  return std::get<bpf::Program>(std::move(checked));
}

/// The decision alone, without token and number.
graph::Plan plan_of(const Decision& decision, ByteOrder order,
                    std::size_t effort = graph::Conditions::default_effort) {
  graph::Graph graph;
  const graph::NodeId root =
      graph::Conditions(graph, order, graph::Conditions::default_price, effort).lower(decision);
  return {std::move(graph), root};
}

/// Whether the program decides as the decision does on `count` nominated arguments.
bool agrees(const bpf::Program& program, const Decision& decision, ByteOrder order, Random& random,
            std::size_t count) {
  for (const ArgumentRegisters& arguments : tests::probes(decision, random, count)) {
    const std::uint32_t value = bpf::run(program, {.arguments = arguments}, order).value;
    if (value != bpf::return_value(action_for(decision, arguments))) return false;
  }
  return true;
}

Formula test(std::uint8_t slot, std::uint8_t bits, std::uint64_t mask, std::vector<Range> ranges) {
  return {Test{{slot, std::nullopt, bits}, mask, std::move(ranges)}};
}

Formula test(std::uint8_t slot, std::uint8_t bits, std::vector<Range> ranges) {
  return test(slot, bits, all_bits(bits), std::move(ranges));
}

Decision allow_if(Formula formula) {
  return {kill, {{std::move(formula), allow}}};
}

/// Every test about whole words.
Formula about_words(const Formula& formula) {
  if (const auto* test = std::get_if<Test>(&formula.node)) {
    const std::uint8_t bits = test->field.bits <= 32 ? 32 : 64;
    return {Test{{test->field.slot, test->field.high_slot, bits}, all_bits(bits), test->ranges}};
  }
  const auto* all = std::get_if<All>(&formula.node);
  std::vector<Formula> parts = all != nullptr ? all->parts : std::get<Any>(formula.node).parts;
  for (Formula& part : parts)
    part = about_words(part);
  if (all != nullptr) return {All{parts}};
  return {Any{parts}};
}

Decision about_words(Decision decision) {
  for (Clause& clause : decision.clauses)
    clause.when = about_words(clause.when);
  return decision;
}

/// A listing in one line, with single spaces.
std::string text_of(const bpf::Program& program) {
  std::string text;
  for (const bpf::Line& line : bpf::listing(program)) {
    text += text.empty() ? "" : "; ";
    for (const char c : line.text)
      if (c != ' ' || text.back() != ' ') text += c;
  }
  return text;
}

/// Whether some path loads a word that it has loaded before.
class RepeatedLoads {
public:
  explicit RepeatedLoads(const graph::Graph& graph) : graph_(graph) {}

  bool from(graph::NodeId node) { return visit(node, {}); }

private:
  bool visit(graph::NodeId id, std::set<std::uint32_t> loaded) {
    if (!seen_.insert({id, loaded}).second) return false;
    if (const auto* load = std::get_if<graph::Load>(&graph_[id]))
      if (!loaded.insert(load->offset).second) return true;
    for (const graph::NodeId child : graph::children(graph_[id]))
      if (visit(child, loaded)) return true;
    return false;
  }

  const graph::Graph& graph_;
  std::set<std::pair<graph::NodeId, std::set<std::uint32_t>>> seen_;
};

} // namespace

TEST_CASE("random decisions, in whichever way they are lowered") {
  Random random(11);
  for (std::size_t round = 0; round < 1500; ++round) {
    CAPTURE(round);
    const Decision decision = tests::random_decision(random, 1 + round % 30);
    for (const ByteOrder order : byte_orders) {
      for (const std::size_t effort : {graph::Conditions::default_effort, std::size_t{0}}) {
        CAPTURE(effort);
        const bpf::Program program = linked(plan_of(decision, order, effort));
        CHECK(agrees(program, decision, order, random, 200));
      }
    }
  }
}

TEST_CASE("a filter is as short as it can be") {
  struct Row {
    const char* what;
    Decision decision;
    const char* expected;
  };
  const std::uint64_t most = ~std::uint64_t{0};
  const Row rows[] = {
      {"32 bits look at one word", allow_if(test(0, 32, {{7, 7}})),
       "ld [16]; jeq #0x7, 3, 2; ret #0x80000000; ret #0x7fff0000"},
      {"64 bits look first at the one that fewer values pass", allow_if(test(0, 64, {{7, 7}})),
       "ld [16]; jeq #0x7, 2, 5; ld [20]; jge #0x1, 5, 4; ret #0x7fff0000; ret #0x80000000"},
      {"a mask leaves a word out", allow_if(test(0, 64, 0xf0, {{0x20, 0x20}})),
       "ld [16]; jset #0xd0, 4, 2; jset #0x20, 3, 4; ret #0x7fff0000; ret #0x80000000"},
      {"and the other", allow_if(test(0, 64, 0xf000000000, {{0, 0x1fffffffff}})),
       "ld [20]; jset #0xe0, 3, 2; ret #0x7fff0000; ret #0x80000000"},
      {"any bit of a mask", allow_if(test(0, 32, 0x7e020000, {{0, 0}})),
       "ld [16]; jset #0x7e020000, 3, 2; ret #0x7fff0000; ret #0x80000000"},
      {"no bit of a mask", allow_if(test(0, 32, 0x7e020000, {{1, UINT32_MAX}})),
       "ld [16]; jset #0x7e020000, 3, 2; ret #0x80000000; ret #0x7fff0000"},
      {"one bit", allow_if(test(0, 32, 4, {{4, 4}})),
       "ld [16]; jset #0x4, 3, 2; ret #0x80000000; ret #0x7fff0000"},
      {"two bits", allow_if(test(0, 32, 6, {{6, 6}})),
       "ld [16]; and #0x6; jge #0x6, 4, 3; ret #0x80000000; ret #0x7fff0000"},
      {"a byte that is not zero", allow_if(test(0, 8, {{1, 255}})),
       "ld [16]; jset #0xff, 3, 2; ret #0x80000000; ret #0x7fff0000"},
      {"a byte in order", allow_if(test(0, 8, {{0, 9}})),
       "ld [16]; and #0xff; jge #0xa, 4, 3; ret #0x7fff0000; ret #0x80000000"},
      {"neighbours are one range", allow_if(test(0, 32, {{1, 1}, {2, 2}, {3, 3}})),
       "ld [16]; jge #0x1, 2, 4; jge #0x4, 4, 3; ret #0x7fff0000; ret #0x80000000"},
      {"all subsets of some bits",
       allow_if(test(0, 32, {{0, 0}, {8, 8}, {0x20000, 0x20000}, {0x20008, 0x20008}})),
       "ld [16]; jset #0xfffdfff7, 3, 2; ret #0x7fff0000; ret #0x80000000"},
      {"and one more value",
       allow_if(test(
           0, 64,
           {{0, 0}, {8, 8}, {0x20000, 0x20000}, {0x20008, 0x20008}, {UINT32_MAX, UINT32_MAX}})),
       "ld [20]; jge #0x1, 6, 2; ld [16]; jset #0xfffdfff7, 4, 5; jge #0xffffffff, 5, 6; ret "
       "#0x7fff0000; ret #0x80000000"},
      {"a value with any of some bits",
       allow_if(test(1, 32, {{1, 1}, {0x801, 0x801}, {0x80001, 0x80001}, {0x80801, 0x80801}})),
       "ld [24]; jset #0xfff7f7fe, 4, 2; jset #0x1, 3, 4; ret #0x7fff0000; ret #0x80000000"},
      {"bits, then the whole word",
       allow_if({All{{test(0, 32, 4, {{0, 0}}), test(0, 32, {{1, 1}, {100, 200}})}}}),
       "ld [16]; jge #0x64, 3, 2; jeq #0x1, 5, 6; jge #0xc9, 6, 4; jset #0x4, 6, 5; ret "
       "#0x7fff0000; ret #0x80000000"},
      {"the word, then less of it",
       {kill,
        {{test(0, 32, {{9, 9}}), allow}, {test(0, 32, 0xff, {{3, 5}}), {bpf::ActionKind::log}}}},
       "ld [16]; jeq #0x9, 7, 2; and #0xff; jge #0x3, 4, 6; jge #0x6, 6, 5; ret #0x7ffc0000; ret "
       "#0x80000000; ret #0x7fff0000"},
      {"what always holds is not asked",
       allow_if({Any{{test(0, 32, {{0, 5}}), test(0, 32, {{6, UINT32_MAX}})}}}), "ret #0x7fff0000"},
      {"nor what never does", allow_if({All{{test(0, 64, {{0, 5}}), test(0, 64, {{6, most}})}}}),
       "ret #0x80000000"},
      {"a set is a tree",
       allow_if(
           test(1, 32, {{1, 1}, {4, 4}, {9, 9}, {16, 16}, {25, 25}, {36, 36}, {49, 49}, {64, 64}})),
       "ld [24]; jge #0x11, 6, 2; jge #0x9, 5, 3; jeq #0x4, 11, 4; jeq #0x1, 11, 10; jset "
       "#0xffffffe6, 10, 11; jeq #0x40, 11, 7; jeq #0x31, 11, 8; jeq #0x24, 11, 9; jeq #0x19, 11, "
       "10; ret #0x80000000; ret #0x7fff0000"},
      {"prefixes are shared",
       allow_if(
           {Any{{{All{{test(0, 32, {{1, 1}}), test(1, 32, {{1, 1}}), test(2, 32, {{5, 5}})}}},
                 {All{{test(0, 32, {{1, 1}}), test(1, 32, {{2, 2}}), test(2, 32, {{6, 6}})}}}}}}),
       "ld [32]; jeq #0x6, 5, 2; jeq #0x5, 3, 9; ld [24]; jeq #0x1, 7, 9; ld [24]; jeq #0x2, 7, 9; "
       "ld [16]; jeq #0x1, 10, 9; ret #0x80000000; ret #0x7fff0000"},
      {"two masks that are better one",
       allow_if({All{{test(0, 32, 4, {{0, 0}}), test(0, 32, 8, {{0, 0}})}}}),
       "ld [16]; jset #0xc, 3, 2; ret #0x7fff0000; ret #0x80000000"},
      {"two masks that are one value",
       allow_if({All{{test(0, 32, 0xf, {{1, 1}}), test(0, 32, 0xf0, {{0x20, 0x20}})}}}),
       "ld [16]; and #0xff; jeq #0x21, 4, 3; ret #0x80000000; ret #0x7fff0000"},
      {"what a bit rules out is not asked for",
       allow_if(
           {All{{test(0, 32, 4, {{0, 0}}), test(0, 32, {{1, 1}, {4, 5}, {12, 12}, {20, 23}})}}}),
       "ld [16]; jeq #0x1, 3, 2; ret #0x80000000; ret #0x7fff0000"},
      {"a byte after the word that it is in",
       allow_if({All{{test(0, 32, {{0x100, 0x1ff}}), test(0, 8, {{7, 7}})}}}),
       "ld [16]; jge #0x100, 2, 6; jge #0x200, 6, 3; and #0xff; jeq #0x7, 5, 6; ret #0x7fff0000; "
       "ret #0x80000000"},
      {"a byte and the word that it is in",
       allow_if({Any{{{All{{test(0, 8, {{7, 7}}), test(1, 32, {{1, 1}})}}},
                      {All{{test(0, 32, {{0x107, 0x107}}), test(1, 32, {{2, 2}})}}}}}}),
       "ld [24]; jeq #0x2, 6, 2; jeq #0x1, 3, 8; ld [16]; and #0xff; jeq #0x7, 9, 8; ld [16]; jeq "
       "#0x107, 9, 8; ret #0x80000000; ret #0x7fff0000"},
      {"the rarer half of many values first",
       allow_if(test(
           0, 64,
           {{0x100000005, 0x100000005}, {0x200000005, 0x200000005}, {0x300000005, 0x300000005}})),
       "ld [20]; jge #0x1, 2, 6; jge #0x4, 6, 3; ld [16]; jeq #0x5, 5, 6; ret #0x7fff0000; ret "
       "#0x80000000"},
      {"a bit and a number under one load",
       allow_if({All{{test(0, 32, 0x80000, {{0x80000, 0x80000}}), test(0, 32, 0xf, {{2, 2}})}}}),
       "ld [16]; and #0x8000f; jeq #0x80002, 4, 3; ret #0x80000000; ret #0x7fff0000"},
      {"two sets of bits",
       allow_if(test(0, 32, {{0, 0}, {1, 1}, {8, 8}, {0x20000, 0x20001}, {0x20008, 0x20008}})),
       "ld [16]; jset #0xfffdfffe, 2, 5; jeq #0x20008, 5, 3; jeq #0x8, 5, 4; ret #0x80000000; ret "
       "#0x7fff0000"},
      {"alternatives under one load",
       allow_if({Any{{test(0, 32, 0xf, {{1, 1}}), test(0, 32, 0xf0, {{0x10, 0x10}})}}}),
       "ld [16]; jset #0xe, 3, 2; jset #0x1, 5, 3; jset #0xe0, 6, 4; jset #0x10, 5, 6; ret "
       "#0x7fff0000; ret #0x80000000"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.what);
    const bpf::Program program = linked(plan_of(row.decision, ByteOrder::little));
    CHECK(text_of(program) == row.expected);
    Random random(3);
    CHECK(agrees(program, row.decision, ByteOrder::little, random, 300));
  }
}

TEST_CASE("conditions that other compilers get wrong") {
  const std::uint64_t most = ~std::uint64_t{0};
  const Decision decisions[] = {
      // An upper word above the lower bound's says nothing about the other test.
      allow_if({Any{{test(1, 64, {{0, 5}}), test(1, 64, {{0x200000006, most}})}}}),
      allow_if({Any{{{All{{test(1, 64, {{0x100000006, most}}), test(2, 64, {{1, 1}})}}},
                     {All{{test(1, 64, {{0x100000009, most}}), test(2, 64, {{2, 2}})}}}}}}),
      allow_if({Any{{{All{{test(1, 64, {{0, 0}}), test(2, 64, {{0, 0xffffffff}})}}},
                     {All{{test(3, 64, 6, {{6, 6}}), test(1, 64, {{0, 0}})}}}}}}),
      // A value with bits outside its mask is never met.
      allow_if(test(0, 64, 0xf0, {{0x1f, 0x1f}})),
      // Two registers are one value, in either order, and one register twice is too.
      allow_if({Any{{{Test{{2, 3, 64}, most, {{5, 0x100000000}}}},
                     {Test{{3, 2, 64}, most, {{0x200000003, 0x300000000}}}},
                     {Test{{3, 3, 64}, most, {{0x700000006, 0x700000008}}}}}}}),
  };
  Random random(5);
  for (const Decision& decision : decisions) {
    for (const ByteOrder order : byte_orders)
      CHECK(agrees(linked(plan_of(decision, order)), decision, order, random, 5000));
  }
}

TEST_CASE("no path loads a word twice") {
  Random random(13);
  for (std::size_t round = 0; round < 200; ++round) {
    CAPTURE(round);
    const Decision decision = about_words(tests::random_decision(random, 12));
    const graph::Plan plan = plan_of(decision, ByteOrder::little);
    CHECK_FALSE(RepeatedLoads(plan.graph).from(plan.root));
  }
}

TEST_CASE("a decision with too many cases is lowered as it is written") {
  // Which words hold decides which one counts: every order needs exponentially many cases.
  Random random(17);
  std::vector<Formula> parts;
  for (int i = 0; i < 60; ++i) {
    std::vector<Formula> some;
    for (int j = 0; j < 5; ++j)
      some.push_back(test(static_cast<std::uint8_t>(random() % 6), 32,
                          std::uint64_t{1} << random() % 32, {{0, 0}}));
    parts.push_back({All{some}});
  }
  const Decision decision = allow_if({Any{parts}});
  const bpf::Program program = linked(plan_of(decision, ByteOrder::little));
  CHECK(program == linked(plan_of(decision, ByteOrder::little, 0)));
  CHECK(program.size() < 60 * 5 * 2 + 5);
  CHECK(agrees(program, decision, ByteOrder::little, random, 5000));
}

namespace {

/// Neighbouring numbers with decisions of their own, the ones between them plainly allowed.
Rulings many_conditions(std::uint32_t count, ByteOrder order, Random& random) {
  Ruleset ruleset{arch::facts(arch::Abi::x86_64).token, {arch::Abi::x86_64}, {}};
  for (std::uint32_t i = 0; i < count; ++i) {
    ruleset.intervals.push_back({3 * i, 3 * i, tests::random_decision(random, 6)});
    ruleset.intervals.push_back({3 * i + 1, 3 * i + 1, {allow}});
    ruleset.intervals.push_back({3 * i + 2, 3 * i + 2, {kill}});
  }
  ruleset.intervals.back().last = UINT32_MAX;
  return {arch::Family::x86, order, {ruleset}, {bpf::ActionKind::trap}};
}

} // namespace

TEST_CASE("conditions of many calls, far beyond a conditional jump") {
  Random random(19);
  for (const std::uint32_t count : {1U, 5U, 20U, 60U, 100U}) {
    for (const ByteOrder order : byte_orders) {
      CAPTURE(count);
      const Rulings rulings = many_conditions(count, order, random);
      const bpf::Program program = linked(graph::plan(rulings));
      CHECK((count < 60 || program.size() > 300));
      for (const Interval& interval : rulings.rulesets[0].intervals) {
        bpf::CallData call{.number = interval.first, .token = rulings.rulesets[0].token};
        for (const ArgumentRegisters& arguments : tests::probes(interval.decision, random, 50)) {
          call.arguments = arguments;
          const std::uint32_t wanted = bpf::return_value(action_for(rulings, call));
          REQUIRE(bpf::run(program, call, order).value == wanted);
        }
        CHECK((interval.decision != Decision{allow} ||
               bpf::is_cached(program, call.token, call.number)));
        call.token ^= 1;
        CHECK(bpf::run(program, call, order).value == bpf::return_value(rulings.foreign));
      }
    }
  }
}

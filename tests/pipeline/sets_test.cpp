// Several sets of capabilities from one policy: which ones are asked for, and that each means
// what a compile for it alone would.
#include <doctest/doctest.h>

#include <random>
#include <set>
#include <string>
#include <vector>

#include "diagnostic/render.hpp"
#include "pipeline/compile.hpp"

namespace {

using namespace callgate;
using Names = std::vector<std::string>;

const std::string three = R"([base]
allow = ["read"]
[cap.C]
allow = ["socket"]
[cap.A]
allow = ["openat"]
[cap.EMPTY]
allow = []
)";

struct Made {
  pipeline::SetsResult result;
  std::string said;
};

Made made(const std::string& text, const Names& sets, const Names& abis = {"x86_64"}) {
  const diagnostic::Source source("policy.toml", text);
  diagnostic::Diagnostics diagnostics;
  pipeline::Request request{abis, {}};
  request.sets = sets;
  auto result = pipeline::compile_sets(source, request, pipeline::Strictness::lenient, diagnostics);
  return {std::move(result),
          diagnostic::render_text(source, diagnostics, diagnostic::Colour::never)};
}

pipeline::SetsCompilation good(const std::string& text, const Names& sets,
                               const Names& abis = {"x86_64"}) {
  Made found = made(text, sets, abis);
  REQUIRE_MESSAGE(std::holds_alternative<pipeline::SetsCompilation>(found.result), found.said);
  return std::get<pipeline::SetsCompilation>(std::move(found.result));
}

/// "none C A+C"
std::string written(const pipeline::SetsCompilation& compilation) {
  std::string text;
  for (const pipeline::BuiltSet& set : compilation.sets) {
    std::string names;
    for (const std::string& name : set.capabilities)
      names.append(names.empty() ? "" : "+").append(name);
    text.append(text.empty() ? "" : " ").append(names.empty() ? "none" : names);
  }
  return text;
}

std::string with_capabilities(std::size_t count) {
  std::string text = "[base]\nallow = [\"read\"]\n";
  for (std::size_t i = 0; i < count; ++i)
    text.append("[cap.C").append(std::to_string(i)).append("]\nallow = []\n");
  return text;
}

} // namespace

TEST_CASE("sets: the base first, in the policy's order, each once") {
  struct Row {
    Names asked;
    const char* sets;
  };
  for (const auto& [asked, sets] : std::initializer_list<Row>{
           {{"none"}, "none"},
           {{"A"}, "none A"},
           {{"A+C"}, "none C+A"},
           {{"C", "A+C", "C+A", "C+C"}, "none C C+A"},
           {{"all"}, "none C A C+A EMPTY C+EMPTY A+EMPTY C+A+EMPTY"},
           {{}, "none C A C+A EMPTY C+EMPTY A+EMPTY C+A+EMPTY"},
       })
    CHECK(written(good(three, asked)) == sets);
  CHECK(written(good(with_capabilities(0), {"all"})) == "none");
}

TEST_CASE("sets: what cannot be asked for is refused with advice") {
  struct Row {
    std::string policy;
    Names asked;
    const char* message;
  };
  Names many;
  for (int i = 0; i < 64; ++i)
    many.push_back("C" + std::to_string(i));
  const Names most = many;
  many.emplace_back("C0+C1");
  for (const auto& [policy, asked, message] : std::initializer_list<Row>{
           {three, {"A+EMPTI"}, "unknown capability \"EMPTI\": did you mean \"EMPTY\"?"},
           {three, {"A+"}, "--sets has an empty name: write A+B,C"},
           {three, {""}, "--sets has an empty name: write A+B,C"},
           {three, {"\x1b[2J"}, "unknown capability \"\\x1b[2J\": choose from C, A, EMPTY"},
           {three, {"all", "A"}, "set \"all\" stands alone: name no other beside it"},
           {three, {"A+none"}, "set \"none\" stands alone: name no other beside it"},
           {with_capabilities(11),
            {"all"},
            "the policy has 11 capabilities; --sets all, the default, takes at most 10: name the "
            "sets that the program uses, as --sets A,A+B"},
           {with_capabilities(64), many, "65 sets are named, and at most 64 may be"},
       }) {
    const Made found = made(policy, asked);
    const auto* bad = std::get_if<pipeline::BadRequest>(&found.result);
    REQUIRE(bad != nullptr);
    CHECK(bad->message == message);
  }
  CHECK(good(with_capabilities(64), most).sets.size() == 65);
  CHECK(good(with_capabilities(10), {}).sets.size() == 1024);
}

TEST_CASE("sets: each is what a compile for it alone makes, and equal ones are built once") {
  const Names abis{"x86_64", "i386", "aarch64"};
  const auto sets = good(three, {"all"}, abis);
  std::set<const pipeline::Built*> different;
  for (const pipeline::BuiltSet& set : sets.sets) {
    diagnostic::Diagnostics diagnostics;
    const diagnostic::Source source("policy.toml", three);
    const auto alone = std::get<pipeline::Compilation>(pipeline::compile(
        source, {abis, set.capabilities}, pipeline::Strictness::lenient, diagnostics));
    REQUIRE(set.built->filters.size() == 2);
    for (std::size_t i = 0; i < alone.filters.size(); ++i) {
      CHECK(set.built->filters[i].program() == alone.filters[i].program());
      CHECK(set.built->filters[i].rulings() == alone.filters[i].rulings());
    }
    different.insert(set.built.get());
  }
  CHECK(different.size() == 4);
}

TEST_CASE("sets: expectations are asked of all capabilities, whatever sets are made") {
  const std::string expects_too_much = three + R"([[expect]]
call = "openat"
caps = ["A"]
gets = "errno EPERM"
)";
  for (const Names& asked : {Names{"none"}, Names{"A"}, Names{"all"}}) {
    const Made found = made(expects_too_much, asked);
    CHECK(std::holds_alternative<pipeline::Failed>(found.result));
    CHECK(found.said.find("\"openat\" gets allow, not errno EPERM, on x86_64 with A") !=
          found.said.npos);
  }
}

TEST_CASE("sets: a failure names the set, and nothing is made") {
  std::mt19937 random(1);
  std::string text = three + "[cap.LONG]\nallow = [\"ioctl(u32(arg1) in {";
  for (int i = 0; i < 5000; ++i)
    text.append(std::to_string(random())).append(", ");
  text += "})\"]\n";
  CHECK(std::holds_alternative<pipeline::SetsCompilation>(made(text, {"A"}).result));
  const Made found = made(text, {"A", "C+LONG"});
  CHECK(std::holds_alternative<pipeline::Failed>(found.result));
  CHECK(found.said.find("accepts at most 4096 with C, LONG") != found.said.npos);
}

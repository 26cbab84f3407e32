// Policy evaluator = rulings = interpreter, on the harness policy and on random ones.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <set>
#include <sstream>

#include "bpf/cache.hpp"
#include "diagnostic/render.hpp"
#include "pipeline/compile.hpp"
#include "support/agreement.hpp"
#include "support/effort.hpp"
#include "support/profiles.hpp"
#include "support/random_planning.hpp"
#include "support/random_policy.hpp"

namespace {

using namespace callgate;

diagnostic::Source read(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::ostringstream text;
  text << file.rdbuf();
  return {path.filename().string(), text.str()};
}

diagnostic::Source harness() {
  return read(CALLGATE_SOURCE_DIR "/docs/examples/harness.toml");
}

pipeline::Compilation compile_good(const diagnostic::Source& source,
                                   const pipeline::Request& request) {
  diagnostic::Diagnostics diagnostics;
  auto result = pipeline::compile(source, request, pipeline::Strictness::lenient, diagnostics);
  INFO(diagnostic::render_text(source, diagnostics, diagnostic::Colour::never));
  REQUIRE(std::holds_alternative<pipeline::Compilation>(result));
  return std::get<pipeline::Compilation>(std::move(result));
}

/// Whether Linux answers every number that is plainly allowed from its bitmap.
bool are_plain_numbers_cached(const proof::ProvenFilter& filter) {
  for (const ruleset::Ruleset& ruleset : filter.rulings().rulesets) {
    for (const ruleset::Interval& interval : ruleset.intervals) {
      const bool is_plain = interval.decision == ruleset::Decision{{bpf::ActionKind::allow}};
      if (is_plain && !bpf::is_cached(filter.program(), ruleset.token, interval.first))
        return false;
    }
  }
  return true;
}

using Names = std::vector<std::string>;

/// Each family's ABIs, as one filter serves them, and each ABI alone.
std::vector<Names> abi_lists() {
  std::map<arch::Family, Names> families;
  std::vector<Names> lists;
  for (const arch::AbiFacts& facts : arch::all_abis()) {
    families[facts.family].emplace_back(facts.name);
    lists.push_back({std::string(facts.name)});
  }
  for (const auto& [family, names] : families) {
    if (names.size() > 1) lists.push_back(names);
  }
  return lists;
}

/// The subset of `names` that the bits of `choice` stand for.
Names subset(const Names& names, std::size_t choice) {
  Names chosen;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if ((choice >> i & 1) != 0) chosen.push_back(names[i]);
  }
  return chosen;
}

std::string joined(const Names& names) {
  std::string text;
  for (const std::string& name : names)
    text += (text.empty() ? "" : " ") + name;
  return text;
}

/// What a random policy may be refused for.
void check_refusal(const diagnostic::Diagnostics& diagnostics) {
  const std::set<std::string_view> expected{"conflict", "capability-narrows", "empty-policy",
                                            "never-holds", "bypass"};
  for (const diagnostic::Diagnostic& found : diagnostics.sorted()) {
    if (found.severity == diagnostic::Severity::error)
      CHECK_MESSAGE(expected.contains(found.code), found.code << ": " << found.message);
  }
}

/// An ABI lacks what a profile speaks of: the constants of x86's virtual machines, mmap's
/// arguments, which lie in memory, the arguments of any call, or all calls of a group.
bool lacks_what_it_needs(const std::string& profile, std::string_view abi) {
  static const std::map<std::string, std::set<std::string_view>> lacking{
      {"docker", {"s390"}},
      {"firecracker-api", {"i386", "s390x", "s390", "m68k"}},
      {"system-service", {"loongarch32"}}};
  if (profile == "firecracker-vcpu" || profile == "firecracker-vmm")
    return abi != "x86_64" && abi != "x32";
  const auto found = lacking.find(profile);
  return found != lacking.end() && found->second.contains(abi);
}

} // namespace

TEST_CASE("the harness policy means the same to every engine, on every ABI") {
  const diagnostic::Source source = harness();
  Names capabilities;
  const auto known = compile_good(source, {{"x86_64"}, {}});
  for (const policy::Table& table : known.analysis.policy->capabilities)
    capabilities.push_back(table.capability.value());
  REQUIRE(capabilities.size() == 8);
  const std::size_t last = (std::size_t{1} << capabilities.size()) - 1;
  std::uint64_t asked = 0;
  int proven = 0;
  for (const Names& abis : abi_lists()) {
    CAPTURE(joined(abis));
    for (std::size_t choice = 0; choice <= last; ++choice) {
      // None, one alone, all; or every subset.
      if (!tests::asks_for_the_whole() && choice != last && (choice & (choice - 1)) != 0) continue;
      const Names chosen = subset(capabilities, choice);
      CAPTURE(joined(chosen));
      const auto compilation = compile_good(source, {abis, chosen});
      CHECK(tests::disagreement(compilation, asked) == "");
      ++proven;
    }
  }
  MESSAGE(proven << " filters proven, " << asked << " inputs");
}

TEST_CASE("the policies from the field are proven on every ABI that can serve them") {
  std::uint64_t asked = 0;
  int proven = 0;
  for (const tests::Profile& profile : tests::profiles()) {
    for (const Names& abis : abi_lists()) {
      CAPTURE(profile.name);
      CAPTURE(joined(abis));
      const auto compilation = tests::compiled(profile, abis);
      const bool can_serve = std::none_of(abis.begin(), abis.end(), [&](const std::string& abi) {
        return lacks_what_it_needs(profile.name, abi);
      });
      // An ABI without any of a group's calls is no mistake beside one that has some.
      if (abis.size() == 1 || can_serve) CHECK(compilation.has_value() == can_serve);
      if (!compilation) continue;
      CHECK(tests::disagreement(*compilation, asked) == "");
      CHECK(are_plain_numbers_cached(compilation->filters.front()));
      ++proven;
    }
  }
  MESSAGE(proven << " filters proven, " << asked << " inputs");
}

TEST_CASE("the policies from the field mean the same to every engine, and are small") {
  struct Row {
    const char* name;
    std::vector<std::string> abis;
    std::size_t most_instructions; ///< of the first ABI's filter, all capabilities chosen
  };
  const Row rows[] = {
      {"docker", {"x86_64", "aarch64"}, 65},
      {"firecracker-api", {"x86_64"}, 65},
      {"firecracker-vcpu", {"x86_64"}, 80},
      {"firecracker-vmm", {"x86_64"}, 122},
      {"harness", {"x86_64", "x32", "i386"}, 225},
      {"pure-compute", {"x86_64"}, 25},
      {"seccomp-strict", {"x86_64"}, 9},
      {"system-service", {"x86_64"}, 55},
      {"pure-compute", {"aarch64", "arm", "s390x", "mips_n64", "mips_n32", "mips_o32"}, 50},
      {"system-service", {"aarch64", "arm", "s390x", "mips_n64", "mips_n32", "mips_o32"}, 200},
  };
  const std::filesystem::path folder = CALLGATE_SOURCE_DIR "/bench/policies";
  std::uint64_t asked = 0;
  for (const Row& row : rows) {
    INFO(row.name);
    const diagnostic::Source source = read(folder / (std::string(row.name) + ".toml"));
    const auto compilation = compile_good(source, {row.abis, {"all"}});
    CHECK(tests::disagreement(compilation, asked) == "");
    CHECK(compilation.filters[0].program().size() <= row.most_instructions);
    for (const proof::ProvenFilter& filter : compilation.filters)
      CHECK(are_plain_numbers_cached(filter));
  }
  MESSAGE(asked << " inputs");
}

TEST_CASE("random policies mean the same to every engine") {
  const std::vector<Names> lists = abi_lists();
  const std::uint64_t wanted = tests::effort(90, 1000);
  std::mt19937 random(20261122);
  std::uint64_t asked = 0;
  std::uint64_t proven = 0;
  std::uint64_t made = 0;
  for (; proven < wanted && made < 3 * wanted; ++made) {
    const Names& names = lists[made % lists.size()];
    std::vector<arch::Abi> abis;
    for (const std::string& name : names)
      abis.push_back(arch::abi_named(name).value());
    const diagnostic::Source source("random.toml", tests::random_policy(random, abis));
    diagnostic::Diagnostics diagnostics;
    const auto result = pipeline::compile(
        source, {names, {made % 3 == 0 ? "none" : "all"}, tests::random_planning(random, abis)},
        pipeline::Strictness::lenient, diagnostics);
    CAPTURE(source.text());
    const auto* compilation = std::get_if<pipeline::Compilation>(&result);
    if (compilation == nullptr) {
      check_refusal(diagnostics);
      continue;
    }
    ++proven;
    CHECK(are_plain_numbers_cached(compilation->filters.front()));
    CHECK(tests::disagreement(*compilation, asked) == "");
  }
  MESSAGE(proven << " of " << made << " policies proven, " << asked << " inputs");
  CHECK(proven == wanted);
}

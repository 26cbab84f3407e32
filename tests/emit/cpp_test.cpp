// What `cpp` refuses, and what becomes of many sets. The text of whole headers stands in
// tests/sets, where policies are compiled.
#include <array>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "emit/emit.hpp"

#include "sample_filter.hpp"

using namespace callgate;
using namespace callgate::emit;
using callgate::test::Denied;

namespace {

using Names = std::vector<std::string>;

constexpr auto denied = std::to_array<Denied>({{"getppid", {bpf::ActionKind::error, 1}}});
constexpr auto other_denied = std::to_array<Denied>({{"getpid", {bpf::ActionKind::error, 1}}});
constexpr std::array x86_64 = {arch::Abi::x86_64};

Output emitted(std::string_view name, const Names& capabilities) {
  const auto filter = test::filter_without(x86_64, denied);
  const std::array sets = {Set{{}, {&filter, 1}}, Set{capabilities, {&filter, 1}}};
  return emit::emit(*find_format("cpp"), {name, capabilities, sets, "", "callgate 0"});
}

std::string refusal(std::string_view name, const Names& capabilities) {
  const Output output = emitted(name, capabilities);
  const auto* refused = std::get_if<Refusal>(&output);
  return refused == nullptr ? "" : refused->reason;
}

std::size_t occurrences(std::string_view text, std::string_view part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != text.npos; at = text.find(part, at + 1))
    ++count;
  return count;
}

Names numbered(std::size_t count) {
  Names names;
  for (std::size_t i = 0; i < count; ++i)
    names.push_back("C" + std::to_string(i));
  return names;
}

} // namespace

TEST_CASE("cpp: names that C++ has a use for are refused, and advice is given") {
  struct Row {
    const char* name;
    const char* why_no_policy;
    const char* why_no_enumerator;
  };
  constexpr const char* keyword = "is a keyword of C++";
  constexpr const char* macro = "is a macro";
  constexpr const char* reserved = "is reserved in C++";
  constexpr const char* no_identifier = "is no identifier";
  for (const Row& row : std::initializer_list<Row>{
           {"render", nullptr, nullptr},
           {"Capability", nullptr, nullptr},
           {"filter", nullptr, nullptr},
           {"detail", nullptr, nullptr},
           {"R2_d2", nullptr, nullptr},
           {"default", nullptr, keyword},
           {"xor_eq", nullptr, keyword},
           {"alignas", nullptr, keyword},
           {"linux", nullptr, macro},
           {"errno", nullptr, macro},
           {"_render", reserved, reserved},
           {"_Render", reserved, reserved},
           {"a__b", reserved, reserved},
           {"render_", "ends with an underscore", nullptr},
           {"daemon", nullptr, nullptr},
           {"std", nullptr, nullptr},
           {"callgate", nullptr, nullptr},
           {"all", nullptr, "has a meaning of its own"},
           {"none", nullptr, "has a meaning of its own"},
           {"9a", no_identifier, no_identifier},
           {"", no_identifier, no_identifier},
           {"a b", no_identifier, no_identifier},
       }) {
    CAPTURE(row.name);
    const std::string no_policy = refusal(row.name, {"NET"});
    const std::string no_enumerator = refusal("render", {row.name});
    CHECK(no_policy.empty() == (row.why_no_policy == nullptr));
    CHECK(no_enumerator.empty() == (row.why_no_enumerator == nullptr));
    if (row.why_no_policy != nullptr) {
      CHECK(no_policy.find(row.why_no_policy) != no_policy.npos);
      CHECK(no_policy.find("by --name or by name in [policy]") != no_policy.npos);
    }
    if (row.why_no_enumerator != nullptr)
      CHECK(no_enumerator.find(row.why_no_enumerator) != no_enumerator.npos);
  }
}

TEST_CASE("cpp: a bit a capability, and no more than there are bits") {
  CHECK(std::get<std::string>(emitted("render", numbered(64)))
            .find("  C63 = 0x8000000000000000,\n  all = 0xffffffffffffffff,\n") !=
        std::string::npos);
  CHECK(refusal("render", numbered(65)).find("64 capabilities, and the policy has 65") !=
        std::string::npos);
}

TEST_CASE("cpp: equal programs are stored once, and say for what") {
  const Names capabilities = numbered(3);
  const auto one = test::filter_without(x86_64, denied);
  const auto same = test::filter_without(x86_64, denied);
  const auto other = test::filter_without(x86_64, other_denied);
  std::vector<Names> names;
  for (unsigned bits = 0; bits < 8; ++bits) {
    Names& chosen = names.emplace_back();
    for (unsigned i = 0; i < 3; ++i)
      if ((bits >> i & 1) != 0) chosen.push_back(capabilities[i]);
  }
  std::vector<Set> sets;
  for (unsigned bits = 0; bits < 8; ++bits) {
    const auto& filter = bits == 6 ? other : bits % 2 == 0 ? one : same;
    sets.push_back({names[bits], {&filter, 1}});
  }
  const auto text = std::get<std::string>(
      emit::emit(*find_format("cpp"), {"render", capabilities, sets, "as of 6.1", "callgate 0"}));
  CHECK(occurrences(text, "::sock_filter filter_") == 2);
  CHECK(text.find("for 8 sets of its capabilities; as of 6.1.") != text.npos);
  CHECK(text.find("/* For none, C0, C1, C0|C1 and 3 more. Serves x86_64. */") != text.npos);
  CHECK(text.find("/* For C1|C2. Serves x86_64. */") != text.npos);
  CHECK(text.find("{0x4, 0}, {0x5, 0}, {0x6, 1}, {0x7, 0},") != text.npos);
}

// Decisions with conditions that come to one action whatever the arguments are.
#include <doctest/doctest.h>

#include <utility>
#include <vector>

#include "ruleset/plain.hpp"

namespace {

using namespace callgate;
using namespace callgate::ruleset;

constexpr bpf::Action allow{bpf::ActionKind::allow};
constexpr bpf::Action kill{bpf::ActionKind::kill_process};

Formula test(std::uint8_t slot, std::uint64_t mask, std::vector<Range> ranges) {
  return {Test{{slot, std::nullopt, 32}, mask, std::move(ranges)}};
}

} // namespace

TEST_CASE("only a decision that always comes to one action is plain") {
  const Formula not_zero = test(0, UINT32_MAX, {{1, UINT32_MAX}});
  const Formula low_bits_zero = test(0, 127, {{0, 0}});
  const Formula other = test(1, UINT32_MAX, {{0, 0}});
  CHECK(plain_action({kill, {{{Any{{not_zero, low_bits_zero}}}, allow}}}) == allow);
  CHECK(plain_action({kill, {{{All{{not_zero, negation(not_zero)}}}, allow}}}) == kill);
  CHECK_FALSE(plain_action({kill, {{{Any{{not_zero, other}}}, allow}}}));
  CHECK_FALSE(plain_action({kill, {{not_zero, allow}}}));
  // Both actions may come, though every input that one test names comes to the same.
  const Formula both = {All{{test(0, UINT32_MAX, {{1, 1}}), test(1, UINT32_MAX, {{5, 5}})}}};
  CHECK_FALSE(plain_action({allow, {{both, {bpf::ActionKind::log}}}}));
  CHECK_FALSE(plain_action({allow})); // has no conditions: it is plain as it stands
}

// Which bits of a call's arguments a learned policy may have conditions on, and how the values
// that were seen become those that are allowed.
//
// Runs that do the same work differ in addresses, sizes, descriptors, process ids and random
// names, and in what their threads happen to meet. So a condition speaks of constants alone
// (flags, requests, domains), where one argument tells what is dangerous it speaks of the bits
// that do, and values that differ by the moment alone count as one.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "arch/abi.hpp"
#include "arch/calls.hpp"
#include "arch/constant_uses.hpp"
#include "policy/policy.hpp"
#include "records/tally.hpp"

namespace callgate::learn {

/// For which arguments there are conditions.
enum class Conditions : std::uint8_t {
  none,
  risky, ///< those that tell whether the call is dangerous
  all,   ///< those, and every other that takes constants
};

std::optional<Conditions> conditions_named(std::string_view name);

/// Where no bit of `only_with` is set nothing is dangerous, and `besides` do not count: a page
/// without PROT_EXEC is allowed if any is, writable or not.
struct Slack {
  std::uint8_t slot;
  std::uint64_t only_with;
  std::uint64_t besides;
};

/// Values of a slot of which one is as good as another: if one was seen, all are allowed.
struct Alike {
  std::uint8_t slot;
  std::uint64_t mask;
  std::vector<std::uint64_t> values;
};

/// An argument that is judged by itself.
struct Word {
  std::uint8_t slot;
  std::uint64_t mask;
  std::uint64_t value_bits;         ///< that hold a value; the others are flags
  std::vector<std::uint64_t> known; ///< values that have names
};

struct Focus {
  records::Registers together{}; ///< bits whose combinations count
  std::optional<Slack> slack{};  ///< a call with one has nothing alike
  std::optional<Alike> alike{};
  std::vector<Word> words{};

  /// All bits that any of it looks at.
  [[nodiscard]] records::Registers mask() const;
};

/// The calls and arguments that have conditions by default.
std::vector<std::pair<std::string_view, std::string_view>> risky_arguments();

/// `call` is one of `abi`'s.
Focus focus_on(arch::Abi abi, const arch::Call& call, Conditions conditions);

/// The bits that the conditions of a policy's rules look at in calls of that number.
records::Registers bits_asked(const policy::Policy& policy, arch::Abi abi, std::uint32_t number);

/// What has to be kept of the calls of these ABIs. `policy`, which may be null, is the one that
/// is to be widened.
records::Interest interest_in(const std::vector<arch::Abi>& abis, Conditions conditions,
                              const policy::Policy* policy);

} // namespace callgate::learn

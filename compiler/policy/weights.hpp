// How often a program makes each call, as `[weights]` and files of counts say it.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "diagnostic/diagnostic.hpp"
#include "policy/policy.hpp"

namespace callgate::policy {

struct Text;

/// The most that all counts of one place come to: whole numbers that JSON can hold.
inline constexpr std::uint64_t most_counted = std::uint64_t{1} << 53;

/// `(name | ['#'] number) ['@'abi]`: the call that a count is of. Nothing if it is at fault,
/// which is then said.
std::optional<Entry> parse_counted_call(const Text& text, diagnostic::Diagnostics& diagnostics);

class WeightList {
public:
  /// Returns false, and adds nothing, where all counts together would exceed `most_counted`.
  bool add(Entry call, std::uint64_t count);

  /// In the order of their places.
  [[nodiscard]] std::vector<Weight> take() &&;

private:
  std::vector<Weight> weights_;
  std::uint64_t left_ = most_counted;
};

} // namespace callgate::policy

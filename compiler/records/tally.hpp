// What a program was seen to call: how often, and with which arguments where these tell
// something. Whoever watches fills one in, call by call; it stays small however long the
// program runs.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <unordered_map>
#include <utility>
#include <vector>

#include "bpf/call_data.hpp"

namespace callgate::records {

/// Bits of the six argument registers.
using Registers = std::array<std::uint64_t, 6>;

/// Which bits of which registers are kept of a call, by audit token and number (as in
/// seccomp_data.nr). Of calls that are not in it nothing but their count is.
class Interest {
public:
  using Call = std::pair<std::uint32_t, std::uint32_t>; ///< token, number

  void add(std::uint32_t token, std::uint32_t number, const Registers& mask) {
    masks_[{token, number}] = mask;
  }

  /// Null if the arguments do not matter.
  [[nodiscard]] const Registers* of(std::uint32_t token, std::uint32_t number) const;

  [[nodiscard]] const std::map<Call, Registers>& all() const { return masks_; }

private:
  std::map<Call, Registers> masks_;
};

struct SeenArguments {
  Registers values; ///< the bits of interest, others 0
  std::uint64_t count;
};

struct SeenCall {
  std::uint32_t token;
  std::uint32_t number;
  std::uint64_t count;
  std::vector<SeenArguments> arguments; ///< sorted by value; none without an interest
  /// Whether there were more different arguments than are kept, or some that nobody saw:
  /// then `arguments` are not all.
  bool is_cut;
};

class Tally {
public:
  /// So many different arguments are kept of one call.
  static constexpr std::size_t most_arguments = 1024;

  explicit Tally(Interest interest) : interest_(std::move(interest)) {}
  Tally(const Tally&) = delete; ///< entries point into the interest
  Tally& operator=(const Tally&) = delete;

  void add(const bpf::CallData& call, std::uint64_t times = 1);

  /// Calls whose arguments nobody saw.
  void add_unseen(std::uint32_t token, std::uint32_t number, std::uint64_t times);

  [[nodiscard]] const Interest& interest() const { return interest_; }

  /// By token and number.
  [[nodiscard]] std::vector<SeenCall> calls() const;

private:
  struct Entry {
    std::uint64_t count = 0;
    bool is_known = false; ///< whether `mask` was looked up
    const Registers* mask = nullptr;
    std::map<Registers, std::uint64_t> arguments;
    bool is_cut = false;
  };

  Entry& entry(std::uint32_t token, std::uint32_t number);

  Interest interest_;
  std::unordered_map<std::uint64_t, Entry> entries_; ///< by token and number
};

} // namespace callgate::records

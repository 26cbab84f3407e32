// The numbers that an entry stands for on one ABI. Entries are asked for them again and
// again and nearly all of them stand for one number, so the list takes no memory of its own.
#pragma once

#include <array>
#include <cassert>
#include <cstddef>

#include "arch/abi.hpp"

namespace callgate::policy {

class NumberRanges {
public:
  /// No ABI's own numbers lie in more stretches than numbers of siblings, of which there are
  /// two at most, can make.
  static constexpr std::size_t most = 3;

  void add(arch::NumberRange range) {
    assert(count_ < most);
    ranges_[count_++] = range;
  }

  [[nodiscard]] bool empty() const { return count_ == 0; }
  [[nodiscard]] std::size_t size() const { return count_; }
  [[nodiscard]] const arch::NumberRange* begin() const { return ranges_.data(); }
  [[nodiscard]] const arch::NumberRange* end() const { return ranges_.data() + count_; }

private:
  std::array<arch::NumberRange, most> ranges_{};
  std::size_t count_ = 0;
};

} // namespace callgate::policy

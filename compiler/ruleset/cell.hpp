// Everything that a policy says of one number on one ABI, or of several that it treats alike,
// with its conditions as diagrams:
// what the checks ask their questions of.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "diagram/diagram.hpp"
#include "ruleset/listing.hpp"

namespace callgate::ruleset {

struct Cell {
  arch::Abi abi;
  arch::NumberRange numbers;
  std::span<const Listed> entries; ///< of all tables, as in the text; never empty
  bpf::Action unlisted;            ///< what the numbers get without any entry
  bpf::Action otherwise;           ///< what it gets where no entry's condition holds
  std::shared_ptr<diagram::Diagrams> diagrams;
  std::vector<diagram::Node> conditions; ///< of each entry; none where none has one

  /// 1 where the entry holds.
  [[nodiscard]] diagram::Node when(std::size_t entry) const {
    return conditions.empty() ? diagram::yes : conditions[entry];
  }
};

/// The base's entries come before those of capabilities.
inline bool base_lists(const Cell& cell) {
  return !cell.entries.front().table->capability;
}

/// What calls get if only the entries chosen by `is_kept` (by index) are there: a diagram
/// of return values.
diagram::Node outcome(Cell& cell, const std::function<bool(std::size_t)>& is_kept);

/// The cells of `listed`, all that the policy lists on `abi`, into which they point. Numbers
/// whose conditions take more nodes than a diagram may have are left out and handed to
/// `too_large`.
std::vector<Cell> cells_of(const policy::Policy& policy, arch::Abi abi,
                           std::span<const Listed> listed,
                           const std::function<void(const Listed&)>& too_large);

} // namespace callgate::ruleset

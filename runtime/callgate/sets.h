// Filters by sets of capabilities: the tables that `callgate compile --emit cpp` writes, and
// the look-up in them. Such a header includes this one; nobody else needs to.
//
// One multiplication hashes a set to its slot, without collisions: the compiler chose the
// multiplier for it. So a look-up takes the same few instructions whatever the table's size;
// it can be a constant expression, and allocates and locks nothing.
#pragma once

#include <stdint.h>

#include <callgate/filter.h>

namespace callgate {

/// A set of capabilities for which a filter was generated.
struct FilterSlot {
  uint64_t capabilities; ///< a bit each
  uint16_t filter;       ///< which filter of the table it gets
};

/// All filters that were generated from one policy, for one family of ABIs.
struct FilterTable {
  uint64_t capabilities; ///< all bits that stand for something
  uint64_t multiplier;
  unsigned shift;                 ///< below 64; what it leaves of a product is the index of a slot
  const FilterSlot* filter_slots; ///< a free one repeats another
  const Filter* filters;
};

/// The filter for a set of capabilities; bits that stand for nothing are ignored. A set for
/// which none was generated gets the empty filter, of length 0, which `load` refuses, never
/// another set's.
constexpr Filter filter_for(const FilterTable& table, uint64_t capabilities) noexcept {
  const uint64_t wanted = capabilities & table.capabilities;
  const FilterSlot& slot = table.filter_slots[(wanted * table.multiplier) >> table.shift];
  return slot.capabilities == wanted ? table.filters[slot.filter] : Filter(nullptr, 0);
}

} // namespace callgate

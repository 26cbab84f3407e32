// The one list of fuzz targets, for every harness: a row joins a body to the mutations
// that suit its inputs and to the folders that hold seeds.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "fuzz/bodies.hpp"
#include "fuzz/mutate.hpp"

namespace callgate::fuzz {

struct Target {
  std::string_view name; ///< of the executable, after "fuzz_", and of its own corpus
  void (*body)(Bytes);
  Mutation mutate;
  std::vector<std::string_view> seeds; ///< folders below the project's root, not nested
  int smoke_rounds; ///< mutations that the smoke test tries, a minute's worth under ASan in all
};

std::span<const Target> all_targets();

/// Null if there is none of that name.
const Target* find_target(std::string_view name);

} // namespace callgate::fuzz

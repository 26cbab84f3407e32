// Files of counts, for --weights: a JSON object that says how often each call was made.
#pragma once

#include <optional>
#include <string>

#include "pipeline/select.hpp"

namespace callgate::cli {

/// Reads `path`, or standard input: `{"0": 7240, "openat": 13742, "read@i386": 5}`. Complains
/// of everything that is wrong with it, and then returns nothing.
std::optional<pipeline::Counts> read_counts(const std::string& path);

} // namespace callgate::cli

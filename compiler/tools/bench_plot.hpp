// The report of `bench` as a drawing: a row a variant, a dot where its median is, and lines
// for its spread.
#pragma once

#include <string>

#include "tools/bench_report.hpp"

namespace callgate::tools {

/// An SVG file.
std::string plot_of(const BenchReport& report);

} // namespace callgate::tools

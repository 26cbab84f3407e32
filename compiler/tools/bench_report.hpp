// What `bench` found, as numbers that can be compared: from the times of each round to medians
// of what lay side by side, and those as a table or as JSON.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "tools/bench_calls.hpp"
#include "tools/statistics.hpp"

namespace callgate::tools {

/// Nanoseconds that one call took, a value a round.
struct CallTimes {
  std::vector<double> unfiltered;
  std::vector<double> unfiltered_again;
  std::vector<double> cached;   ///< under the smallest filter that the cache answers
  std::vector<double> executed; ///< under the smallest filter that has to run
  std::vector<double> given;    ///< under the filter in question
};

/// Nanoseconds that it took to install a filter, a value a round.
struct InstallTimes {
  std::vector<double> cached;
  std::vector<double> cached_again;
  std::vector<double> executed;
  std::vector<double> given;
};

/// One against another.
struct Comparison {
  Summary ratio;
  Summary extra; ///< nanoseconds
};

/// `values` and `to` are of the same rounds.
Comparison compare(const std::vector<double>& values, const std::vector<double>& to);

struct CallReport {
  BenchCall call;
  Summary unfiltered; ///< nanoseconds
  /// To unfiltered:
  Comparison control;
  Comparison cached;
  Comparison executed;
  Comparison given;
  /// The filter in question to the smallest one of its kind: that the cache answers, or that
  /// runs.
  Comparison over_smallest;
};

struct InstallReport {
  Summary smallest; ///< nanoseconds
  Summary given;    ///< nanoseconds
  /// To the smallest filter:
  Comparison control;
  Comparison executed;
  Comparison over_smallest;
};

struct Circumstances {
  std::string filter; ///< its name
  std::size_t instructions;
  bool is_proven;
  std::string kernel; ///< "Linux 6.1.0 x86_64"
  std::optional<int> cpu;
  bool is_privileged; ///< with CAP_SYS_ADMIN, which spares filters a mitigation on some CPUs
  std::size_t rounds;
  std::size_t calls_per_round;
};

struct BenchReport {
  Circumstances circumstances;
  std::vector<CallReport> calls;
  InstallReport install;
};

CallReport report_of(const BenchCall& call, const CallTimes& times);
InstallReport report_of(const InstallTimes& times);

/// Whether two things that are the same were measured to be different.
inline bool is_noisy(const Comparison& control) {
  return !control.ratio.interval.contains(1);
}

/// What was compared, as a row of the table and of the plot.
struct Row {
  std::string label;
  const Comparison* comparison;
  bool is_given = false; ///< the filter in question
};

/// Those to unfiltered.
std::vector<Row> rows_of(const CallReport& call);

/// Those to the smallest filter.
std::vector<Row> rows_of(const InstallReport& install);

/// "allow, cached", "allow, 12 instructions", "refused with errno 1, 9 instructions".
std::string answer_of(const BenchCall& call);

/// A line on the kernel and on the effort.
std::string summary_of(const Circumstances& circumstances);

/// With a line break at the end.
std::string text_of(const BenchReport& report);
std::string json_of(const BenchReport& report);

} // namespace callgate::tools

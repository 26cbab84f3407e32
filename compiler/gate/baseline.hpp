// The calls of an earlier check, to compare with.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "gate/result.hpp"

namespace callgate::gate {

using CallSet = std::set<CallName>;

struct Baseline {
  std::string name;                    ///< of its file
  std::map<std::string, CallSet> runs; ///< what each run called, by the run's name
};

/// Why a text is no result of a check.
struct NoBaseline {
  std::string reason;
};

/// Reads what `to_json` wrote.
std::variant<Baseline, NoBaseline> read_baseline(std::string name, std::string_view text);

/// What is new and what is gone. A call that no run made before fails; one that is only new in
/// its run, and what vanished, warns.
std::vector<Finding> compare(const std::vector<RunResult>& runs, const Baseline& baseline);

} // namespace callgate::gate

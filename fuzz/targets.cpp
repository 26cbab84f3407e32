#include "fuzz/targets.hpp"

#include <algorithm>

namespace callgate::fuzz {

std::span<const Target> all_targets() {
  static const std::vector<Target> targets{
      {"policy_text",
       policy_text,
       mutate_policy,
       {"fuzz/corpus/policy_text", "tests/policy/cases", "tests/ruleset/cases",
        "tests/pipeline/cases", "docs/examples"},
       4000},
      {"expression", expression, mutate_expression, {"fuzz/corpus/expression"}, 4000},
      {"logs", logs, mutate_log, {"tests/logs/cases"}, 20000},
      {"raw_filter", raw_filter, mutate_filter, {"fuzz/corpus/raw_filter"}, 8000},
      {"compile",
       compile,
       mutate_policy,
       {"fuzz/corpus/compile", "fuzz/corpus/policy_text", "tests/ruleset/cases",
        "tests/pipeline/cases", "docs/examples"},
       150},
      {"run_corpus",
       run_corpus,
       mutate_policy,
       {"fuzz/corpus/run_corpus", "tests/gate/cases/corpus"},
       2000},
  };
  return targets;
}

const Target* find_target(std::string_view name) {
  const auto targets = all_targets();
  const auto found = std::find_if(targets.begin(), targets.end(),
                                  [&](const Target& target) { return target.name == name; });
  return found == targets.end() ? nullptr : &*found;
}

} // namespace callgate::fuzz

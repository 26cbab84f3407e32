#include "pipeline/build_sets.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "pipeline/report.hpp"
#include "ruleset/resolve.hpp"

namespace callgate::pipeline {

namespace {

using diagnostic::Diagnostics;
using Resolutions = std::vector<ruleset::Resolution>;

/// Whether the proof of `built` is one for `resolutions` too.
bool means_the_same(const Built& built, const Resolutions& resolutions) {
  return std::equal(built.filters.begin(), built.filters.end(), resolutions.begin(),
                    resolutions.end(), [](const auto& filter, const auto& resolution) {
                      return filter.rulings() == resolution.rulings;
                    });
}

/// Adds what was found for one set, whose `words` it names.
void report_for_set(const Diagnostics& found, const std::string& words, Diagnostics& diagnostics) {
  for (diagnostic::Diagnostic& each : found.sorted())
    diagnostics.error(each.code, each.span, each.message + words, each.help).labels =
        std::move(each.labels);
}

/// The filters that are there, or else new ones.
std::shared_ptr<const Built> built_for(const Resolutions& resolutions,
                                       std::span<const std::shared_ptr<const Built>> known,
                                       const graph::Objective& objective,
                                       Diagnostics& diagnostics) {
  const auto same = std::find_if(known.begin(), known.end(), [&](const auto& built) {
    return means_the_same(*built, resolutions);
  });
  if (same != known.end()) return *same;
  auto built = build(resolutions, objective, diagnostics);
  return built ? std::make_shared<const Built>(*std::move(built)) : nullptr;
}

} // namespace

std::optional<std::vector<BuiltSet>> build_sets(const policy::Policy& policy,
                                                std::span<const arch::Abi> abis,
                                                std::span<const CapabilitySet> sets,
                                                const graph::Objective& objective,
                                                Diagnostics& diagnostics) {
  std::vector<std::shared_ptr<const Built>> different;
  std::vector<BuiltSet> result;
  result.reserve(sets.size());
  for (const CapabilitySet& set : sets) {
    Diagnostics found;
    const auto resolutions = ruleset::resolve(policy, {{abis.begin(), abis.end()}, set});
    auto built = built_for(resolutions, different, objective, found);
    if (!built) {
      report_for_set(found, with_capabilities(policy, set), diagnostics);
      return std::nullopt;
    }
    if (std::find(different.begin(), different.end(), built) == different.end())
      different.push_back(built);
    result.push_back({set, std::move(built)});
  }
  return result;
}

} // namespace callgate::pipeline

// run --explain and run --audit: the command is followed to its end, and each call that the
// policy denies is reported.
#pragma once

#include <string>
#include <vector>

#include "cli/policy_options.hpp"
#include "pipeline/watched.hpp"

namespace callgate::cli {

struct WatchOptions {
  pipeline::Watching watching = pipeline::Watching::explaining;
  std::string format = "text";
  std::string report; ///< path of the file that reports go to; empty: standard error
};

/// Runs the command under that family's filter of the policy; returns its status.
int run_watched(const WatchOptions& options, const Loaded<pipeline::Compilation>& policy,
                const proof::ProvenFilter& filter, const std::vector<std::string>& command);

} // namespace callgate::cli

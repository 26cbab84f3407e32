// One run of a corpus, in a worker: under a filter that hands each call to its tracer, which
// asks the policy what it thinks of it.
#pragma once

#include "diagnostic/source.hpp"
#include "gate/corpus.hpp"
#include "gate/entries.hpp"
#include "gate/result.hpp"
#include "pipeline/compile.hpp"
#include "process/workers.hpp"

namespace callgate::cli {

/// The policy with the capabilities that some runs have.
struct Setting {
  std::vector<std::string> words; ///< as of --cap
  pipeline::Compilation compilation;
  gate::Entries entries;
  proof::ProvenFilter watching; ///< Watching::counting
};

/// Runs it once.
gate::Watched watch_run(const gate::Run& run, const Setting& setting,
                        const diagnostic::Source& policy, process::WorkerEnds ends);

} // namespace callgate::cli

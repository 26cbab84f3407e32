// A gate's corpus: text → read, render.
#include "fuzz/claim.hpp"
#include "fuzz/messages.hpp"
#include "gate/read_corpus.hpp"

namespace callgate::fuzz {

void run_corpus(Bytes bytes) {
  const diagnostic::Source source("corpus.toml", policy_of(bytes));
  diagnostic::Diagnostics diagnostics;
  const gate::Corpus corpus = gate::read_corpus(source, diagnostics);
  check_messages(source, diagnostics);
  if (diagnostics.has_errors()) return;
  claim(!corpus.runs.empty(), "a sound corpus has runs");
  for (const gate::Run& run : corpus.runs) {
    claim(!run.command.empty() && !run.name.empty(), "a run has a command and a name");
    claim(run.repeats > 0 && run.time_limit.count() > 0, "a run is run, and has time to");
  }
}

} // namespace callgate::fuzz

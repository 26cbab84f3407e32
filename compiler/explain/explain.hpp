// Why a policy denied a call, and what would let it through: from a call that somebody is
// making, or a log's record of one, and the compiled policy.
//
// The verdict is the proven filter's own rulings asked about the call's number, token and
// registers. Memory of the program is read for people alone.
#pragma once

#include <memory>
#include <string>

#include "diagnostic/source.hpp"
#include "explain/journal.hpp"
#include "explain/report.hpp"
#include "pipeline/compile.hpp"
#include "records/scene.hpp"

namespace callgate::explain {

class Explainer {
public:
  /// Both must outlive it.
  Explainer(const pipeline::Compilation& compilation, const diagnostic::Source& source);
  Explainer(const Explainer&) = delete;
  Explainer& operator=(const Explainer&) = delete;
  ~Explainer();

  /// Remedies are found by compiling the policy anew, a few times; they are kept for the next
  /// call that is the same but for pointers.
  [[nodiscard]] Report explain(const records::Scene& scene) const;

private:
  struct Memory;
  const pipeline::Compilation& compilation_;
  const diagnostic::Source& source_;
  std::unique_ptr<Memory> memory_;
};

/// For people: some fifteen lines that end in an empty one.
std::string to_text(const Report& report, bool colour);

/// For machines: one line (docs/explain.md has its keys). `times`: how often it was seen, if
/// that is to be said.
std::string to_json(const Report& report, std::size_t times = 0);

} // namespace callgate::explain

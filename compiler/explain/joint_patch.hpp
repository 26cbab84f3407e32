// One change of a policy for several calls: each fix is made on top of those before it, so that
// the whole applies at once, and was compiled and compared like a single one.
#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include "diagnostic/source.hpp"
#include "explain/report.hpp"
#include "pipeline/compile.hpp"
#include "records/scene.hpp"

namespace callgate::explain {

class JointPatch {
public:
  /// Both must outlive it.
  JointPatch(const pipeline::Compilation& compilation, const diagnostic::Source& source);
  JointPatch(const JointPatch&) = delete;
  JointPatch& operator=(const JointPatch&) = delete;
  ~JointPatch();

  enum class Outcome {
    made,
    needless,  ///< the fixes before it do it already
    missing,   ///< the report has no fix of that number
    no_change, ///< it is an option, and changes nothing
    lost,      ///< after the fixes before it there is no such fix any more
  };

  /// Makes fix `number` (from 1) of a report on that scene under the policy as it was, or the
  /// fix of that kind under the policy as it is by now.
  Outcome add(const records::Scene& scene, const Report& report, std::size_t number);

  /// From the policy as it was; empty without changes.
  [[nodiscard]] std::string patch() const;

private:
  struct Step;
  Outcome make(const Report& report, const Remedy& remedy);

  const pipeline::Compilation& compilation_;
  const diagnostic::Source& source_;
  std::unique_ptr<Step> last_; ///< none as long as nothing was made
};

} // namespace callgate::explain

#include "explain/joint_patch.hpp"

#include <utility>
#include <variant>

#include "explain/editing.hpp"
#include "explain/explain.hpp"
#include "explain/trial.hpp"

namespace callgate::explain {

/// The policy with the fixes so far.
struct JointPatch::Step {
  diagnostic::Source source;
  pipeline::Compilation compilation;
};

namespace {

/// How many fixes of the same kind stand before that one.
std::size_t rank_of(const std::vector<Remedy>& remedies, std::size_t at) {
  std::size_t rank = 0;
  for (std::size_t i = 0; i < at; ++i)
    rank += remedies[i].kind == remedies[at].kind ? 1 : 0;
  return rank;
}

/// The fix of that kind and rank; of that kind alone where there are fewer.
const Remedy* find_alike(const std::vector<Remedy>& remedies, RemedyKind kind, std::size_t rank) {
  const Remedy* found = nullptr;
  for (const Remedy& remedy : remedies) {
    if (remedy.kind != kind) continue;
    found = &remedy;
    if (rank-- == 0) break;
  }
  return found;
}

bool gets_enosys(const Report& report) {
  const auto value = report.abi ? arch::errno_value(*report.abi, "ENOSYS") : std::nullopt;
  return value && report.verdict.action == bpf::Action{bpf::ActionKind::error, *value};
}

} // namespace

JointPatch::JointPatch(const pipeline::Compilation& compilation, const diagnostic::Source& source)
    : compilation_(compilation), source_(source) {}

JointPatch::~JointPatch() = default;

JointPatch::Outcome JointPatch::add(const records::Scene& scene, const Report& report,
                                    std::size_t number) {
  if (number == 0 || number > report.remedies.size()) return Outcome::missing;
  const Remedy& wanted = report.remedies[number - 1];
  if (wanted.edits.empty()) return Outcome::no_change;
  if (!last_) return make(report, wanted);
  const Report now = Explainer(last_->compilation, last_->source).explain(scene);
  if (now.is_allowed || (wanted.kind == RemedyKind::enosys && gets_enosys(now)))
    return Outcome::needless;
  const Remedy* const alike =
      find_alike(now.remedies, wanted.kind, rank_of(report.remedies, number - 1));
  return alike != nullptr && !alike->edits.empty() ? make(now, *alike) : Outcome::lost;
}

JointPatch::Outcome JointPatch::make(const Report& report, const Remedy& remedy) {
  const pipeline::Compilation& before = last_ ? last_->compilation : compilation_;
  diagnostic::Source changed(source_.name(),
                             edited(last_ ? last_->source.text() : source_.text(), remedy.edits));
  std::vector<arch::Abi> abis;
  if (remedy.kind == RemedyKind::abi && report.abi) abis.push_back(*report.abi);
  diagnostic::Diagnostics diagnostics;
  auto result = pipeline::compile(changed, request_of(before.analysis, {}, abis),
                                  pipeline::Strictness::lenient, diagnostics);
  auto* compiled = std::get_if<pipeline::Compilation>(&result);
  if (compiled == nullptr) return Outcome::lost;
  last_ = std::make_unique<Step>(Step{std::move(changed), std::move(*compiled)});
  return Outcome::made;
}

std::string JointPatch::patch() const {
  if (!last_) return {};
  return unified_diff(source_.text(), last_->source.text(), source_.name());
}

} // namespace callgate::explain

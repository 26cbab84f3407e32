#include "explain/explain.hpp"

#include <map>
#include <utility>

#include "explain/arguments.hpp"
#include "explain/library_habits.hpp"
#include "explain/remedies.hpp"
#include "explain/subject.hpp"
#include "explain/verdict.hpp"

namespace callgate::explain {

namespace {

/// What remedies depend on: neither addresses nor descriptors.
using Key = std::pair<std::pair<std::uint32_t, std::uint32_t>,
                      std::pair<std::array<std::uint64_t, 6>, std::array<bool, 6>>>;

Key key_of(const Subject& subject) {
  auto arguments = subject.call.arguments;
  for (const arch::Argument& one : subject.parameters) {
    const bool is_left_out =
        one.place == arch::ArgumentPlace::registers && (one.is_pointer || is_descriptor(one));
    if (is_left_out && arguments[one.slot] != 0) arguments[one.slot] = 1;
  }
  return {{subject.call.token, subject.call.number}, {arguments, subject.known}};
}

/// So many are kept; a program that makes more different calls pays for each anew.
constexpr std::size_t most_kept = 1024;

} // namespace

struct Explainer::Memory {
  std::map<Key, std::vector<Remedy>> remedies;
};

Explainer::Explainer(const pipeline::Compilation& compilation, const diagnostic::Source& source)
    : compilation_(compilation), source_(source), memory_(std::make_unique<Memory>()) {}

Explainer::~Explainer() = default;

Report Explainer::explain(const records::Scene& scene) const {
  const Subject subject = subject_of(scene.call(), scene.known());
  Report report;
  report.call = subject.call;
  report.abi = subject.abi;
  report.name = name_of(subject);
  report.text = text_of(subject);
  report.arguments = arguments_of(subject, scene);
  report.knows_arguments = scene.known() == std::array{true, true, true, true, true, true};
  report.caller = scene.caller();
  report.stack = scene.stack();
  report.verdict = verdict_of(compilation_, subject, source_);
  report.policy = source_.name();
  report.is_allowed =
      report.verdict.reason != Reason::undetermined && lets_run(report.verdict.action);
  if (report.is_allowed) return report;
  report.notes = habits_about(subject);
  Key key = key_of(subject);
  auto found = memory_->remedies.find(key);
  if (found == memory_->remedies.end()) {
    auto remedies = remedies_for(compilation_, source_, subject, report.verdict);
    if (memory_->remedies.size() == most_kept) memory_->remedies.clear();
    found = memory_->remedies.emplace(std::move(key), std::move(remedies)).first;
  }
  report.remedies = found->second;
  return report;
}

} // namespace callgate::explain

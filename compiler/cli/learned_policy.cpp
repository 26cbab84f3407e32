#include "cli/learned_policy.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>
#include <vector>

#include "bpf/action.hpp"
#include "cli/files.hpp"
#include "cli/policy_options.hpp"
#include "diagram/diagram.hpp"
#include "learn/before.hpp"
#include "pipeline/compile.hpp"
#include "policy/parse.hpp"
#include "proof/behaviour.hpp"

namespace callgate::cli {

namespace {

/// A policy without entries is no mistake where they are about to come.
bool is_only_empty(const diagnostic::Diagnostics& diagnostics) {
  return std::ranges::all_of(diagnostics.sorted(), [](const diagnostic::Diagnostic& found) {
    return found.severity != diagnostic::Severity::error || found.code == "empty-policy";
  });
}

std::unique_ptr<ReadPolicy> parsed(const std::string& path, std::string text, bool may_be_empty) {
  auto result = std::make_unique<ReadPolicy>(
      ReadPolicy{diagnostic::Source(source_name(path), std::move(text)), {}});
  diagnostic::Diagnostics diagnostics;
  result->policy = policy::parse(result->source, diagnostics);
  if (!diagnostics.has_errors() || (may_be_empty && is_only_empty(diagnostics))) return result;
  PolicyOptions options;
  options.path = path;
  report(options, result->source, diagnostics);
  return nullptr;
}

bool has_entries(const policy::Policy& policy) {
  return !policy.base.rules.empty() ||
         std::ranges::any_of(policy.capabilities,
                             [](const policy::Table& table) { return !table.rules.empty(); });
}

using Filters = std::vector<proof::ProvenFilter>;

/// For the old policy its expectations are not asked: what is written must meet them.
enum class Expectations : std::uint8_t { asked, left };

/// Nothing, after its messages, if it does not compile.
std::optional<Filters> filters_of(const diagnostic::Source& source, Expectations expectations) {
  diagnostic::Diagnostics diagnostics;
  constexpr auto lenient = pipeline::Strictness::lenient;
  auto result = expectations == Expectations::asked
                    ? pipeline::compile(source, {}, lenient, diagnostics)
                    : pipeline::compile_to_look_at(source, {}, lenient, diagnostics);
  if (auto* good = std::get_if<pipeline::Compilation>(&result)) return std::move(good->filters);
  report(PolicyOptions{}, source, diagnostics);
  if (const auto* bad = std::get_if<pipeline::BadRequest>(&result)) complain(bad->message);
  return std::nullopt;
}

/// Whether every call that `old` lets run also runs under the filter of its family among `now`.
bool runs_under(const proof::ProvenFilter& old, const Filters& now) {
  for (const proof::ProvenFilter& filter : now) {
    if (filter.rulings().family != old.rulings().family) continue;
    diagram::Diagrams diagrams;
    const auto of = [&](const proof::ProvenFilter& one) {
      const auto behaviour =
          proof::behaviour_of(diagrams, {&one.program(), 1}, one.rulings().byte_order);
      const auto* node = std::get_if<diagram::Node>(&behaviour);
      return node != nullptr ? std::optional(*node) : std::nullopt;
    };
    const auto before = of(old);
    const auto after = of(filter);
    if (!before || !after) return false;
    return diagrams.combine(*before, *after, [](std::uint32_t a, std::uint32_t b) {
      return learn::runs(bpf::action_of(a)) && !learn::runs(bpf::action_of(b)) ? 1U : 0U;
    }) == diagram::no;
  }
  return false;
}

} // namespace

std::optional<bool> lets_run_no_less(const diagnostic::Source& before,
                                     const diagnostic::Source& now) {
  const auto old = filters_of(before, Expectations::left);
  const auto after = filters_of(now, Expectations::left);
  if (!old || !after) return std::nullopt;
  return std::ranges::all_of(
      *old, [&](const proof::ProvenFilter& filter) { return runs_under(filter, *after); });
}

std::unique_ptr<ReadPolicy> read_policy(const std::string& path) {
  auto text = read_input(path);
  return text ? parsed(path, *std::move(text), false) : nullptr;
}

Existing read_existing(const std::string& path) {
  std::error_code error;
  const auto status = std::filesystem::status(path, error);
  if (path == "-" || status.type() != std::filesystem::file_type::regular) return {nullptr, true};
  auto text = read_input(path);
  if (!text) return {nullptr, false};
  if (text->find_first_not_of(" \t\r\n") == text->npos) return {nullptr, true};
  auto policy = parsed(path, *std::move(text), true);
  const bool is_good = policy != nullptr;
  return {std::move(policy), is_good};
}

bool write_learned(const std::string& path, const std::string& text, const ReadPolicy* before) {
  if (!filters_of({source_name(path), text}, Expectations::asked)) {
    complain("the policy that was learned does not compile as it stands; " + display_name(path) +
             " was left as it is");
    return false;
  }
  if (before != nullptr && has_entries(before->policy)) {
    const auto is_kept = lets_run_no_less(before->source, {source_name(path), text});
    if (!is_kept) return false;
    if (!*is_kept) {
      complain("internal error: " + display_name(path) +
               " would let less run than before; nothing was written");
      return false;
    }
  }
  return write_output(path, text);
}

} // namespace callgate::cli

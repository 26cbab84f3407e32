// A policy as one ABI sees it, with the chosen capabilities: which calls run, by which entry,
// and an example of one. All judgements of lint are made here, by the same formulas and
// diagrams that filters are proven against.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "arch/calls.hpp"
#include "bpf/call_data.hpp"
#include "policy/policy.hpp"
#include "policy/selection.hpp"
#include "ruleset/formula.hpp"
#include "ruleset/listing.hpp"

namespace callgate::lint {

/// Something that lets a call run.
struct Way {
  const ruleset::Listed* entry; ///< null: the policy's default
  bpf::CallData example;        ///< one that runs
};

/// What stops a call, or would let it run.
struct Verdict {
  bpf::Action action;
  std::optional<diagnostic::Span> span; ///< what of the policy says so; absent: nothing does
};

/// Some calls of one number.
struct Calls {
  const arch::Call* call;
  std::shared_ptr<const ruleset::Formula> when; ///< which of them; null: all
  bool is_hidden = false; ///< no filter can tell, so these are all: the arguments lie in memory
};

class View {
public:
  View(const policy::Policy& policy, const policy::Selection& selection, arch::Abi abi);

  [[nodiscard]] arch::Abi abi() const { return abi_; }

  /// The calls of that name for which a condition in the policy language holds; an empty one
  /// always does. Nothing if the ABI lacks the call or a constant of the condition.
  [[nodiscard]] std::optional<Calls> calls(std::string_view name, std::string_view condition) const;

  /// By what any of the calls runs (`allow` and `log`), an entry each, in the text's order.
  [[nodiscard]] std::vector<Way> ways(const Calls& calls) const;

  /// Whether some call of that name runs.
  [[nodiscard]] bool runs(std::string_view name) const;

  /// The entries that let the number run, whatever their conditions.
  [[nodiscard]] std::vector<const ruleset::Listed*> letting_run(std::uint32_t number) const;

  /// What one of the calls gets.
  [[nodiscard]] Verdict verdict(const Calls& calls) const;

private:
  [[nodiscard]] std::span<const ruleset::Listed> listed(std::uint32_t number) const;
  [[nodiscard]] Verdict verdict(const bpf::CallData& call) const;

  const policy::Policy& policy_;
  arch::Abi abi_;
  std::vector<ruleset::Listed> listed_; ///< by number
  ruleset::Unlisted unlisted_;
};

/// The span of an action, if it was written.
std::optional<diagnostic::Span> written_span(const policy::ActionSpec& spec);

/// Whether the formula looks at that register.
bool looks_at(const ruleset::Formula& formula, std::uint8_t slot);

} // namespace callgate::lint

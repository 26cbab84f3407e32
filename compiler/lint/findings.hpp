// What lint found, gathered: what the policy accepts is left out, what is the same for several
// calls of an entry or on several ABIs is told once.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "arch/abi.hpp"
#include "diagnostic/diagnostic.hpp"
#include "policy/policy.hpp"
#include "policy/selection.hpp"

namespace callgate::lint {

struct Finding {
  std::string_view check;
  std::string_view call; ///< that it is about; empty: none
  std::optional<diagnostic::Span> span{};
  const policy::Table* table = nullptr; ///< whose entry it is
  std::string predicate{};              ///< what it does, to follow the call's name
  std::string help{};
  std::optional<arch::Abi> abi{}; ///< absent: it is about none
  std::string example{};          ///< a call that shows it
  std::optional<diagnostic::Label> label{};
};

class Findings {
public:
  /// What the selection names is judged; its ABIs need no naming where it is all of them.
  Findings(const policy::Policy& policy, const policy::Selection& selection);

  void add(Finding finding);

  /// All that was found, and what is wrong with the policy's own `[lint]`.
  void report(diagnostic::Diagnostics& diagnostics) const;

private:
  struct Merged {
    Finding first;
    std::vector<std::string_view> calls;
    std::vector<arch::Abi> abis;
  };

  [[nodiscard]] bool is_accepted(const Finding& finding);
  [[nodiscard]] std::string message(const Merged& merged) const;
  void report_accepted(diagnostic::Diagnostics& diagnostics) const;

  const policy::Policy& policy_;
  std::size_t asked_;         ///< ABIs
  bool has_all_capabilities_; ///< only then nothing else can be what `accept` is for
  std::vector<Merged> merged_;
  std::vector<bool> used_; ///< of the accepted checks, those that silenced something
};

} // namespace callgate::lint

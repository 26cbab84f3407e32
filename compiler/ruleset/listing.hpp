// A policy's entries seen from one ABI: which rule speaks of which number, and what a
// number gets that no rule speaks of.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "policy/policy.hpp"
#include "ruleset/formula.hpp"

namespace callgate::ruleset {

/// One rule applied to one number, or to some that no rule tells apart.
struct Listed {
  arch::NumberRange numbers;
  const policy::Table* table;
  const policy::Rule* rule;
  bpf::Action action;
  std::shared_ptr<const Formula> when; ///< null: always
};

/// Every rule of every table that says something about `abi`, ordered by number and,
/// among equals, as in the text. Rules whose errno the ABI lacks are left out, and those
/// whose condition means nothing there. A rule about many numbers is cut wherever another
/// one begins or ends, and where unlisted numbers begin to get something else, so that two
/// are about the same numbers or have none in common.
std::vector<Listed> list(const policy::Policy& policy, arch::Abi abi);

/// How often `list` cuts, a rule with a condition counted by its length: what makes listings
/// large.
std::size_t cuts(const policy::Policy& policy, arch::Abi abi);

/// The stretch of `listed` that speaks of its first numbers.
std::span<const Listed> first_numbers(std::span<const Listed> listed);

/// What numbers get that no rule speaks of.
class Unlisted {
public:
  Unlisted(const policy::Policy& policy, arch::Abi abi);

  [[nodiscard]] bpf::Action action_for(std::uint32_t number) const;

  /// What calls of a number get that rules speak of, but none of which holds.
  [[nodiscard]] bpf::Action default_action() const { return default_; }

  /// Where `action_for` may change: the first number of every stretch, unordered.
  [[nodiscard]] std::vector<std::uint32_t> boundaries() const;

private:
  [[nodiscard]] bool is_newer(std::uint32_t number) const;

  const policy::Policy& policy_;
  arch::Abi abi_;
  bpf::Action default_;
  bpf::Action foreign_;
  bpf::Action newer_;
};

} // namespace callgate::ruleset

// One string of a policy's list, as written: a call, or a group that stands for calls.
// Groups are gone once a policy is parsed; what is left of them is Rule::group.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <variant>

#include "policy/policy.hpp"

namespace callgate::policy {

/// `'@'group ['@'abi] ['(' condition ')']`
struct GroupReference {
  std::string name;                           ///< without its @
  std::optional<arch::Abi> only;              ///< `@group@abi`: restricts every member
  std::shared_ptr<const Condition> condition; ///< holds for every member; null: none
  Span span;                                  ///< the whole string, without its quotes
};

using Item = std::variant<Entry, GroupReference>;

} // namespace callgate::policy

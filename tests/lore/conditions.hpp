// The conditions in the tables, read as those of a policy.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "arch/abi.hpp"
#include "arch/calls.hpp"
#include "ruleset/formula.hpp"

namespace conditions {

struct Judged {
  std::optional<callgate::ruleset::Formula> formula;
  std::string fault; ///< where there is none
  bool is_hidden;    ///< its arguments lie behind a pointer, or are not known
};

Judged judge(callgate::arch::Abi abi, const callgate::arch::Call& call, std::string_view condition);

} // namespace conditions

// Which part of a condition does not hold for a call, and what the call has there.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "diagnostic/source.hpp"
#include "explain/subject.hpp"
#include "policy/condition.hpp"
#include "ruleset/formula.hpp"

namespace callgate::explain {

struct Failing {
  const policy::Condition* part;
  std::optional<ruleset::Test> test; ///< what a plain test of one argument means
  std::string here;                  ///< "domain is AF_INET"; empty for anything else
};

/// The smallest parts that all would have to hold. None where the condition holds, or where it
/// asks for arguments that are not known.
std::vector<Failing> failing_parts(const policy::Condition& condition, const Subject& subject,
                                   const diagnostic::Source& source);

/// A value of the tested bits, as it is written beside that argument: "AF_INET", "SOCK_RAW".
std::string tested_value(const policy::Term& term, const ruleset::Test& test,
                         const Subject& subject);

/// What a comparison, a membership or a masked term is about; null for others.
const policy::Term* term_of(const policy::Condition& condition);

} // namespace callgate::explain

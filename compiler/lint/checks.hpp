// What `callgate lint` looks for: one table, out of which come the findings' severities, the
// names that silence them, `lint --list` and the table of docs/lint.md.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "diagnostic/diagnostic.hpp"

namespace callgate::lint {

struct Check {
  std::string_view name;
  diagnostic::Severity severity;
  std::string_view calls;  ///< parted by blanks; empty where it is about none by name
  std::string_view reason; ///< of what it finds
  std::string_view fix;
};

/// First those of lore::dangers(), as they stand there, then what is asked of a policy as a whole.
std::span<const Check> checks();

/// Null if there is none.
const Check* find_check(std::string_view name);

/// "| `io-uring` | error | … |": all checks as rows of a Markdown table, with its head.
std::string to_markdown();

} // namespace callgate::lint

// The language of conditions: the part of an entry in parentheses.
//
//   any        = all { "||" all }
//   all        = test { "&&" test }
//   test       = "!" ( test of "!" | "(" any ")" )
//              | bits [ ("==" | "!=" | "<" | "<=" | ">" | ">=") bits ]
//              | bits "in" "{" element { "," element } [ "," ] "}"
//   bits       = unary { "|" unary } | unary { "&" unary }
//   unary      = "~" unary | [ "-" ] number | name | type "(" name ")" | "(" any ")"
//   element    = bits [ ".." bits ] | name "?"
//
// One side of a comparison must be constant. A word is an argument where the call has one
// of that name, else a constant. What depends on an ABI is judged in ruleset/.
#pragma once

#include <cstddef>
#include <optional>

#include "diagnostic/diagnostic.hpp"
#include "policy/argument_scope.hpp"
#include "policy/condition.hpp"
#include "policy/text.hpp"

namespace callgate::policy {

/// The condition whose "(" is byte `open` of `text`, and whose ")" ends it. Nothing if it
/// is at fault, which is then said.
std::optional<Condition> parse_condition(const Text& text, std::size_t open,
                                         const ArgumentScope& scope,
                                         diagnostic::Diagnostics& diagnostics);

} // namespace callgate::policy

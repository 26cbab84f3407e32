// The small languages inside a policy's strings: actions and entries.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "diagnostic/diagnostic.hpp"
#include "policy/item.hpp"
#include "policy/policy.hpp"
#include "policy/toml_text.hpp"

namespace callgate::policy {

/// A decoded string and where each of its bytes stands.
struct Text {
  std::string_view value;
  StringText place;
};

/// "kill_process", "errno ENOSYS", "trace 7".
std::optional<ActionSpec> parse_action(const Text& text, diagnostic::Diagnostics& diagnostics);

/// The data of an action that is written apart from its kind: the "ENOSYS" or "38" of
/// `errno = { ENOSYS = […] }`.
std::optional<ActionSpec> parse_action_data(bpf::ActionKind kind, std::string_view data, Span span,
                                            diagnostic::Diagnostics& diagnostics);

/// `(name['?'] | '#'number['..'number] | '@'group) ['@'abi] ['(' condition ')']`. Whether there is
/// a group of that name is not looked at.
std::optional<Item> parse_item(const Text& text, diagnostic::Diagnostics& diagnostics);

/// What stands before the arguments of a written call.
struct CallHead {
  std::variant<std::string, std::uint32_t> call; ///< a name, or a number as in seccomp_data.nr
  std::optional<arch::Abi> only;                 ///< `name@abi`
  std::size_t end;                               ///< the byte behind it
};

/// `(name | '#'number) ['@'abi]`, and then the end of the text or a parenthesis.
std::optional<CallHead> parse_call_head(const Text& text, diagnostic::Diagnostics& diagnostics);

/// `(name | ['#'] number) ['@'abi]`, and then the same: the key of a count.
std::optional<CallHead> parse_counted_head(const Text& text, diagnostic::Diagnostics& diagnostics);

/// The ABI called `name`; says so where there is none, and warns of one whose kernel
/// has no filters.
std::optional<arch::Abi> parse_abi(std::string_view name, Span span,
                                   diagnostic::Diagnostics& diagnostics);

/// Whether every character is one that terminals show and that can stand in a list: ASCII
/// without blanks, control characters and commas.
bool is_plain_word(std::string_view name);

/// Whether `name` can stand after the @ of a group: letters, digits, _ and -, no - in front.
bool is_group_name(std::string_view name);

/// Whether C and C++ would take `name` for an identifier; emit, which knows no policies, has the
/// same test of its own.
bool is_identifier(std::string_view name);

} // namespace callgate::policy

// Changes of a policy's text as a person would make them: an entry more in a list, in the way
// that the list is written, and the lines that change by it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "explain/edit.hpp"
#include "explain/report.hpp"

namespace callgate::explain {

/// The text with the edits, which do not overlap.
std::string edited(std::string_view text, std::vector<Edit> edits);

/// Puts `entry` into the list that holds the byte `at`, of the statement that begins at
/// `statement`: behind the element there, or at the list's end where `at` is its bracket.
/// Nothing where no list is found.
std::optional<Edit> add_to_list(std::string_view text, std::size_t statement, std::size_t at,
                                std::string_view entry);

/// Takes the element that holds the byte `at` out of its list.
std::optional<Edit> remove_from_list(std::string_view text, std::size_t statement, std::size_t at);

/// Puts `key = value` into that table ("[base]"), in the way that the table is written: below
/// its header, between its braces, or as one more dotted key; a table that is not there comes
/// at the end.
Edit add_key(std::string_view text, std::string_view table, std::string_view key,
             std::string_view value);

/// `allow = ["entry"]` or, for an errno, `errno = { ENOSYS = ["entry"] }`: in [base], where a list
/// of that action may be there already.
std::vector<Edit> add_to_base(std::string_view text, std::string_view entry,
                              std::string_view error_name = {});

/// What changes from one text to the other, in lines.
std::vector<Change> changes_between(std::string_view before, std::string_view after);

/// The same as `diff -u` and `git diff` write it, for a file of that name.
std::string unified_diff(std::string_view before, std::string_view after, std::string_view name);

} // namespace callgate::explain

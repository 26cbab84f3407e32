// Which names of a policy can be names in C++.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace callgate::emit {

/// Why `name` can be no enumerator beside `none` and `all`; empty if it can.
std::optional<std::string> fault_as_enumerator(std::string_view name);

/// Why there can be no namespace `name`_policy. Functions, types, keywords and macros do not
/// matter to it.
std::optional<std::string> fault_as_policy(std::string_view name);

} // namespace callgate::emit

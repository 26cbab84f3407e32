// Which names of a policy can be names in C++.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace callgate::emit {

/// Why `name` can be no enumerator beside `none` and `all`; empty if it can.
std::optional<std::string> fault_as_enumerator(std::string_view name);

/// Why `name` can be no namespace of a program that includes the runtime.
std::optional<std::string> fault_as_namespace(std::string_view name);

} // namespace callgate::emit

// How findings name things.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "arch/abi.hpp"
#include "bpf/action.hpp"

namespace callgate::lint {

/// "\"a\"", "\"a\" and \"b\"", "\"a\", \"b\" and \"c\"".
std::string list_of(std::span<const std::string_view> names);

/// "gets kill_process", "fails with EPERM".
std::string fate(bpf::Action action, arch::Abi abi);

} // namespace callgate::lint

// What the formats that are C or C++ headers share.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "bpf/disassemble.hpp"
#include "proof/proof.hpp"

namespace callgate::emit {

bool is_identifier(std::string_view name);

/// Text that neither ends a comment nor opens another one, on one line.
std::string inside_comment(std::string_view text);

/// The policy's name in place of every NAME of a template. Never applied to listings, where
/// ENAMETOOLONG would match.
std::string named(std::string_view pattern, std::string_view name);

/// What is true for a preprocessor that makes code for one of the ABIs served.
std::string condition(const proof::ProvenFilter& filter);

/// A line a filter's instruction: its value, and what it does in a comment.
std::string initializers(const bpf::Program& program);

} // namespace callgate::emit

// What the formats that are C or C++ headers share.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "bpf/disassemble.hpp"
#include "proof/proof.hpp"

namespace callgate::emit {

/// Whether C and C++ would take `name` for an identifier. policy says the same of what policies
/// have; the two layers have none in common that such a thing belongs to.
bool is_identifier(std::string_view name);

/// What to do about a policy's name that will not do.
constexpr std::string_view advice_on_name = "give it another one, by --name or by name in [policy]";

/// A number for a text that another text hardly has.
std::uint64_t fingerprint(std::string_view text);

/// `text`, which is the header of the policy `name` but for its origin, for once a file. Another
/// header of a policy of that name, which may have a wider filter, is an error there: it is never
/// passed over in silence. `macro` is what this is known by.
std::string included_once(std::string_view macro, std::string_view name, std::string_view text);

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

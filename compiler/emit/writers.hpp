// The functions behind the table of formats, each in the file of its name, and the few
// words that several of them use. For emit/ itself only: others go through emit.hpp,
// which checks what every format needs.
#pragma once

#include <string>

#include "emit/emit.hpp"

namespace callgate::emit {

Output write_raw(const Input& input);
Output write_base64(const Input& input);
Output write_asm(const Input& input);
Output write_c(const Input& input);
Output write_cpp(const Input& input);

/// Of a format that holds one set: its filters.
inline std::span<const proof::ProvenFilter> filters_of(const Input& input) {
  return input.sets.front().filters;
}

/// The capabilities of that set, and the note: "NET, SSRF; built-in groups as of Linux 6.1".
std::string description(const Input& input);

/// The bytes of one filter, as its kernel reads them.
std::string raw_bytes(const proof::ProvenFilter& filter);

/// The ABIs that a filter serves: "x86_64, i386".
std::string served_abis(const proof::ProvenFilter& filter);

} // namespace callgate::emit

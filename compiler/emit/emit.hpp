// Proven filters as text or bytes. An emitter takes nothing but proven filters, so
// nothing unproven can leave the compiler.
//
// A format is one file here and one row of the table in emit.cpp.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "proof/proof.hpp"

namespace callgate::emit {

/// What is emitted, and what the result says about its origin.
struct Input {
  std::string_view name; ///< of the policy
  /// For comments: those compiled in and, where built-in groups are, as of when: "NET, SSRF",
  /// "none; built-in groups as of Linux 6.1"
  std::string_view capabilities;
  std::string_view generator;                   ///< for comments: "callgate 0.1.0"
  std::span<const proof::ProvenFilter> filters; ///< one a family, at least one
};

/// Why a format cannot hold the input.
struct Refusal {
  std::string reason;
};

using Output = std::variant<std::string, Refusal>;

enum class Families : std::uint8_t { one, several };

struct Format {
  std::string_view name;    ///< as `--emit` has it
  std::string_view summary; ///< one line of help
  Families families;        ///< how many filters fit one output
  Output (*write)(const Input& input);
};

std::span<const Format> all_formats();

/// Null if there is no such format.
const Format* find_format(std::string_view name);

/// Writes `input` in `format`, or says why the two do not fit.
Output emit(const Format& format, const Input& input);

} // namespace callgate::emit

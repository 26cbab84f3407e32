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

/// What was compiled for one set of capabilities.
struct Set {
  std::span<const std::string> capabilities;    ///< names
  std::span<const proof::ProvenFilter> filters; ///< one a family, at least one
};

/// What is emitted, and what the result says about its origin.
struct Input {
  std::string_view name;                     ///< of the policy
  std::span<const std::string> capabilities; ///< all that the policy has, in its order
  std::span<const Set> sets;                 ///< each other capabilities and the same families
  std::string_view note;      ///< for comments, may be empty: "built-in groups as of Linux 6.1"
  std::string_view generator; ///< for comments: "callgate 0.1.0"
};

/// Why a format cannot hold the input.
struct Refusal {
  std::string reason;
};

using Output = std::variant<std::string, Refusal>;

enum class Families : std::uint8_t { one, several };
enum class Sets : std::uint8_t { one, several };

struct Format {
  std::string_view name;    ///< as `--emit` has it
  std::string_view summary; ///< one line of help
  Families families;        ///< how many filters of a set fit one output
  Sets sets;                ///< how many sets of capabilities do
  Output (*write)(const Input& input);
};

std::span<const Format> all_formats();

/// Null if there is no such format.
const Format* find_format(std::string_view name);

/// Writes `input` in `format`, or says why the two do not fit.
Output emit(const Format& format, const Input& input);

} // namespace callgate::emit

// Conditions as written: names are not looked up yet, constants have no width, and what an
// argument's type is depends on the ABI that asks.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "diagnostic/source.hpp"

namespace callgate::policy {

using diagnostic::Span;

/// A number from −2^63 to 2^64 − 1.
struct Number {
  std::uint64_t magnitude;
  bool is_negative;
};

struct Constant;

/// Constants joined bit by bit, in the width of the argument that they stand beside.
struct BitOperation {
  enum class Kind : std::uint8_t {
    any,        ///< `A | B`
    all,        ///< `A & B`
    complement, ///< `~A`: one operand
  };
  Kind kind;
  std::vector<Constant> operands;
};

struct Constant {
  std::variant<Number, std::string, BitOperation> value; ///< a string is a constant's name
  Span span;
};

/// `u32(…)`, `s32(…)`, `u64(…)`, `s64(…)`
struct Reinterpretation {
  std::uint8_t bits;
  bool is_signed;
};

/// What is compared: an argument, or some of its bits.
struct Term {
  std::string argument;               ///< by name; or "arg0" … "arg5", the raw registers
  std::optional<std::uint8_t> raw;    ///< 0 … 5 for these
  std::optional<Reinterpretation> as; ///< its type instead of the declared one
  std::optional<Constant> mask;       ///< `argument & mask`, which is unsigned
  Span argument_span;
  Span span;
};

enum class Relation : std::uint8_t {
  equal,
  not_equal,
  less,
  less_equal,
  greater,
  greater_equal,
};

/// `term < constant`; a constant on the left is turned around by the parser.
struct Comparison {
  Term term;
  Relation relation;
  Constant constant;
};

/// One of the `{a, B?, 3..7}`.
struct Element {
  Constant first;
  std::optional<Constant> last; ///< of a range, both ends included
  bool may_be_absent = false;   ///< `NAME?`: left out where an ABI has no such constant
  Span span;
};

/// `term in {…}`
struct Membership {
  Term term;
  std::vector<Element> elements;
};

/// A masked term alone: true when it is not zero.
struct NonZero {
  Term term;
};

struct Condition;

struct Combination {
  enum class Kind : std::uint8_t {
    all,      ///< `a && b && c`
    any,      ///< `a || b || c`
    negation, ///< `!a`: one operand
  };
  Kind kind;
  std::vector<Condition> operands;
};

struct Condition {
  std::variant<Comparison, Membership, NonZero, Combination> test;
  Span span;
};

} // namespace callgate::policy

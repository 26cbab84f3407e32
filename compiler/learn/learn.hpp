// What was seen → the text of a policy that allows it and nothing else.
//
// A policy that is there already is widened in its own text: comments, order and whatever a
// person changed stay, what is missing comes in a marked block at the end of `[base] allow`, and
// of the comments only the counts that callgate itself wrote are kept up. As entries are only
// added, and only ones that allow, nothing that ran before is stopped.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "arch/abi.hpp"
#include "diagnostic/source.hpp"
#include "learn/focus.hpp"
#include "learn/record.hpp"
#include "policy/policy.hpp"

namespace callgate::learn {

struct Options {
  Conditions conditions = Conditions::risky;
  std::vector<arch::Abi> abis{}; ///< to serve besides those that were seen
  bool equivalents = false;      ///< add what does the same work on these
  /// Served by a policy that names no ABIs.
  arch::Abi host = arch::native_abi();
};

struct Learned {
  std::string text;
  std::size_t entries = 0;          ///< that were written, or added
  std::vector<std::string> notes{}; ///< what a person should know, a sentence each
};

struct Refused {
  std::string reason;
};

/// The record must have some call.
Learned learn(const Record& record, const Options& options);

/// `old` must be free of errors: a policy that `policy` was parsed from.
std::variant<Learned, Refused> widen(const diagnostic::Source& old, const policy::Policy& policy,
                                     const Record& record, const Options& options);

/// Widens the first policy by what the second one allows.
std::variant<Learned, Refused> unite(const diagnostic::Source& first_text,
                                     const policy::Policy& first,
                                     const diagnostic::Source& second_text,
                                     const policy::Policy& second, arch::Abi host);

/// Counts as `--weights` reads them, with those that were there before.
std::string counts_text(const std::vector<records::SeenCall>& calls,
                        const std::vector<policy::Weight>& before);

} // namespace callgate::learn

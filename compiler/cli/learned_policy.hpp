// The policy that `observe` writes: what stands in its file already, and how it gets there.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <variant>

#include "diagnostic/source.hpp"
#include "learn/learn.hpp"
#include "policy/policy.hpp"

namespace callgate::cli {

/// A policy and the text that it was read from.
struct ReadPolicy {
  diagnostic::Source source;
  policy::Policy policy;
};

/// Null if its mistakes, or why it cannot be read, were reported.
std::unique_ptr<ReadPolicy> read_policy(const std::string& path);

/// The same of a file that need not be there, and is none if it is empty: then the first is null
/// and the second true.
struct Existing {
  std::unique_ptr<ReadPolicy> policy;
  bool is_good;
};
Existing read_existing(const std::string& path);

/// Whether every call that one policy lets run, without capabilities, runs under the other too, as
/// the filters of both prove. Nothing, after messages, if one does not compile.
std::optional<bool> lets_run_no_less(const diagnostic::Source& before,
                                     const diagnostic::Source& now);

/// Compiles the text and, where there was one before, proves that every call that it let run
/// still runs; then writes it. Else complains and returns false.
bool write_learned(const std::string& path, const std::string& text, const ReadPolicy* before);

} // namespace callgate::cli

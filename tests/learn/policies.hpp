// Policies as this folder's tests take them, and what must hold between two of them.
#pragma once

#include <memory>
#include <string>

#include "diagnostic/source.hpp"
#include "learn/learn.hpp"
#include "pipeline/compile.hpp"
#include "policy/policy.hpp"

namespace callgate::tests {

/// A text and what was parsed from it, free of errors or the test has failed.
struct Parsed {
  explicit Parsed(std::string text, std::string name = "policy.toml");

  diagnostic::Source source;
  policy::Policy policy;
};

/// The messages if it does not compile strictly, or has warnings; else empty.
std::string faults_of(const std::string& text, pipeline::Strictness strictness);

/// A call that `before` lets run and `after` does not; empty if there is none. Both compile.
std::string narrowed(const std::string& before, const std::string& after);

/// What each of the record's calls gets, where that is not to run; empty if all run.
std::string stopped(const std::string& text, const learn::Record& record);

} // namespace callgate::tests

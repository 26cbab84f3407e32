// The policies that are measured: some from the field, and some made up to be large.
#pragma once

#include <string>
#include <vector>

#include "diagnostic/source.hpp"
#include "pipeline/compile.hpp"

namespace callgate::bench {

/// A policy text and what is compiled of it: one filter.
struct Subject {
  std::string name;
  diagnostic::Source source;
  pipeline::Request request;
};

/// All of bench/policies, for x86_64; of those with capabilities, some choices.
std::vector<Subject> profiles();

/// Those of growth.hpp, named "64-calls", "2000-tests" …, and what is hard to prove.
std::vector<Subject> made_up();

/// Both.
std::vector<Subject> subjects();

/// Ends the program where the policy does not compile.
pipeline::Compilation compile(const Subject& subject);

} // namespace callgate::bench

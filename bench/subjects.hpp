// The policies that are measured: some from the field, and some made up to be large.
#pragma once

#include <string>
#include <vector>

#include "diagnostic/source.hpp"
#include "pipeline/compile.hpp"

namespace callgate::bench {

/// A policy text and what is compiled of it.
struct Subject {
  std::string name;
  diagnostic::Source source;
  pipeline::Request request;
};

std::vector<Subject> subjects();

/// Ends the program where the policy does not compile.
pipeline::Compilation compile(const Subject& subject);

} // namespace callgate::bench

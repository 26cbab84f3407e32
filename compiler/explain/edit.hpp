// A change of a text, as bytes of it.
#pragma once

#include <string>

#include "diagnostic/source.hpp"

namespace callgate::explain {

/// Bytes of the text that become others.
struct Edit {
  diagnostic::Span span;
  std::string text;
};

} // namespace callgate::explain

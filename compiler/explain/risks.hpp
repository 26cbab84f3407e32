// What a set of calls gives to a program, in sentences.
#pragma once

#include <string>
#include <vector>

#include "arch/abi.hpp"
#include "arch/calls.hpp"
#include "diagram/diagram.hpp"

namespace callgate::explain {

class Risks {
public:
  /// Calls of that name with arguments in `set`.
  void add(diagram::Diagrams& diagrams, diagram::Node set, arch::Abi abi, const arch::Call& call);

  /// Each once, in the order in which they were met; at most a few.
  [[nodiscard]] std::vector<std::string> sentences() &&;

private:
  std::vector<std::string> sentences_;
};

} // namespace callgate::explain

// What a set of calls gives to a program, in sentences.
#pragma once

#include <string>
#include <vector>

#include "arch/abi.hpp"
#include "arch/calls.hpp"
#include "diagram/diagram.hpp"
#include "lore/dangers.hpp"

namespace callgate::explain {

class Risks {
public:
  /// Calls of that name with arguments in `set`.
  void add(diagram::Diagrams& diagrams, diagram::Node set, arch::Abi abi, const arch::Call& call);

  /// The gravest ones first, each once; at most a few.
  [[nodiscard]] std::vector<std::string> sentences() &&;

private:
  struct Told {
    lore::Gravity gravity;
    std::string sentence;
  };

  std::vector<Told> told_;
};

} // namespace callgate::explain

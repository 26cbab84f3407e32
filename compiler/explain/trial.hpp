// Trying a remedy: the changed policy is compiled and proven like any other, and what it means
// is compared with what the policy meant, exactly and for every input.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "diagnostic/source.hpp"
#include "explain/subject.hpp"
#include "pipeline/compile.hpp"

namespace callgate::explain {

/// What a remedy must do to the call, and what it may do besides.
enum class Goal : std::uint8_t {
  allow,  ///< the call runs
  enosys, ///< the call fails with ENOSYS, and nothing else changes
  serve,  ///< the call runs; its audit token gets rulings of its own, no harsher than `foreign`
};

struct Effect {
  std::vector<std::string> opens; ///< calls that it lets run, sorted: "socket(domain == AF_INET)"
  std::vector<std::string> risks; ///< what these give to a program
};

/// What a changed policy is compiled for: what it was compiled for before, and these.
pipeline::Request request_of(const pipeline::Analysis& analysis,
                             const std::vector<std::string>& capabilities,
                             const std::vector<arch::Abi>& abis);

class Trial {
public:
  Trial(const pipeline::Compilation& compilation, const diagnostic::Source& source,
        const Subject& subject)
      : compilation_(compilation), source_(source), subject_(subject) {}

  /// The effect of that text and these further capabilities and ABIs; nothing if it does not
  /// compile, misses the goal, or is more restrictive anywhere.
  [[nodiscard]] std::optional<Effect> effect(const std::string& text, Goal goal,
                                             const std::vector<std::string>& capabilities = {},
                                             const std::vector<arch::Abi>& abis = {}) const;

private:
  [[nodiscard]] bool reaches(const pipeline::Compilation& changed, Goal goal) const;

  const pipeline::Compilation& compilation_;
  const diagnostic::Source& source_;
  const Subject& subject_;
};

} // namespace callgate::explain

// What is wrong with something written on one ABI, and the same mistakes of several ABIs
// told as one.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <tuple>

#include "arch/abi.hpp"
#include "diagnostic/diagnostic.hpp"

namespace callgate::ruleset {

/// Why something written means nothing on an ABI.
struct Mistake {
  std::string code;
  diagnostic::Span span;
  std::string message; ///< without the ABI
  std::string help;
};

/// Takes the mistakes as they are found.
using Mistakes = std::function<void(Mistake)>;

/// Mistakes and the ABIs that they are made on.
class MistakesByAbi {
public:
  void add(arch::Abi abi, Mistake mistake);

  [[nodiscard]] bool empty() const { return found_.empty(); }

  /// Each as an error, which names its ABIs unless they are all of the `asked` ones.
  void report(std::size_t asked, diagnostic::Diagnostics& diagnostics) const;

private:
  struct Found {
    Mistake mistake;
    std::set<arch::Abi> abis;
  };

  std::map<std::tuple<std::size_t, std::string, std::string>, Found> found_;
};

} // namespace callgate::ruleset

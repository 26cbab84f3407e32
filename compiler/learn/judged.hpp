// The last look at a text before anybody gets it.
#pragma once

#include <string>
#include <vector>

#include "arch/abi.hpp"

namespace callgate::learn {

struct Judged {
  std::string fault;                 ///< the first error; empty if there is none
  std::vector<std::string> bypasses; ///< calls that the policy would have to accept
};

Judged judged(const std::string& text, const std::vector<arch::Abi>& served);

/// Those of a record's calls and of a list, in the order of arch::Abi, each once.
std::vector<arch::Abi> united_abis(std::vector<arch::Abi> some,
                                   const std::vector<arch::Abi>& others);

/// `["x86_64", "i386"]`
std::string abi_list(const std::vector<arch::Abi>& abis);

} // namespace callgate::learn

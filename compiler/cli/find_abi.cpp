#include "cli/find_abi.hpp"

#include "cli/files.hpp"
#include "diagnostic/suggest.hpp"

namespace callgate::cli {

std::optional<arch::Abi> find_abi(const std::string& name) {
  const auto abi = arch::abi_named(name);
  if (!abi)
    complain("unknown ABI \"" + name +
             "\": " + diagnostic::did_you_mean_or_choose(name, arch::abi_names()));
  return abi;
}

} // namespace callgate::cli

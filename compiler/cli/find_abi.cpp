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

std::optional<std::vector<arch::Abi>>
find_abis_of_one_order(const std::vector<std::string>& names) {
  std::vector<arch::Abi> abis;
  for (const std::string& name : names) {
    const auto abi = find_abi(name);
    if (!abi) return std::nullopt;
    if (!abis.empty() && arch::facts(*abi).byte_order != arch::facts(abis.front()).byte_order) {
      complain("a filter has one byte order, and " + names.front() + " and " + name + " differ");
      return std::nullopt;
    }
    abis.push_back(*abi);
  }
  return abis;
}

} // namespace callgate::cli

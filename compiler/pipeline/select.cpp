#include "pipeline/select.hpp"

#include <algorithm>
#include <optional>
#include <string_view>

#include "diagnostic/printable.hpp"
#include "diagnostic/suggest.hpp"

namespace callgate::pipeline {

namespace {

using diagnostic::quoted;

/// "unknown X "name"", with near misses or else the whole choice.
BadRequest unknown(std::string_view what, std::string_view name,
                   const std::vector<std::string_view>& known) {
  const std::string help = diagnostic::did_you_mean_or_choose(name, known);
  return {"unknown " + std::string(what) + " " + quoted(name) + ": " +
          (help.empty() ? "the policy has none" : help)};
}

std::optional<BadRequest> find_abis(const std::vector<std::string>& names,
                                    std::vector<arch::Abi>& abis) {
  for (const std::string& name : names) {
    const auto abi = arch::abi_named(name);
    if (!abi && arch::is_abi_without_filters(name))
      return BadRequest{"kernels of " + quoted(name) + " have no seccomp filters"};
    if (!abi) return unknown("ABI", name, arch::abi_names());
    abis.push_back(*abi);
  }
  return std::nullopt;
}

std::optional<BadRequest> select_abis(const policy::Policy& policy, const Request& request,
                                      std::vector<arch::Abi>& abis) {
  std::vector<arch::Abi> defaults;
  if (auto bad = find_abis(request.default_abis, defaults)) return bad;
  if (auto bad = find_abis(request.abis, abis)) return bad;
  for (const arch::Abi abi : abis) {
    if (policy.abis && std::ranges::find(*policy.abis, abi) == policy.abis->end())
      return BadRequest{"the policy does not serve " + quoted(arch::facts(abi).name) +
                        ": its abis leave it out"};
  }
  if (defaults.empty()) defaults = {arch::native_abi()};
  if (abis.empty()) abis = policy.abis.value_or(defaults);
  std::sort(abis.begin(), abis.end());
  abis.erase(std::unique(abis.begin(), abis.end()), abis.end());
  return std::nullopt;
}

std::optional<BadRequest> select_capabilities(const policy::Policy& policy, const Request& request,
                                              std::vector<std::string>& capabilities) {
  std::vector<std::string_view> known;
  for (const policy::Table& table : policy.capabilities)
    known.push_back(*table.capability);
  for (const std::string& name : request.capabilities) {
    if (name == "all" || name == "none") {
      if (request.capabilities.size() > 1)
        return BadRequest{"capability " + quoted(name) + " stands alone: name no other beside it"};
      if (name == "all") capabilities.assign(known.begin(), known.end());
      return std::nullopt;
    }
    if (std::find(known.begin(), known.end(), name) == known.end())
      return unknown("capability", name, known);
    if (std::find(capabilities.begin(), capabilities.end(), name) == capabilities.end())
      capabilities.push_back(name);
  }
  return std::nullopt;
}

} // namespace

std::variant<policy::Selection, BadRequest> select(const policy::Policy& policy,
                                                   const Request& request) {
  policy::Selection selection;
  if (auto bad = select_abis(policy, request, selection.abis)) return *bad;
  if (auto bad = select_capabilities(policy, request, selection.capabilities)) return *bad;
  return selection;
}

} // namespace callgate::pipeline

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

using Names = std::vector<std::string_view>;

Names capabilities_of(const policy::Policy& policy) {
  Names names;
  names.reserve(policy.capabilities.size());
  for (const policy::Table& table : policy.capabilities)
    names.push_back(*table.capability);
  return names;
}

bool is_keyword(std::string_view word) {
  return word == "all" || word == "none";
}

std::optional<BadRequest> select_capabilities(const Names& known, const Request& request,
                                              std::vector<std::string>& capabilities) {
  for (const std::string& name : request.capabilities) {
    if (is_keyword(name)) {
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

// ---- several sets -----------------------------------------------------------

/// Every set, the empty one first: the bits of a number for each.
std::optional<BadRequest> select_all_sets(const Names& known, std::vector<CapabilitySet>& sets) {
  if (known.size() > most_capabilities_of_all_sets)
    return BadRequest{"the policy has " + std::to_string(known.size()) +
                      " capabilities; --sets all, the default, takes at most " +
                      std::to_string(most_capabilities_of_all_sets) +
                      ": name the sets that the program uses, as --sets A,A+B"};
  sets.reserve(std::size_t{1} << known.size());
  for (std::size_t bits = 1; bits < std::size_t{1} << known.size(); ++bits) {
    CapabilitySet& set = sets.emplace_back();
    for (std::size_t i = 0; i < known.size(); ++i)
      if ((bits >> i & 1) != 0) set.emplace_back(known[i]);
  }
  return std::nullopt;
}

/// "A+B"
std::variant<CapabilitySet, BadRequest> read_set(std::string_view text, const Names& known) {
  std::vector<bool> is_chosen(known.size());
  for (bool is_last = false; !is_last;) {
    const std::size_t plus = text.find('+');
    is_last = plus == text.npos;
    const std::string_view name = text.substr(0, plus);
    if (name.empty()) return BadRequest{"--sets has an empty name: write A+B,C"};
    if (is_keyword(name))
      return BadRequest{"set " + quoted(name) + " stands alone: name no other beside it"};
    const auto found = std::find(known.begin(), known.end(), name);
    if (found == known.end()) return unknown("capability", name, known);
    is_chosen[static_cast<std::size_t>(found - known.begin())] = true;
    if (!is_last) text.remove_prefix(plus + 1);
  }
  CapabilitySet set;
  for (std::size_t i = 0; i < known.size(); ++i)
    if (is_chosen[i]) set.emplace_back(known[i]);
  return set;
}

std::optional<BadRequest> select_named_sets(const std::vector<std::string>& texts,
                                            const Names& known, std::vector<CapabilitySet>& sets) {
  for (const std::string& text : texts) {
    auto set = read_set(text, known);
    if (const auto* bad = std::get_if<BadRequest>(&set)) return *bad;
    auto& names = std::get<CapabilitySet>(set);
    if (std::find(sets.begin(), sets.end(), names) == sets.end()) sets.push_back(std::move(names));
  }
  if (sets.size() <= most_named_sets + 1) return std::nullopt;
  return BadRequest{std::to_string(sets.size() - 1) + " sets are named, and at most " +
                    std::to_string(most_named_sets) + " may be"};
}

std::optional<BadRequest> select_sets(const Names& known, const std::vector<std::string>& texts,
                                      std::vector<CapabilitySet>& sets) {
  sets.emplace_back();
  if (texts.empty() || (texts.size() == 1 && texts.front() == "all"))
    return select_all_sets(known, sets);
  if (texts.size() == 1 && texts.front() == "none") return std::nullopt;
  return select_named_sets(texts, known, sets);
}

/// What is in any of the sets, in the order of `known`.
std::vector<std::string> in_any(const std::vector<CapabilitySet>& sets, const Names& known) {
  std::vector<std::string> names;
  for (const std::string_view name : known) {
    const bool is_in_one = std::any_of(sets.begin(), sets.end(), [&](const CapabilitySet& set) {
      return std::find(set.begin(), set.end(), name) != set.end();
    });
    if (is_in_one) names.emplace_back(name);
  }
  return names;
}

} // namespace

std::variant<Choice, BadRequest> select(const policy::Policy& policy, const Request& request) {
  Choice choice;
  const Names known = capabilities_of(policy);
  auto& [selection, sets] = choice;
  if (auto bad = select_abis(policy, request, selection.abis)) return *bad;
  if (request.sets) {
    if (auto bad = select_sets(known, *request.sets, sets)) return *bad;
    selection.capabilities = in_any(sets, known);
    return choice;
  }
  if (auto bad = select_capabilities(known, request, selection.capabilities)) return *bad;
  sets.push_back(selection.capabilities);
  return choice;
}

} // namespace callgate::pipeline

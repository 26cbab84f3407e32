#include "emit/emit.hpp"

#include <algorithm>
#include <array>

#include "arch/abi.hpp"
#include "emit/writers.hpp"

namespace callgate::emit {
namespace {

constexpr auto table = std::to_array<Format>({
    {"raw", "one family's sock_filter array, as its kernel reads it", Families::one, write_raw},
    {"base64", "the same in base64, one line", Families::one, write_base64},
    {"asm", "annotated listing", Families::several, write_asm},
    {"c", "self-contained C and C++ header with an array a family", Families::several, write_c},
});

std::string families(const Input& input) {
  std::string names;
  for (const proof::ProvenFilter& filter : input.filters) {
    if (!names.empty()) names += ", ";
    names += arch::family_name(filter.rulings().family);
  }
  return names;
}

} // namespace

std::span<const Format> all_formats() {
  return table;
}

const Format* find_format(std::string_view name) {
  const auto* row = std::ranges::find(table, name, &Format::name);
  return row == table.end() ? nullptr : row;
}

Output emit(const Format& format, const Input& input) {
  if (input.filters.empty()) return Refusal{"there is no filter to emit"};
  if (format.families == Families::one && input.filters.size() > 1)
    return Refusal{std::string(format.name) + " holds the filter of one family, and there are " +
                   std::to_string(input.filters.size()) + " (" + families(input) +
                   "): pick one with --abi"};
  return format.write(input);
}

std::string served_abis(const proof::ProvenFilter& filter) {
  std::string names;
  for (const ruleset::Ruleset& ruleset : filter.rulings().rulesets)
    for (const arch::Abi abi : ruleset.abis) {
      if (!names.empty()) names += ", ";
      names += arch::facts(abi).name;
    }
  return names;
}

} // namespace callgate::emit

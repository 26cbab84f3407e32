#include "emit/emit.hpp"

#include <algorithm>
#include <array>

#include "arch/abi.hpp"
#include "emit/writers.hpp"

namespace callgate::emit {
namespace {

constexpr auto table = std::to_array<Format>({
    {"raw", "one family's sock_filter array, as its kernel reads it", Families::one, Sets::one,
     write_raw},
    {"base64", "the same in base64, one line", Families::one, Sets::one, write_base64},
    {"asm", "annotated listing", Families::several, Sets::one, write_asm},
    {"c", "self-contained C and C++ header with an array a family", Families::several, Sets::one,
     write_c},
    {"cpp", "C++17 header with the filters of many sets of capabilities", Families::several,
     Sets::several, write_cpp},
});

std::string families(const Set& set) {
  std::string names;
  for (const proof::ProvenFilter& filter : set.filters) {
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
  if (input.sets.empty() || input.sets.front().filters.empty())
    return Refusal{"there is no filter to emit"};
  if (format.sets == Sets::one && input.sets.size() > 1)
    return Refusal{std::string(format.name) + " holds the filters of one set of capabilities, " +
                   "and there are " + std::to_string(input.sets.size()) + ": pick one with --cap"};
  const Set& first = input.sets.front();
  if (format.families == Families::one && first.filters.size() > 1)
    return Refusal{std::string(format.name) + " holds the filter of one family, and there are " +
                   std::to_string(first.filters.size()) + " (" + families(first) +
                   "): pick one with --abi"};
  return format.write(input);
}

std::string description(const Input& input) {
  std::string text;
  for (const std::string& name : input.sets.front().capabilities)
    text += (text.empty() ? "" : ", ") + name;
  if (text.empty()) text = "none";
  if (!input.note.empty()) text += "; " + std::string(input.note);
  return text;
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

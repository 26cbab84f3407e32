// Look-ups of constants in the generated tables: by halves among the sorted names, whose
// texts lie in a few blocks, so that the tables hold no pointers for the loader to correct.
#include "arch/constants.hpp"

#include <algorithm>
#include <iterator>

#include "arch/generated/constants.hpp"

namespace callgate::arch {

namespace {

constexpr std::size_t abi_count = static_cast<std::size_t>(Abi::csky) + 1;
static_assert(std::size(generated::constant_rows) % abi_count == 0);

/// The name of one of generated::constants.
std::string_view name_of(const generated::ConstantRow& row) {
  const auto position = static_cast<std::size_t>(&row - std::begin(generated::constants));
  return generated::constant_text[position / generated::names_a_block] + row.name;
}

const generated::ConstantRow* find(std::string_view name) {
  const auto* const found = std::ranges::lower_bound(generated::constants, name, {}, name_of);
  if (found == std::end(generated::constants) || name_of(*found) != name) return nullptr;
  return found;
}

} // namespace

std::optional<std::uint64_t> constant_value(Abi abi, std::string_view name) {
  const generated::ConstantRow* const row = find(name);
  if (row == nullptr) return std::nullopt;
  if (!row->varies) return generated::constant_values[row->value];
  const std::size_t cell = row->value * abi_count + static_cast<std::size_t>(abi);
  const std::uint16_t value = generated::constant_rows[cell];
  if (value == generated::no_value) return std::nullopt;
  return generated::constant_values[value];
}

bool is_constant_name(std::string_view name) {
  return find(name) != nullptr;
}

std::vector<std::string_view> all_constant_names() {
  std::vector<std::string_view> names;
  names.reserve(std::size(generated::constants));
  for (const generated::ConstantRow& row : generated::constants)
    names.push_back(name_of(row));
  return names;
}

} // namespace callgate::arch

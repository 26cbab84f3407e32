// Look-ups of errno names and values, which differ on alpha, mips, parisc and ppc.
#include "arch/calls.hpp"

#include <algorithm>
#include <iterator>

#include "arch/generated/errnos.hpp"

namespace callgate::arch {

namespace {

static_assert(std::size(generated::errno_tables) == static_cast<std::size_t>(Abi::csky) + 1);

const generated::ErrnoTable& table(Abi abi) {
  return generated::errno_tables[static_cast<std::size_t>(abi)];
}

} // namespace

std::optional<std::uint16_t> errno_value(Abi abi, std::string_view name) {
  const auto names = table(abi).by_name;
  const auto found = std::ranges::lower_bound(names, name, {}, &generated::Errno::name);
  if (found == names.end() || found->name != name) return std::nullopt;
  return found->value;
}

std::string_view errno_name(Abi abi, std::uint16_t value) {
  const auto values = table(abi).by_value;
  const auto found = std::ranges::lower_bound(values, value, {}, &generated::Errno::value);
  if (found == values.end() || found->value != value) return {};
  return found->name;
}

std::span<const std::string_view> all_errno_names() {
  return generated::errno_names;
}

} // namespace callgate::arch

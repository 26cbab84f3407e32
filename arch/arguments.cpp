// Look-ups of arguments in the generated tables. A call's signature is a run of rows; a
// row is an argument under one of its names. Texts lie in one block, so that the tables
// hold no pointers for the loader to correct.
#include "arch/arguments.hpp"

#include <algorithm>
#include <iterator>

#include "arch/generated/arguments.hpp"

namespace callgate::arch {

namespace {

static_assert(std::size(generated::signature_tables) == static_cast<std::size_t>(Abi::csky) + 1);

std::string_view text(std::uint16_t offset) {
  return &generated::argument_text[offset];
}

/// The call's signature; null if the kernel sources have none.
const generated::SignatureRow* signature(Abi abi, const Call& call) {
  const auto list = calls(abi);
  const auto position = &call - list.data();
  const auto* const table = generated::signature_tables[static_cast<std::size_t>(abi)];
  const std::uint16_t found = table[position];
  return found == generated::no_signature ? nullptr : &generated::signatures[found];
}

/// The positions of its rows: of all names, the declared ones first.
std::span<const std::uint16_t> rows(const generated::SignatureRow& signature) {
  return {&generated::signature_rows[signature.first], signature.count};
}

ArgumentPlace place(const generated::ArgumentRow& row) {
  if (row.bits == 0) return ArgumentPlace::behind_pointer;
  const bool split = row.high_slot != generated::no_slot;
  const auto last = std::max(row.slot, split ? row.high_slot : row.slot);
  return last < filtered_slots ? ArgumentPlace::registers : ArgumentPlace::beyond_registers;
}

Argument argument(std::uint16_t position) {
  const generated::ArgumentRow& row = generated::argument_rows[position];
  const bool split = row.high_slot != generated::no_slot;
  return {text(row.name), text(row.canonical),
          text(row.type), row.bits,
          row.kind == 1,  row.kind == 2,
          row.narrowed,   place(row),
          row.slot,       split ? std::optional(row.high_slot) : std::nullopt};
}

} // namespace

std::optional<Arguments> arguments(Abi abi, const Call& call) {
  const auto* const found = signature(abi, call);
  if (found == nullptr) return std::nullopt;
  Arguments list;
  for (const std::uint16_t row : rows(*found).first(found->declared))
    list.add(argument(row));
  return list;
}

std::optional<Argument> find_argument(Abi abi, const Call& call, std::string_view name) {
  const auto* const found = signature(abi, call);
  if (found == nullptr) return std::nullopt;
  for (const std::uint16_t row : rows(*found)) {
    if (text(generated::argument_rows[row].name) == name) return argument(row);
  }
  return std::nullopt;
}

std::string_view ArgumentNames::operator[](std::size_t i) const {
  return text(generated::argument_rows[rows[i]].name);
}

ArgumentNames argument_names(Abi abi, const Call& call) {
  const auto* const found = signature(abi, call);
  return found == nullptr ? ArgumentNames() : ArgumentNames(rows(*found));
}

namespace {

/// The unsplit argument that `half` is a part of: itself if it is none.
Argument whole_of(const Argument& half, Abi abi, const Call& call) {
  const ArgumentNames names = argument_names(abi, call);
  for (std::size_t i = 0; i < names.size(); ++i) {
    const Argument other = find_argument(abi, call, names[i]).value();
    if (other.high_slot && (other.slot == half.slot || other.high_slot == half.slot)) return other;
  }
  return half;
}

/// Whether the declaration has it only to bring the pair behind it to an even register.
bool is_filler(const Argument& argument, const Argument& next) {
  constexpr std::string_view names[] = {"dummy", "r4", "reg4", "reg6", "unused"};
  return next.high_slot &&
         std::find(std::begin(names), std::end(names), argument.name) != std::end(names);
}

} // namespace

std::optional<Arguments> parameters(Abi abi, const Call& call) {
  const auto declared = arguments(abi, call);
  if (!declared) return std::nullopt;
  Arguments result;
  for (const Argument& one : *declared) {
    const Argument whole = whole_of(one, abi, call);
    if (result.size() != 0 && result.back().slot == whole.slot) continue;
    if (result.size() != 0 && is_filler(result.back(), whole)) result.drop_last();
    result.add(whole);
  }
  return result;
}

} // namespace callgate::arch

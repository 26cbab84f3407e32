#include "records/recorded_call.hpp"

#include "arch/calls.hpp"

namespace callgate::records {

std::optional<std::uint32_t> number_on(const RecordedCall& call, arch::Abi abi) {
  if (const auto* number = std::get_if<std::uint32_t>(&call.call)) return *number;
  const arch::Call* const found = arch::find_call(abi, std::get<std::string>(call.call));
  return found == nullptr ? std::nullopt : std::optional(found->number);
}

std::optional<arch::Abi> abi_of(const RecordedCall& call, arch::Abi otherwise) {
  if (!call.token) return otherwise;
  const auto* number = std::get_if<std::uint32_t>(&call.call);
  for (const arch::AbiFacts& facts : arch::all_abis()) {
    if (facts.token != *call.token) continue;
    if (number != nullptr) return arch::owner_of(facts.abi, *number);
    if (number_on(call, facts.abi)) return facts.abi;
  }
  return std::nullopt;
}

} // namespace callgate::records

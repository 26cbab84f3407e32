#include "learn/expected.hpp"

#include <optional>

#include "arch/arguments.hpp"
#include "arch/calls.hpp"
#include "ruleset/call_data.hpp"
#include "ruleset/formula.hpp"

namespace callgate::learn {

namespace {

void add_bits(const arch::Argument& argument, records::Registers& bits) {
  if (argument.place != arch::ArgumentPlace::registers || argument.is_pointer) return;
  if (argument.high_slot) {
    bits[argument.slot] |= ruleset::all_bits(32);
    bits[*argument.high_slot] |= ruleset::all_bits(32);
  } else {
    bits[argument.slot] |= ruleset::all_bits(argument.bits);
  }
}

/// "arg3"
std::optional<std::size_t> slot_named(std::string_view name) {
  if (name.size() != 4 || !name.starts_with("arg") || name[3] < '0' || name[3] > '5')
    return std::nullopt;
  return static_cast<std::size_t>(name[3] - '0');
}

records::Registers bits_written(const policy::WrittenCall& written, arch::Abi abi,
                                std::uint32_t number) {
  records::Registers bits{};
  const arch::Call* call = arch::find_call(abi, number);
  const auto parameters = call != nullptr ? arch::parameters(abi, *call) : std::nullopt;
  for (std::size_t place = 0; place < written.arguments.size(); ++place) {
    const auto& name = written.arguments[place].name;
    const auto slot = name ? slot_named(*name) : std::nullopt;
    if (slot) {
      bits[*slot] = ruleset::all_bits(64);
    } else if (name && call != nullptr) {
      if (const auto argument = arch::find_argument(abi, *call, *name)) add_bits(*argument, bits);
    } else if (parameters && place < parameters->size()) {
      add_bits((*parameters)[place], bits);
    } else if (!parameters && place < bits.size()) {
      bits[place] = ruleset::all_bits(64);
    }
  }
  return bits;
}

} // namespace

std::vector<Expected> expected_to_stop(const policy::Policy& policy, arch::Abi abi,
                                       std::uint32_t number) {
  std::vector<Expected> result;
  for (const policy::Expectation& expectation : policy.expectations) {
    const bpf::ActionKind kind = expectation.gets.kind;
    if (kind == bpf::ActionKind::allow || kind == bpf::ActionKind::log) continue;
    if (ruleset::number_of(expectation.call, abi) != number) continue;
    const records::Registers bits = bits_written(expectation.call, abi, number);
    for (const bpf::CallData& call :
         ruleset::call_data_of(expectation.call, abi, [](const ruleset::Mistake&) {}))
      result.push_back({call, bits});
  }
  return result;
}

} // namespace callgate::learn

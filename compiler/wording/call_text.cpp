// One call as a person would write it, for policy::parse_call to read: what a C caller
// passes, in its order, by the names of constants.
#include <algorithm>
#include <iterator>
#include <string>
#include <vector>

#include "arch/arguments.hpp"
#include "arch/calls.hpp"
#include "arch/constants.hpp"
#include "bpf/hex.hpp"
#include "ruleset/formula.hpp"
#include "wording/constant_text.hpp"
#include "wording/terms.hpp"
#include "wording/wording.hpp"

namespace callgate::wording {

namespace {

using arch::Argument;
using ruleset::all_bits;
using Registers = ruleset::ArgumentRegisters;

std::uint64_t value_of(const Argument& argument, const Registers& registers) {
  return ruleset::value_of({argument.slot, argument.high_slot, argument.bits}, registers);
}

/// Whether an argument has the constants of that use beside the others.
bool applies(const arch::ConstantUse& use, arch::Abi abi, const arch::Arguments& parameters,
             const Registers& registers) {
  if (use.beside.empty()) return true;
  const auto other = std::ranges::find(parameters, use.beside, &Argument::canonical);
  return other != parameters.end() &&
         value_of(*other, registers) == arch::constant_value(abi, use.beside_value);
}

std::string text_of_value(arch::Abi abi, const arch::Call& call, const arch::Arguments& parameters,
                          const Argument& argument, const Registers& registers) {
  const arch::ConstantUse* use = arch::constant_use(call.name, argument.canonical);
  if (use != nullptr && !applies(*use, abi, parameters, registers)) use = nullptr;
  return ConstantText(abi, argument, use).value(value_of(argument, registers));
}

class CallText {
public:
  CallText(arch::Abi abi, const arch::Call& call, const Registers& registers)
      : abi_(abi), call_(call), registers_(registers),
        parameters_(arch::parameters(abi, call).value_or(arch::Arguments{})) {
    if (arch::has_wide_registers(abi)) return;
    for (std::uint64_t& value : registers_)
      value &= all_bits(32);
  }

  std::string text() {
    const std::size_t end = shown();
    for (std::size_t i = 0; i < end; ++i)
      add(parameters_[i]);
    for (std::size_t slot = 0; slot < registers_.size(); ++slot) {
      if (!is_said_[slot] && registers_[slot] != 0)
        append("arg" + std::to_string(slot) + "=" + number_text(registers_[slot]));
    }
    return std::string(call_.name) + "(" + text_ + ")";
  }

private:
  [[nodiscard]] std::uint64_t value_of(const Argument& argument) const {
    return wording::value_of(argument, registers_);
  }

  [[nodiscard]] static bool is_visible(const Argument& argument) {
    return argument.place == arch::ArgumentPlace::registers;
  }

  /// Whether the registers hold no more than the value, extended with zeros or by its sign.
  [[nodiscard]] bool is_clean(const Argument& argument) const {
    if (argument.high_slot || argument.bits == 64) return true;
    const std::uint64_t above = registers_[argument.slot] >> argument.bits;
    const bool is_negative = (value_of(argument) >> (argument.bits - 1) & 1) != 0;
    const std::uint64_t ones =
        (arch::has_wide_registers(abi_) ? ~std::uint64_t{0} : all_bits(32)) >> argument.bits;
    return above == 0 || (argument.is_signed && is_negative && above == ones);
  }

  /// How many parameters are shown: up to the last that is not 0 or that takes constants,
  /// and one at least.
  [[nodiscard]] std::size_t shown() const {
    std::size_t end = std::min<std::size_t>(1, parameters_.size());
    for (std::size_t i = 0; i < parameters_.size(); ++i) {
      const Argument& one = parameters_[i];
      if (!is_visible(one)) continue;
      const auto* use = arch::constant_use(call_.name, one.canonical);
      const bool takes_constants = use != nullptr && applies(*use, abi_, parameters_, registers_);
      if (value_of(one) != 0 || takes_constants) end = i + 1;
    }
    return end;
  }

  void add(const Argument& argument) {
    if (!is_visible(argument) || !is_clean(argument)) {
      is_in_place_ = false;
      return;
    }
    const auto named = under_best_name(abi_, call_, argument);
    if (!is_in_place_ && (value_of(argument) == 0 || !named)) return;
    is_said_[argument.slot] = true;
    if (argument.high_slot) is_said_[*argument.high_slot] = true;
    const std::string value = value_text(argument);
    append(is_in_place_ ? value : std::string(named->name) + "=" + value);
  }

  [[nodiscard]] std::string value_text(const Argument& argument) const {
    return text_of_value(abi_, call_, parameters_, argument, registers_);
  }

  void append(const std::string& argument) { text_ += (text_.empty() ? "" : ", ") + argument; }

  arch::Abi abi_;
  const arch::Call& call_;
  Registers registers_;
  arch::Arguments parameters_; ///< none where they are not known
  std::string text_;
  std::array<bool, 6> is_said_{};
  bool is_in_place_ = true; ///< whether the next parameter's place tells which it is
};

/// Registers alone, as long as one of them is not 0.
std::string numbered_call(arch::Abi abi, const bpf::CallData& call) {
  const std::uint64_t seen = all_bits(arch::has_wide_registers(abi) ? 64 : 32);
  std::size_t end = call.arguments.size();
  while (end > 0 && (call.arguments[end - 1] & seen) == 0)
    --end;
  std::string text;
  for (std::size_t i = 0; i < end; ++i)
    text += (i == 0 ? "" : ", ") + bpf::hex(call.arguments[i] & seen);
  return "#" + std::to_string(call.number) + "(" + text + ")";
}

} // namespace

std::string call_text(arch::Abi abi, const bpf::CallData& call) {
  const arch::Call* const found = arch::find_call(abi, call.number);
  if (found == nullptr) return numbered_call(abi, call);
  return CallText(abi, *found, call.arguments).text();
}

std::string argument_text(arch::Abi abi, const arch::Call& call, const Argument& parameter,
                          const bpf::CallData& data) {
  const auto parameters = arch::parameters(abi, call).value_or(arch::Arguments{});
  return text_of_value(abi, call, parameters, parameter, data.arguments);
}

} // namespace callgate::wording

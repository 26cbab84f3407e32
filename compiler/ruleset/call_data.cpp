#include "ruleset/call_data.hpp"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

#include "arch/arguments.hpp"
#include "arch/calls.hpp"
#include "diagnostic/printable.hpp"
#include "policy/argument_scope.hpp"
#include "ruleset/constants.hpp"
#include "ruleset/formula.hpp"

namespace callgate::ruleset {

namespace {

using arch::Argument;
using arch::ArgumentPlace;
using diagnostic::quoted;
using policy::WrittenArgument;
using policy::WrittenCall;

constexpr std::uint8_t word_bits = 32;

constexpr const char* restrict_call = "ask for one ABI alone: \"call@abi(…)\"";

std::string write_value_or_restrict(const std::string&) {
  return std::string("write its value, or ") + restrict_call;
}

class Registers {
public:
  Registers(arch::Abi abi, std::uint32_t number, const Mistakes& mistakes)
      : abi_(abi), call_(arch::find_call(abi, number)),
        parameters_(call_ == nullptr ? std::nullopt : arch::parameters(abi, *call_)),
        constants_(abi, write_value_or_restrict, mistakes), mistakes_(mistakes) {}

  /// Returns whether the argument has a place and a value.
  bool set(const WrittenArgument& argument) {
    if (argument.name) return set_named(argument);
    const std::size_t place = next_++;
    if (!parameters_) return set_by_place(argument, place);
    if (place < parameters_->size()) return set(argument, (*parameters_)[place]);
    if (place > parameters_->size()) return false; // the first one too many is enough to say
    const std::string count = std::to_string(parameters_->size());
    return fail("too-many-arguments", argument,
                quoted(call_->name) + " takes " + (parameters_->size() == 0 ? "no" : count) +
                    (parameters_->size() == 1 ? " argument" : " arguments"),
                (has_arguments_in_memory()
                     ? "the others lie in memory there, where no filter looks: "
                     : "") +
                    std::string("leave the rest out, or ") + restrict_call);
  }

  /// What the registers may hold.
  [[nodiscard]] std::vector<ArgumentRegisters> values() const {
    std::vector<ArgumentRegisters> ways{values_};
    for (const std::uint8_t slot : unsettled_) {
      for (std::size_t way = 0, before = ways.size(); way < before; ++way) {
        ArgumentRegisters other = ways[way];
        other[slot] ^= ~all_bits(word_bits);
        ways.push_back(other);
      }
    }
    return ways;
  }

private:
  [[nodiscard]] bool has_arguments_in_memory() const {
    const auto names = arch::argument_names(abi_, *call_);
    for (std::size_t i = 0; i < names.size(); ++i) {
      const Argument argument = arch::find_argument(abi_, *call_, names[i]).value();
      if (argument.place == ArgumentPlace::behind_pointer) return true;
    }
    return false;
  }

  bool set_named(const WrittenArgument& argument) {
    if (const auto raw = policy::register_named(*argument.name))
      return set_raw(argument, static_cast<std::uint8_t>(*raw), 64);
    if (!parameters_)
      return fail("unknown-arguments", argument, "the arguments of this call are not known",
                  std::string("use the registers arg0 … arg5, or ") + restrict_call);
    const auto found = arch::find_argument(abi_, *call_, *argument.name);
    if (found) return set(argument, *found);
    return fail("no-argument", argument,
                quoted(call_->name) + " has no argument " + quoted(*argument.name), restrict_call);
  }

  bool set_by_place(const WrittenArgument& argument, std::size_t place) {
    if (place < arch::filtered_slots)
      return set_raw(argument, static_cast<std::uint8_t>(place),
                     arch::has_wide_registers(abi_) ? 64 : 32);
    return fail("too-many-arguments", argument, "filters see six registers", "leave the rest out");
  }

  bool set_raw(const WrittenArgument& argument, std::uint8_t slot, std::uint8_t bits) {
    const auto value = constants_.value_of(argument.value, {bits, false}, Use::modulo);
    if (!value || !claim(argument, slot)) return false;
    values_[slot] = *value;
    return true;
  }

  bool set(const WrittenArgument& argument, const Argument& parameter) {
    const bool is_seen = parameter.place == ArgumentPlace::registers;
    // C passes an int for what is smaller.
    const std::uint8_t bits = parameter.bits == 0 ? 64 : std::max(parameter.bits, word_bits);
    const auto value =
        constants_.value_of(argument.value, {bits, parameter.is_signed}, Use::modulo);
    if (!value) return false;
    if (!is_seen) return *value == 0 || report_unseen(argument, parameter);
    if (!claim(argument, parameter.slot)) return false;
    if (parameter.high_slot) {
      if (!claim(argument, *parameter.high_slot)) return false;
      values_[parameter.slot] = *value & all_bits(32);
      values_[*parameter.high_slot] = *value >> 32;
      return true;
    }
    values_[parameter.slot] = *value;
    if (bits != word_bits || !arch::has_wide_registers(abi_)) return true;
    if ((*value >> (word_bits - 1) & 1) == 0) return true;
    if (parameter.is_signed) values_[parameter.slot] |= ~all_bits(word_bits);
    unsettled_.push_back(parameter.slot);
    return true;
  }

  bool report_unseen(const WrittenArgument& argument, const Argument& parameter) {
    const bool is_in_memory = parameter.place == ArgumentPlace::behind_pointer;
    return fail("out-of-sight", argument,
                quoted(parameter.name) + (is_in_memory
                                              ? " lies in memory, where no filter looks"
                                              : " is not in the six registers that filters see"),
                std::string("leave it out, as it decides nothing, or ") + restrict_call);
  }

  /// Whether nothing was written to that register yet.
  bool claim(const WrittenArgument& argument, std::uint8_t slot) {
    if (!std::exchange(taken_[slot], true)) return true;
    return fail("argument-twice", argument, "this argument has a value already",
                "it is in register " + std::to_string(slot) + ", counted from 0");
  }

  bool fail(std::string code, const WrittenArgument& argument, std::string message,
            std::string help) const {
    mistakes_({std::move(code), argument.span, std::move(message), std::move(help)});
    return false;
  }

  arch::Abi abi_;
  const arch::Call* call_;
  std::optional<arch::Arguments> parameters_;
  Constants constants_;
  const Mistakes& mistakes_;
  ArgumentRegisters values_{};
  std::array<bool, arch::filtered_slots> taken_{};
  std::vector<std::uint8_t> unsettled_; ///< slots whose upper half may be zeros or ones
  std::size_t next_ = 0;                ///< the place of the next argument without a name
};

} // namespace

std::optional<std::uint32_t> number_of(const WrittenCall& call, arch::Abi abi) {
  if (call.only && *call.only != abi) return std::nullopt;
  if (const auto* number = std::get_if<std::uint32_t>(&call.call)) return *number;
  const arch::Call* const found = arch::find_call(abi, std::get<std::string>(call.call));
  if (found == nullptr) return std::nullopt;
  return found->number;
}

std::vector<arch::Abi> abis_with(const WrittenCall& call, std::span<const arch::Abi> abis) {
  std::vector<arch::Abi> result;
  for (const arch::Abi abi : abis) {
    const auto number = number_of(call, abi);
    if (!number) continue;
    const auto owns_it = [&](arch::Abi other) {
      return arch::facts(other).token == arch::facts(abi).token &&
             arch::facts(other).numbers.contains(*number);
    };
    if (owns_it(abi) || call.only || std::none_of(abis.begin(), abis.end(), owns_it))
      result.push_back(abi);
  }
  return result;
}

std::vector<bpf::CallData> call_data_of(const WrittenCall& call, arch::Abi abi,
                                        const Mistakes& mistakes) {
  const std::uint32_t number = number_of(call, abi).value();
  Registers registers(abi, number, mistakes);
  bool is_sound = true;
  for (const WrittenArgument& argument : call.arguments)
    is_sound &= registers.set(argument);
  std::vector<bpf::CallData> calls;
  if (!is_sound) return calls;
  for (const ArgumentRegisters& values : registers.values())
    calls.push_back({.number = number,
                     .token = arch::facts(abi).token,
                     .instruction_pointer = 0,
                     .arguments = values});
  return calls;
}

} // namespace callgate::ruleset

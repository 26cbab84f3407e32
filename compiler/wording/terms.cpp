#include "wording/terms.hpp"

#include <algorithm>
#include <string>

#include "arch/constants.hpp"
#include "policy/argument_scope.hpp"
#include "ruleset/meaning.hpp"
#include "wording/slot.hpp"

namespace callgate::wording {

namespace {

using arch::Argument;
using diagram::Diagrams;
using diagram::Node;

bool is_same_place(const Argument& a, const Argument& b) {
  return a.slot == b.slot && a.high_slot == b.high_slot && a.bits == b.bits;
}

/// 1 where the argument has that value.
Node equality(Diagrams& diagrams, const Argument& argument, std::uint64_t value) {
  const ruleset::Field field{argument.slot, argument.high_slot, argument.bits};
  const std::uint64_t all = ruleset::all_bits(argument.bits);
  return ruleset::meaning(
      diagrams, ruleset::Formula{ruleset::Test{field, all, {{value & all, value & all}}}});
}

/// Whether the names of a use that depends on another argument are right in all of `set`.
bool has_its_meaning(Diagrams& diagrams, Node set, arch::Abi abi,
                     const std::vector<NamedArgument>& arguments, const arch::ConstantUse& use) {
  if (use.beside.empty()) return true;
  const auto value = arch::constant_value(abi, use.beside_value);
  const auto other = std::ranges::find(
      arguments, use.beside, [](const NamedArgument& one) { return one.argument.canonical; });
  if (!value || other == arguments.end()) return false;
  const Node elsewhere = diagrams.negation(equality(diagrams, other->argument, *value));
  return diagrams.both(set, elsewhere) == diagram::no;
}

Term register_term(std::string text, std::uint8_t bits) {
  const Type type{bits, false};
  return {std::move(text), type, false, ConstantText(type), ConstantText(type)};
}

class Builder {
public:
  Builder(Diagrams& diagrams, Node set, arch::Abi abi, const arch::Call* call, Wholes wholes)
      : diagrams_(diagrams), set_(set), abi_(abi), call_(call), wholes_(wholes) {
    if (call != nullptr) arguments_ = named_arguments(abi, *call);
  }

  Vocabulary build() {
    for (const NamedArgument& one : arguments_)
      take_whole(one.argument);
    for (const NamedArgument& one : arguments_)
      add(one);
    for (std::uint8_t slot = 0; slot < 6; ++slot)
      add_registers(slot);
    return std::move(result_);
  }

private:
  void take_whole(const Argument& argument) {
    if (!argument.high_slot) return;
    const Pair pair{argument.slot, *argument.high_slot};
    const std::uint64_t upper = support(diagrams_, set_, pair.high);
    const std::uint64_t lower = support(diagrams_, set_, pair.low);
    // Of wide registers the argument is about the low words alone.
    if ((upper | lower) > ruleset::all_bits(32)) return;
    const bool is_about_upper = upper != 0;
    const bool is_about_lower = lower != 0;
    const bool is_wanted = is_about_upper && (is_about_lower || wholes_ == Wholes::of_upper_halves);
    const bool is_free = std::ranges::none_of(result_.pairs, [&](const Pair& other) {
      return other.low == pair.low || other.low == pair.high || other.high == pair.low ||
             other.high == pair.high;
    });
    if (is_wanted && is_free) result_.pairs.push_back(pair);
  }

  [[nodiscard]] bool is_taken(const Argument& argument) const {
    return std::ranges::any_of(result_.pairs, [&](const Pair& pair) {
      return pair.low == argument.slot && pair.high == argument.high_slot;
    });
  }

  void add(const NamedArgument& named) {
    const Argument& argument = named.argument;
    if (argument.high_slot && !is_taken(argument)) return;
    const arch::ConstantUse* use = named.use;
    if (use != nullptr && !has_its_meaning(diagrams_, set_, abi_, arguments_, *use)) use = nullptr;
    const std::string name(argument.name);
    add(0, name, argument, use);
    if (argument.bits != 64 || argument.is_pointer) return;
    Argument low = argument;
    low.bits = 32;
    low.is_signed = false;
    add(0, "u32(" + name + ")", low, use);
  }

  void add(int rank, std::string text, const Argument& argument, const arch::ConstantUse* use) {
    const bool is_list = use != nullptr && use->kind == arch::ConstantKind::value;
    Argument masked = argument;
    masked.is_signed = false;
    masked.canonical = {};
    result_.terms[argument.slot].push_back({rank,
                                            {std::move(text),
                                             {argument.bits, argument.is_signed},
                                             argument.is_pointer,
                                             ConstantText(abi_, argument, use),
                                             ConstantText(abi_, masked, is_list ? nullptr : use)}});
  }

  void add_registers(std::uint8_t slot) {
    const std::string name = "arg" + std::to_string(slot);
    const bool is_wide = arch::has_wide_registers(abi_);
    if (is_wide) result_.terms[slot].push_back({1, register_term("u32(" + name + ")", 32)});
    const bool needs_type = is_ambiguous(slot);
    result_.terms[slot].push_back(
        {1, register_term(needs_type ? "u64(" + name + ")" : name, is_wide ? 64 : 32)});
  }

  [[nodiscard]] bool is_ambiguous(std::uint8_t slot) const {
    if (call_ == nullptr) return false;
    const std::string name(call_->name);
    return policy::ArgumentScope(name, std::span(&name, 1)).other_register(slot).has_value();
  }

  Diagrams& diagrams_;
  Node set_;
  arch::Abi abi_;
  const arch::Call* call_;
  Wholes wholes_;
  std::vector<NamedArgument> arguments_;
  Vocabulary result_;
};

} // namespace

std::optional<Argument> under_best_name(arch::Abi abi, const arch::Call& call,
                                        const Argument& argument) {
  const auto canonical = arch::find_argument(abi, call, argument.canonical);
  const bool may_be_canonical =
      canonical && is_same_place(*canonical, argument) && !policy::register_named(canonical->name);
  if (may_be_canonical) return canonical;
  if (policy::register_named(argument.name)) return std::nullopt;
  return argument;
}

std::vector<NamedArgument> named_arguments(arch::Abi abi, const arch::Call& call) {
  std::vector<NamedArgument> result;
  const auto names = arch::argument_names(abi, call);
  for (std::size_t i = 0; i < names.size(); ++i) {
    const auto argument = arch::find_argument(abi, call, names[i]);
    if (!argument || argument->place != arch::ArgumentPlace::registers) continue;
    const auto named = under_best_name(abi, call, *argument);
    if (!named) continue;
    const bool is_known = std::ranges::any_of(
        result, [&](const NamedArgument& other) { return is_same_place(other.argument, *named); });
    if (!is_known) result.push_back({*named, arch::constant_use(call.name, named->canonical)});
  }
  return result;
}

Vocabulary vocabulary_of(Diagrams& diagrams, Node set, arch::Abi abi, const arch::Call* call,
                         Wholes wholes) {
  return Builder(diagrams, set, abi, call, wholes).build();
}

} // namespace callgate::wording

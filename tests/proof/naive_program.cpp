#include "proof/naive_program.hpp"

#include <bit>
#include <cstddef>
#include <cstdint>

#include "bpf/action.hpp"

namespace callgate::tests {

namespace {

using namespace bpf::op;
using ruleset::Formula;

/// A place in the program, counted from its end: writing backwards, targets are known.
using Label = std::size_t;

class Writer {
public:
  Writer(arch::ByteOrder order, Random& random) : order_(order), random_(random) {}

  Label write(const ruleset::Rulings& rulings) {
    Label next = give_back(rulings.foreign);
    for (const ruleset::Ruleset& ruleset : rulings.rulesets) {
      Label numbers = decision(ruleset.intervals.front().decision);
      for (const ruleset::Interval& interval : ruleset.intervals) {
        if (interval.first == 0) continue;
        const Label here = decision(interval.decision);
        jump(jge, interval.first, here, numbers);
        numbers = put({ld_abs, 0, 0, bpf::offset::number});
      }
      jump(jeq, ruleset.token, numbers, next);
      next = put({ld_abs, 0, 0, bpf::offset::token});
    }
    return next;
  }

  std::vector<bpf::Instruction> program() const { return {reversed_.rbegin(), reversed_.rend()}; }

private:
  Label here() const { return reversed_.size(); }

  Label put(const bpf::Instruction& instruction) {
    reversed_.push_back(instruction);
    return here();
  }

  Label give_back(bpf::Action action) {
    const std::uint32_t value = bpf::return_value(action);
    if (!random_.one_in(3)) return put({ret_k, 0, 0, value});
    put({ret_a, 0, 0, 0});
    if (random_.one_in(2)) return put({ld_imm, 0, 0, value});
    put({txa, 0, 0, 0});
    return put({ldx_imm, 0, 0, value});
  }

  Label near(Label target) {
    if (here() - target < 250) return target;
    return put({ja, 0, 0, static_cast<std::uint32_t>(here() - target)});
  }

  Label jump(std::uint16_t code, std::uint32_t k, Label yes, Label no) {
    // The second detour moves the first one away by one.
    yes = near(yes);
    no = near(no);
    const bool by_x = random_.one_in(4);
    put({static_cast<std::uint16_t>(by_x ? code | with_x : code),
         static_cast<std::uint8_t>(here() - yes), static_cast<std::uint8_t>(here() - no), k});
    return by_x ? put({ldx_imm, 0, 0, k}) : here();
  }

  Label decision(const ruleset::Decision& decision) {
    Label next = give_back(decision.otherwise);
    for (auto clause = decision.clauses.rbegin(); clause != decision.clauses.rend(); ++clause) {
      const Label action = give_back(clause->action);
      next = formula(clause->when, action, next);
    }
    return next;
  }

  Label formula(const Formula& formula, Label yes, Label no) {
    if (const auto* all = std::get_if<ruleset::All>(&formula.node)) {
      for (auto part = all->parts.rbegin(); part != all->parts.rend(); ++part)
        yes = this->formula(*part, yes, no);
      return yes;
    }
    if (const auto* any = std::get_if<ruleset::Any>(&formula.node)) {
      for (auto part = any->parts.rbegin(); part != any->parts.rend(); ++part)
        no = this->formula(*part, yes, no);
      return no;
    }
    const auto& test = std::get<ruleset::Test>(formula.node);
    for (auto range = test.ranges.rbegin(); range != test.ranges.rend(); ++range)
      no = in_range(test, *range, yes, no);
    return no;
  }

  Label in_range(const ruleset::Test& test, const ruleset::Range& range, Label yes, Label no) {
    Label in = yes;
    if (range.last < ruleset::all_bits(test.field.bits))
      in = at_least(test, range.last + 1, no, yes);
    return at_least(test, range.first, in, no);
  }

  Label at_least(const ruleset::Test& test, std::uint64_t bound, Label yes, Label no) {
    const auto low = static_cast<std::uint32_t>(bound),
               high = static_cast<std::uint32_t>(bound >> 32);
    const auto low_mask = static_cast<std::uint32_t>(test.mask);
    if (random_.one_in(2))
      jump(jge, low, yes, no);
    else if (low == 0)
      put({ja, 0, 0, static_cast<std::uint32_t>(here() - yes)});
    else
      jump(jgt, low - 1, yes, no);
    const Label by_low = load(test.field.slot, false, low_mask);
    if (test.field.bits <= 32) return by_low;
    const Label equal = jump(jeq, high, by_low, no);
    jump(jgt, high, yes, equal);
    const auto high_mask = static_cast<std::uint32_t>(test.mask >> 32);
    if (test.field.high_slot) return load(*test.field.high_slot, false, high_mask);
    return load(test.field.slot, true, high_mask);
  }

  /// The low or high word of an argument, masked, into A.
  Label load(std::uint8_t slot, bool high, std::uint32_t mask) {
    const std::uint32_t second = high == (order_ == arch::ByteOrder::little) ? 4 : 0;
    mask_with(mask);
    if (random_.one_in(6)) { // there and back
      put({ld_mem, 0, 0, slot});
      put({ldx_imm, 0, 0, 0xDEAD});
      put({ld_len, 0, 0, 0});
      put({st, 0, 0, slot});
    }
    return put({ld_abs, 0, 0, bpf::offset::arguments + 8U * slot + second});
  }

  void mask_with(std::uint32_t mask) {
    switch (random_.below(6)) {
    case 0: // what is set and not in the mask
      put({xor_, 0, 0, ~mask});
      put({or_, 0, 0, ~mask});
      break;
    case 1:
      put({and_ | with_x, 0, 0, 0});
      put({ldx_imm, 0, 0, mask});
      break;
    case 2: // the mask in A, the word in X
      put({and_ | with_x, 0, 0, 0});
      put({ld_imm, 0, 0, mask});
      put({tax, 0, 0, 0});
      break;
    case 3: // added and taken away
      put({and_, 0, 0, mask});
      put({sub, 0, 0, 0x12345});
      put({add, 0, 0, 0x12345});
      break;
    case 4: {
      const auto places = static_cast<std::uint32_t>(std::countr_zero(mask | 0x80000000));
      put({lsh, 0, 0, places});
      put({and_, 0, 0, mask >> places});
      put({rsh, 0, 0, places});
      break;
    }
    default:
      put({and_, 0, 0, mask});
    }
  }

  arch::ByteOrder order_;
  Random& random_;
  std::vector<bpf::Instruction> reversed_;
};

} // namespace

std::vector<bpf::Instruction> naive_program(const ruleset::Rulings& rulings, Random& random) {
  Writer writer(rulings.byte_order, random);
  writer.write(rulings);
  return writer.program();
}

} // namespace callgate::tests

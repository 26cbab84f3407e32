// Each program is a function that writes it down, in the order in which it runs.
#include "watch/counters_code.hpp"

#include <cstddef>

#include "arch/abi.hpp"
#include "watch/kernel_code.hpp"

namespace callgate::watch {
namespace {

using enum Register;
using Size = KernelCode::Size;
using Test = KernelCode::Test;

/// Values of `threads`. A thread that waits for its exec hands nothing on to its children.
enum ThreadState : std::int32_t { waits_for_exec, counts };

/// r0: the entry of `map` under the key at `key` in the stack, or null.
void look_up(KernelCode& code, const Descriptor& map, std::int16_t key) {
  code.load_map(r1, map.number());
  code.copy(r2, r10);
  code.add(r2, key);
  code.call(BPF_FUNC_map_lookup_elem);
}

/// r0: 0, or that it could not be entered.
void enter(KernelCode& code, const Descriptor& map, std::int16_t key, std::int16_t value,
           std::int32_t how) {
  code.load_map(r1, map.number());
  code.copy(r2, r10);
  code.add(r2, key);
  code.copy(r3, r10);
  code.add(r3, value);
  code.set(r4, how);
  code.call(BPF_FUNC_map_update_elem);
}

/// Uses the 4 bytes at `room` in the stack.
void count_loss(KernelCode& code, const CounterMaps& maps, CounterMaps::Lost kind,
                std::int16_t room) {
  const KernelCode::Label none = code.label();
  code.store_value(Size::word, r10, room, kind);
  look_up(code, maps.lost, room);
  code.jump_if(Test::equal, r0, 0, none);
  code.set(r1, 1);
  code.atomic_add(r0, 0, r1);
  code.place(none);
}

void return_zero(KernelCode& code) {
  code.set(r0, 0);
  code.exit();
}

/// sys_enter(registers, number). All along: r6 the registers, r7 the number, then the slot.
class CallProgram {
public:
  CallProgram(const CounterMaps& maps, const CountersMachine& machine, const CallPlaces& places)
      : maps_(maps), machine_(machine), places_(places) {}

  std::vector<bpf_insn> write() {
    leave_unless_watched();
    find_mode();
    for (std::size_t mode = 0; mode < machine_.modes.size(); ++mode) {
      code_.place(of_mode_[mode]);
      find_slot(mode);
      count_at_slot();
      keep_arguments(mode);
    }
    code_.place(odd_);
    count_odd();
    code_.place(look_for_arguments_);
    count_arguments();
    code_.place(out_);
    return_zero(code_);
    return code_.finish();
  }

private:
  // The stack: a SeenKey at its end, and what other maps want to be asked with.
  static constexpr std::int16_t seen = -std::int16_t{sizeof(CounterMaps::SeenKey)};
  static constexpr std::int16_t values = seen + 8;
  static constexpr std::int16_t one = seen - 8; ///< a value: 1
  static constexpr std::int16_t slot = seen - 16;
  static constexpr std::int16_t odd_token = seen - 24;
  static constexpr std::int16_t odd_number = odd_token + 4;
  static constexpr std::int16_t thread = seen - 32;
  static_assert(sizeof(CounterMaps::SeenKey) == 56);

  /// r8: the thread.
  void leave_unless_watched() {
    code_.copy(r6, r1);
    code_.call(BPF_FUNC_get_current_task_btf);
    code_.copy(r8, r0);
    code_.store(Size::double_word, r10, thread, r8);
    look_up(code_, maps_.threads, thread);
    code_.jump_if(Test::equal, r0, 0, out_);
    code_.load(Size::double_word, r1, r0, 0);
    code_.jump_if(Test::not_equal, r1, counts, out_);
  }

  void find_mode() {
    code_.load(Size::double_word, r7, r6, 8);
    code_.copy_word(r7, r7);
    code_.load(Size::double_word, r6, r6, 0);
    const bool is_of_thread = machine_.flag.structure == "task_struct";
    code_.load(machine_.flag.size, r1, is_of_thread ? r8 : r6, places_.flag);
    code_.and_with(r1, machine_.flag.mask);
    code_.jump_if(Test::not_equal, r1, 0, of_mode_[1]);
  }

  /// r7: the slot; or off to count what has none.
  void find_slot(std::size_t mode) {
    const KernelCode::Label found = code_.label();
    for (const arch::Abi abi : machine_.modes[mode].abis) {
      const arch::AbiFacts& facts = arch::facts(abi);
      const KernelCode::Label next = code_.label();
      code_.copy_word(r1, r7);
      code_.add_word(r1, static_cast<std::int32_t>(0U - facts.numbers.first));
      code_.jump_if(Test::at_least, r1, slots_of_abi, next);
      code_.copy(r7, r1);
      code_.add(r7, static_cast<std::int32_t>(first_slot(abi)));
      code_.jump(found);
      code_.place(next);
    }
    const std::uint32_t token = arch::facts(machine_.modes[mode].abis.front()).token;
    code_.store_value(Size::word, r10, odd_token, static_cast<std::int32_t>(token));
    code_.jump(odd_);
    code_.place(found);
  }

  /// r8: what is wanted of the call. Nobody else is in this program on this CPU, so an addition
  /// in two steps loses nothing.
  void count_at_slot() {
    code_.store(Size::word, r10, slot, r7);
    look_up(code_, maps_.counts, slot);
    code_.jump_if(Test::equal, r0, 0, out_);
    code_.load(Size::double_word, r1, r0, 0);
    code_.add(r1, 1);
    code_.store(Size::double_word, r0, 0, r1);

    look_up(code_, maps_.wanted, slot);
    code_.jump_if(Test::equal, r0, 0, out_);
    code_.load(Size::double_word, r1, r0, offsetof(CounterMaps::Wanted, is_wanted));
    code_.jump_if(Test::equal, r1, 0, out_);
    code_.copy(r8, r0);
  }

  void keep_arguments(std::size_t mode) {
    code_.store(Size::double_word, r10, seen, r7);
    for (std::size_t i = 0; i < places_.arguments[mode].size(); ++i) {
      const auto place = static_cast<std::int16_t>(i * sizeof(std::uint64_t));
      code_.load(Size::double_word, r1, r6, places_.arguments[mode][i]);
      code_.load(Size::double_word, r2, r8, place);
      code_.and_with(r1, r2);
      code_.store(Size::double_word, r10, static_cast<std::int16_t>(values + place), r1);
    }
    code_.jump(look_for_arguments_);
  }

  /// What finds no room here is missing in the sum, which callgate compares.
  void count_arguments() {
    const KernelCode::Label add = code_.label();
    const KernelCode::Label entered = code_.label();
    look_up(code_, maps_.arguments, seen);
    code_.jump_if(Test::not_equal, r0, 0, add);
    code_.load(Size::double_word, r1, r8, offsetof(CounterMaps::Wanted, kept));
    code_.jump_if(Test::at_least, r1, records::Tally::most_arguments, out_);
    code_.store_value(Size::double_word, r10, one, 1);
    enter(code_, maps_.arguments, seen, one, BPF_NOEXIST);
    code_.jump_if(Test::equal, r0, 0, entered);
    look_up(code_, maps_.arguments, seen); // another CPU may have been faster
    code_.jump_if(Test::equal, r0, 0, out_);
    code_.place(add);
    code_.set(r1, 1);
    code_.atomic_add(r0, 0, r1);
    code_.jump(out_);
    code_.place(entered);
    code_.set(r1, 1);
    code_.atomic_add(r8, offsetof(CounterMaps::Wanted, kept), r1);
    code_.jump(out_);
  }

  void count_odd() {
    const KernelCode::Label add = code_.label();
    code_.store(Size::word, r10, odd_number, r7);
    look_up(code_, maps_.odd, odd_token);
    code_.jump_if(Test::not_equal, r0, 0, add);
    code_.store_value(Size::double_word, r10, one, 1);
    enter(code_, maps_.odd, odd_token, one, BPF_NOEXIST);
    code_.jump_if(Test::equal, r0, 0, out_);
    look_up(code_, maps_.odd, odd_token);
    code_.jump_if(Test::not_equal, r0, 0, add);
    count_loss(code_, maps_, CounterMaps::lost_calls, slot);
    code_.jump(out_);
    code_.place(add);
    code_.set(r1, 1);
    code_.atomic_add(r0, 0, r1);
    code_.jump(out_);
  }

  const CounterMaps& maps_;
  const CountersMachine& machine_;
  const CallPlaces& places_;
  KernelCode code_;
  const std::array<KernelCode::Label, 2> of_mode_{code_.label(), code_.label()};
  const KernelCode::Label odd_ = code_.label();
  const KernelCode::Label look_for_arguments_ = code_.label();
  const KernelCode::Label out_ = code_.label();
};

} // namespace

std::vector<bpf_insn> enter_program(const CounterMaps& maps) {
  KernelCode code;
  code.call(BPF_FUNC_get_current_task);
  code.store(Size::double_word, r10, -8, r0);
  code.store_value(Size::double_word, r10, -16, waits_for_exec);
  enter(code, maps.threads, -8, -16, BPF_ANY);
  code.exit(); // with what that returned
  return code.finish();
}

std::vector<bpf_insn> fork_program(const CounterMaps& maps) {
  KernelCode code;
  const KernelCode::Label out = code.label();
  code.copy(r6, r1);
  code.load(Size::double_word, r1, r6, 0);
  code.store(Size::double_word, r10, -8, r1);
  look_up(code, maps.threads, -8);
  code.jump_if(Test::equal, r0, 0, out);
  code.load(Size::double_word, r1, r0, 0);
  code.jump_if(Test::not_equal, r1, counts, out);

  code.load(Size::double_word, r1, r6, 8);
  code.store(Size::double_word, r10, -8, r1);
  code.store_value(Size::double_word, r10, -16, counts);
  enter(code, maps.threads, -8, -16, BPF_ANY);
  code.jump_if(Test::equal, r0, 0, out);
  count_loss(code, maps, CounterMaps::lost_threads, -8);
  code.place(out);
  return_zero(code);
  return code.finish();
}

std::vector<bpf_insn> exec_program(const CounterMaps& maps) {
  KernelCode code;
  const KernelCode::Label out = code.label();
  code.load(Size::double_word, r1, r1, 0);
  code.store(Size::double_word, r10, -8, r1);
  look_up(code, maps.threads, -8);
  code.jump_if(Test::equal, r0, 0, out);
  code.store_value(Size::double_word, r0, 0, counts);
  code.place(out);
  return_zero(code);
  return code.finish();
}

std::vector<bpf_insn> exit_program(const CounterMaps& maps) {
  KernelCode code;
  code.load(Size::double_word, r1, r1, 0);
  code.store(Size::double_word, r10, -8, r1);
  code.load_map(r1, maps.threads.number());
  code.copy(r2, r10);
  code.add(r2, -8);
  code.call(BPF_FUNC_map_delete_elem);
  return_zero(code);
  return code.finish();
}

std::vector<bpf_insn> call_program(const CounterMaps& maps, const CountersMachine& machine,
                                   const CallPlaces& places) {
  return CallProgram(maps, machine, places).write();
}

} // namespace callgate::watch

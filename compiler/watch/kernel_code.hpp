// Writes down programs of the kernel's own instruction set (eBPF), one call an instruction, with
// labels for jumps. The set: Documentation/bpf/standardization of Linux.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include <linux/bpf.h>

namespace callgate::watch {

/// r0: results; r1 to r5: arguments, lost by a call; r6 to r9: kept; r10: the end of the stack.
enum class Register : std::uint8_t { r0, r1, r2, r3, r4, r5, r6, r7, r8, r9, r10 };

class KernelCode {
public:
  enum class Size : std::uint8_t { word = BPF_W, double_word = BPF_DW };
  enum class Test : std::uint8_t { equal = BPF_JEQ, not_equal = BPF_JNE, at_least = BPF_JGE };
  struct Label {
    std::size_t index;
  };

  void copy(Register to, Register from);
  /// The low 32 bits; those above become 0.
  void copy_word(Register to, Register from);
  void set(Register to, std::int32_t value);
  void add(Register to, std::int32_t value);
  /// In 32 bits; those above become 0.
  void add_word(Register to, std::int32_t value);
  void and_with(Register to, Register other);
  void and_with(Register to, std::int32_t mask);

  void load(Size size, Register to, Register base, std::int16_t offset);
  void store(Size size, Register base, std::int16_t offset, Register from);
  void store_value(Size size, Register base, std::int16_t offset, std::int32_t value);
  /// Adds to 64 bits in memory, as one step for all CPUs.
  void atomic_add(Register base, std::int16_t offset, Register amount);

  void call(std::int32_t helper);
  void load_map(Register to, int map);
  void exit();

  Label label();
  void place(Label label); ///< here
  void jump(Label to);
  void jump_if(Test test, Register left, std::int32_t right, Label to);

  /// All labels that are jumped to must be placed. `this` is done with.
  std::vector<bpf_insn> finish();

private:
  struct Jump {
    std::size_t instruction;
    std::size_t label;
  };

  void append(unsigned code, Register to, Register from, std::int16_t offset, std::int32_t value);

  std::vector<bpf_insn> code_;
  std::vector<std::size_t> labels_; ///< where each is
  std::vector<Jump> jumps_;         ///< to fill in
};

} // namespace callgate::watch

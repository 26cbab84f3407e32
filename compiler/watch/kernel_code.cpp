// Encodes the instructions.
#include "watch/kernel_code.hpp"

#include <utility>

namespace callgate::watch {
namespace {

constexpr Register none = Register::r0;

} // namespace

void KernelCode::append(unsigned code, Register to, Register from, std::int16_t offset,
                        std::int32_t value) {
  bpf_insn instruction{};
  instruction.code = static_cast<std::uint8_t>(code);
  instruction.dst_reg = static_cast<std::uint8_t>(to) & 0xfU;
  instruction.src_reg = static_cast<std::uint8_t>(from) & 0xfU;
  instruction.off = offset;
  instruction.imm = value;
  code_.push_back(instruction);
}

void KernelCode::copy(Register to, Register from) {
  append(BPF_ALU64 | BPF_MOV | BPF_X, to, from, 0, 0);
}

void KernelCode::copy_word(Register to, Register from) {
  append(BPF_ALU | BPF_MOV | BPF_X, to, from, 0, 0);
}

void KernelCode::set(Register to, std::int32_t value) {
  append(BPF_ALU64 | BPF_MOV | BPF_K, to, none, 0, value);
}

void KernelCode::add(Register to, std::int32_t value) {
  append(BPF_ALU64 | BPF_ADD | BPF_K, to, none, 0, value);
}

void KernelCode::add_word(Register to, std::int32_t value) {
  append(BPF_ALU | BPF_ADD | BPF_K, to, none, 0, value);
}

void KernelCode::and_with(Register to, Register other) {
  append(BPF_ALU64 | BPF_AND | BPF_X, to, other, 0, 0);
}

void KernelCode::and_with(Register to, std::int32_t mask) {
  append(BPF_ALU64 | BPF_AND | BPF_K, to, none, 0, mask);
}

void KernelCode::load(Size size, Register to, Register base, std::int16_t offset) {
  append(BPF_LDX | BPF_MEM | static_cast<unsigned>(size), to, base, offset, 0);
}

void KernelCode::store(Size size, Register base, std::int16_t offset, Register from) {
  append(BPF_STX | BPF_MEM | static_cast<unsigned>(size), base, from, offset, 0);
}

void KernelCode::store_value(Size size, Register base, std::int16_t offset, std::int32_t value) {
  append(BPF_ST | BPF_MEM | static_cast<unsigned>(size), base, none, offset, value);
}

void KernelCode::atomic_add(Register base, std::int16_t offset, Register amount) {
  append(BPF_STX | BPF_ATOMIC | BPF_DW, base, amount, offset, BPF_ADD);
}

void KernelCode::call(std::int32_t helper) {
  append(BPF_JMP | BPF_CALL, none, none, 0, helper);
}

void KernelCode::load_map(Register to, int map) { // of two instructions' length
  append(BPF_LD | BPF_DW | BPF_IMM, to, Register{BPF_PSEUDO_MAP_FD}, 0, map);
  append(0, none, none, 0, 0);
}

void KernelCode::exit() {
  append(BPF_JMP | BPF_EXIT, none, none, 0, 0);
}

KernelCode::Label KernelCode::label() {
  labels_.push_back(0);
  return {labels_.size() - 1};
}

void KernelCode::place(Label label) {
  labels_[label.index] = code_.size();
}

void KernelCode::jump(Label to) {
  jumps_.push_back({code_.size(), to.index});
  append(BPF_JMP | BPF_JA, none, none, 0, 0);
}

void KernelCode::jump_if(Test test, Register left, std::int32_t right, Label to) {
  jumps_.push_back({code_.size(), to.index});
  append(BPF_JMP | BPF_K | static_cast<unsigned>(test), left, none, 0, right);
}

std::vector<bpf_insn> KernelCode::finish() {
  for (const Jump& jump : jumps_) // counted from the instruction behind the jump
    code_[jump.instruction].off =
        static_cast<std::int16_t>(labels_[jump.label] - jump.instruction - 1);
  return std::move(code_);
}

} // namespace callgate::watch

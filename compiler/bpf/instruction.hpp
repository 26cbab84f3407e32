// Classic BPF as seccomp sees it: one instruction and the words it can load.
#pragma once

#include <cstddef>
#include <cstdint>

namespace callgate::bpf {

/// One `struct sock_filter` of <linux/filter.h>, in host byte order.
struct Instruction {
  std::uint16_t code;
  std::uint8_t jt; ///< instructions skipped when the test holds
  std::uint8_t jf; ///< instructions skipped when it does not
  std::uint32_t k;

  bool operator==(const Instruction&) const = default;
};

/// The most instructions that the kernel takes in one filter (BPF_MAXINSNS of
/// <linux/bpf_common.h>).
inline constexpr std::size_t max_instructions = 4096;

/// Words of scratch memory, M[0] to M[15] (BPF_MEMWORDS of <linux/filter.h>).
inline constexpr std::uint32_t memory_words = 16;

/// Opcodes (BPF_* of <linux/bpf_common.h>) that seccomp allows.
namespace op {
inline constexpr std::uint16_t ld_abs = 0x20;  ///< A = word at byte offset k of seccomp_data
inline constexpr std::uint16_t ld_imm = 0x00;  ///< A = k
inline constexpr std::uint16_t ld_mem = 0x60;  ///< A = M[k]
inline constexpr std::uint16_t ld_len = 0x80;  ///< A = 64
inline constexpr std::uint16_t ldx_imm = 0x01; ///< X = k
inline constexpr std::uint16_t ldx_mem = 0x61; ///< X = M[k]
inline constexpr std::uint16_t ldx_len = 0x81; ///< X = 64
inline constexpr std::uint16_t st = 0x02;      ///< M[k] = A
inline constexpr std::uint16_t stx = 0x03;     ///< M[k] = X
inline constexpr std::uint16_t tax = 0x07;     ///< X = A
inline constexpr std::uint16_t txa = 0x87;     ///< A = X
inline constexpr std::uint16_t ret_k = 0x06;
inline constexpr std::uint16_t ret_a = 0x16;
inline constexpr std::uint16_t ja = 0x05; ///< skip k instructions
// Conditional jumps and arithmetic, here with k as the operand; `with_x` makes it X.
inline constexpr std::uint16_t jeq = 0x15;
inline constexpr std::uint16_t jgt = 0x25;
inline constexpr std::uint16_t jge = 0x35;
inline constexpr std::uint16_t jset = 0x45;
inline constexpr std::uint16_t add = 0x04;
inline constexpr std::uint16_t sub = 0x14;
inline constexpr std::uint16_t mul = 0x24;
inline constexpr std::uint16_t div = 0x34;
inline constexpr std::uint16_t or_ = 0x44;
inline constexpr std::uint16_t and_ = 0x54;
inline constexpr std::uint16_t lsh = 0x64;
inline constexpr std::uint16_t rsh = 0x74;
inline constexpr std::uint16_t neg = 0x84; ///< A = -A
inline constexpr std::uint16_t xor_ = 0xa4;
inline constexpr std::uint16_t with_x = 0x08;
// The low three bits are the class of an instruction.
inline constexpr std::uint16_t class_mask = 0x07;
inline constexpr std::uint16_t arithmetic_class = 0x04;
inline constexpr std::uint16_t jump_class = 0x05;
} // namespace op

/// Byte offsets in `struct seccomp_data` of <linux/seccomp.h>.
namespace offset {
inline constexpr std::uint32_t number = 0;
inline constexpr std::uint32_t token = 4;
inline constexpr std::uint32_t instruction_pointer = 8;
inline constexpr std::uint32_t arguments = 16;
inline constexpr std::uint32_t end = 64;
} // namespace offset

} // namespace callgate::bpf

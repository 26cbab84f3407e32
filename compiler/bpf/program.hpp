// A classic-BPF program that the kernel would accept as a seccomp filter.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "bpf/instruction.hpp"

namespace callgate::bpf {

/// Why the kernel would refuse a program, and where.
struct Rejection {
  enum class Rule { length, instruction };
  Rule rule;
  std::size_t instruction; ///< index; for a bad length the number of instructions
  std::string reason;
};

/// Validity as a type: only `check` makes one, so whoever holds a Program holds
/// instructions that `seccomp(SECCOMP_SET_MODE_FILTER)` accepts.
class Program {
public:
  /// Applies the kernel's acceptance rules (bpf_check_classic of net/core/filter.c,
  /// then seccomp_check_filter of kernel/seccomp.c, Linux 6.12) to `instructions`.
  static std::variant<Program, Rejection> check(std::vector<Instruction> instructions);

  [[nodiscard]] std::span<const Instruction> instructions() const { return instructions_; }
  [[nodiscard]] std::size_t size() const { return instructions_.size(); }
  bool operator==(const Program&) const = default;

private:
  explicit Program(std::vector<Instruction> instructions)
      : instructions_(std::move(instructions)) {}

  std::vector<Instruction> instructions_;
};

} // namespace callgate::bpf

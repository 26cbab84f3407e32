#include "live/entries.hpp"

#include <sys/types.h>
#include <unistd.h>

#include "bpf/action.hpp"
#include "bpf/instruction.hpp"
#include "live/child.hpp"

namespace callgate::tests {

namespace {

long call_x86_64(std::uint32_t number, const std::array<std::uint64_t, 6>& arguments) {
  long result = 0;
  register std::uint64_t fourth asm("r10") = arguments[3];
  register std::uint64_t fifth asm("r8") = arguments[4];
  register std::uint64_t sixth asm("r9") = arguments[5];
  asm volatile("syscall"
               : "=a"(result)
               : "0"(static_cast<unsigned long>(number)), "D"(arguments[0]), "S"(arguments[1]),
                 "d"(arguments[2]), "r"(fourth), "r"(fifth), "r"(sixth)
               : "rcx", "r11", "memory");
  return result;
}

long call_i386(std::uint32_t number, const std::array<std::uint64_t, 6>& arguments) {
  long result = 0;
  // The sixth goes through rbp, which the compiler may need for itself.
  std::uint64_t sixth = arguments[5];
  asm volatile("xchg %%rbp, %[sixth]\n\t"
               "int $0x80\n\t"
               "xchg %%rbp, %[sixth]"
               : "=a"(result), [sixth] "+r"(sixth)
               : "0"(static_cast<unsigned long>(number)), "b"(arguments[0]), "c"(arguments[1]),
                 "d"(arguments[2]), "S"(arguments[3]), "D"(arguments[4])
               : "r8", "r9", "r10", "r11", "memory");
  return static_cast<int>(result);
}

bool serves_i386() {
  constexpr std::uint32_t getppid_i386 = 64;
  const std::vector<bpf::Instruction> allow_all{
      {bpf::op::ret_k, 0, 0, bpf::return_value({bpf::ActionKind::allow})}};
  const auto served = shared_bytes(1);
  const pid_t parent = ::getpid();
  // Without that entry the instruction is a fault.
  run_filtered(User::ordinary, allow_all,
               [&] { served[0] = call_i386(getppid_i386, {}) == parent; });
  return served[0] != 0;
}

} // namespace

long make_call(const bpf::CallData& call) {
  const bool is_i386 = call.token == arch::facts(arch::Abi::i386).token;
  return (is_i386 ? call_i386 : call_x86_64)(call.number, call.arguments);
}

std::span<const arch::Abi> callable_abis() {
  static constexpr arch::Abi abis[] = {arch::Abi::x86_64, arch::Abi::x32, arch::Abi::i386};
  static const std::size_t count = serves_i386() ? 3 : 2;
  return std::span(abis).first(count);
}

bool bypasses_filters(std::uint32_t token, std::uint32_t number) {
  return token == arch::facts(arch::Abi::x86_64).token && (number == 335 || number == 336);
}

} // namespace callgate::tests

// The filter is written to the unused stack below the stack pointer and a system call
// instruction over the first code word; the program makes seccomp(2) itself; then memory
// and registers are put back. Signals meanwhile do to the program what they would do to any
// that has just been executed: it has no handlers yet, so they kill it, stop it, stay
// blocked or are ignored, and nothing of it shows in the registers.
#include "process/inject.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "process/command_abi.hpp"

namespace callgate::process {
namespace {

using Word = Tracee::Word;

constexpr std::size_t fprog_bytes = 16; ///< room for struct sock_fprog of any ABI
constexpr std::size_t image_words =
    (fprog_bytes + BPF_MAXINSNS * sizeof(sock_filter)) / sizeof(Word);
constexpr std::uint64_t red_zone = 256; ///< more than the 128 bytes of the x86_64 psABI

/// The words of struct sock_fprog (in the program's layout) and the filter after it.
struct Image {
  std::array<Word, image_words> words{};
  std::size_t size = 0; ///< in words

  [[nodiscard]] std::span<const Word> used() const { return std::span(words).first(size); }
};

void build(Image& image, std::span<const sock_filter> filter, std::uint64_t address,
           std::size_t pointer_bytes) {
  auto* bytes = reinterpret_cast<std::byte*>(image.words.data());
  const auto length = static_cast<std::uint16_t>(filter.size());
  const std::uint64_t instructions = address + fprog_bytes;
  std::memcpy(bytes, &length, sizeof length);
  // Every ABI that inject_*.cpp knows is little-endian: the low bytes come first.
  std::memcpy(bytes + pointer_bytes, &instructions, pointer_bytes);
  std::memcpy(bytes + fprog_bytes, filter.data(), filter.size_bytes());
  image.size = (fprog_bytes + filter.size_bytes()) / sizeof(Word);
}

/// Words of the program that are overwritten for a while.
template <std::size_t capacity>
class Borrowed {
public:
  int take(const Tracee& program, std::uint64_t address, std::span<const Word> words) {
    address_ = address;
    if (const int error = program.read(address, std::span(saved_).first(words.size())))
      return error;
    size_ = words.size();
    return program.write(address, words);
  }

  [[nodiscard]] int give_back(const Tracee& program) const {
    return program.write(address_, std::span(saved_).first(size_));
  }

private:
  std::array<Word, capacity> saved_{};
  std::uint64_t address_ = 0;
  std::size_t size_ = 0;
};

/// The eight aligned bytes around the program counter, which lie in one page with it.
constexpr std::size_t code_words = 8 / sizeof(Word);
constexpr std::uint64_t code_address(std::uint64_t program_counter) {
  return program_counter & ~std::uint64_t{7};
}

int plant_instruction(const Tracee& program, const CommandAbi& abi, const Registers& registers,
                      Borrowed<code_words>& borrowed) {
  const std::span<const std::uint8_t> instruction = abi.call_instruction(registers);
  const std::uint64_t address = code_address(abi.program_counter(registers));
  std::array<Word, code_words> words{};
  if (const int error = program.read(address, words)) return error;
  std::memcpy(words.data(), instruction.data(), instruction.size());
  return borrowed.take(program, address, words);
}

/// The room for the longest filter, twice. Static, because the helper may have no more
/// stack than a small RLIMIT_STACK leaves; it injects once.
constinit Image image;
constinit Borrowed<image_words> stack;

struct CallOutcome {
  int error; ///< of tracing; ESRCH: the program is gone (see `Stop::gone`)
  std::int64_t result;
};

/// Runs one call through the planted instruction. `registers` are the program's own. Lets
/// the program go no further than the end of that call.
CallOutcome make_call(Tracee& program, const CommandAbi& abi, Registers registers,
                      const InjectedCall& call) {
  abi.prepare(registers, call, code_address(abi.program_counter(registers)));
  if (const int error = program.write(registers)) return {error, 0};
  Stop stop = program.run_to_stop();
  if (stop == Stop::call_entry && program.call_number() == call.number)
    stop = program.run_to_stop();
  if (stop != Stop::call_exit) return {ESRCH, 0};
  if (const int error = program.read(registers)) return {error, 0};
  return {0, abi.result(registers)};
}

} // namespace

Injected inject_filter(Tracee& program, std::span<const sock_filter> filter,
                       InjectionFailure& failure) {
  const auto failed = [&failure](const char* step, int error) {
    if (error == ESRCH) return Injected::gone;
    failure = {step, error, true};
    return Injected::failed;
  };

  Registers registers;
  if (const int error = program.read(registers)) return failed("reading its registers", error);
  const CommandAbi* abi = command_abi(registers);
  if (abi == nullptr) return failed("it is a program of an ABI that callgate cannot trace", 0);

  const std::uint64_t room = fprog_bytes + filter.size_bytes() + red_zone;
  const std::uint64_t image_address = (abi->stack_pointer(registers) - room) & ~std::uint64_t{15};
  build(image, filter, image_address, abi->pointer_bytes);

  Borrowed<code_words> code;
  if (const int error = plant_instruction(program, *abi, registers, code))
    return failed("writing to its code", error);
  if (const int error = stack.take(program, image_address, image.used()))
    return failed("writing to its stack", error);

  constexpr std::uint64_t set_mode_filter = 1; // SECCOMP_SET_MODE_FILTER
  const CallOutcome outcome =
      make_call(program, *abi, registers, {abi->seccomp, {set_mode_filter, 0, image_address}});
  if (outcome.error != 0) return failed("making it call seccomp(2)", outcome.error);
  if (outcome.result != 0) {
    failure = {"seccomp(2)", static_cast<int>(-outcome.result), false};
    return Injected::failed;
  }

  for (const int error :
       {stack.give_back(program), code.give_back(program), program.write(registers)})
    if (error != 0) return failed("putting its state back", error);
  return Injected::installed;
}

void try_to_exit(Tracee& program, int status) {
  Registers registers;
  if (program.read(registers) != 0) return;
  const CommandAbi* abi = command_abi(registers);
  Borrowed<code_words> code;
  if (abi == nullptr || plant_instruction(program, *abi, registers, code) != 0) return;
  const auto wanted = static_cast<std::uint64_t>(status);
  (void)make_call(program, *abi, registers, {abi->exit_group, {wanted, 0, 0}});
}

} // namespace callgate::process

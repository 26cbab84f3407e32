// A process stopped and steered with ptrace(2), reduced to what installing a filter
// needs. Failures are values: 0 or an errno value. Allocates nothing, so that it works
// in a process that was forked off without exec.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include <sys/types.h>

namespace callgate::process {

/// The general registers as the kernel lays them out for the tracee's own ABI
/// (NT_PRSTATUS of <linux/elf.h>); their size tells which ABI that is.
struct Registers {
  alignas(16) std::array<std::byte, 512> bytes{};
  std::size_t size = 0;
};

/// What made `Tracee::run_to_stop` come back.
enum class Stop {
  call_entry, ///< about to make a system call
  call_exit,  ///< a system call is done
  exec,       ///< execve succeeded; its call_exit comes next
  gone,       ///< exited or killed, or no longer understood and still stopped: the tracer
              ///< has nothing left to do but to end
};

class Tracee {
public:
  /// A word of the tracee's memory as ptrace moves it.
  using Word = unsigned long;

  explicit Tracee(pid_t pid) : pid_(pid) {}

  /// Attaches (PTRACE_SEIZE) and stops the process. After success the tracer's end, however
  /// it comes, kills it (even the first process of a pid namespace), until `detach`; after
  /// an error the tracer's end lets it go on.
  [[nodiscard]] int seize();

  /// Lets the process run to its next stop. What happens to it meanwhile happens as if
  /// nobody watched: signals are delivered, and if one stops it, it stays stopped, visible
  /// to its parent, until SIGCONT.
  [[nodiscard]] Stop run_to_stop();

  /// The number of the system call at a `call_entry`.
  [[nodiscard]] std::uint64_t call_number() const { return call_number_; }

  [[nodiscard]] int read(Registers& registers) const;
  [[nodiscard]] int write(const Registers& registers) const;
  [[nodiscard]] int read(std::uint64_t address, std::span<Word> words) const;
  [[nodiscard]] int write(std::uint64_t address, std::span<const Word> words) const;

  void detach() const;

  /// What waitpid(2) said last, after `Stop::gone` of how it ended.
  [[nodiscard]] int wait_status() const { return status_; }

private:
  /// Waits for a change; false once the process is gone.
  bool wait();

  pid_t pid_;
  int status_ = 0; ///< of the current stop, as waitpid(2) has it
  std::uint64_t call_number_ = 0;
};

} // namespace callgate::process

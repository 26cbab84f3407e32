// A reporter for policies whose action is `trap`: when the kernel stops a call and sends
// SIGSYS, one line says which and where, and then the process ends as it would have, or
// the call fails with an errno value.
//
//   static callgate::ReporterStorage<32> storage;      // room for 32 modules
//   callgate::ReporterOptions options;
//   options.name_of = callgate::name_of;               // of <callgate/names.h>; else numbers
//   callgate::ReporterStatus status = callgate::install_reporter(storage, options);
//   … then callgate::load(filter) …
//
//   callgate: render[1234]: trapped openat@x86_64(0xffffff9c, 0x7ffd2a10, 0x0, 0x0, 0x0, 0x0)
//   at 0x7f1204af7a3c: libc.so.6+0xf7a3c                                        (in one line)
//
// The line. Program and process as they were when the reporter was installed; name and ABI
// as a policy writes them ("#N" where the name is not known, the audit token where the ABI
// is not); the six argument registers; "data N" if the filter's action carries a number;
// the instruction after the call, as the kernel reports it; its module and the address in
// there that nm, objdump and addr2line use (addr2line -e MODULE ADDRESS; take one off for
// the call's own source line). For a mapped file that is no ELF, or whose headers cannot be
// read, it is the offset in it. Without room for the module, or for code that is no file's,
// the line ends at the address. On i386 libc enters the kernel through the [vdso].
//
// What the filter must allow. Nothing for the process to end, and the handler has no need
// of anything but write(2): when that is denied, the kernel ends the process without a
// line, since SIGSYS is blocked in the handler; when it fails, there is no line. Continuing
// returns from the handler by rt_sigreturn, and sigreturn on i386 and arm. Where the line went to
// a pipe or socket whose reader is gone, it calls rt_sigtimedwait first, so that SIGPIPE does not
// end the program; one that the thread had pending before is lost. A pipe that is full makes the
// handler wait until there is room: for a reader that may be slow, use O_NONBLOCK.
//
// How it ends: the handler makes the trapped call again. The filter traps it again, and a
// SIGSYS that is blocked makes the kernel end the process by it, whatever else the filter
// denies, and in a container's first process too. (A filter that looks at the instruction
// pointer, as none of callgate does, might decide the second one otherwise.) Should that
// return, SIGSYS is sent with its default action, then exit_group called, then an illegal
// instruction executed. It never goes on silently.
//
// Arguments and continuing need to know the machine's registers: x86_64 (with x32, and i386
// by int 0x80), i386, aarch64, arm, riscv64, riscv32 and s390x are known. Elsewhere lines
// lack the arguments and continuing is refused when asked for.
//
// Installing makes the calls prctl(PR_GET_NAME), getpid, openat, read, process_vm_readv,
// close and rt_sigaction; no allocation, no lock, errno kept, good between fork and exec.
// Signals have one handler a process, so the storage must live as long as the process, and
// one reporter is in force: the last that was installed. exec takes it away; a child made
// by fork has it. The handler runs on the alternate stack where the thread has one, needs
// some 1 KiB of it beside the signal's own frame, and blocks all signals, so that lines are
// whole and never mixed. A thread that blocks SIGSYS, as one that blocks all signals does,
// is out of its reach: the kernel ends the process without a line.
#pragma once

#include <fcntl.h>
#include <signal.h>

#include <callgate/detail/line.h>
#include <callgate/detail/modules.h>
#include <callgate/detail/registers.h>

namespace callgate {

/// What follows the line.
enum class AfterTrap : unsigned char {
  end,  ///< the process ends by SIGSYS, as if there were no reporter
  fail, ///< the call fails with an errno value, and the program goes on
};

/// A trapped call.
struct Trap {
  uint32_t token = 0;         ///< its AUDIT_ARCH_*
  uint32_t number = 0;        ///< as in seccomp_data.nr
  int data = 0;               ///< of the filter's action: SECCOMP_RET_DATA
  bool has_arguments = false; ///< whether `arguments` is known
  /// The registers; of a call of an ABI of 32 bits their low halves.
  uint64_t arguments[6] = {};
  uintptr_t address = 0; ///< of the instruction after the call
  /// What follows: as the options say, and the callback may change it.
  AfterTrap after = AfterTrap::end;
  int error = 0;
};

struct ReporterOptions {
  /// Where lines go, or -1 for none.
  int descriptor = 2;
  AfterTrap after = AfterTrap::end;
  /// For AfterTrap::fail: 1 … 4095.
  int error = EPERM;
  /// The program's name in lines, of which they have up to 64 characters; null: the installing
  /// thread's name as the kernel has it.
  const char* program = nullptr;
  /// The name of a call, null if there is none: callgate::name_of of <callgate/names.h>.
  const char* (*name_of)(uint32_t token, uint32_t number) noexcept = nullptr;
  /// Called in the handler, after the line: it may do what is async-signal-safe and the
  /// filter allows, and may not unblock SIGSYS.
  void (*on_trap)(Trap& trap, void* argument) noexcept = nullptr;
  void* argument = nullptr; ///< for on_trap
};

enum class ReporterProblem : unsigned char {
  none,
  // The reporter is installed; lines say less.
  modules_missed,
  modules_unreadable,
  // Only of refresh_reporter: everything stays as it was.
  not_installed,
  refresh_running,
  // Nothing is installed.
  bad_error,
  cannot_continue,
  signal_refused,
};

/// The result of `install_reporter` and `refresh_reporter`.
struct ReporterStatus {
  ReporterProblem problem = ReporterProblem::none;
  int error = 0;           ///< the errno value of what failed
  size_t modules = 0;      ///< how many executable mappings there are …
  size_t modules_kept = 0; ///< … and for how many there was room

  [[nodiscard]] constexpr bool ok() const noexcept { return problem == ReporterProblem::none; }

  /// Whether traps are reported, if with shorter lines.
  [[nodiscard]] constexpr bool installed() const noexcept {
    return problem < ReporterProblem::bad_error && problem != ReporterProblem::not_installed;
  }

  /// What went wrong and how to mend it, in one static line without a newline.
  [[nodiscard]] constexpr const char* message() const noexcept;
};

constexpr const char* ReporterStatus::message() const noexcept {
  switch (problem) {
  case ReporterProblem::none:
    return "the reporter is installed";
  case ReporterProblem::modules_missed:
    return "the process has more modules than the storage has room for: lines about the rest "
           "have bare addresses; use a larger ReporterStorage";
  case ReporterProblem::modules_unreadable:
    return "/proc/self/maps cannot be read: lines have bare addresses; is /proc mounted, and "
           "was the reporter installed before the filter?";
  case ReporterProblem::not_installed:
    return "there is no reporter: install one first";
  case ReporterProblem::refresh_running:
    return "another thread is reading the modules";
  case ReporterProblem::bad_error:
    return "a call can fail with errno values from 1 to 4095";
  case ReporterProblem::cannot_continue:
    return "on this machine the result of a call cannot be set: leave AfterTrap::end";
  case ReporterProblem::signal_refused:
    return "sigaction(SIGSYS) failed: an earlier filter may forbid it";
  }
  return "unknown problem";
}

namespace detail {

/// What the handler needs. All zero before the installation, so that static storage takes
/// no room in the file.
struct Reporter {
  ReporterOptions options{0, AfterTrap::end, 0, nullptr, nullptr, nullptr, nullptr};
  struct sigaction earlier {};
  ModuleTable modules;
  char program[16] = {}; // TASK_COMM_LEN of the kernel
  long process = 0;
};

/// The reporter in force.
inline Reporter* reporter_in_force = nullptr;

inline constexpr int get_name = 16;   // PR_GET_NAME of <linux/prctl.h>
inline constexpr int sys_seccomp = 1; // SYS_SECCOMP of <asm-generic/siginfo.h>

constexpr bool is_error(int value) noexcept {
  return 1 <= value && value <= 4095; // MAX_ERRNO of <linux/err.h>
}

/// Ends the process by SIGSYS; by the next stronger means where that is denied.
[[noreturn]] inline void end_process() noexcept {
  struct sigaction by_default {};
  by_default.sa_handler = SIG_DFL;
  ::sigaction(SIGSYS, &by_default, nullptr);
  ::syscall(SYS_tgkill, ::syscall(SYS_getpid), ::syscall(SYS_gettid), SIGSYS);
  sigset_t trapped;
  ::sigemptyset(&trapped);
  ::sigaddset(&trapped, SIGSYS);
  ::sigprocmask(SIG_UNBLOCK, &trapped, nullptr);
  ::syscall(SYS_exit_group, 128 + SIGSYS);
  const volatile bool always = true; // volatile: the compiler cannot leave out the loop
  while (always)
    __builtin_trap();
  __builtin_unreachable();
}

/// A SIGSYS that is not from a filter, for the handler before, if with all signals blocked.
inline void pass_on(const struct sigaction& earlier, int signal, siginfo_t* info,
                    void* context) noexcept {
  if ((earlier.sa_flags & SA_SIGINFO) != 0)
    earlier.sa_sigaction(signal, info, context);
  else if (earlier.sa_handler == SIG_DFL)
    end_process();
  else if (earlier.sa_handler != SIG_IGN)
    earlier.sa_handler(signal);
}

inline Trap trap_of(const siginfo_t& info, const ucontext_t& context,
                    const ReporterOptions& options) noexcept {
  Trap trap;
  trap.token = info.si_arch;
  trap.number = static_cast<uint32_t>(info.si_syscall);
  trap.data = info.si_errno;
  trap.address = reinterpret_cast<uintptr_t>(info.si_call_addr);
  trap.has_arguments = has_registers_of(trap.token);
  if (trap.has_arguments) {
    for (int i = 0; i < 6; ++i) {
      const uint64_t whole = argument(context, trap.token, i);
      trap.arguments[i] = has_short_words(trap.token) ? static_cast<uint32_t>(whole) : whole;
    }
  }
  trap.after = options.after;
  trap.error = options.error;
  return trap;
}

inline void put_call(Line& line, const Trap& trap, const ReporterOptions& options) noexcept {
  const char* name =
      options.name_of == nullptr ? nullptr : options.name_of(trap.token, trap.number);
  if (name == nullptr) {
    line.put('#');
    line.put_decimal(trap.number);
  } else {
    line.put(name);
  }
  line.put('@');
  const char* abi = abi_name(trap.token, trap.number);
  if (abi == nullptr)
    line.put_hex(trap.token);
  else
    line.put(abi);
  if (!trap.has_arguments) return;
  for (int i = 0; i < 6; ++i) {
    line.put(i == 0 ? "(" : ", ");
    line.put_hex(trap.arguments[i]);
  }
  line.put(')');
}

inline void put_place(Line& line, uintptr_t address, const ModuleTable& modules) noexcept {
  line.put(" at ");
  line.put_hex(address);
  Module module;
  // The call may be the last instruction of the module.
  if (!modules.find(address - 1, module)) return;
  line.put(": ");
  line.put_printable(module.name, sizeof module.name);
  line.put('+');
  line.put_hex(address + module.shift);
}

inline long write_line(const Reporter& reporter, const Trap& trap) noexcept {
  constexpr size_t longest_name = 64; // so that there is room for the call
  Line line;
  line.put("callgate: ");
  line.put_printable(reporter.options.program == nullptr ? reporter.program
                                                         : reporter.options.program,
                     longest_name);
  line.put('[');
  line.put_decimal(static_cast<uint64_t>(__atomic_load_n(&reporter.process, __ATOMIC_RELAXED)));
  line.put("]: trapped ");
  put_call(line, trap, reporter.options);
  if (trap.data != 0) {
    line.put(" data ");
    line.put_decimal(static_cast<uint64_t>(trap.data));
  }
  put_place(line, trap.address, reporter.modules);
  return line.write_to(reporter.options.descriptor);
}

/// Takes the SIGPIPE away that came with EPIPE. It is blocked in the handler, and would end a
/// program that goes on as soon as it returns.
inline void take_broken_pipe() noexcept {
#if defined(SYS_rt_sigtimedwait)
  constexpr long sigtimedwait = SYS_rt_sigtimedwait;
#else
  constexpr long sigtimedwait = SYS_rt_sigtimedwait_time64;
#endif
  sigset_t broken;
  ::sigemptyset(&broken);
  ::sigaddset(&broken, SIGPIPE);
  const uint64_t no_time[2] = {0, 0}; // struct timespec, of either width
  ::syscall(sigtimedwait, &broken, nullptr, no_time, static_cast<size_t>(_NSIG / 8));
}

/// The handler of SIGSYS.
inline void on_sigsys(int signal, siginfo_t* info, void* context) noexcept {
  const ErrnoKeeper keeper;
  const Reporter& reporter = *__atomic_load_n(&reporter_in_force, __ATOMIC_ACQUIRE);
  if (info->si_code != sys_seccomp) {
    pass_on(reporter.earlier, signal, info, context);
    return;
  }
  ucontext_t& registers = *static_cast<ucontext_t*>(context);
  Trap trap = trap_of(*info, registers, reporter.options);
  const long written = reporter.options.descriptor < 0 ? 0 : write_line(reporter, trap);
  if (reporter.options.on_trap != nullptr)
    reporter.options.on_trap(trap, reporter.options.argument);
  if (trap.after == AfterTrap::fail && trap.has_arguments && is_error(trap.error)) {
    if (written == -EPIPE) take_broken_pipe();
    set_result(registers, -trap.error);
    return;
  }
  repeat(registers, static_cast<uint32_t>(info->si_arch), static_cast<uint32_t>(info->si_syscall));
  end_process();
}

/// Reads the process anew, for lines to tell.
inline ReporterStatus read_process(Reporter& reporter) noexcept {
  ReporterStatus status;
  const ErrnoKeeper keeper;
  const long process = ::syscall(SYS_getpid);
  __atomic_store_n(&reporter.process, process, __ATOMIC_RELAXED);
  const long maps = ::syscall(SYS_openat, -1, "/proc/self/maps", O_RDONLY | O_CLOEXEC);
  if (maps < 0) {
    status.problem = ReporterProblem::modules_unreadable;
    status.error = errno;
    return status;
  }
  if (reporter.modules.begin(process)) {
    status.error = read_modules(static_cast<int>(maps), process, reporter.modules);
    const ModuleTable::Counts counts = reporter.modules.end();
    status.modules = counts.found;
    status.modules_kept = counts.kept;
    if (status.error != 0)
      status.problem = ReporterProblem::modules_unreadable;
    else if (counts.kept < counts.found)
      status.problem = ReporterProblem::modules_missed;
  } else {
    status.problem = ReporterProblem::refresh_running;
  }
  ::syscall(SYS_close, maps);
  return status;
}

/// Makes `reporter` the one in force; if not, errno says why.
inline bool take_signal(Reporter& reporter) noexcept {
  Reporter* const before = __atomic_load_n(&reporter_in_force, __ATOMIC_ACQUIRE);
  struct sigaction earlier {};
  if (::sigaction(SIGSYS, nullptr, &earlier) != 0) return false;
  const bool is_ours = (earlier.sa_flags & SA_SIGINFO) != 0 && earlier.sa_sigaction == on_sigsys;
  reporter.earlier = is_ours ? before->earlier : earlier;

  struct sigaction action {};
  action.sa_sigaction = on_sigsys;
  action.sa_flags = SA_SIGINFO | SA_ONSTACK;
  ::sigfillset(&action.sa_mask);
  __atomic_store_n(&reporter_in_force, &reporter, __ATOMIC_RELEASE);
  if (::sigaction(SIGSYS, &action, nullptr) == 0) return true;
  __atomic_store_n(&reporter_in_force, before, __ATOMIC_RELEASE);
  return false;
}

inline ReporterStatus install(Reporter& reporter, Module* modules, size_t capacity,
                              const ReporterOptions& options) noexcept {
  ReporterStatus status;
  if (options.after == AfterTrap::fail && !is_error(options.error))
    status.problem = ReporterProblem::bad_error;
  else if (options.after == AfterTrap::fail && !has_registers)
    status.problem = ReporterProblem::cannot_continue;
  if (!status.ok()) return status;

  reporter.options = options;
  prctl(get_name, reinterpret_cast<unsigned long>(reporter.program));
  reporter.modules.use(modules, capacity);
  status = read_process(reporter);
  const ErrnoKeeper keeper;
  if (!take_signal(reporter)) {
    status.problem = ReporterProblem::signal_refused;
    status.error = errno;
  }
  return status;
}

} // namespace detail

/// Memory for a reporter that knows so many modules: executable mappings, so the program,
/// each shared library, and the kernel's [vdso]. To be static: it is used until the process
/// ends.
template <size_t capacity>
class ReporterStorage {
public:
  static_assert(capacity > 0, "a reporter without modules has no use for storage of them");

  constexpr ReporterStorage() noexcept = default;
  ReporterStorage(const ReporterStorage&) = delete;
  ReporterStorage& operator=(const ReporterStorage&) = delete;

private:
  template <size_t count>
  friend ReporterStatus install_reporter(ReporterStorage<count>& storage,
                                         const ReporterOptions& options) noexcept;

  detail::Reporter reporter_;
  Module modules_[capacity];
};

/// Reads the modules, and reports traps from now on. To be called before the filter is
/// loaded and while no thread is in the handler.
template <size_t capacity>
ReporterStatus install_reporter(ReporterStorage<capacity>& storage,
                                const ReporterOptions& options = {}) noexcept {
  return detail::install(storage.reporter_, storage.modules_, capacity, options);
}

/// Reads process id and modules again: after dlopen, or in a child made by fork. Makes the
/// calls getpid, openat, read, process_vm_readv and close, which a filter that was loaded
/// meanwhile must allow; where it refuses openat by an errno, nothing changes.
inline ReporterStatus refresh_reporter() noexcept {
  detail::Reporter* const reporter = __atomic_load_n(&detail::reporter_in_force, __ATOMIC_ACQUIRE);
  if (reporter != nullptr) return detail::read_process(*reporter);
  ReporterStatus status;
  status.problem = ReporterProblem::not_installed;
  return status;
}

} // namespace callgate

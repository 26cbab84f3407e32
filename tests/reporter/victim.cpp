// A program whose own code makes a call that its filter traps; linked in several manners.
// Given an argument, the call fails with EDOM, and the program is content with that.
#include <callgate/names.h>
#include <callgate/reporter.h>
#include <callgate/runtime.h>

#include <linux/seccomp.h>

namespace {

callgate::ReporterStorage<16> storage;

const sock_filter filter[] = {{0x20, 0, 0, 0}, // load the number
                              {0x15, 0, 1, SYS_getppid},
                              {0x06, 0, 0, SECCOMP_RET_TRAP},
                              {0x06, 0, 0, SECCOMP_RET_ALLOW}};

} // namespace

/// What the line must lead to: no call of libc's, and not between its lines either.
extern "C" [[gnu::noinline]] long stopped_here() {
  long result = SYS_getppid;
#if defined(__x86_64__)
  __asm__ volatile("syscall" : "+a"(result) : : "rcx", "r11", "memory");
#elif defined(__i386__)
  __asm__ volatile("int $0x80" : "+a"(result) : : "memory");
#elif defined(__aarch64__)
  register long number __asm__("x8") = result;
  register long first __asm__("x0") = 0;
  __asm__ volatile("svc #0" : "+r"(first) : "r"(number) : "memory");
  result = first;
#else
#error "no call without libc for this machine yet"
#endif
  return result;
}

int main(int count, char**) {
  callgate::ReporterOptions options;
  options.name_of = callgate::name_of;
  if (count > 1) {
    options.after = callgate::AfterTrap::fail;
    options.error = EDOM;
  }
  if (!callgate::install_reporter(storage, options).ok()) return 1;
  if (!callgate::load(callgate::Filter(filter)).ok()) return 2;
  return stopped_here() == -EDOM ? 0 : 3;
}

// A program whose own code makes a call that its filter traps; linked in several manners.
// Given an argument, libc makes it.
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

/// What the line must lead to.
extern "C" [[gnu::noinline]] long stopped_here() {
#if defined(__x86_64__)
  long result = SYS_getppid;
  __asm__ volatile("syscall" : "+a"(result) : : "rcx", "r11", "memory");
  return result;
#else
  return syscall(SYS_getppid);
#endif
}

int main(int count, char**) {
  callgate::ReporterOptions options;
  options.name_of = callgate::name_of;
  if (!callgate::install_reporter(storage, options).ok()) return 1;
  if (!callgate::load(callgate::Filter(filter)).ok()) return 2;
  return count > 1 ? static_cast<int>(getppid()) : static_cast<int>(stopped_here());
}

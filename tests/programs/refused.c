/* Makes a call that no program of ours makes, and nothing before it, so that only this call can be
 * what a policy stops. It has no C library: whose start would be calls as well. */
static long call(long number, long argument) {
#if defined(__x86_64__)
  long result;
  __asm__ volatile("syscall" : "=a"(result) : "a"(number), "D"(argument) : "rcx", "r11", "memory");
  return result;
#elif defined(__aarch64__)
  register long x8 __asm__("x8") = number;
  register long x0 __asm__("x0") = argument;
  __asm__ volatile("svc 0" : "+r"(x0) : "r"(x8) : "memory");
  return x0;
#else
#error "say here how a call is made"
#endif
}

#include <sys/syscall.h>

void _start(void) {
  /* There is no file at address 1: it fails, as root too. */
  const long result = call(SYS_swapoff, 1);
  call(SYS_exit_group, result < 0 ? 0 : 1);
}

// A library that a program loads after it installed the reporter.
#include <unistd.h>

#include <sys/syscall.h>

#if defined(__x86_64__)
/// Makes a call of its own, without libc.
extern "C" long call_from_library(long number) {
  long result = number;
  __asm__ volatile("syscall" : "+a"(result) : : "rcx", "r11", "memory");
  return result;
}
#else
extern "C" long call_from_library(long number) {
  return syscall(number);
}
#endif

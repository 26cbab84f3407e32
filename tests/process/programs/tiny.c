// A freestanding program that makes two system calls: write, exit_group. With an argument
// it makes a third in between: getppid.
#include "calls.h"

__attribute__((used)) void start(const long* stack) {
  static const char hello[] = "hello\n";
  call3(SYS_write, 1, (long)hello, sizeof hello - 1);
  if (stack[0] > 1) call3(SYS_getppid, 0, 0, 0);
  leave(7);
}

#if defined(__x86_64__)
__asm__(".globl _start\n_start: mov %rsp, %rdi\n and $-16, %rsp\n call start\n");
#elif defined(__i386__)
__asm__(".globl _start\n_start: mov %esp, %eax\n and $-16, %esp\n push %eax\n call start\n");
#elif defined(__aarch64__)
__asm__(".globl _start\n_start: mov x0, sp\n bl start\n");
#endif

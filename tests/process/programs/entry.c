// Writes to standard output what it found at its first instruction: all general registers,
// the 40 KiB of stack below the stack pointer, and the code around the entry point. Two
// runs without address randomisation differ where somebody left a trace.
#include "calls.h"

enum { below = 40960 };

__attribute__((used)) long registers[40];
__attribute__((used, aligned(16))) char stack[below];
extern const char _start[];

static void put(const void* data, long size) {
  const char* next = data;
  while (size > 0) {
    const long written = call3(SYS_write, 1, (long)next, size);
    if (written <= 0) leave(1);
    next += written;
    size -= written;
  }
}

__attribute__((used)) void start(void) {
  put(registers, sizeof registers);
  put(stack, sizeof stack);
  put((const char*)((long)_start & ~7L), 64);
  leave(0);
}

#if defined(__x86_64__)
__asm__(".globl _start\n"
        "_start:\n"
        " mov %rax, registers+0(%rip)\n mov %rbx, registers+8(%rip)\n"
        " mov %rcx, registers+16(%rip)\n mov %rdx, registers+24(%rip)\n"
        " mov %rsi, registers+32(%rip)\n mov %rdi, registers+40(%rip)\n"
        " mov %rbp, registers+48(%rip)\n mov %rsp, registers+56(%rip)\n"
        " mov %r8, registers+64(%rip)\n mov %r9, registers+72(%rip)\n"
        " mov %r10, registers+80(%rip)\n mov %r11, registers+88(%rip)\n"
        " mov %r12, registers+96(%rip)\n mov %r13, registers+104(%rip)\n"
        " mov %r14, registers+112(%rip)\n mov %r15, registers+120(%rip)\n"
        " lea -40960(%rsp), %rsi\n lea stack(%rip), %rdi\n mov $40960, %ecx\n rep movsb\n"
        " pushfq\n pop registers+128(%rip)\n"
        " and $-16, %rsp\n call start\n");
#elif defined(__i386__)
__asm__(".globl _start\n"
        "_start:\n"
        " mov %eax, registers+0\n mov %ebx, registers+4\n mov %ecx, registers+8\n"
        " mov %edx, registers+12\n mov %esi, registers+16\n mov %edi, registers+20\n"
        " mov %ebp, registers+24\n mov %esp, registers+28\n"
        " mov %ds, registers+32\n mov %es, registers+36\n mov %fs, registers+40\n"
        " mov %gs, registers+44\n mov %cs, registers+48\n mov %ss, registers+52\n"
        " lea -40960(%esp), %esi\n mov $stack, %edi\n mov $40960, %ecx\n rep movsb\n"
        " pushf\n popl registers+56\n"
        " and $-16, %esp\n call start\n");
#elif defined(__aarch64__)
__asm__(".globl _start\n"
        "_start:\n"
        " stp x0, x1, [sp, #-16]!\n adrp x0, registers\n add x0, x0, :lo12:registers\n"
        " stp x2, x3, [x0, #16]\n stp x4, x5, [x0, #32]\n stp x6, x7, [x0, #48]\n"
        " stp x8, x9, [x0, #64]\n stp x10, x11, [x0, #80]\n stp x12, x13, [x0, #96]\n"
        " stp x14, x15, [x0, #112]\n stp x16, x17, [x0, #128]\n stp x18, x19, [x0, #144]\n"
        " stp x20, x21, [x0, #160]\n stp x22, x23, [x0, #176]\n stp x24, x25, [x0, #192]\n"
        " stp x26, x27, [x0, #208]\n stp x28, x29, [x0, #224]\n str x30, [x0, #240]\n"
        " ldp x2, x3, [sp], #16\n stp x2, x3, [x0]\n mov x2, sp\n str x2, [x0, #248]\n"
        " bl start\n");
#endif

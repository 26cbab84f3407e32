// As much as this header held in Linux 3.17, the first with seccomp(2): what the runtime needs
// of later ones it has to bring itself.
#pragma once

#include <linux/types.h>

#define SECCOMP_MODE_DISABLED 0
#define SECCOMP_MODE_STRICT 1
#define SECCOMP_MODE_FILTER 2

struct seccomp_data {
  int nr;
  __u32 arch;
  __u64 instruction_pointer;
  __u64 args[6];
};

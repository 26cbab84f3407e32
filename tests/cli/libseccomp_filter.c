/* Writes the filter that libseccomp makes of two rules on one call to standard output:
 * read(fd, buf, count) is allowed where count < 6 or count > 0x200000005. */
#include <stddef.h>
#include <seccomp.h>

int main(void) {
  scmp_filter_ctx filter = seccomp_init(SCMP_ACT_KILL_PROCESS);
  if (filter == NULL) return 1;
  if (seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(read), 1, SCMP_A2(SCMP_CMP_LT, 6)) != 0 ||
      seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(read), 1,
                       SCMP_A2(SCMP_CMP_GT, 0x200000005)) != 0)
    return 2;
  return seccomp_export_bpf(filter, 1) == 0 ? 0 : 3;
}

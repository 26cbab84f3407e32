// Ten frames, the innermost of which makes a call that the tests' policies deny.
#include <sys/syscall.h>
#include <unistd.h>

namespace deep {

// Each does something behind the call, or the compiler would jump to the next one.
template <int depth>
__attribute__((noinline)) long descend(long value) {
  const long result = descend<depth - 1>(value + 1);
  asm volatile("");
  return result + 1;
}

template <>
__attribute__((noinline)) long descend<0>(long value) {
  const long result = syscall(SYS_getppid, value);
  asm volatile("");
  return result;
}

long enter(long value) {
  const long result = descend<8>(value);
  asm volatile("");
  return result;
}

} // namespace deep

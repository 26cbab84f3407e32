#include "lore/detours.hpp"

#include <array>

namespace callgate::lore {

namespace {

/// From the man pages of section 2. clone3 beside clone is among the dangers, whatever clone's
/// conditions are; socketcall and ipc are refused when a policy is compiled.
constexpr auto table = std::to_array<Detour>({
    {"open openat", "flags", "openat2", "", "opens files by flags that lie in memory"},
    {"openat", "flags", "open", "flags", "opens the same files"},
    {"open", "flags", "openat", "flags", "opens the same files"},
    {"open openat", "flags", "creat", "", "creates and truncates files"},
    {"mmap mmap2", "prot", "mprotect pkey_mprotect", "prot",
     "changes what memory may be used for afterwards"},
    {"mmap2", "prot", "mmap", "prot", "maps memory by arguments that lie in memory"},
    {"mmap", "prot", "mmap2", "prot", "maps memory all the same"},
    {"mprotect", "prot", "pkey_mprotect", "prot", "does the same"},
    {"pkey_mprotect", "prot", "mprotect", "prot", "does the same"},
    {"madvise", "advice", "process_madvise", "advice", "gives the same advice"},
    {"fcntl", "cmd", "fcntl64", "cmd", "does the same"},
    {"fcntl64", "cmd", "fcntl", "cmd", "does the same"},
    {"futex", "op", "futex_time64", "op", "does the same"},
    {"futex_time64", "op", "futex", "op", "does the same"},
    {"prlimit64", "resource", "setrlimit", "resource", "sets the same limits"},
    {"setrlimit", "resource", "prlimit64", "resource", "sets the same limits"},
    {"kill", "sig", "tkill tgkill rt_sigqueueinfo rt_tgsigqueueinfo pidfd_send_signal", "sig",
     "sends signals too"},
    {"kill", "pid", "tkill tgkill rt_sigqueueinfo rt_tgsigqueueinfo pidfd_send_signal", "",
     "sends signals too"},
    {"tgkill", "tgid", "kill tkill rt_sigqueueinfo rt_tgsigqueueinfo pidfd_send_signal", "",
     "sends signals too"},
    {"chmod fchmod fchmodat fchmodat2", "mode", "chmod fchmod fchmodat fchmodat2", "mode",
     "changes modes too"},
    {"read", "fd", "readv pread64 preadv preadv2", "fd", "reads too"},
    {"write", "fd", "writev pwrite64 pwritev pwritev2", "fd", "writes too"},
    {"writev", "fd", "write pwrite64 pwritev pwritev2", "fd", "writes too"},
    {"write writev", "fd", "sendfile sendfile64 splice copy_file_range tee vmsplice", "",
     "writes too"},
    {"close", "fd", "close_range dup2 dup3", "", "closes descriptors too"},
    {"sendto", "flags", "sendmsg sendmmsg", "flags", "sends too"},
    {"sendmsg", "flags", "sendto sendmmsg", "flags", "sends too"},
    {"unlinkat", "flags", "rmdir unlink", "", "removes files or directories too"},
    {"mount", "flags", "fsmount move_mount mount_setattr", "", "mounts by flags of its own"},
});

} // namespace

std::span<const Detour> detours() {
  return table;
}

} // namespace callgate::lore

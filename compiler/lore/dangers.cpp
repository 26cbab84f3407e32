#include "lore/dangers.hpp"

#include <algorithm>
#include <array>

namespace callgate::lore {

namespace {

using enum Gravity;

/// Judged by the man pages of sections 2 and 7, by what Docker's profile, systemd's groups and
/// Chromium's sandboxes refuse, and by what has been exploited. Flags and requests are those of
/// Linux 7.2.
constexpr auto table = std::to_array<Danger>({
    // ---- what undoes a sandbox ----
    {"io-uring", "io_uring_setup io_uring_enter io_uring_register", "", undoes,
     "opens files, connects and sends by requests in memory, without any call that a filter sees",
     "answer ENOSYS: programs go on with epoll and plain calls"},
    {"ptrace", "ptrace", "request != PTRACE_TRACEME", undoes,
     "makes any process of the same user, which need not have a filter, do whatever it wants",
     "leave it out; a debugger belongs outside of the sandbox"},
    {"process-vm", "process_vm_writev process_vm_readv", "", undoes,
     "reads and writes the memory of other processes of the same user, which need not have a "
     "filter",
     "leave it out"},
    {"pidfd-getfd", "pidfd_getfd", "", undoes,
     "takes open descriptors, sockets and directories out of other processes of the same user",
     "pass descriptors over a socket (SCM_RIGHTS)"},
    {"terminal-injection", "ioctl", "request in {TIOCSTI, TIOCLINUX?}", undoes,
     "types into the terminal that it shares with the shell which started it",
     "list the requests that are needed, or leave these out: "
     "ioctl(!(request in {TIOCSTI, TIOCLINUX}))"},
    {"open-by-handle", "open_by_handle_at", "", undoes,
     "opens files by number, past directories, mounts and a changed root (with "
     "CAP_DAC_READ_SEARCH)",
     "leave it out"},
    {"modules", "init_module finit_module create_module delete_module", "", undoes,
     "loads code into the kernel (with CAP_SYS_MODULE)", "leave it out"},
    {"kexec", "kexec_load kexec_file_load reboot", "", undoes,
     "ends or replaces the running kernel (with CAP_SYS_BOOT)", "leave it out"},
    {"raw-io",
     "iopl ioperm pciconfig_iobase pciconfig_read pciconfig_write s390_pci_mmio_read "
     "s390_pci_mmio_write",
     "", undoes, "reads and writes the machine's ports and devices (with CAP_SYS_RAWIO)",
     "leave it out"},
    {"mount",
     "mount umount umount2 pivot_root chroot move_mount open_tree open_tree_attr fsopen fsconfig "
     "fsmount fspick mount_setattr",
     "", undoes,
     "changes which files there are, or leaves a changed root (with CAP_SYS_ADMIN or "
     "CAP_SYS_CHROOT, which a user namespace gives)",
     "mount before the filter is loaded"},
    {"setns", "setns", "", undoes, "enters the namespaces of other processes",
     "enter them before the filter is loaded"},

    // ---- what opens the kernel, or others ----
    {"namespaces", "clone",
     "flags & (CLONE_NEWUSER|CLONE_NEWNS|CLONE_NEWNET|CLONE_NEWPID|CLONE_NEWIPC|CLONE_NEWUTS|"
     "CLONE_NEWCGROUP)",
     exposes,
     "makes namespaces; in a new user namespace a program has every capability, and with them "
     "reaches code that was written for root alone",
     "clone(flags & (CLONE_NEWUSER|CLONE_NEWNS|CLONE_NEWNET|CLONE_NEWPID|CLONE_NEWIPC|"
     "CLONE_NEWUTS|CLONE_NEWCGROUP) == 0)"},
    {"namespaces", "unshare",
     "flags & (CLONE_NEWUSER|CLONE_NEWNS|CLONE_NEWNET|CLONE_NEWPID|CLONE_NEWIPC|CLONE_NEWUTS|"
     "CLONE_NEWCGROUP|CLONE_NEWTIME)",
     exposes,
     "makes namespaces; in a new user namespace a program has every capability, and with them "
     "reaches code that was written for root alone",
     "leave it out"},
    {"namespaces", "clone3", "", exposes,
     "takes its flags from memory, where no filter looks: new namespaces among them",
     "answer ENOSYS, and libc uses clone, whose flags can be judged: "
     "errno = { ENOSYS = [\"clone3\"] }"},
    {"bpf", "bpf", "", exposes,
     "loads programs into the kernel, whose verifier has had many faults", "leave it out"},
    {"userfaultfd", "userfaultfd", "", exposes,
     "stops the kernel in the middle of a copy for as long as it likes, which makes races in the "
     "kernel easy to win",
     "leave it out"},
    {"keyrings", "keyctl add_key request_key", "", exposes,
     "reaches key rings, which no namespace keeps apart and which have had many faults",
     "answer ENOSYS, or leave it out"},
    {"perf-events", "perf_event_open", "", exposes,
     "measures other programs and reaches much code of the kernel, which has had many faults",
     "leave it out"},
    {"ioctl-any", "ioctl", "request == 0x5a5a5a5a", exposes,
     "takes any request: whatever each driver of the kernel can do",
     "list the requests that are needed: ioctl(request in {FIONREAD, TCGETS, TIOCGWINSZ})"},
    {"rare-sockets", "socket",
     "domain in {AF_ALG, AF_PACKET, AF_KEY, AF_CAN, AF_TIPC, AF_RDS, AF_VSOCK, AF_BLUETOOTH, "
     "AF_NFC, AF_PHONET, AF_IEEE802154, AF_X25, AF_AX25, AF_ROSE, AF_NETROM, AF_LLC, AF_APPLETALK, "
     "AF_ATMPVC, AF_ATMSVC, AF_IB, AF_KCM, AF_QIPCRTR, AF_SMC, AF_XDP, AF_PPPOX, AF_CAIF, "
     "AF_ISDN, AF_RXRPC}",
     exposes,
     "opens families of sockets that few programs need, whose modules the kernel loads on demand",
     "list those that are needed: socket(domain in {AF_UNIX, AF_INET, AF_INET6})"},
    {"raw-sockets", "socket",
     // For SOCK_PACKET the kernel takes AF_INET, and nothing else, for AF_PACKET.
     "(domain in {AF_INET, AF_INET6} && type & 0xf == SOCK_RAW) || "
     "(domain == AF_INET && type & 0xf == SOCK_PACKET)",
     exposes, "forges and reads packets (with CAP_NET_RAW, which a user namespace gives)",
     "say which types are needed: socket(type & 0xf in {SOCK_STREAM, SOCK_DGRAM})"},
    {"exec-memory", "mmap mmap2",
     "prot & PROT_EXEC && (prot & PROT_WRITE || flags & MAP_ANONYMOUS)", exposes,
     "makes memory executable that the program fills itself: what an attacker wrote there runs",
     "mmap(prot & PROT_EXEC == 0 || (prot & PROT_WRITE == 0 && flags & MAP_ANONYMOUS == 0)), if "
     "there is no just-in-time compiler"},
    {"exec-memory", "mprotect pkey_mprotect", "prot & PROT_EXEC", exposes,
     "makes memory executable that the program filled itself: what an attacker wrote there runs",
     "mprotect(prot & PROT_EXEC == 0), if there is no just-in-time compiler"},
    {"exec-memory", "shmat", "shmflg & SHM_EXEC", exposes,
     "makes memory executable that the program fills itself: what an attacker wrote there runs",
     "shmat(shmflg & SHM_EXEC == 0)"},
    {"personality", "personality",
     "persona != 0xffffffff && persona & (ADDR_NO_RANDOMIZE|READ_IMPLIES_EXEC|MMAP_PAGE_ZERO|"
     "ADDR_COMPAT_LAYOUT)",
     exposes, "turns off what makes attacks hard: random addresses, memory that is not executable",
     "personality(persona in {0, 8, 0xffffffff})"},
    {"process-madvise", "process_madvise process_mrelease", "", exposes,
     "acts on the memory of other processes", "leave it out"},
    {"multiplexer", "socketcall ipc", "", exposes,
     "takes its arguments from memory, where no filter looks: all calls of sockets, or of System "
     "V IPC, with any arguments",
     "allow the calls themselves, which kernels have since 4.3 (sockets) and 5.1 (IPC)"},
    {"ldt", "modify_ldt vm86 vm86old", "", exposes,
     "sets up segments and modes of old processors, which have had many faults", "leave it out"},
    {"kernel-log", "syslog", "type != 10", exposes,
     "reads and clears the kernel's log, which tells addresses", "leave it out"},
    {"fanotify", "fanotify_init", "", exposes,
     "watches and may stop what others do with files (with CAP_SYS_ADMIN)", "leave it out"},
    {"clock",
     "clock_settime clock_settime64 settimeofday stime adjtimex old_adjtimex clock_adjtime "
     "clock_adjtime64",
     "", exposes, "changes the time of the machine (with CAP_SYS_TIME)", "leave it out"},
    {"administration",
     "swapon swapoff acct quotactl quotactl_fd sethostname setdomainname vhangup nfsservctl "
     "bdflush",
     "", exposes, "administers the machine (mostly with CAP_SYS_ADMIN)", "leave it out"},
    {"obsolete", "uselib ustat sysfs _sysctl lookup_dcookie remap_file_pages", "", exposes,
     "is kept for programs of the last century and hardly tested", "answer ENOSYS"},

    // ---- what is worth knowing ----
    {"exec-map", "mmap mmap2",
     "prot & PROT_EXEC && prot & PROT_WRITE == 0 && flags & MAP_ANONYMOUS == 0", matters,
     "maps files as code; who can write a file can run it",
     "load libraries before the filter, or link statically, and leave PROT_EXEC out"},
    {"exec", "execve execveat", "", matters,
     "starts other programs, which keep the filter but bring code of their own",
     "leave it out if the program starts none"},
    {"other-pages", "move_pages migrate_pages", "pid != 0", matters,
     "moves pages of other processes and tells where they lie",
     "give it the caller alone: move_pages(pid == 0)"},
    {"kcmp", "kcmp", "", matters, "compares what other processes of the same user have open",
     "leave it out"},
    {"ptracer", "prctl", "option in {PR_SET_PTRACER, PR_SET_DUMPABLE}", matters,
     "chooses who may trace it and read its memory", "leave the options out"},
    {"protection-keys", "pkey_alloc pkey_free pkey_mprotect", "", matters,
     "takes memory out of the isolation by protection keys, where a program uses that",
     "leave it out"},
});

} // namespace

std::span<const Danger> dangers() {
  return table;
}

std::vector<const Danger*> dangers_of(std::string_view call) {
  std::vector<const Danger*> found;
  for (const Danger& row : table) {
    if (lists(row.calls, call)) found.push_back(&row);
  }
  return found;
}

bool lists(std::string_view list, std::string_view name) {
  if (name.empty()) return false;
  for (std::size_t at = list.find(name); at != std::string_view::npos;
       at = list.find(name, at + 1)) {
    const std::size_t end = at + name.size();
    const bool begins = at == 0 || list[at - 1] == ' ';
    if (begins && (end == list.size() || list[end] == ' ')) return true;
  }
  return false;
}

} // namespace callgate::lore

"""Which function of the kernel a call enters: the number tables of the kernel tree.

A 32-bit ABI is read as its own 32-bit kernel enters calls; x32 and n32, which only
64-bit kernels serve, as those do.
"""

import re
from pathlib import Path

NOT_IMPLEMENTED = "sys_ni_syscall"
GENERIC = "scripts/syscall.tbl"
# The ABI's number table and the kinds of lines in it that count. Where that is the
# generic one, Makefile.syscalls adds kinds.
TABLES = {
    "x86_64": ("arch/x86/entry/syscalls/syscall_64.tbl", "common 64"),
    "x32": ("arch/x86/entry/syscalls/syscall_64.tbl", "common x32"),
    "i386": ("arch/x86/entry/syscalls/syscall_32.tbl", "i386"),
    "aarch64": ("arch/arm64/tools/syscall_64.tbl", "common 64"),
    "arm": ("arch/arm/tools/syscall.tbl", "common eabi"),
    "riscv64": (GENERIC, "common 64"),
    "riscv32": (GENERIC, "common 32"),
    "ppc64le": ("arch/powerpc/kernel/syscalls/syscall.tbl", "common nospu 64"),
    "ppc64": ("arch/powerpc/kernel/syscalls/syscall.tbl", "common nospu 64"),
    "ppc": ("arch/powerpc/kernel/syscalls/syscall.tbl", "common nospu 32"),
    "s390x": ("arch/s390/kernel/syscalls/syscall.tbl", "common 64"),
    "mips_n64": ("arch/mips/kernel/syscalls/syscall_n64.tbl", "common n64"),
    "mips_n32": ("arch/mips/kernel/syscalls/syscall_n32.tbl", "common n32"),
    "mips_o32": ("arch/mips/kernel/syscalls/syscall_o32.tbl", "common o32"),
    "mipsel_n64": ("arch/mips/kernel/syscalls/syscall_n64.tbl", "common n64"),
    "mipsel_n32": ("arch/mips/kernel/syscalls/syscall_n32.tbl", "common n32"),
    "mipsel_o32": ("arch/mips/kernel/syscalls/syscall_o32.tbl", "common o32"),
    "loongarch64": (GENERIC, "common 64"),
    "loongarch32": (GENERIC, "common 32"),
    "m68k": ("arch/m68k/kernel/syscalls/syscall.tbl", "common"),
    "parisc64": ("arch/parisc/kernel/syscalls/syscall.tbl", "common 64"),
    "parisc": ("arch/parisc/kernel/syscalls/syscall.tbl", "common 32"),
    "sh": ("arch/sh/kernel/syscalls/syscall.tbl", "common"),
    "sheb": ("arch/sh/kernel/syscalls/syscall.tbl", "common"),
    "alpha": ("arch/alpha/kernel/syscalls/syscall.tbl", "common"),
    "xtensa": ("arch/xtensa/kernel/syscalls/syscall.tbl", "common"),
    "csky": (GENERIC, "common 32"),
}


def entries(tree: Path, abi):
    """{number with the ABI's base: entry point}; empty for an ABI that left the kernel."""
    if abi.name not in TABLES:
        return {}
    table, kinds = TABLES[abi.name]
    kinds = set(kinds.split())
    makefile = tree / "arch" / abi.kernel_arch / "kernel/Makefile.syscalls"
    if makefile.exists():
        bits = "64" if "64" in kinds else "32"
        for line in re.findall(rf"^syscall_abis_{bits} \+=(.*)$", makefile.read_text(), re.M):
            kinds |= set(line.split())
    found = {}
    for line in (tree / table).read_text().splitlines():
        fields = line.split("#")[0].split()
        if len(fields) >= 3 and fields[1] in kinds:
            entry = fields[3] if len(fields) > 3 else NOT_IMPLEMENTED
            found[int(fields[0], 0) + abi.base] = entry
    return found

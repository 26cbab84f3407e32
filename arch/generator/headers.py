"""What UAPI headers say about an ABI: its call numbers, errno values, audit token.

Headers are read by the C preprocessor alone, with every macro they test given
here (`-undef`), so that the answer does not depend on the host or its compiler.
"""

import ast
import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

# -undef takes away the macros by which asm/bitsperlong.h finds the word size.
# Without them some kernel architectures silently give the other ABI's names.
WORD_64 = {"__CHAR_BIT__": 8, "__SIZEOF_LONG__": 8, "__SIZEOF_POINTER__": 8, "__LP64__": 1}
WORD_32 = {"__CHAR_BIT__": 8, "__SIZEOF_LONG__": 4, "__SIZEOF_POINTER__": 4}


def mips(sim, long_bits):
    registers = {} if sim == 1 else {"__mips64": 1}
    return {"__mips__": 1, **registers, "_ABIO32": 1, "_ABIN32": 2, "_ABI64": 3,
            "_MIPS_SIM": sim, "_MIPS_SZLONG": long_bits}


@dataclass(frozen=True)
class Abi:
    """One ABI of abi.hpp, in its order: which headers, read as which target."""
    name: str
    kernel_arch: str  # folder of the UAPI headers
    audit: str  # AUDIT_ARCH_… of <linux/audit.h>
    macros: dict
    package: str = "libc-dev"  # which package has these headers
    base: int = 0  # what the kernel adds to a position in the table


ABIS = [
    Abi("x86_64", "x86", "X86_64", {**WORD_64, "__x86_64__": 1}),
    Abi("x32", "x86", "X86_64", {**WORD_32, "__x86_64__": 1, "__ILP32__": 1},
        base=0x40000000),
    Abi("i386", "x86", "I386", {**WORD_32, "__i386__": 1}),
    Abi("aarch64", "arm64", "AARCH64", {**WORD_64, "__aarch64__": 1}),
    Abi("arm", "arm", "ARM", {**WORD_32, "__arm__": 1, "__ARM_EABI__": 1}),
    Abi("riscv64", "riscv", "RISCV64", {**WORD_64, "__riscv": 1, "__riscv_xlen": 64}),
    Abi("riscv32", "riscv", "RISCV32", {**WORD_32, "__riscv": 1, "__riscv_xlen": 32}),
    Abi("ppc64le", "powerpc", "PPC64LE",
        {**WORD_64, "__powerpc__": 1, "__powerpc64__": 1, "__LITTLE_ENDIAN__": 1}),
    Abi("ppc64", "powerpc", "PPC64", {**WORD_64, "__powerpc__": 1, "__powerpc64__": 1}),
    Abi("ppc", "powerpc", "PPC", {**WORD_32, "__powerpc__": 1}),
    Abi("s390x", "s390", "S390X", {**WORD_64, "__s390__": 1, "__s390x__": 1}),
    Abi("s390", "s390", "S390", {**WORD_32, "__s390__": 1}, "libc-dev-s390"),
    Abi("mips_n64", "mips", "MIPS64", {**WORD_64, **mips(3, 64), "__MIPSEB__": 1},
        base=5000),
    Abi("mips_n32", "mips", "MIPS64N32", {**WORD_32, **mips(2, 32), "__MIPSEB__": 1},
        base=6000),
    Abi("mips_o32", "mips", "MIPS", {**WORD_32, **mips(1, 32), "__MIPSEB__": 1},
        base=4000),
    Abi("mipsel_n64", "mips", "MIPSEL64", {**WORD_64, **mips(3, 64), "__MIPSEL__": 1},
        base=5000),
    Abi("mipsel_n32", "mips", "MIPSEL64N32", {**WORD_32, **mips(2, 32), "__MIPSEL__": 1},
        base=6000),
    Abi("mipsel_o32", "mips", "MIPSEL", {**WORD_32, **mips(1, 32), "__MIPSEL__": 1},
        base=4000),
    Abi("loongarch64", "loongarch", "LOONGARCH64",
        {**WORD_64, "__loongarch__": 1, "__loongarch_grlen": 64}),
    Abi("loongarch32", "loongarch", "LOONGARCH32",
        {**WORD_32, "__loongarch__": 1, "__loongarch_grlen": 32}),
    Abi("m68k", "m68k", "M68K", {**WORD_32, "__m68k__": 1}),
    Abi("parisc64", "parisc", "PARISC64", {**WORD_64, "__hppa__": 1}),
    Abi("parisc", "parisc", "PARISC", {**WORD_32, "__hppa__": 1}),
    Abi("sh", "sh", "SHEL", {**WORD_32, "__sh__": 1, "__LITTLE_ENDIAN__": 1}),
    Abi("sheb", "sh", "SH", {**WORD_32, "__sh__": 1, "__BIG_ENDIAN__": 1}),
    Abi("alpha", "alpha", "ALPHA", {**WORD_64, "__alpha__": 1}),
    Abi("xtensa", "xtensa", "XTENSA", {**WORD_32, "__XTENSA__": 1, "__XTENSA_EL__": 1}, "source"),
    Abi("csky", "csky", "CSKY", {**WORD_32, "__csky__": 2}, "source"),
]

WORD = re.compile(r"\b[A-Za-z_]\w*")

# Macros that look like the number of a call and are none.
NOT_CALLS = {"syscalls", "arch_specific_syscall"}


class Macros:
    """The object-like macros that headers define for one target."""

    def __init__(self, compiler, header, folders, defines):
        command = [compiler, "-E", "-dM", "-undef", "-nostdinc", "-x", "c"]
        for folder in folders:
            command += ["-I", str(folder)]
        command += [f"-D{name}={value}" for name, value in defines.items()]
        output = subprocess.run(command + ["-"], input=f"#include <{header}>\n", text=True,
                                check=True, stdout=subprocess.PIPE,
                                env={**os.environ, "LC_ALL": "C"}).stdout
        self.bodies = dict(re.findall(r"^#define (\w+) (.+)$", output, re.MULTILINE))

    def value(self, name):
        """The integer that macro `name` stands for, through other macros."""
        def expand(match):
            return f"({WORD.sub(expand, self.bodies[match.group()])})"

        return evaluate(ast.parse(WORD.sub(expand, name), mode="eval").body)

    def refers_to(self, name, prefix):
        """Whether macro `name` is defined as another macro with that prefix."""
        return any(word.startswith(prefix) and not re.search("[A-Z]", word[len(prefix):])
                   for word in WORD.findall(self.bodies[name]))


def evaluate(node):
    """The constant sums and unions that headers write, and nothing else."""
    if isinstance(node, ast.Constant) and isinstance(node.value, int):
        return node.value
    if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Add, ast.BitOr)):
        left, right = evaluate(node.left), evaluate(node.right)
        return left + right if isinstance(node.op, ast.Add) else left | right
    raise ValueError(f"not a sum of constants: {ast.unparse(node)}")


class HeaderTree:
    """The UAPI headers of all packages, unpacked."""

    def __init__(self, compiler, libc_dev: Path, source: Path):
        self.compiler = compiler
        self.libc_dev = libc_dev
        self.source = source

    def folders(self, abi):
        generic = self.libc_dev / "usr/include"
        if abi.package == "source":
            return [self.source / "uapi" / abi.kernel_arch, generic]
        return [self.libc_dev / "usr/lib/linux/uapi" / abi.kernel_arch, generic]

    def has(self, abi):
        return (self.folders(abi)[0] / "asm/unistd.h").exists()

    def calls(self, abi):
        """(number, name) of every call, sorted; of several names of one number
        the one that the header does not define as another comes first."""
        macros = Macros(self.compiler, "asm/unistd.h", self.folders(abi), abi.macros)
        rows = []
        for macro in macros.bodies:
            if match := re.fullmatch(r"__NR_([a-z_][a-z0-9_]*)", macro):
                name = match.group(1)
            elif match := re.fullmatch(r"__ARM_NR_([a-z][a-z0-9_]*)", macro):
                name = "ARM_" + match.group(1)
            else:
                continue
            if name not in NOT_CALLS:
                rows.append((macros.value(macro), macros.refers_to(macro, "__NR_"), name))
        return [(number, name) for number, _, name in sorted(rows)]

    def errnos(self, abi):
        """{name: (value, whether it is defined as another errno)}"""
        macros = Macros(self.compiler, "asm/errno.h", self.folders(abi), abi.macros)
        return {name: (macros.value(name), not macros.bodies[name].strip().isdigit())
                for name in macros.bodies if re.fullmatch(r"E[A-Z0-9]+", name)}

    def audit_tokens(self):
        """{AUDIT_ARCH_… without the prefix: value} of every ABI."""
        macros = Macros(self.compiler, "linux/audit.h", self.folders(ABIS[0]), ABIS[0].macros)
        return {abi.audit: macros.value("AUDIT_ARCH_" + abi.audit) for abi in ABIS}


def table_to_header(table, abis):
    """A kernel syscall.tbl as the unistd header that the kernel's build makes of it.

    A line is: number, ABI, name, entry points; lines of other ABIs are left out.
    """
    lines = []
    for line in table.read_text().splitlines():
        fields = line.split()
        if len(fields) >= 3 and re.fullmatch(r"[0-9A-Fa-fXx]+", fields[0]) and fields[1] in abis:
            lines.append(f"#define __NR_{fields[2]} {fields[0]}\n")
    return "".join(lines)

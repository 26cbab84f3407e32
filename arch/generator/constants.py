"""The values of constants on every ABI, as clang evaluates them in the UAPI headers.

All headers of constant_headers.csv make one translation unit an ABI; each name that they
define becomes a constant in it, and the values are read in the LLVM code that comes out.
So ioctl numbers are exact that hold the size of a structure, and no cross compiler is
needed: what sizes depend on (bits of a long, alignment of 64-bit integers) is taken from
a target of clang's that is alike.
"""

import re
import subprocess
from pathlib import Path

from generator.arguments import read_csv

# Targets of clang that lay structures out alike; the macros are the ABI's own (-undef).
ALIGNED_TO_FOUR = {"i386", "sh", "sheb", "csky"}  # 64-bit integers in structures
ALIGNED_TO_TWO = {"m68k"}  # everything larger


def layout(abi):
    if abi.macros["__SIZEOF_LONG__"] == 8:
        return ["--target=x86_64-linux-gnu", "-D__SIZEOF_INT128__=16"]
    if abi.name in ALIGNED_TO_FOUR:
        return ["--target=i386-linux-gnu"]
    if abi.name in ALIGNED_TO_TWO:
        return ["--target=i386-linux-gnu", "-fpack-struct=2"]
    return ["--target=arm-linux-gnueabi"]


# libc's headers that some of the kernel's include, with the one structure they need.
STUBS = {
    "sys/socket.h": "#pragma once\ntypedef unsigned short sa_family_t;\n"
                    "struct sockaddr { unsigned short sa_family; char sa_data[14]; };\n",
    "stddef.h": "typedef __SIZE_TYPE__ size_t;\n#define NULL ((void *)0)\n"
                "#define offsetof(type, member) __builtin_offsetof(type, member)\n",
    "stdint.h": "#include <linux/types.h>\ntypedef unsigned long uintptr_t;\n"
                + "".join(f"typedef __{kind}{bits} {name}{bits}_t;\n" for bits in (8, 16, 32, 64)
                          for kind, name in (("u", "uint"), ("s", "int"))),
    "linux/compiler.h": "", "unistd.h": "", "time.h": "", "stdbool.h": "", "sys/time.h": "",
    "string.h": "",
}

NAME = re.compile(r"[A-Z][A-Z0-9_]\w*")
DEFINE = re.compile(r"#define (\w+)(\(?)(.*)")
MARKER = re.compile(r'# \d+ "([^"]*)"')
ENUM = re.compile(r"\benum\b[^;{}()]*\{([^{}]*)\}")
VALUE = re.compile(r"^@v_(\d+) = dso_local constant i64 (-?\d+)", re.MULTILINE)
ERROR = re.compile(r"^main\.c:(\d+):\d+: (?:fatal )?error", re.MULTILINE)
# Headers of the kernel's own that define what programs pass, and which of their names.
KERNEL_HEADERS = {
    "include/linux/socket.h": r"(?:AF|PF|MSG|SOL|SCM)_\w+|SOMAXCONN",
    "include/linux/net.h": r"SOCK_(?:CLOEXEC|NONBLOCK|TYPE_MASK)",
    "include/linux/fs.h": r"(?:MNT|UMOUNT)_\w+",
}
KERNEL_ONLY = {"MSG_CMSG_COMPAT", "MSG_INTERNAL_SENDMSG_FLAGS", "UMOUNT_UNUSED"}


class ConstantError(Exception):
    """Headers that cannot be read together, or clang is missing."""


class Constants:
    """Of every ABI; `tree` is the kernel's source, `folder` holds the reviewed files."""

    def __init__(self, clang, tree, folder, scratch):
        self.clang = clang
        self.tree = tree
        self.headers = read_csv(folder / "constant_headers.csv")
        self.libc_names = (folder / "libc_names.h").read_text()
        self.stubs = scratch / "stubs"
        for name, text in STUBS.items():
            (self.stubs / name).parent.mkdir(parents=True, exist_ok=True)
            (self.stubs / name).write_text(text)

    def of(self, abi, folders):
        """{name: value} for one ABI, whose headers lie in `folders`."""
        command = [self.clang, *layout(abi), "-x", "c", "-std=gnu11", "-undef", "-nostdinc", "-w",
                   f"-I{self.stubs}", *(f"-I{folder}" for folder in folders),
                   "-D__SIZE_TYPE__=unsigned long", "-D__user=", "-D__attribute_const__=",
                   "-D__asm__(...)=",
                   *(f"-D{name}={value}" for name, value in abi.macros.items())]
        text = self.unit(abi)
        defined = self.run([*command, "-E", "-dD", "-"], text)
        if defined.returncode:
            raise ConstantError(f"{abi.name}: {defined.stderr}")
        names = self.names(defined.stdout)
        return self.values(command, text, names)

    def unit(self, abi):
        """The translation unit that includes everything."""
        lines = ["#include <stddef.h>\n"]
        for row in self.headers:
            for header in filter(None, (row["with"], row["header"])):
                lines.append(f"#if __has_include(<{header}>)\n")
            lines.append(f"#include <{row['header']}>\n")
            lines += ["#endif\n"] * (2 if row["with"] else 1)
        return "".join(lines) + self.kernel_headers(abi) + self.libc_names

    def kernel_headers(self, abi):
        """What programs pass and no UAPI header defines: AF_, MSG_, SOCK_, MNT_ …"""
        own = Path("arch", abi.kernel_arch, "include/asm/socket.h")
        texts = {name: (self.tree / name).read_text() for name in KERNEL_HEADERS}
        if (self.tree / own).exists():
            texts = {str(own): (self.tree / own).read_text(), **texts}
        lines = []
        for header, text in texts.items():
            wanted = KERNEL_HEADERS.get(header, r"SOCK_\w+")
            for name, body in re.findall(rf"^#\s*define\s+({wanted})\s+([^/\n]+)", text, re.M):
                if name not in KERNEL_ONLY:
                    lines.append(f"#ifndef {name}\n#define {name} {body.strip()}\n#endif\n")
        for kind in ("sock_type", "sock_shutdown_cmd"):  # the kernel architecture's own first
            enum = re.compile(rf"enum {kind} \{{.*?\}};", re.DOTALL)
            lines.append(next(filter(None, map(enum.search, texts.values()))).group() + "\n")
        return "".join(lines)

    def names(self, text):
        """Names that may be constants in preprocessed text with its #defines (-dD)."""
        limits = {row["header"]: tuple(row["only"].split()) for row in self.headers if row["only"]}
        found, plain, only = set(), [], ()
        for line in text.splitlines():
            if marker := MARKER.match(line):
                only = next((limit for header, limit in limits.items()
                             if marker.group(1).endswith("/" + header)), ())
            elif define := DEFINE.match(line):
                name, parameters, body = define.groups()
                if (NAME.fullmatch(name) and not parameters and body.strip()
                        and body.count("(") == body.count(")") and not re.search(r'[{};"]', body)
                        and (not only or name.startswith(only))):
                    found.add(name)
            elif not line.startswith("#"):
                plain.append(line)
        for body in ENUM.findall("\n".join(plain)):
            for part in re.sub(r"\([^()]*\)", "", body).split(","):
                if part.strip() and NAME.fullmatch(name := part.split("=")[0].strip()):
                    found.add(name)
        return sorted(found)

    def values(self, command, text, names):
        """Leaves out what is no integer constant until the rest compiles."""
        before = text.count("\n")
        lines = [f"const long long v_{i} = (long long)({name});" for i, name in enumerate(names)]
        for _ in range(6):
            unit = "#line 1 \"main.c\"\n" + text + "\n".join(lines) + "\n"
            result = self.run([*command, "-ferror-limit=0", "-fno-caret-diagnostics", "-S",
                               "-emit-llvm", "-o", "-", "-"], unit)
            if not result.returncode:
                return {names[int(i)]: int(value) for i, value in VALUE.findall(result.stdout)}
            for number in map(int, ERROR.findall(result.stderr)):
                if number <= before:
                    raise ConstantError(f"{text.splitlines()[number - 1]}: {result.stderr[:2000]}")
                lines[number - before - 1] = ""
        raise ConstantError(f"headers do not compile: {result.stderr[:2000]}")

    def run(self, command, text):
        try:
            return subprocess.run(command, input=text, text=True, stdout=subprocess.PIPE,
                                  stderr=subprocess.PIPE)
        except FileNotFoundError as error:
            raise ConstantError(f"{self.clang}: constants need clang") from error

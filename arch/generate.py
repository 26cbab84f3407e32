#!/usr/bin/env python3
"""Makes arch/generated/ out of Debian's kernel packages.

The tables of callgate's arch layer are not written by hand: this program unpacks
the UAPI headers of every kernel architecture, lets the C preprocessor read them
as each ABI would, adds what the reviewed files beside it say (releases.csv,
births.csv, aliases.csv), and writes C++ headers. docs/arch.md says more.

    arch/generate.py --download            from the newest packages there are
    arch/generate.py --download --check    the same packages again: same bytes?
    arch/generate.py --libc-dev A.deb --source B.deb --libc-dev-s390 C.deb [--check]
"""

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True

from generator import (cpp, cpp_arguments, cpp_constants, definitions, headers,  # noqa: E402
                       packages)
from generator.argument_names import ArgumentNameError, ArgumentNames  # noqa: E402
from generator.arguments import Arguments  # noqa: E402
from generator.constants import KERNEL_HEADERS, ConstantError, Constants  # noqa: E402
from generator.aliases import AliasError, read_aliases, resolve  # noqa: E402
from generator.history import History, ReleaseError, read_births  # noqa: E402

ARCH = Path(__file__).resolve().parent
GENERATED = ARCH / "generated"
RECORD = "packages.csv"
# What is needed of the kernel tree: two kernel architectures that linux-libc-dev lacks,
# and the number tables and sources that say which arguments calls take.
SOURCE_MEMBERS = (["scripts/syscall.tbl", "arch/csky/include/uapi", "arch/xtensa/include/uapi",
                   "arch/*/Makefile.syscalls", "arch/*.tbl", "arch/*.c",
                   "arch/*/include/asm/socket.h", *KERNEL_HEADERS]
                  + [folder if folder.endswith(".c") else folder + "/*.c"
                     for folder in definitions.SHARED])


def source_headers(tree, generic):
    """Puts csky's and xtensa's UAPI headers where headers.py looks, doing what the
    kernel's build does: number tables become headers, the rest is the generic one."""
    csky = re.search(r"^syscall_abis_32 \+= (.*)$",
                     (tree / "arch/csky/kernel/Makefile.syscalls").read_text(), re.MULTILINE)
    tables = {"csky": ("scripts/syscall.tbl", {"common", "32", *csky.group(1).split()}),
              "xtensa": ("arch/xtensa/kernel/syscalls/syscall.tbl", {"common", "32"})}
    for arch, (table, abis) in tables.items():
        folder = tree / "uapi" / arch / "asm"
        shutil.copytree(tree / "arch" / arch / "include/uapi/asm", folder)
        (folder / "unistd_32.h").write_text(headers.table_to_header(tree / table, abis))
        for header in generic.glob("*.h"):
            if not (folder / header.name).exists():
                (folder / header.name).write_text(f"#include <asm-generic/{header.name}>\n")


def release_of(version):
    """(major, minor, 0) of a package version such as 6.12.107-1."""
    major, minor = re.match(r"(\d+)\.(\d+)", version).groups()
    return int(major), int(minor), 0


def sign(tree, names_of):
    """[(ABI, [the signature of each call, None where the kernel's sources have none])]"""
    declared = Arguments(tree, definitions.Sources(tree), ARCH)
    names = ArgumentNames(ARCH, declared.types)
    signatures = []
    for abi in headers.ABIS:
        of = declared.of(abi)
        signatures.append((abi.name, [None if of.get(number) is None
                                      else names.signature(name, of[number])
                                      for number, name in names_of[abi.name]]))
    names.check_used()
    return signatures


def make_tables(debs, found, folder, compiler, clang):
    """{file name: text} of everything in arch/generated/."""
    for role in ("libc-dev", "libc-dev-s390"):
        packages.unpack_libc_dev(debs[role], folder / role)
    packages.unpack_source_members(debs["source"], folder / "source", SOURCE_MEMBERS)
    source_headers(folder / "source", folder / "libc-dev/usr/include/asm-generic")
    newest = headers.HeaderTree(compiler, folder / "libc-dev", folder / "source")
    older = headers.HeaderTree(compiler, folder / "libc-dev-s390", folder / "absent")

    def tree_of(abi):
        return older if abi.package == "libc-dev-s390" else newest

    names_of = {abi.name: tree_of(abi).calls(abi) for abi in headers.ABIS}
    births = read_births(ARCH / "births.csv")
    if list(births) != list(names_of):
        raise ReleaseError("births.csv and generator/headers.py list different ABIs")
    older_release = release_of(found["libc-dev-s390"].version)
    older_names = {abi.name: {name for _, name in older.calls(abi)} for abi in headers.ABIS
                   if older.has(abi) and births[abi.name] <= older_release}
    every = {name for rows in names_of.values() for _, name in rows}
    history = History(ARCH / "releases.csv", births, older_names, older_release)
    if missing := history.unmentioned(every):
        raise ReleaseError(f"releases.csv says nothing of: {' '.join(missing)}")
    if unused := history.unused({abi: {n for _, n in rows} for abi, rows in names_of.items()}):
        raise ReleaseError(f"releases.csv: no such calls: {' '.join(unused)}")

    aliases = read_aliases(ARCH / "aliases.csv", set(names_of))
    newest_release = release_of(found["libc-dev"].version)
    tables = []
    errnos = []
    for abi in headers.ABIS:
        rows = names_of[abi.name]
        dated = [(number, name, history.since(abi.name, name, number - abi.base, newest_release))
                 for number, name in rows]
        tables.append((abi.name, dated, resolve(aliases, abi.name, {name for _, name in rows})))
        errnos.append((abi.name, tree_of(abi).errnos(abi)))
    signatures = sign(folder / "source", names_of)
    constants = Constants(clang, folder / "source", ARCH, folder)
    values = [(abi.name, constants.of(abi, tree_of(abi).folders(abi))) for abi in headers.ABIS]
    return {"calls.hpp": cpp.calls_header(tables),
            "constants.hpp": cpp_constants.constants_header(values),
            "arguments.hpp": cpp_arguments.arguments_header(signatures),
            "errnos.hpp": cpp.errnos_header(errnos, errnos[0][1]),
            "facts.hpp": cpp.facts_header(newest.audit_tokens(), births),
            "provenance.hpp": cpp.provenance_header(found.values())}


def check_packages(found):
    """Whether the packages are those of the committed tables."""
    committed = packages.read_record(GENERATED / RECORD)
    for role, package in found.items():
        if committed.get(role) != package:
            raise packages.PackageError(
                f"the committed tables were made from {committed[role].name} "
                f"{committed[role].version} (SHA-256 {committed[role].sha256}); "
                f"given is {package.name} {package.version} (SHA-256 {package.sha256})")


def is_committed(texts):
    """Whether the committed files are these, bit for bit; says which are not."""
    different = [name for name, text in texts.items()
                 if not (GENERATED / name).exists()
                 or (GENERATED / name).read_bytes() != text.encode()]
    for name in different:
        print(f"{GENERATED / name}: differs from what the packages give", file=sys.stderr)
    return not different


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    for role, why in packages.ROLES.items():
        parser.add_argument("--" + role, metavar="FILE.deb", type=Path, help=why)
    parser.add_argument("--download", action="store_true", help="fetch the packages with apt")
    parser.add_argument("--cache", type=Path, help="keep what is downloaded in that folder")
    parser.add_argument("--check", action="store_true",
                        help="write nothing; compare with the committed tables, exit 1 if other")
    parser.add_argument("--cc", default="cc", help="the preprocessor (default: cc)")
    parser.add_argument("--clang", default="clang", help="evaluates constants (default: clang)")
    options = parser.parse_args()
    debs = {role: vars(options)[role.replace("-", "_")] for role in packages.ROLES}
    if options.download == any(debs.values()) or not (options.download or all(debs.values())):
        parser.error("give either --download or all three packages")

    with tempfile.TemporaryDirectory(prefix="callgate-arch-") as scratch:
        folder = Path(scratch)
        if options.download:
            apt = packages.PrivateApt(options.cache or folder / "apt")
            wanted = (packages.read_record(GENERATED / RECORD).values() if options.check
                      else apt.newest())
            debs = {package.role: apt.fetch(package) for package in wanted}
        found = {role: packages.identify(role, debs[role]) for role in packages.ROLES}
        if options.check:
            check_packages(found)
        texts = make_tables(debs, found, folder, options.cc, options.clang)
        if options.check:
            return 0 if is_committed(texts) else 1
        GENERATED.mkdir(exist_ok=True)
        for name, text in texts.items():
            (GENERATED / name).write_text(text)
        packages.write_record(GENERATED / RECORD, found.values())
        for package in found.values():
            print(f"{package.name} {package.version} {package.sha256}")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (packages.PackageError, ReleaseError, AliasError, ArgumentNameError,
            ConstantError, definitions.DefinitionError, OSError,
            subprocess.CalledProcessError) as error:
        print(f"generate.py: {error}", file=sys.stderr)
        sys.exit(1)

"""The rules of arch/generate.py that need no packages: releases, aliases, headers."""

import ast
import sys
import tempfile
import unittest
from pathlib import Path

ARCH = Path(__file__).resolve().parents[2] / "arch"
sys.path.insert(0, str(ARCH))

from generator import cpp, cpp_constants, definitions, headers  # noqa: E402
from generator.aliases import AliasError, resolve  # noqa: E402
from generator.argument_names import ArgumentNameError, ArgumentNames  # noqa: E402
from generator.arguments import Argument, Arguments  # noqa: E402
from generator.constants import Constants, layout  # noqa: E402
from generator.history import History, ReleaseError, Since, parse_since  # noqa: E402

BIRTHS = {"x86_64": (2, 6, 0), "riscv64": (4, 15, 0), "ppc64": (2, 6, 0), "ppc64le": (3, 13, 0),
          "m68k": (2, 0, 0), "alpha": (1, 2, 0), "loongarch64": (5, 19, 0)}


def history(lines, older_names=None):
    with tempfile.NamedTemporaryFile("w", suffix=".csv") as file:
        file.write("# a remark\nname,release,exceptions\n" + lines)
        file.flush()
        return History(Path(file.name), BIRTHS, older_names or {}, (6, 12, 0))


class Releases(unittest.TestCase):
    def check(self, line, abi, number, expected, older_names=None):
        name = line.split(",")[0]
        found = history(line + "\n", older_names).since(abi, name, number, (7, 3, 0))
        self.assertEqual(found, parse_since(expected))

    def test_general_release(self):
        self.check("call,5.9,", "x86_64", 436, "5.9")

    def test_exception(self):
        self.check("call,5.3,riscv64+m68k:by 5.15", "m68k", 435, "by 5.15")

    def test_old_means_where_records_begin(self):
        self.check("call,old,", "x86_64", 3, "by 4.0")
        self.check("call,old,", "m68k", 3, "by 5.1")

    def test_no_call_is_older_than_its_abi(self):
        self.check("call,old,", "riscv64", 3, "4.15")
        self.check("call,1.0,", "x86_64", 3, "2.6.0")
        self.check("call,1.0,", "loongarch64", 3, "5.19")

    def test_unknown_stays_unknown(self):
        self.check("call,unknown,", "x86_64", 3, "unknown")
        self.check("call,5.9,riscv64:unknown", "riscv64", 436, "unknown")

    def test_one_abi_follows_another(self):
        self.check("call,1.0,ppc64:4.1", "ppc64le", 363, "4.1")

    def test_unrecorded_abis(self):
        self.check("call,2.6.16,", "m68k", 300, "by 5.1")
        self.check("call,5.9,", "m68k", 436, "5.9")
        self.check("call,5.9,", "m68k", 436, "by 7.3", {"m68k": {"other"}})
        self.check("call,6.17,", "m68k", 468, "6.17", {"m68k": {"other"}})

    def test_alpha_counts_from_534(self):
        self.check("call,1.0,", "alpha", 530, "by 5.1")
        self.check("call,5.9,", "alpha", 546, "5.9")

    def test_a_late_call_with_an_early_number_needs_an_exception(self):
        with self.assertRaises(ReleaseError):
            history("call,6.5,\n").since("m68k", "call", 356, (7, 3, 0))

    def test_bad_files(self):
        for lines in ("call,6,\n", "call,5.9,\ncall,5.9,\n", "call,5.9,vax:5.1\n",
                      "call,5.9,m68k:5.1;m68k:5.2\n"):
            with self.assertRaises(ReleaseError):
                history(lines)

    def test_unmentioned_and_unused(self):
        lines = history("one,5.9,m68k:5.10\ntwo,5.9,\n")
        self.assertEqual(lines.unmentioned({"one", "three"}), ["three"])
        self.assertEqual(lines.unused({"m68k": {"three"}, "x86_64": {"one"}}),
                         ["two", "m68k:one"])


class Aliases(unittest.TestCase):
    ALIASES = [("llseek", "_llseek", {"i386"})]

    def test_applies_where_listed(self):
        self.assertEqual(resolve(self.ALIASES, "i386", {"_llseek"}), {"llseek": "_llseek"})
        self.assertEqual(resolve(self.ALIASES, "x86_64", {"lseek"}), {})

    def test_own_name_wins_and_targets_exist(self):
        for names in ({"llseek", "_llseek"}, {"lseek"}):
            with self.assertRaises(AliasError):
                resolve(self.ALIASES, "i386", names)


class Headers(unittest.TestCase):
    def test_only_sums_of_constants(self):
        self.assertEqual(headers.evaluate(ast.parse("(0x40000000 + 3)", mode="eval").body),
                         0x40000003)
        for text in ("__import__('os')", "2 ** 9", "'a'", "1.5"):
            with self.assertRaises(ValueError):
                headers.evaluate(ast.parse(text, mode="eval").body)

    def test_tables_become_headers(self):
        with tempfile.TemporaryDirectory() as folder:
            table = Path(folder) / "syscall.tbl"
            table.write_text("# remark\n\n0\tcommon\tread\tsys_read\n4\t64\twrite\tsys_write\n"
                             "5  common  close  sys_close\n6\ttime32\tpoll\n")
            self.assertEqual(headers.table_to_header(table, {"common", "time32"}),
                             "#define __NR_read 0\n#define __NR_close 5\n#define __NR_poll 6\n")


class Definitions(unittest.TestCase):
    SOURCE = """
/* SYSCALL_DEFINE1(no, int, no) */
#ifdef CONFIG_CLONE_BACKWARDS
SYSCALL_DEFINE2(clone, unsigned long, clone_flags,
                int __user *, child_tidptr)
#elif BITS_PER_LONG == 64
SYSCALL_DEFINE2(clone, int __user *, child_tidptr, unsigned long, clone_flags)
#endif
#if defined(CONFIG_A) && !defined(CONFIG_B)
COMPAT_SYSCALL_DEFINE2(truncate64, const char __user *, path, SC_ARG64(length))
#endif
asmlinkage long sys_plain(struct pt_regs __user *regs, unsigned long long len)
{
SYSCALL_DEFINE0(fork)
SYSCALL_DEFINE3(lseek64, unsigned int, fd, const loff_t, offset, int, whence)
"""

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        tree = Path(self.folder.name)
        for name in [*definitions.SHARED, "arch/arm", "arch/x86"]:
            (tree / name).mkdir(parents=True, exist_ok=True)
        (tree / "kernel/fork.c").write_text(self.SOURCE)
        (tree / "arch/arm/plain.c").write_text(self.SOURCE[self.SOURCE.index("asmlinkage"):])
        (tree / "kernel/sys_ni.c").write_text("COND_SYSCALL(gone);")
        self.arguments = Arguments(tree, definitions.Sources(tree), ARCH)

    def tearDown(self):
        self.folder.cleanup()

    def of(self, abi, entry):
        abi = next(one for one in headers.ABIS if one.name == abi)
        found = self.arguments.of_entry(abi, entry)
        return found and [(a.name, a.type, a.bits, a.kind, a.slot, a.high_slot) for a in found]

    def test_conditions_choose(self):
        self.assertEqual([a[0] for a in self.of("arm", "sys_clone")],
                         ["clone_flags", "child_tidptr"])
        self.assertEqual([a[0] for a in self.of("x86_64", "sys_clone")],
                         ["child_tidptr", "clone_flags"])
        with self.assertRaises(definitions.DefinitionError):
            self.of("csky", "sys_clone")

    def test_widths_and_registers(self):
        self.assertEqual(self.of("x32", "compat_sys_truncate64"),
                         [("path", "const char *", 64, "p", 0, None),
                          ("length", "u64", 64, "u", 1, None)])
        self.assertEqual(self.of("arm", "sys_lseek64")[1:],
                         [("offset", "loff_t", 64, "s", 2, 3),
                          ("whence", "int", 32, "s", 4, None)])
        self.assertEqual(self.of("i386", "sys_lseek64")[1][4:], (1, 2))
        self.assertEqual(self.of("m68k", "sys_lseek64")[1][4:], (2, 1))

    def test_plain_functions_of_the_kernel_architecture(self):
        self.assertEqual([a[:2] for a in self.of("arm", "sys_plain")],
                         [("regs", "struct pt_regs *"), ("len", "unsigned long long")])

    def test_none_is_not_no_arguments(self):
        self.assertEqual(self.of("x86_64", "sys_fork"), ())
        self.assertIsNone(self.of("x86_64", "sys_gone"))
        self.assertIsNone(self.of("x86_64", "sys_ni_syscall"))


class Names(unittest.TestCase):
    def sign(self, names, arguments, narrowed=""):
        with tempfile.TemporaryDirectory() as folder:
            folder = Path(folder)
            (folder / "argument_names.csv").write_text("calls,name,kernel,type\n" + names)
            (folder / "narrowed.csv").write_text("calls,argument,bits,kind\n" + narrowed)
            (folder / "packed.csv").write_text("type,fields\nstruct a *,prot flags\n")
            book = ArgumentNames(folder, {"loff_t": {"bits": "64", "kind": "s"}})
            signature = book.signature("call", arguments)
            book.check_used()
            return {argument.name: argument for _, argument in
                    signature.declared + signature.further}

    LOW = Argument("low", "u32", 32, "u", 2)
    HIGH = Argument("high", "u32", 32, "u", 1)

    def test_halves_and_other_spellings(self):
        found = self.sign("call,offset,pos low+high,loff_t\n", [self.HIGH, self.LOW])
        offset = Argument("offset", "loff_t", 64, "s", 2, 1)
        self.assertEqual(found["offset"], offset)
        self.assertEqual((found["pos"].slot, found["pos"].high_slot), (2, 1))
        self.assertEqual(found["low"], self.LOW)

    def test_mistakes(self):
        for names in ("call,offset,absent,\n", "other,offset,low,\n", "call,high,low,\n",
                      "call,x,low,\ncall,x,high,\n"):
            with self.assertRaises(ArgumentNameError):
                self.sign(names, [self.HIGH, self.LOW])

    def test_narrowed_and_packed(self):
        found = self.sign("", [Argument("fd", "unsigned long", 64, "u", 0)], "call,fd,32,s\n")
        self.assertEqual((found["fd"].bits, found["fd"].kind, found["fd"].narrowed),
                         (32, "s", True))
        found = self.sign("call,protection,prot,\n", [Argument("arg", "struct a *", 64, "p", 0)])
        self.assertEqual([found[name].bits for name in ("prot", "flags", "protection")], [0] * 3)


class ConstantNames(unittest.TestCase):
    def names(self, text):
        with tempfile.TemporaryDirectory() as folder:
            constants = Constants("clang", Path(folder), ARCH, Path(folder))
        return constants.names(text)

    def test_macros_and_enumerators(self):
        self.assertEqual(self.names('# 1 "/x/linux/fs.h"\n'
                                    '#define MS_RDONLY 1\n#define _GUARD 1\n#define lower 1\n'
                                    '#define F(x) x\n#define EMPTY\n#define TEXT "x"\n'
                                    '#define TYPE struct x { int y; }\n#define OPEN (1\n'
                                    'enum x {\n IPPROTO_IP = (1 << 2), IPPROTO_TCP\n};\n'),
                         ["IPPROTO_IP", "IPPROTO_TCP", "MS_RDONLY"])

    def test_only_some_of_a_header(self):
        self.assertEqual(self.names('# 1 "/x/asm/ptrace.h" 1\n#define PTRACE_X 1\n#define EAX 2\n'
                                    '# 3 "/x/linux/fs.h" 2\n#define EBX 3\n'), ["EBX", "PTRACE_X"])

    def test_every_abi_has_a_layout(self):
        for abi in headers.ABIS:
            is_64 = abi.macros["__SIZEOF_LONG__"] == 8
            self.assertEqual("x86_64" in layout(abi)[0], is_64)


class Output(unittest.TestCase):
    def test_constants_that_differ_have_a_row(self):
        text = cpp_constants.constants_header([("a", {"SAME": -1, "OTHER": 1, "THERE": 2}),
                                               ("b", {"SAME": -1, "OTHER": 2})])
        self.assertIn("0x1, 0x2, 0xffffffffffffffff", text)
        self.assertIn("{0, 0, 1}, {6, 2, 0}, {11, 1, 1}", text)
        self.assertIn("  0, 1,\n  1, 65535,\n", text)

    def test_tables_in_common_are_written_once(self):
        rows = [(0, "read", Since("exactly", (1, 0, 0)))]
        text = cpp.calls_header([("sh", rows, {}), ("sheb", rows, {})])
        self.assertIn("Call calls_sh[]", text)
        self.assertNotIn("calls_sheb", text)
        self.assertEqual(text.count("{calls_sh, names_sh}"), 2)


if __name__ == "__main__":
    unittest.main()

"""The rules of arch/generate.py that need no packages: releases, aliases, headers."""

import ast
import sys
import tempfile
import unittest
from pathlib import Path

ARCH = Path(__file__).resolve().parents[2] / "arch"
sys.path.insert(0, str(ARCH))

from generator import cpp, headers  # noqa: E402
from generator.aliases import AliasError, resolve  # noqa: E402
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


class Output(unittest.TestCase):
    def test_tables_in_common_are_written_once(self):
        rows = [(0, "read", Since("exactly", (1, 0, 0)))]
        text = cpp.calls_header([("sh", rows, {}), ("sheb", rows, {})])
        self.assertIn("Call calls_sh[]", text)
        self.assertNotIn("calls_sheb", text)
        self.assertEqual(text.count("{calls_sh, names_sh}"), 2)


if __name__ == "__main__":
    unittest.main()

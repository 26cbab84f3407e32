"""The arguments of every call: what the kernel declares, and the registers that hold it.

Puts together the entry points (entries.py), their definitions (definitions.py) and the
reviewed files kconfig.csv, types.csv and entries.csv. A 64-bit argument of a 32-bit ABI
takes two registers, in the byte order; where the C calling convention says so, the pair
begins at an even one.
"""

import csv
import itertools
import re
from dataclasses import dataclass, replace
from typing import Optional

from generator.definitions import HALVES, DefinitionError, Parameter
from generator.entries import NOT_IMPLEMENTED, entries

# ABIs whose C calling convention begins a 64-bit argument at an even register.
EVEN_PAIRS = {"arm", "ppc", "mips_o32", "mipsel_o32", "xtensa"}
BIG_ENDIAN = {"ppc64", "ppc", "s390x", "s390", "mips_n64", "mips_n32", "mips_o32", "m68k",
              "parisc64", "parisc", "sheb"}
# 32-bit ABIs that only 64-bit kernels serve, which pass 64-bit registers.
WIDE = {"x32", "mips_n32", "mipsel_n32"}


WORD = re.compile(r"[A-Za-z_]\w*")


@dataclass(frozen=True)
class Argument:
    name: str
    type: str
    bits: int
    kind: str  # s, u or p
    slot: int
    high_slot: Optional[int] = None
    narrowed: bool = False


def word_of(abi):
    """The bits of a long in the kernel that serves the ABI."""
    return 64 if abi.macros["__SIZEOF_LONG__"] == 8 or abi.name in WIDE else 32


def read_csv(path):
    with path.open() as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))


class Arguments:
    """Of every ABI; `folder` holds the reviewed files."""

    def __init__(self, tree, sources, folder):
        self.tree = tree
        self.sources = sources
        self.kconfig = {row["symbol"]: set(row["abis"].split())
                        for row in read_csv(folder / "kconfig.csv")}
        self.types = {row["type"]: row for row in read_csv(folder / "types.csv")}
        self.entries = {(row["entry"], arch): row["means"]
                        for row in read_csv(folder / "entries.csv")
                        for arch in row["kernel_archs"].split()}
        stubs = (tree / "kernel/sys_ni.c").read_text()
        self.optional = {"sys_" + name for name in re.findall(r"COND_SYSCALL\((\w+)\)", stubs)}

    def of(self, abi):
        """{number: tuple of Argument, or None where the kernel has no such function}"""
        return {number: self.of_entry(abi, entry)
                for number, entry in entries(self.tree, abi).items()}

    def of_entry(self, abi, entry):
        means = self.entries.get((entry, abi.kernel_arch), entry)
        if means in (NOT_IMPLEMENTED, "unknown"):
            return None
        if not means:
            return ()
        for found in self.sources.of(abi.kernel_arch, means, word_of(abi) == 32):
            candidates = [one for one in found if self.applies(abi, one)]
            if candidates:
                break
        signatures = {definition.parameters for definition in candidates}
        if not signatures and means in self.optional:
            return None
        if len(signatures) != 1:
            raise DefinitionError(f"{abi.name}: {means} has {len(signatures)} definitions: "
                                  + ", ".join(sorted(d.place for d in candidates)))
        return self.place(abi, signatures.pop())

    def applies(self, abi, definition):
        """Whether the definition can be compiled for the ABI."""
        if abi.name not in self.kconfig.get(definition.place, {abi.name}):
            return False
        return all(self.possible(abi, condition) for condition in definition.conditions)

    def possible(self, abi, condition):
        """Whether an #if can be true. Of what kconfig.csv does not list, either way is."""
        text = re.sub(r"BITS_PER_LONG\s*==\s*(32|64)",
                      lambda match: str(int(match.group(1)) == word_of(abi)), condition)
        text = re.sub(r"(?:defined|IS_ENABLED)\s*\(?\s*(\w+)\s*\)?", r" \1 ", text)
        text = text.replace("&&", " and ").replace("||", " or ").replace("!", " not ")
        if re.search(r"[^\w\s()]", text):
            return True  # compares something else
        symbols = set(WORD.findall(text)) - {"and", "or", "not", "True", "False"}
        known = {symbol: abi.name in self.kconfig[symbol]
                 for symbol in symbols if symbol in self.kconfig}
        others = sorted(symbols - set(known))
        return any(eval(text, {"__builtins__": {}}, known | dict(zip(others, guess)))
                   for guess in itertools.product((False, True), repeat=len(others)))

    def place(self, abi, parameters):
        """Gives parameters their widths and registers."""
        word = word_of(abi)
        big = abi.name in BIG_ENDIAN
        slot, found = 0, []
        for parameter in parameters:
            bits, kind = self.width(parameter.type, word)
            name = "u64" if parameter.type == HALVES else parameter.type
            if bits <= word:
                found.append(Argument(parameter.name, name, bits, kind, slot))
                slot += 1
                continue
            if slot % 2 and abi.name in EVEN_PAIRS and parameter.type != HALVES:
                slot += 1
            low, high = (slot + 1, slot) if big else (slot, slot + 1)
            found.append(Argument(parameter.name, name, bits, kind, low, high))
            slot += 2
        return tuple(found)

    def width(self, text, word):
        if "*" in text:
            return word, "p"
        row = self.types.get("u64" if text == HALVES else text)
        if row is None:
            raise DefinitionError(f"types.csv does not say how wide is: {text}")
        return word if row["bits"] == "word" else int(row["bits"]), row["kind"]

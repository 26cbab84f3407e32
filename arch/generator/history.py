"""Since when each ABI has each call: the rules that releases.csv states at its head."""

import csv
import re
from dataclasses import dataclass

# How far back the records of an ABI go: what was there before counts as "old".
RECORDS_BEGIN = {
    **dict.fromkeys(["x86_64", "x32", "i386", "s390", "s390x"], (4, 0, 0)),
    **dict.fromkeys(["riscv64", "riscv32"], (4, 15, 0)),
    **dict.fromkeys(["aarch64", "arm", "ppc64", "ppc", "mips_n64", "mips_n32", "mips_o32"],
                    (5, 0, 0)),
}
# ABIs whose calls appeared when those of another ABI did.
FOLLOWS = {"ppc64le": "ppc64", "mipsel_n64": "mips_n64", "mipsel_n32": "mips_n32",
           "mipsel_o32": "mips_o32", "sheb": "sh"}
# Linux 5.1 completed every table; a number from here on came to all ABIs together.
# alpha counts from 534, as the others do from 424.
COMPLETED = (5, 1, 0)
UNIFIED = 403
UNIFIED_ALPHA = 534


@dataclass(frozen=True)
class Since:
    """Mirrors callgate::arch::Since. `known`: exactly, by or unknown."""
    known: str
    release: tuple = (0, 0, 0)


UNKNOWN = Since("unknown")


class ReleaseError(Exception):
    """releases.csv cannot be read, or says nothing of a call that headers have."""


def parse_since(text):
    if text in ("unknown", "old"):
        return UNKNOWN if text == "unknown" else text
    match = re.fullmatch(r"(by )?(\d+)\.(\d+)(?:\.(\d+))?", text)
    if not match:
        raise ReleaseError(f"releases.csv: '{text}' is no release")
    by, *parts = match.groups()
    return Since("by" if by else "exactly", tuple(int(part or 0) for part in parts))


class History:
    def __init__(self, path, births, older_names, older_release):
        """`births`: {ABI: release}; `older_names`: {ABI: names that the older headers
        have}, for the ABIs that were in them; `older_release`: theirs."""
        self.births = births
        self.older_names = older_names
        self.older_release = older_release
        self.general = {}
        self.exceptions = {}
        with path.open() as file:
            for row in csv.DictReader(line for line in file if not line.startswith("#")):
                name = row["name"]
                if name in self.general:
                    raise ReleaseError(f"releases.csv: {name} twice")
                self.general[name] = parse_since(row["release"])
                for item in filter(None, row["exceptions"].split(";")):
                    abis, text = item.split(":")
                    for abi in abis.split("+"):
                        if abi not in births or (abi, name) in self.exceptions:
                            raise ReleaseError(f"releases.csv: {name}: exception for {abi}")
                        self.exceptions[abi, name] = parse_since(text)

    def since(self, abi, name, number, newest):
        """`number` without the ABI's base; `newest`: the release of the newer headers."""
        recorded = FOLLOWS.get(abi, abi)
        found = self.exceptions.get((abi, name), self.exceptions.get((recorded, name)))
        if found is None:
            found = self.general[name]
            if recorded not in RECORDS_BEGIN and found != UNKNOWN:
                found = self.unrecorded(abi, name, number, found, newest)
        if found == "old":
            found = Since("by", RECORDS_BEGIN.get(recorded, COMPLETED))
        if found.known != "unknown" and found.release <= self.births[abi]:
            return Since("exactly", self.births[abi])
        return found

    def unrecorded(self, abi, name, number, general, newest):
        """What can be said of an ABI whose own history nobody recorded."""
        if number < (UNIFIED_ALPHA if abi == "alpha" else UNIFIED):
            if general != "old" and general.release > COMPLETED:
                raise ReleaseError(f"releases.csv: {name} on {abi} needs an exception: its number "
                                   f"{number} is older than the call")
            return "old"
        older = self.older_names.get(abi)
        if older is not None and name not in older and general.release <= self.older_release:
            return Since("by", newest)
        return general

    def unmentioned(self, names):
        return sorted(set(names) - set(self.general))

    def unused(self, names_of):
        """Lines for calls that no ABI has, exceptions for calls that the ABI lacks."""
        every = set().union(*names_of.values())
        return sorted(set(self.general) - every) + sorted(
            f"{abi}:{name}" for abi, name in self.exceptions if name not in names_of[abi])


def read_births(path):
    """{ABI: the first release that had it}"""
    with path.open() as file:
        rows = csv.DictReader(line for line in file if not line.startswith("#"))
        return {row["abi"]: parse_since(row["release"]).release for row in rows}

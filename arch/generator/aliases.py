"""The reviewed aliases: what a name means on ABIs whose headers lack it."""

import csv


class AliasError(Exception):
    """aliases.csv names an ABI or a call that does not exist there."""


def read_aliases(path, known_abis):
    """[(alias, call, set of ABIs)] in the order of the file; the first that fits wins."""
    aliases = []
    with path.open() as file:
        for row in csv.DictReader(line for line in file if not line.startswith("#")):
            abis = set(row["abis"].split())
            if unknown := abis - known_abis:
                raise AliasError(f"aliases.csv: {row['name']}: no such ABI: {sorted(unknown)}")
            aliases.append((row["name"], row["means"], abis))
    return aliases


def resolve(aliases, abi, names):
    """{alias: call} for the aliases that hold on `abi`, which has the calls `names`."""
    found = {}
    for alias, call, abis in aliases:
        if abi not in abis:
            continue
        if alias in names or call not in names or alias in found:
            raise AliasError(f"aliases.csv: {alias} cannot mean {call} on {abi}: "
                             + ("it is a call there" if alias in names else
                                "there is no such call" if call not in names else "given twice"))
        found[alias] = call
    return found

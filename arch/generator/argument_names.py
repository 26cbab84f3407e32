"""What arguments answer to: the reviewed names, halves put together, narrowings.

Everything is resolved here, so that the tables hold each name of each call with the
registers that it means, and a look-up is a search among a handful.
"""

from dataclasses import dataclass, replace

from generator.arguments import Argument, read_csv


class ArgumentNameError(Exception):
    """argument_names.csv, narrowed.csv or packed.csv says what no declaration bears out."""


@dataclass(frozen=True)
class Signature:
    """A call on one ABI: (canonical name, Argument) of what is declared, and likewise of
    the further names. An argument of no bits stands behind a pointer."""
    declared: tuple
    further: tuple


class ArgumentNames:
    def __init__(self, folder, types):
        self.types = types
        self.packed = {row["type"]: row["fields"].split()
                       for row in read_csv(folder / "packed.csv")}
        self.names = self.by_call(folder / "argument_names.csv")
        self.narrowed = self.by_call(folder / "narrowed.csv")
        self.unused = {(row["name"], row["kernel"], call)
                       for call, rows in self.names.items() for row in rows}
        self.unused |= {(row["argument"], row["bits"], call)
                        for call, rows in self.narrowed.items() for row in rows}

    @staticmethod
    def by_call(path):
        found = {}
        for row in read_csv(path):
            for call in row["calls"].split():
                found.setdefault(call, []).append(row)
        return found

    def check_used(self):
        """Once every call was signed: lines that held nowhere are mistakes."""
        if self.unused:
            raise ArgumentNameError("names or narrowings that hold on no ABI: " + "; ".join(
                f"{call}: {first} ({second})" for first, second, call in sorted(self.unused)))

    def signature(self, call, arguments):
        """Everything that a call's arguments answer to there."""
        arguments = tuple(self.narrow(call, argument) for argument in arguments)
        declared = {argument.name: argument for argument in arguments}
        canonical, further = {}, {}
        for row in self.names.get(call, []):
            spellings = row["kernel"].split()
            target = next(filter(None, (self.find(s, row, declared) for s in spellings)), None)
            if target is None:
                continue
            self.unused.discard((row["name"], row["kernel"], call))
            if target.name in declared:
                canonical[target.name] = row["name"]
            for name in [row["name"], *(s for s in spellings if s.isidentifier())]:
                if name in declared:
                    if name == row["name"] and declared[name].slot != target.slot:
                        raise ArgumentNameError(f"{call}: {name} is another argument")
                elif further.setdefault(name, (row["name"], target))[1] != target:
                    raise ArgumentNameError(f"{call}: {name} means two arguments")
        for argument in arguments:
            for field in self.packed.get(argument.type, []):
                further.setdefault(field, (field, self.behind(argument)))
        return Signature(
            tuple((canonical.get(a.name, a.name), a) for a in arguments),
            tuple((first, replace(target, name=name))
                  for name, (first, target) in sorted(further.items())))

    def find(self, spelling, row, declared):
        """The argument that one spelling of a line means; None if there is none such."""
        name, _, width = spelling.partition(":")
        low, _, high = name.partition("+")
        if high:
            if not all(half in declared and declared[half].bits == 32 for half in (low, high)):
                return None
            return Argument(name, row["type"], *self.type(row["type"]), declared[low].slot,
                            declared[high].slot)
        if name not in declared:
            behind = [self.behind(argument) for argument in declared.values()
                      if name in self.packed.get(argument.type, [])]
            return behind[0] if behind else None
        if not width:
            return declared[name]
        if declared[name].bits != int(width):
            return None
        bits, kind = self.type(row["type"])
        return replace(declared[name], name=spelling, type=row["type"], bits=bits, kind=kind)

    def type(self, text):
        return int(self.types[text]["bits"]), self.types[text]["kind"]

    @staticmethod
    def behind(pointer):
        return replace(pointer, name="", type="", bits=0, kind="u")

    def narrow(self, call, argument):
        for row in self.narrowed.get(call, []):
            if row["argument"] == argument.name:
                self.unused.discard((row["argument"], row["bits"], call))
                if int(row["bits"]) < argument.bits:
                    return replace(argument, bits=int(row["bits"]), kind=row["kind"],
                                   narrowed=True)
        return argument

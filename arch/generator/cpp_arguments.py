"""Writes arguments.hpp: strings in one block, everything else small integers.

Rows (an argument under one name) and signatures (runs of rows) are each written once;
an ABI has the position of a signature for each of its calls.
"""

from generator.cpp import HEAD, TAIL, Shared, array

NO_SIGNATURE = 0xffff
NO_SLOT = 0xff
KINDS = {"u": 0, "s": 1, "p": 2}


class Numbered:
    """Distinct things, numbered in the order in which they come."""

    def __init__(self):
        self.positions = {}

    def of(self, thing):
        return self.positions.setdefault(thing, len(self.positions))

    def __iter__(self):
        return iter(self.positions)


class Strings:
    """Distinct strings in one block, each ended by a zero; known by their offset."""

    def __init__(self):
        self.offsets = {}
        self.size = 0

    def of(self, text):
        if text not in self.offsets:
            self.offsets[text] = self.size
            self.size += len(text.encode()) + 1
        return self.offsets[text]

    def block(self, name):
        lines = [f'  "{text}\\0"\n' for text in self.offsets]
        return f"inline constexpr char {name}[] =\n{''.join(lines)};\n"


def row(strings, canonical, argument):
    high = NO_SLOT if argument.high_slot is None else argument.high_slot
    texts = ", ".join(str(strings.of(text)) for text in (argument.name, canonical, argument.type))
    return (f"{{{texts}, {argument.bits}, {KINDS[argument.kind]}, {int(argument.narrowed)}, "
            f"{argument.slot}, {high}}}")


def arguments_header(tables):
    """`tables`: [(ABI, [Signature or None, in the order of its calls])]"""
    strings, rows, signatures, shared, names = Strings(), Numbered(), Numbered(), Shared(), []
    for abi, signed in tables:
        items = []
        for signature in signed:
            if signature is None:
                items.append(str(NO_SIGNATURE))
                continue
            positions = tuple(rows.of(row(strings, canonical, argument))
                              for canonical, argument in signature.declared + signature.further)
            items.append(str(signatures.of((len(signature.declared), positions))))
        names.append("signatures_" + shared.add(
            abi, items, lambda abi: array("std::uint16_t", "signatures_" + abi, items, 20)))
    starts, listed = [], []
    for count, positions in signatures:
        starts.append(f"{{{len(listed)}, {count}, {len(positions)}}}")
        listed += [str(position) for position in positions]
    if len(list(rows)) > NO_SIGNATURE or strings.size > NO_SIGNATURE or len(listed) > 0xffff:
        raise ValueError("arguments.hpp: positions no longer fit 16 bits")
    return (HEAD
            + "// Names and types.\n"
            + strings.block("argument_text")
            + "\n// Name, canonical name, type, bits, kind, narrowed, register, upper register.\n"
            + array("ArgumentRow", "argument_rows", list(rows), 4)
            + "\n// Rows, signature after signature.\n"
            + array("std::uint16_t", "signature_rows", listed, 20)
            + "\n// Where each signature begins, how many rows are declared, how many in all.\n"
            + array("SignatureRow", "signatures", starts, 8)
            + "\n// A signature for each call of calls.hpp.\n"
            + "\n".join(shared.texts)
            + "\n// In the order of Abi.\n"
            + array("const std::uint16_t*", "signature_tables", names, 4)
            + TAIL)

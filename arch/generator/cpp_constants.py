"""Writes constants.hpp: names in blocks of text, values once each.

Most constants are the same on every ABI and name their value at once; the others name a
row, which has the position of a value for each ABI. Equal rows are written once.
"""

from generator.cpp import HEAD, TAIL, array

NAMES_A_BLOCK = 2048  # so that 16 bits reach into one, and compilers take it as one literal
ABSENT = 0xffff


def constants_header(tables):
    """`tables`: [(ABI, {name: value}), in the order of Abi]"""
    names = sorted({name for _, values in tables for name in values})
    distinct = sorted({value % 2**64 for _, values in tables for value in values.values()})
    position = {value: i for i, value in enumerate(distinct)}
    rows, constants, blocks, offset = {}, [], [], 0
    for i, name in enumerate(names):
        if i % NAMES_A_BLOCK == 0:
            blocks.append([])
            offset = 0
        blocks[-1].append(f'  "{name}\\0"\n')
        of_abi = tuple(position[values[name] % 2**64] if name in values else ABSENT
                       for _, values in tables)
        varies = len(set(of_abi)) > 1
        index = rows.setdefault(of_abi, len(rows)) if varies else of_abi[0]
        constants.append(f"{{{offset}, {index}, {int(varies)}}}")
        offset += len(name) + 1
    if len(distinct) >= ABSENT or len(rows) >= ABSENT:
        raise ValueError("constants.hpp: positions no longer fit 16 bits")
    texts = "".join(f"inline constexpr char constant_text_{i}[] =\n{''.join(block)};\n"
                    for i, block in enumerate(blocks))
    listed = [str(value) for row in rows for value in row]
    return (HEAD
            + f"// Names, sorted, {NAMES_A_BLOCK} a block.\n"
            + f"inline constexpr std::size_t names_a_block = {NAMES_A_BLOCK};\n" + texts
            + array("const char*", "constant_text", [f"constant_text_{i}"
                                                     for i in range(len(blocks))], 4)
            + "\n// Every value.\n"
            + array("std::uint64_t", "constant_values",
                    [f"0x{value:x}" for value in distinct], 12)
            + f"\n// Positions of values, {len(tables)} a row, in the order of Abi.\n"
            + array("std::uint16_t", "constant_rows", listed, len(tables))
            + "\n// Offset of the name; position of the value, or of a row if the last is 1.\n"
            + array("ConstantRow", "constants", constants, 8)
            + TAIL)

#!/usr/bin/env python3
"""Writes Sources/Cells/WideRanges.swift: the scalars that take two columns, by Unicode's East Asian Width (UAX #11).

The data is that of Python's unicodedata. What is not assigned yet counts as wide in the blocks of ideographs, as
UAX #11 says, and in those of emoji, where nearly all that is added is wide."""
import pathlib
import unicodedata

UNASSIGNED_WIDE = [
    (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x2FFFD), (0x30000, 0x3FFFD),
    (0x1F6D8, 0x1F6DF), (0x1F900, 0x1F9FF), (0x1FA70, 0x1FAFF),
]
# glibc's and ncurses's wcwidth, and so terminals, draw these wide: circled numbers on black squares, hexagrams.
DRAWN_WIDE = [(0x3248, 0x324F), (0x4DC0, 0x4DFF)]


def within(value, ranges):
    return any(first <= value <= last for first, last in ranges)


def is_wide(value):
    if within(value, DRAWN_WIDE):
        return True
    if unicodedata.category(chr(value)) == "Cn":
        return within(value, UNASSIGNED_WIDE)
    return unicodedata.east_asian_width(chr(value)) in "WF"


ranges = []
for value in range(0x110000):
    if not is_wide(value):
        continue
    if ranges and ranges[-1][1] == value - 1:
        ranges[-1][1] = value
    else:
        ranges.append([value, value])

lines = [
    "/// The scalars that take two columns, as ranges in order.",
    "///",
    f"/// Unicode {unicodedata.unidata_version}, UAX #11; made by scripts/text-width.py.",
    "let wideRanges: [ClosedRange<UInt32>] = [",
]
row = " "
for first, last in ranges:
    item = f" 0x{first:X}...0x{last:X},"
    if len(row) + len(item) > 100:
        lines.append(row)
        row = " "
    row += item
lines += [row, "]", ""]
folder = pathlib.Path(__file__).resolve().parent.parent
(folder / "Sources/Cells/WideRanges.swift").write_text("\n".join(lines))

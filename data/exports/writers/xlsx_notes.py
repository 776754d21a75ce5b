"""What stands above the table of a workbook: its title, its day, what it says and how it counts.

All that stands above a table stays in sight with its headings, so there is only so much of it: the
rest has a sheet of its own.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from math import ceil
from typing import Any, NamedTuple

NOTES = "Notes"
"""The sheet of what has no room above the tables of a workbook."""

_MOST_LINES, _WIDE, _NO_COLUMN = 8, 120, 9
"""Lines of notes that are kept in sight, characters beside each other in one, and those of a cell
where there is no column."""
_HIGH = 15
"""Points: what a line of a cell needs."""
_NOTES_WIDE = 100

_STAYS = ("For circulation", "CONFIDENTIAL")
"""How notes begin that belong beside the table, however many there are."""


class Notes(NamedTuple):
    """The lines that stand above the table, and those for which there is no room there."""

    above: Sequence[str]
    rest: Sequence[str]


def parted(lines: Sequence[str]) -> Notes:
    """The lines as they are placed: what does not stand above goes to a sheet of its own."""
    if sum(map(_height, lines)) <= _MOST_LINES:
        return Notes(lines, ())
    # The day and the answer come first.
    above, rest = list(lines[:2]), list[str]()
    for line in lines[2:]:
        (above if line.startswith(_STAYS) else rest).append(line)
    if not rest:
        return Notes(above, ())
    return Notes([*above, f"How this was counted, and where it was read: sheet “{NOTES}”."], rest)


def write_above(
    sheet: Any, lines: Sequence[str], widths: Sequence[int], formats: Mapping[str, Any]
) -> None:
    """Write the lines under the title; what is longer than the page goes on in the same cell."""
    wide, last = 0, -1
    while wide < _WIDE:
        last += 1
        wide += widths[last] if last < len(widths) else _NO_COLUMN
    for row, line in enumerate(lines, start=1):
        count = len(textwrap.wrap(line, wide))
        if count <= 1:
            sheet.write_string(row, 0, line)
            continue
        sheet.set_row(row, _HIGH * count)
        if last:
            sheet.merge_range(row, 0, row, last, "", formats["note"])
        sheet.write_string(row, 0, line, formats["note"])


def write_headings(
    sheet: Any, row: int, labels: Sequence[tuple[str, str]], widths: Sequence[int],
    formats: Mapping[str, Any],
) -> None:  # fmt: skip
    """Write the heads of the columns, each with the format of its name, as high as the highest."""
    # The arrow of the filter takes the room of three characters.
    rooms = [max(3, width - 3) for width in widths]
    counts = [
        len(textwrap.wrap(label, room)) for (label, _), room in zip(labels, rooms, strict=True)
    ]
    sheet.set_row(row, _HIGH * max([1, *counts]))
    for at, (label, format_name) in enumerate(labels):
        sheet.write_string(row, at, label, formats[format_name])


def add_notes(workbook: Any, notes: Sequence[tuple[str, Sequence[str]]], formats: Any) -> None:
    """Add the sheet with the notes that have no room above their tables, each under its title."""
    sheet = workbook.add_worksheet(NOTES)
    sheet.set_column(0, 0, _NOTES_WIDE)
    row = 0
    for title, lines in notes:
        sheet.write_string(row, 0, title, formats["title"])
        for at, line in enumerate(lines, start=row + 2):
            sheet.set_row(at, _HIGH * max(1, len(textwrap.wrap(line, _NOTES_WIDE - 4))))
            sheet.write_string(at, 0, line, formats["note"])
        row += len(lines) + 3
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _height(line: str) -> int:
    return ceil(len(line) / _WIDE)

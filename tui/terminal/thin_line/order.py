"""The order in which to write what differs: line by line, or pen by pen where that is shorter."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter

from tui.terminal.thin_line.cells import Cell
from tui.terminal.thin_line.lines import Change, Kind
from tui.terminal.thin_line.pens import Pen, blank_of, change_of_pen
from tui.terminal.thin_line.writer import Writer

_WORTH_A_LOOK = 3
"""With fewer pieces to write the order makes no difference that is worth its price."""

_PEN = itemgetter(1)

Piece = tuple[int, int, list[Cell]]
"""A line, the first cell, and neighbouring cells of one pen, blanks among them."""


def write_changes(writer: Writer, lines: Sequence[Sequence[Change]]) -> None:
    """Write the changes of lines, each in its order, in the shorter way."""
    by_line = writer.trial()
    for line in lines:
        for change in line:
            _write(by_line, change)
    if sum(map(len, lines)) < _WORTH_A_LOOK:
        writer.adopt(by_line)
        return
    by_pen = writer.trial()
    pieces: dict[Pen, list[Piece]] = {}
    for line in lines:
        if any(change.kind is Kind.WRITE_DOUBTFUL for change in line):
            continue
        for change in line:
            if change.kind is Kind.ERASE_TO_END:
                _write(by_pen, change)
            else:
                _split(change, pieces)
    while pieces:
        pen = min(pieces, key=lambda pen: len(change_of_pen(by_pen.pen, pen)))
        for y, x, cells in pieces.pop(pen):
            by_pen.write(x, y, cells)
    for line in lines:
        if any(change.kind is Kind.WRITE_DOUBTFUL for change in line):
            for change in line:
                _write(by_pen, change)
    writer.adopt(min(by_line, by_pen, key=lambda trial: trial.length))


def _write(writer: Writer, change: Change) -> None:
    if change.kind is Kind.WRITE:
        writer.write(change.x, change.y, change.cells)
    elif change.kind is Kind.ERASE_TO_END:
        writer.erase_to_end(change.x, change.y, change.cells[0])
    else:
        writer.write_doubtful(change.x, change.y, change.cells)


def _split(change: Change, pieces: dict[Pen, list[Piece]]) -> None:
    """Put a change with the others of its pens, blanks with the text before or after them."""
    current: Pen | None = None
    first, at = change.x, change.x
    cells: list[Cell] = []

    def finish() -> None:
        if cells:
            pen = current or cells[0][1]._replace(is_blank=False)
            pieces.setdefault(pen, []).append((change.y, first, cells))

    for pen, found in groupby(change.cells, _PEN):
        group = list(found)
        alike = current is not None and (blank_of(current) == pen or current == pen)
        only_blanks = current is None and bool(cells)
        if alike or (only_blanks and blank_of(pen) == cells[0][1]) or not cells:
            cells += group
        else:
            finish()
            first, cells, current = at, group, None
        if not pen.is_blank:
            current = pen
        at += len(group)
    finish()

"""The order in which to write what differs: line by line, or pen by pen where that is shorter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from operator import itemgetter

from tui.terminal.thin_line.cells import Cell
from tui.terminal.thin_line.lines import Change, Kind
from tui.terminal.thin_line.pens import Pen, blank_of, change_of_pen
from tui.terminal.thin_line.writer import Writer

_WORTH_A_LOOK = 5
"""With fewer pieces to write the order makes no difference that is worth its price."""

_SURELY_BY_PEN = 24
"""With more pieces than this it hardly ever is shorter to write line by line."""

_SHORTEST_WAY = 4
"""What it takes to go on a few cells further in a line."""

_PEN = itemgetter(1)

Piece = tuple[int, int, list[Cell]]
"""A line, the first cell, and neighbouring cells of one pen, blanks among them."""


def write_changes(writer: Writer, lines: Sequence[Sequence[Change]]) -> None:
    """Write the changes of lines, each in its order, in the shorter way."""
    count = sum(map(len, lines))
    if count > _SURELY_BY_PEN:
        writer.adopt(_by_pen(writer.trial(), lines))
        return
    by_line = writer.trial()
    for line in lines:
        for change in line:
            _write(by_line, change)
    if count < _WORTH_A_LOOK:
        writer.adopt(by_line)
        return
    by_pen = _by_pen(writer.trial(), lines)
    writer.adopt(min(by_line, by_pen, key=lambda trial: trial.length))


def _by_pen(writer: Writer, lines: Sequence[Sequence[Change]]) -> Writer:
    """The writer, after the changes were written pen by pen."""
    pieces: dict[Pen, list[Piece]] = {}
    for line in lines:
        if any(change.kind is Kind.WRITE_DOUBTFUL for change in line):
            continue
        for change in line:
            if change.kind is Kind.WRITE:
                _split(change, pieces)
            else:
                _write(writer, change)
    due = {(y, x): len(cells) for of_pen in pieces.values() for y, x, cells in of_pen}
    while pieces:
        pen = min(pieces, key=lambda pen: len(change_of_pen(writer.pen, pen)))
        _write_nearest_first(writer, pieces.pop(pen), due)
    for line in lines:
        if any(change.kind is Kind.WRITE_DOUBTFUL for change in line):
            for change in line:
                _write(writer, change)
    return writer


def _write_nearest_first(
    writer: Writer, pieces: Sequence[Piece], due: dict[tuple[int, int], int]
) -> None:
    """Write pieces of one pen, going on to the right or down, whichever is the shorter way.

    Where nothing is near, the topmost piece that is left is next. `due` has where the pieces begin
    that are still to be written, and how many cells they have.
    """
    lines: dict[int, list[Piece]] = {}
    for piece in pieces:
        lines.setdefault(piece[0], []).append(piece)
    while lines:
        near = _near(writer, lines)
        piece = min(near, key=lambda piece: writer.distance(piece[1], piece[0]))
        y, x, cells = piece
        lines[y].remove(piece)
        if not lines[y]:
            del lines[y]
        _pass_over(writer, x, y, due)
        writer.write(x, y, cells)
        del due[y, x]


def _near(writer: Writer, lines: Mapping[int, Sequence[Piece]]) -> list[Piece]:
    """The topmost piece, and those around the cursor and in the two lines below it."""
    near = [lines[next(iter(lines))][0]]
    here, at = writer.place
    if at is not None:
        for y in (at, at + 1, at + 2):
            for piece in lines.get(y, ()):
                near.append(piece)
                if piece[1] >= (here or 0):
                    break
    return near


def _pass_over(writer: Writer, x: int, y: int, due: Mapping[tuple[int, int], int]) -> None:
    """Go to a cell by blanks, where that is shorter and others are written there anyhow."""
    here, line = writer.place
    gap = x - here if here is not None and line == y else 0
    if 0 < gap < _SHORTEST_WAY and due.get((y, x - gap)) == gap:
        writer.pass_over(gap)


def _write(writer: Writer, change: Change) -> None:
    if change.kind is Kind.WRITE:
        writer.write(change.x, change.y, change.cells)
    elif change.kind is Kind.ERASE_TO_END:
        writer.erase_to_end(change.x, change.y, change.cells[0])
    elif change.kind is Kind.INSERT:
        writer.insert(change.x, change.y, len(change.cells))
    elif change.kind is Kind.DELETE:
        writer.delete(change.x, change.y, len(change.cells))
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

"""The widths of the columns of a printed table, chosen so that the table is short."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

SIZE = 9.0
"""Points in a table."""

GAP, SPACE, SAFETY = 2.2, 0.278 * SIZE * 0.3528, 0.3
"""Millimetres between two columns, between two words, and that a renderer may differ from us."""

AIR = 1.8
"""Millimetres more behind a column of numbers, where words follow on it."""

_TRIED = 60
"""Rows on which different widths are tried."""
_ROOMS, _FINE = (0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 4.5, 6.0, 9.0, 12.0), 0.25
"""Millimetres by which columns are made wider, and narrower."""
_ROUNDS, _EXCHANGES, _WORTH_IT = 3, 6, 0.5


@dataclass(slots=True)
class MeasuredColumn:
    """A column measured in millimetres: its longest word, its longest line, and its cells.

    Of each cell the lines are kept, and of each line the widths of its words. `gap` is what parts
    it from the next.
    """

    least: float = 0.0
    most: float = 0.0
    gap: float = GAP
    cells: list[list[list[float]]] = field(default_factory=list)


def widths_of(columns: Sequence[MeasuredColumn], width: float) -> list[float]:
    """Millimetres for each column, of the whole width in all.

    Every column gets its longest word. What is left goes, step by step, to the column that makes
    the table shorter by it; what columns turn out not to need goes round again.
    """
    found = [column.least for column in columns]
    spare = width - sum(found)
    if spare <= 0:
        return [each * width / sum(found) for each in found]
    most = sum(column.most for column in columns)
    if most <= width:
        return [column.most * width / most for column in columns]
    table = _Heights(columns, found)
    for _ in range(_ROUNDS):
        spare = _given(table, columns, found, spare)
        _exchange(table, columns, found)
        spare += table.take_slack()
    wanted = [max(0.1, column.most - each) for column, each in zip(columns, found, strict=True)]
    return [each + spare * want / sum(wanted) for each, want in zip(found, wanted, strict=True)]


def _given(
    table: _Heights, columns: Sequence[MeasuredColumn], widths: Sequence[float], spare: float
) -> float:
    """Give the spare room to columns as long as that makes the table shorter; what is left."""
    while True:
        tries = [
            (place, room)
            for place, column in enumerate(columns)
            for room in _ROOMS
            if room <= spare and widths[place] < column.most
        ]
        gains = [(table.gain({place: room}) / room, place, room) for place, room in tries]
        gain, place, room = max(gains, default=(0.0, 0, 0.0))
        if gain <= 0:
            return spare
        table.widen({place: room})
        spare -= room


def _exchange(table: _Heights, columns: Sequence[MeasuredColumn], widths: Sequence[float]) -> None:
    """Move width from one column to another as long as that makes the table shorter."""
    for _ in range(_EXCHANGES):
        swaps = [
            {taker: room, giver: -room}
            for taker, column in enumerate(columns)
            for giver in range(len(columns))
            for room in _ROOMS
            if taker != giver
            and widths[taker] < column.most
            and widths[giver] - room >= columns[giver].least
        ]
        best = max(swaps, key=table.gain, default=None)
        if best is None or table.gain(best) <= _WORTH_IT:
            return
        table.widen(best)


class _Heights:
    """How many lines the rows of a table have while the widths of its columns are tried out."""

    def __init__(self, columns: Sequence[MeasuredColumn], widths: list[float]) -> None:
        self._columns, self._widths = columns, widths
        count = max((len(column.cells) for column in columns), default=0)
        self._taken = range(0, count, max(1, count // _TRIED))
        self._known: dict[tuple[int, float], list[int]] = {}
        self._height = self._cost(widths)

    def gain(self, changes: Mapping[int, float]) -> float:
        """How many lines fewer there are when these columns get so much wider or narrower."""
        return self._height - self._cost(self._changed(changes))

    def widen(self, changes: Mapping[int, float]) -> None:
        """Change the widths."""
        self._widths[:] = self._changed(changes)
        self._height = self._cost(self._widths)

    def take_slack(self) -> float:
        """Make each column as narrow as it can be without one more line; the room that is won."""
        won = 0.0
        for place, column in enumerate(self._columns):
            lines = self._lines(place, self._widths[place])
            while (
                self._widths[place] - _FINE >= column.least
                and self._lines(place, round(self._widths[place] - _FINE, 3)) == lines
            ):
                self.widen({place: -_FINE})
                won += _FINE
        return won

    def _changed(self, changes: Mapping[int, float]) -> list[float]:
        return [round(each + changes.get(at, 0.0), 3) for at, each in enumerate(self._widths)]

    def _cost(self, widths: Sequence[float]) -> float:
        columns = [self._lines(place, width) for place, width in enumerate(widths)]
        rows = list(zip(*columns, strict=True))
        # A cell that is not the tallest of its row still reads better on fewer lines.
        return float(sum(map(max, rows))) + 0.1 * sum(map(sum, rows))

    def _lines(self, place: int, width: float) -> list[int]:
        if (place, width) not in self._known:
            column = self._columns[place]
            room = width - column.gap - 0.2
            self._known[place, width] = [_lines_in(column.cells, at, room) for at in self._taken]
        return self._known[place, width]


def _lines_in(cells: Sequence[Sequence[Sequence[float]]], at: int, room: float) -> int:
    """How many lines a cell has where a line has so much room."""
    if at >= len(cells):
        return 1
    count = 0
    for line in cells[at]:
        used = 0.0
        count += 1
        for word in line:
            if used and used + SPACE + word > room:
                count += 1
                used = word
            else:
                used += word + (SPACE if used else 0)
    return count

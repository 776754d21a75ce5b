"""The copy of what the terminal shows, and what to send so that it shows something else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rich.color import ColorSystem
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.strip import Strip

from tui.terminal.thin_line.cells import (
    BLANK,
    UNKNOWN,
    Cell,
    blank_cell,
    cells_of_strip,
    is_doubtful,
)
from tui.terminal.thin_line.lines import (
    Change,
    changes_of_doubtful_line,
    changes_of_line,
    cost_of,
    first_line_to_clear,
)
from tui.terminal.thin_line.order import write_changes
from tui.terminal.thin_line.pens import Pen
from tui.terminal.thin_line.scrolling import Move, find_move
from tui.terminal.thin_line.terminals import Abilities
from tui.terminal.thin_line.writer import Writer


class Line(NamedTuple):
    """A line as the terminal shows it; `doubtful` when terminals disagree on some widths in it."""

    cells: list[Cell]
    doubtful: bool = False


Part = tuple[int, int, int, Strip]
"""A part of a line: its line, its first cell, the one after its last, and what it shows."""

_MANY_LINES = 8
"""From so many changed lines on it may pay to erase them all at once."""

_SURELY_WORTH_IT = 150
"""From so many cells on that are spared, moving lines is not weighed against writing them."""


def is_whole(update: object) -> bool:
    """Whether an update of Textual's is of the whole screen."""
    return isinstance(update, LayoutUpdate)


def parts_of(update: object) -> Iterator[Part]:
    """The content of an update from Textual, part by part.

    Raises TypeError when it is of a kind not known.
    """
    if isinstance(update, LayoutUpdate):
        for y, strips in enumerate(update.strips, update.region.y):
            x = update.region.x
            for strip in strips:
                right = x + strip.cell_length
                yield y, x, right, strip
                x = right
        return
    if not isinstance(update, ChopsUpdate):
        raise TypeError(f"{type(update).__name__} is no update of the screen")
    for y, span_left, span_right in update.spans:
        chops = update.chops[y].items()
        for right, (x, chop) in zip(update.chop_ends[y], chops, strict=True):
            # All of a part that is touched, so that no wide character is cut in two.
            if chop is not None and x < span_right and right > span_left:
                yield y, x, right, chop


class Picture:
    """A copy of the terminal's screen, cell by cell."""

    def __init__(self, terminal: Abilities, width: int, height: int, colours: ColorSystem) -> None:
        self.width, self.height, self.colours = width, height, colours
        self._terminal = terminal
        self._lines = [Line([UNKNOWN] * width)] * height
        # What each part of a line was made of: the very same strip needs no second look.
        self._made_of: list[dict[int, tuple[int, Strip]]] = [{} for _ in range(height)]
        # The pen stays as it is between updates: to put it down each time would cost the most of
        # a small one.
        self._pen: Pen | None = None
        self._known = False

    @property
    def is_known(self) -> bool:
        """Whether anything was shown yet; before that, only parts for the whole screen will do."""
        return self._known

    def show(self, parts: Iterable[Part]) -> str:
        """The output that makes the terminal show these parts; the copy shows them already."""
        wanted, changed = self._take(parts)
        if not changed:
            return ""
        writer = Writer(self._terminal, self.width, self.height, self._pen)
        before = self._lines
        cells = [line.cells for line in before], [line.cells for line in wanted]
        if self._known and (move := find_move(*cells, changed)):
            before = self._moved(writer, move, before, wanted)
        if not self._known or _many_differ(before, wanted):
            before = self._cleared(writer, before, wanted)
        self._known = True
        write_changes(writer, _changes(writer, before, wanted))
        self._lines, self._pen = wanted, writer.pen
        return writer.text()

    # What is wanted

    def _take(self, parts: Iterable[Part]) -> tuple[list[Line], dict[int, list[tuple[int, int]]]]:
        """The lines as they are to be, and which parts of them are to change."""
        wanted = list(self._lines)
        changed: dict[int, list[tuple[int, int]]] = {}
        for y, x, right, strip in parts:
            if not 0 <= y < self.height or self._is_made_of(y, x, right, strip):
                continue
            if y not in changed:
                wanted[y] = Line(wanted[y].cells.copy(), wanted[y].doubtful)
                changed[y] = []
            changed[y].append((x, right))
            cells, doubtful = cells_of_strip(strip, self.colours)
            self._place(wanted[y], x, cells[: min(right, self.width) - x])
            if doubtful:
                wanted[y] = Line(wanted[y].cells, True)
        for y in changed:
            cells, doubtful = wanted[y]
            if not self._known:
                cells = [BLANK if cell is UNKNOWN else cell for cell in cells]
            wanted[y] = Line(cells, doubtful and any(map(is_doubtful, cells)))
        return wanted, changed

    def _is_made_of(self, y: int, x: int, right: int, strip: Strip) -> bool:
        """Whether this part is of this strip already; from now on it is."""
        made_of = self._made_of[y]
        known = made_of.get(x)
        if known is not None and known[1] is strip and known[0] == right:
            return True
        for at, (end, _) in list(made_of.items()):
            if at < right and end > x:
                del made_of[at]
        made_of[x] = right, strip
        return False

    def _place(self, line: Line, x: int, cells: list[Cell]) -> None:
        after = x + len(cells)
        if line.doubtful:
            _cut(line.cells, x)
            _cut(line.cells, after)
        line.cells[x:after] = cells

    # How it is sent

    def _cleared(self, writer: Writer, before: list[Line], wanted: list[Line]) -> list[Line]:
        """The lines after some were erased at once, if that leaves less to be sent."""
        ends = Counter(cells[-1] for cells, _ in wanted if cells[-1][0] == " ")
        blank = ends.most_common(1)[0][0] if ends else None
        if blank is None or not writer.can_erase(blank):
            return before
        cells = [line.cells for line in before], [line.cells for line in wanted]
        # Where nothing is known yet, all of it is to be written in any case.
        first = first_line_to_clear(*cells, blank) if self._known else 0
        if first is None:
            return before
        writer.erase_below(first, blank)
        return [*before[:first], *[Line([blank] * self.width)] * (self.height - first)]

    def _moved(
        self, writer: Writer, move: Move, before: list[Line], wanted: list[Line]
    ) -> list[Line]:
        """The lines after the terminal has moved some, if that leaves less to be sent."""
        top, bottom, up, spared = move
        moving = writer.trial()
        moving.scroll(top, bottom, up)
        after = list(before)
        for y in range(top, bottom + 1):
            has_moved = top <= y + up <= bottom
            after[y] = before[y + up] if has_moved else Line([UNKNOWN] * self.width)
        if spared < _SURELY_WORTH_IT:
            as_it_is, moved = _changes(writer, before, wanted), _changes(writer, after, wanted)
            # More pieces are hardly ever less to send, and that is seen before they are written.
            if cost_of(as_it_is) <= cost_of(moved):
                return before
            still, on = writer.trial(), moving.trial()
            write_changes(still, as_it_is)
            write_changes(on, moved)
            if still.length <= moving.length + on.length:
                return before
        writer.adopt(moving)
        return after


def _many_differ(before: list[Line], wanted: list[Line]) -> bool:
    pairs = zip(before, wanted, strict=True)
    return sum([old is not new and old.cells != new.cells for old, new in pairs]) >= _MANY_LINES


def _changes(writer: Writer, before: list[Line], wanted: list[Line]) -> list[list[Change]]:
    """The changes of each line that differs."""
    changes = []
    for y, (old, new) in enumerate(zip(before, wanted, strict=True)):
        if old is new:
            continue
        if old.doubtful or new.doubtful:
            changes.append(changes_of_doubtful_line(y, old.cells, new.cells))
        else:
            changes.append(changes_of_line(y, old.cells, new.cells, writer.can_erase))
    return changes


def _cut(cells: list[Cell], x: int) -> None:
    """Leave blanks of a wide character that is cut in two at this cell."""
    if x >= len(cells) or cells[x][0]:
        return
    first, after = x, x
    while first and not cells[first][0]:
        first -= 1
    while after < len(cells) and not cells[after][0]:
        after += 1
    cells[first:after] = [blank_cell(pen) for _, pen in cells[first:after]]

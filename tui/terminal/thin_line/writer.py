"""The sequences that a terminal is sent: where to write, in which pen, and how to blank."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby
from operator import itemgetter

from tui.terminal.thin_line.cells import Cell, blank_cell
from tui.terminal.thin_line.pens import PLAIN, Pen, change_of_pen, pen_for_blank
from tui.terminal.thin_line.terminals import Abilities

_REPEATED = re.compile(r"(.)\1{5,}")
"""From this many equal characters it is cheaper to send one and repeat it."""

_AS_SHORT_AS_ANY = 3
"""A way of so many characters needs no comparing with others."""

PLAIN_AGAIN = "\x1b[m"
"""Puts down whatever pen the terminal has at hand."""

_PEN = itemgetter(1)


class Writer:
    """Output put together piece by piece; it keeps track of the cursor.

    `pen` is the one that was left at hand; None when it is not known.
    """

    def __init__(self, terminal: Abilities, width: int, height: int, pen: Pen | None) -> None:
        self._terminal = terminal
        self._width, self._height = width, height
        self._pen = pen or PLAIN
        # Nothing is known of the place before the first move: others may have written meanwhile.
        self._x: int | None = None
        self._y: int | None = None
        self._output: list[str] = [] if pen else [PLAIN_AGAIN]

    def text(self) -> str:
        """All that is to be sent."""
        return "".join(self._output)

    # The cursor

    def move(self, x: int, y: int) -> None:
        """Put the cursor into a cell, in as few bytes as it takes from where it is."""
        if (x, y) != (self._x, self._y):
            self._output.append(_way(self._x, self._y, x, y, self._terminal.keeps_column))
            self._x, self._y = x, y

    @property
    def place(self) -> tuple[int | None, int | None]:
        """The column and the line of the cursor, as far as they are known."""
        return self._x, self._y

    def distance(self, x: int, y: int) -> int:
        """How many characters it takes to put the cursor into a cell."""
        return len(_way(self._x, self._y, x, y, self._terminal.keeps_column))

    def _advance(self, cells: int) -> None:
        assert self._x is not None
        self._x += cells
        # In the last column the cursor stays where it is, or stands behind it: nobody knows.
        if self._x >= self._width:
            self._x = None

    # The pen and what is written with it

    @property
    def pen(self) -> Pen:
        """The pen at hand."""
        return self._pen

    def _take(self, pen: Pen) -> None:
        if pen != self._pen:
            self._output.append(change_of_pen(self._pen, pen))
            self._pen = pen

    def write(self, x: int, y: int, cells: Sequence[Cell]) -> None:
        """Write neighbouring cells, none of them doubtful."""
        self.move(x, y)
        # Blanks have pens of their own, so that each group is text or blanks and not both.
        groups = [
            (pen, "".join([cell[0] for cell in group])) for pen, group in groupby(cells, _PEN)
        ]
        for at, (pen, text) in enumerate(groups):
            if text[0] == " " and pen.is_blank:
                pens = (pen for pen, text in groups[at + 1 :] if not pen.is_blank)
                self._take(pen_for_blank(self._pen, pen, next(pens, PLAIN)))
                self._blanks(len(text), more=at + 1 < len(groups))
            else:
                self._take(pen)
                self._output.append(self._repeated(text) if self._terminal.repeats else text)
                self._advance(len(text))

    def _repeated(self, text: str) -> str:
        return _REPEATED.sub(lambda found: f"{found[1]}\x1b[{len(found[0]) - 1}b", text)

    def _blanks(self, count: int, *, more: bool) -> None:
        """Blanks in the pen at hand: erased where that is shorter than writing them."""
        if self._erases(self._pen):
            erase = f"\x1b[{_count(count)}X"
            on = f"\x1b[{_count(count)}C" if more else ""
            if len(erase) + len(on) < count:
                self._output += (erase, on)
                if more:
                    self._advance(count)
                return
        self._output.append(" " * count)
        self._advance(count)

    def _erases(self, pen: Pen) -> bool:
        return not pen.marks_blanks and (self._terminal.erases_in_colour or not pen.background)

    def pass_over(self, count: int) -> None:
        """Go on by writing blanks into cells that are still to be written."""
        self._output.append(" " * count)
        self._advance(count)

    def write_doubtful(self, x: int, y: int, cells: Sequence[Cell]) -> None:
        """Write cells whose characters another terminal may draw narrower or wider.

        What stood there is blanked before; after each the cursor may be anywhere.
        """
        self.write(x, y, [blank_cell(pen) for _, pen in cells])
        for at, (text, pen) in enumerate(cells, x):
            if text:
                self.move(at, y)
                self._take(pen)
                self._output.append(text)
                self._x = None

    # Erasing

    def can_erase(self, blank: Cell) -> bool:
        """Whether erasing leaves this blank."""
        return self._erases(blank[1])

    def erase_to_end(self, x: int, y: int, blank: Cell) -> None:
        """Make blanks of all cells from here to the end of the line, as `can_erase` allows."""
        self.move(x, y)
        self._take(pen_for_blank(self._pen, blank[1], PLAIN))
        self._output.append("\x1b[K")

    def erase_below(self, y: int, blank: Cell) -> None:
        """Make blanks of all cells from this line on, as `can_erase` allows."""
        self.move(0, y)
        self._take(pen_for_blank(self._pen, blank[1], PLAIN))
        self._output.append("\x1b[J")

    def insert(self, x: int, y: int, count: int) -> None:
        """Move the cells from here on to the right; terminals do not agree on what comes there."""
        self.move(x, y)
        self._output.append(f"\x1b[{_count(count)}@")

    def delete(self, x: int, y: int, count: int) -> None:
        """Take cells out, and move those after them to the left; the last are as after `insert`."""
        self.move(x, y)
        self._output.append(f"\x1b[{_count(count)}P")

    def scroll(self, top: int, bottom: int, up: int) -> None:
        """Move the lines from `top` to `bottom` up by so many, or down when it is negative.

        Terminals do not agree on what the lines show that are freed.
        """
        part = (top, bottom) != (0, self._height - 1)
        if part:
            self._output.append(f"\x1b[{top + 1};{bottom + 1}r")
            self._x = self._y = None
        # Not by the sequences for scrolling, which some terminals do not know.
        self.move(0, bottom if up > 0 else top)
        self._output.append("\n" * up if up > 0 else "\x1bM" * -up)
        if part:
            self._output.append("\x1b[r")
        self._x = self._y = None

    # Trying out

    def trial(self) -> Writer:
        """Another that goes on from here, to see what a way of writing would cost."""
        trial = Writer(self._terminal, self._width, self._height, self._pen)
        trial._x, trial._y = self._x, self._y
        return trial

    def adopt(self, trial: Writer) -> None:
        """Send what was tried out."""
        self._output += trial._output
        self._pen, self._x, self._y = trial._pen, trial._x, trial._y

    @property
    def length(self) -> int:
        """How many characters are to be sent so far."""
        return sum(map(len, self._output))


@lru_cache(maxsize=1 << 14)
def _way(here: int | None, line: int | None, x: int, y: int, keeps_column: bool) -> str:
    """The shortest way to a cell from a column and a line, as far as they are known."""
    ways = []
    if line is not None:
        vertical = _up_or_down(line, y, keeps_column)
        if here is not None:
            ways.append(vertical + _across(here, x))
            if len(ways[0]) <= _AS_SHORT_AS_ANY:
                return ways[0]
        ways.append(vertical + ("\r" if x == 0 else f"\x1b[{x + 1}G"))
        if x:
            ways.append(f"{vertical}\r{_across(0, x)}")
        if 0 < y - line <= 2 and not keeps_column:
            ways.append("\r" + "\n" * (y - line) + _across(0, x))
    ways.append(f"\x1b[{y + 1};{x + 1}H" if x else f"\x1b[{y + 1}H" if y else "\x1b[H")
    return min(ways, key=len)


def _up_or_down(line: int, y: int, keeps_column: bool) -> str:
    if y < line:
        return "\x1bM" if y == line - 1 else f"\x1b[{line - y}A"
    down = y - line
    if keeps_column and down <= 3:
        return "\n" * down
    return f"\x1b[{_count(down)}B" if down else ""


def _count(number: int) -> str:
    return "" if number == 1 else str(number)


def _across(here: int, x: int) -> str:
    if x >= here:
        return f"\x1b[{_count(x - here)}C" if x > here else ""
    return min("\b" * (here - x), f"\x1b[{_count(here - x)}D", key=len)

"""The message line and the line of keys, and how text is cut to the room of a line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len, chop_cells

from tui.grid.columns import clean, cut
from tui.widgets.canvas import Canvas, Spot, Words, with_text
from tui.widgets.too_small import NARROWEST


class KeyHint(NamedTuple):
    """A key of the footer: what to press, what it does, and whether it can now."""

    key: str
    text: str
    works: bool = True


def cells_of(words: Words) -> int:
    """How many cells of a line these words take."""
    return sum(cell_len(text) for text, _ in words)


PART = " · "
"""What stands between the parts of what is told beside a message; where there is no room for all
of them, the last ones are left out."""


_LEAST_BESIDE = 20
"""In less room nothing is told beside a message: a word or two would say nothing."""


def whole_parts(text: str, room: int) -> str:
    """As many parts of the text as there is room for, the first one in whole words."""
    while cell_len(text) > room and PART in text:
        text = text.rpartition(PART)[0]
    return whole_words(text, room)


def whole_words(text: str, room: int) -> str:
    """The text in so many cells; where it is too long it ends with … after a whole word."""
    if cell_len(text) <= room:
        return text
    short = cut(text, room)
    before = short.rpartition(" ")[0]
    # A word that fills most of the room says more than nothing.
    return f"{before.rstrip(' ,;:·(')} …" if len(before) > room // 2 else short


def in_lines(text: str, room: int, most: int) -> list[str]:
    """The text in at most so many lines of so many cells; the last ends with … where it is cut."""
    lines: list[str] = []
    while cell_len(text) > room and len(lines) < most - 1:
        fits = chop_cells(text, room)[0]
        before = fits if text[len(fits)] == " " else fits.rpartition(" ")[0]
        # A word that fills most of the line is broken.
        line = before if len(before) > room // 2 else fits
        lines.append(line)
        text = text[len(line) :].lstrip()
    return [*lines, whole_words(text, room)]


class MessageLine(Canvas):
    """The last message, and at the right what is under the cursor.

    Until the next key, what is too long for the line goes on below it: first over the keys at the
    foot, then at the cost of what stands above.
    """

    DEFAULT_CSS = "MessageLine { height: 1; }"

    def __init__(self, foot: KeyBar) -> None:
        super().__init__(id="message")
        self._foot = foot
        self._text = self._style = self._beside = self._more = ""
        self._record: Sequence[Words] = ()
        self._rows = self._height = 1
        self._spread: list[str] = []

    @property
    def text(self) -> str:
        """The message."""
        return self._text

    def say(self, text: str, style: str = "", more: str = "") -> None:
        """Say this, in the style of this tone, until something else is said.

        Where it is cut, `more` stands after it and says where the rest is to be read.
        """
        self._text, self._style, self._more = text, style, more
        self._unfold()
        self.redraw()

    def add(self, text: str, style: str = "") -> None:
        """Say this after what stands there, which stays: it may not have been read yet."""
        if not self._text:
            self.say(text, style)
        elif text not in self._text:
            self.say(f"{self._text.rstrip('.')}. {text}", self._style, self._more)

    def fold(self) -> None:
        """Make room for the keys at the foot again, because one was pressed."""
        if self._spread:
            self._take_lines([])
            self.redraw()

    def _unfold(self) -> None:
        """Take as many lines as the message needs, when it needs more than one."""
        if not self.is_attached:
            return
        width, height = self.app.size
        # In less room than that, the screen is covered.
        width = max(width, NARROWEST)
        said = clean(self._text)
        lines = []
        if not self._more and cell_len(said) > width - 1:
            lines = in_lines(said, width - 2, max(2, height // 4))
        self._take_lines(lines)

    def _take_lines(self, lines: list[str]) -> None:
        self._spread = lines
        self._fit_height()

    def _fit_height(self) -> None:
        """Have as many lines as are needed; the first one more is that of the foot."""
        foot, height = len(self._spread) <= self._rows, max(self._rows, len(self._spread))
        if (self._foot.display, self._height) != (foot, height):
            # So nothing else has to move for a message of two lines.
            self._foot.display, self._height = foot, height
            self.styles.height = height

    @property
    def said_below(self) -> bool:
        """Whether what is said stands below a line that tells of the record."""
        return self._rows > 1 and not self._spread

    def take_rows(self, rows: int) -> None:
        """Have so many lines, of which the first tell of the record under the cursor."""
        if rows != self._rows:
            self._rows = rows
            self._fit_height()

    def show_record(self, lines: Sequence[Words]) -> None:
        """Tell this of what the cursor is on, as far as nothing is said in the same line."""
        if lines != self._record:
            self._record = lines
            self.redraw()

    def on_resize(self) -> None:
        """Fit the message to another width."""
        if self._spread and self.size.width:
            self._unfold()
            self.redraw()

    def show_beside(self, text: str) -> None:
        """Show this at the right, as far as there is room."""
        if text != self._beside:
            self._beside = text
            self.redraw()

    def draw(self, width: int, height: int) -> list[Words]:
        """One line, or all that the message needs."""
        if self._spread:
            return [[(" ", ""), (line, self._style)] for line in self._spread]
        if self._rows > 1:
            first, *others = [*self._record, [], []][:2]
            return [first, [(f" {self._text}", self._style)] if self._text else others[0]]
        if self._record and not self._text:
            return [self._record[0]]
        said = clean(self._text)
        if self._more and cell_len(said) > width - 1:
            said = f"{whole_words(said, width - cell_len(self._more) - 2)} {self._more}"
        said = whole_words(said, width - 1)
        room = width - cell_len(said) - 4
        beside = whole_parts(clean(self._beside), room) if room >= _LEAST_BESIDE else ""
        gap = width - cell_len(said) - cell_len(beside) - 2
        return [[(" ", ""), (said, self._style), (" " * gap, ""), (beside, "label")]]


class KeyBar(Canvas):
    """The keys that work now; those that cannot are dim."""

    DEFAULT_CSS = "KeyBar { height: 1; background: $panel; }"

    def __init__(self, hints: Sequence[KeyHint] = (), *, id: str = "keys") -> None:
        super().__init__(id=id)
        self._hints = hints

    def show(self, hints: Sequence[KeyHint]) -> None:
        """Show these keys."""
        if hints != self._hints:
            self._hints = hints
            self.redraw()

    def draw(self, width: int, height: int) -> list[Words]:
        """One line: as many keys as fit, and always the last one."""
        hints = list(self._hints or (KeyHint("", ""),))
        # The way out and the last one are always there.
        last = [hints.pop()]
        if hints and hints[-1].key == "Esc":
            last.insert(0, hints.pop())
        # At the edge no space is needed behind it.
        room = width - cell_len("".join(map(_text, last)).rstrip())
        words: list[tuple[str, str]] = []
        for hint in hints:
            room -= cell_len(_text(hint))
            if room < 0:
                room += cell_len(_text(hint))
                break
            words += self._parts(hint)
        words.append((" " * room, ""))
        for hint in last:
            words += self._parts(hint)
        words[-1] = with_text(words[-1], words[-1][0].rstrip())
        return [words]

    def _parts(self, hint: KeyHint) -> Words:
        key = (f" {hint.key}", "key" if hint.works else "quiet")
        text = (f" {hint.text} ", "" if hint.works else "quiet")
        if not self.looks_for_spots:
            return key, text
        from tui.widgets.pressing import key_meant, keys_in

        meant = key_meant(hint.key)
        pieces = [(piece, takes or meant) for piece, takes in keys_in(key[0])]
        spots = [Spot.of((piece, key[1]), takes or None) for piece, takes in pieces]
        return [*spots, Spot.of(text, meant or None)]


def _text(hint: KeyHint) -> str:
    return f" {hint.key} {hint.text} "

"""The lines around a tab: the tabs, the sections, the message, and the keys that work now."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len, chop_cells
from textual import events
from textual.message import Message

from tui.canvas import Canvas, Words
from tui.grid.columns import clean, cut
from tui.room import NARROWEST


class KeyHint(NamedTuple):
    """A key of the footer: what to press, what it does, and whether it can now."""

    key: str
    text: str
    works: bool = True


class TabBar(Canvas):
    """The tabs, with the key of each, and whose books these are."""

    DEFAULT_CSS = "TabBar { height: 1; background: $panel; }"

    class Chosen(Message):
        """A tab was clicked."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    def __init__(self, labels: Sequence[str], about: tuple[str, str]) -> None:
        super().__init__(id="tabs")
        self._labels, self._about = labels, about
        self._current = 0
        self._warns = False

    def show(self, current: int, about: tuple[str, str], warns: bool = False) -> None:
        """Show which tab is in front; `warns` that the day is not the one people take it for."""
        self._current, self._about, self._warns = current, about, warns
        self.redraw()

    def draw(self, width: int, height: int) -> list[Words]:
        """One line."""
        words = [
            (text, "current" if at == self._current else "")
            for at, text in enumerate(self._tabs(width))
        ]
        used = sum(cell_len(text) for text, _ in words)
        room = width - used - 2
        if room > 8:
            name, day = self._about
            name = cut(clean(name), max(0, room - cell_len(day) - 1))
            # A single letter of a name says nothing.
            about = f"{name} {day}" if len(name) > 1 else day
            words.append((" " * (width - used - cell_len(about) - 1), ""))
            words.append((about, "warn" if self._warns else "label"))
        return [words]

    def _tabs(self, width: int) -> list[str]:
        """The tabs; those behind by their keys alone where a day that is warned of has no room."""
        whole = [f" {at} {label} " for at, label in enumerate(self._labels)]
        if not self._warns or cell_len("".join(whole)) + cell_len(self._about[1]) + 2 <= width:
            return whole
        return [text if at == self._current else f" {at} " for at, text in enumerate(whole)]

    def on_click(self, event: events.Click) -> None:
        """Choose the tab under the mouse."""
        x = 0
        for at, text in enumerate(self._tabs(self.size.width)):
            x += cell_len(text)
            if event.x < x:
                self.post_message(self.Chosen(at))
                return


_LEAST_TOLD = 16
"""Cells of what a list is narrowed to that are shown at least."""


class SectionBar(Canvas):
    """The sections of a tab, what the list is narrowed to, and where the cursor is."""

    DEFAULT_CSS = "SectionBar { height: 1; }"

    def __init__(self) -> None:
        super().__init__(id="sections")
        self._labels: Sequence[str] = ()
        self._current = 0
        self._narrowed = self._place = ""

    def show(self, labels: Sequence[str], current: int, narrowed: str, place: str) -> None:
        """Show which section is in front, and the rest."""
        self._labels, self._current = labels, current
        self._narrowed, self._place = narrowed, place
        self.redraw()

    def draw(self, width: int, height: int) -> list[Words]:
        """One line."""
        room = width - (cell_len(self._place) + 2 if self._place else 0)
        told = []
        if self._narrowed:
            # How many are marked, and where the cursor is, stays in view beside a long name.
            most = max(_LEAST_TOLD, room - _cells(self._fitting(0)) - 2)
            told = [(f"  {cut(clean(self._narrowed), most)}", "warn")]
            room -= _cells(told)
        words = [*self._fitting(room), *told]
        gap = width - _cells(words) - cell_len(self._place) - 1
        if gap >= 1:
            # In the colour of the rows: another one would be sent with each move of the cursor.
            words += [(" " * gap, ""), (self._place, "")]
        return [words]

    def _fitting(self, room: int) -> list[tuple[str, str]]:
        """The section in front, with as many of those beside it as there is room for."""
        here = self._current
        if here >= len(self._labels):
            # Drawn before it was told what there is.
            return []
        words = self._sections(range(here, here + 1))
        shown = [here, here + 1]
        # Both sides in turn; one that is at its end, or has no room, leaves it to the other.
        sides = [1, 0]
        while sides:
            side = sides.pop(0)
            wider = shown.copy()
            wider[side] += 1 if side else -1
            if wider[0] >= 0 and wider[1] <= len(self._labels):
                longer = self._sections(range(*wider))
                if _cells(longer) <= room:
                    shown, words = wider, longer
                    sides.append(side)
        return words

    def _sections(self, shown: range) -> list[tuple[str, str]]:
        words = [(" ", ""), ("[ ", "label")]
        if shown.start > 0:
            words.append(("… ", "label"))
        for at in shown:
            if at != shown[0]:
                words.append((" · ", "label"))
            here = at == self._current
            sign = "›" if here and len(self._labels) > 1 else ""
            words.append((f"{sign}{self._labels[at]}", "strong" if here else "label"))
        if shown.stop < len(self._labels):
            words.append((" …", "label"))
        return [*words, (" ]", "label")] if len(self._labels) > 1 else [words[0], *words[2:]]


def _cells(words: Words) -> int:
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
    """What the desk last said, and at the right what is under the cursor.

    Until the next key, what is too long for the line goes on below it: first over the keys at the
    foot, then at the cost of what stands above.
    """

    DEFAULT_CSS = "MessageLine { height: 1; }"

    def __init__(self, foot: KeyBar) -> None:
        super().__init__(id="message")
        self._foot = foot
        self._text = self._style = self._beside = self._more = ""
        self._spread: list[str] = []

    @property
    def text(self) -> str:
        """What it says."""
        return self._text

    def say(self, text: str, style: str = "", more: str = "") -> None:
        """Say this, in the style of this tone, until something else is said.

        Where it is cut, `more` stands after it and says where the rest is to be read.
        """
        self._text, self._style, self._more = text, style, more
        self._unfold()
        self.redraw()

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
        if len(lines) != len(self._spread):
            # The first line more is that of the foot, so that nothing else has to move.
            self._foot.display = not lines
            self.styles.height = max(1, len(lines))
        self._spread = lines

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
        *hints, last = self._hints or (KeyHint("", ""),)
        # At the edge no space is needed behind it.
        room = width - cell_len(_text(last).rstrip())
        words: list[tuple[str, str]] = []
        for hint in hints:
            room -= cell_len(_text(hint))
            if room < 0:
                room += cell_len(_text(hint))
                break
            words += _parts(hint)
        key, text = _parts(last)
        return [[*words, (" " * room, ""), key, (text[0].rstrip(), text[1])]]


def _text(hint: KeyHint) -> str:
    return f" {hint.key} {hint.text} "


def _parts(hint: KeyHint) -> list[tuple[str, str]]:
    return [
        (f" {hint.key}", "strong" if hint.works else "quiet"),
        (f" {hint.text} ", "" if hint.works else "quiet"),
    ]

"""The lines around a tab: the tabs, the sections, the message, and the keys that work now."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual.message import Message

from tui.grid.columns import clean, cut
from tui.widgets.bars import cells_of
from tui.widgets.canvas import Canvas, Words, with_text


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
            word
            for at, text in enumerate(self._tabs(width))
            for word in self.spot(at, (text, "current" if at == self._current else ""))
        ]
        used = sum(cell_len(text) for text, _ in words)
        room = width - used - 2
        if room > 8:
            name, day = self._about
            name = cut(clean(name), max(0, room - cell_len(day) - 1))
            # A single letter of a name says nothing.
            style = "warn" if self._warns else "label"
            about = f"{name} {day}" if len(name) > 1 else day
            # The key that leads to another day, where there is room for it.
            key = " t" if width - used - cell_len(about) - 1 > 4 else ""
            words.append((" " * (width - used - cell_len(about) - len(key) - 1), ""))
            words += [(about, style), *self.spot("t", (key, "key"))]
        return [words]

    def _tabs(self, width: int) -> list[str]:
        """The tabs; those behind by their keys alone where a day that is warned of has no room."""
        whole = [f" {at} {label} " for at, label in enumerate(self._labels)]
        if not self._warns or cell_len("".join(whole)) + cell_len(self._about[1]) + 2 <= width:
            return whole
        return [text if at == self._current else f" {at} " for at, text in enumerate(whole)]

    def take(self, what: object) -> None:
        """Choose the tab that was clicked."""
        if isinstance(what, int):
            self.post_message(self.Chosen(what))


_LEAST_TOLD = 16
"""Cells of what a list is narrowed to that are shown at least."""


class SectionBar(Canvas):
    """The sections of a tab, what the list is narrowed to, and where the cursor is."""

    DEFAULT_CSS = "SectionBar { height: 1; }"

    class Chosen(Message):
        """A section was clicked."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    def __init__(self) -> None:
        super().__init__(id="sections")
        self._labels: Sequence[str] = ()
        self._current = 0
        self._narrowed = self._about = self._place = self._stamp = ""

    def show(
        self,
        labels: Sequence[str],
        current: int,
        narrowed: str,
        place: str,
        about: str = "",
        stamp: str = "",
    ) -> None:
        """Show which section is in front, what it is narrowed to or `about`, and the place.

        `stamp` is a word that it bears.
        """
        self._labels, self._current = labels, current
        self._narrowed, self._about, self._place = narrowed, about, place
        self._stamp = stamp
        self.redraw()

    def draw(self, width: int, height: int) -> list[Words]:
        """One line."""
        room = width - (cell_len(self._place) + 2 if self._place else 0)
        told: list[tuple[str, str]] = []
        room -= cell_len(self._stamp) + 2 if self._stamp else 0
        if self._narrowed:
            # What the list is narrowed to matters more than what else there is.
            most = max(_LEAST_TOLD, room - cells_of(self._fitting(0)) - 2)
            told = [(f"  {cut(clean(self._narrowed), most)}", "warn")]
        elif self._about:
            told = [(f"  {self._about}", "")]
        words = [*self._fitting(room - cells_of(told)), *told]
        while cells_of(words) > room and words:
            # How many are marked, and where the cursor is, stays in view beside a long name.
            last = words.pop()
            left = room - cells_of(words)
            if left > 0:
                words.append(with_text(last, cut(last[0], left)))
        if self._stamp:
            words += [("  ", ""), (self._stamp, "current")]
        gap = width - cells_of(words) - cell_len(self._place) - 1
        if gap >= 0:
            # In the colour of the rows: another one would be sent with each move of the cursor.
            words += [(" " * gap, ""), (self._place, "")]
        return [words]

    def take(self, what: object) -> None:
        """Choose the section that was clicked; a … is the one behind it."""
        if isinstance(what, int):
            self.post_message(self.Chosen(what))

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
                if cells_of(longer) <= room:
                    shown, words = wider, longer
                    sides.append(side)
        return words

    def _sections(self, shown: range) -> list[tuple[str, str]]:
        words = [(" ", ""), ("[ ", "label")]
        if shown.start > 0:
            words += self.spot(shown.start - 1, ("… ", "label"))
        for at in shown:
            if at != shown[0]:
                words.append((" · ", "label"))
            here = at == self._current
            sign = "›" if here and len(self._labels) > 1 else ""
            label = (f"{sign}{self._labels[at]}", "strong" if here else "label")
            words += self.spot(at, label)
        if shown.stop < len(self._labels):
            words += self.spot(shown.stop, (" …", "label"))
        return [*words, (" ]", "label")] if len(self._labels) > 1 else [words[0], *words[2:]]

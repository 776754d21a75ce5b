"""Screens over the desk: the base of all, one that asks yes or no, and one that only shows."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import ClassVar, TypeVar

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.reactive import Reactive
from textual.screen import ModalScreen
from textual.widget import Widget

from models.fields.text import named_within
from tui.grid.columns import clean, cut
from tui.widgets.bars import KeyBar, KeyHint
from tui.widgets.canvas import Canvas, Words, with_text
from tui.widgets.too_small import CoveredScreen
from tui.workbench.workbench import Workbench, bench_of

Result = TypeVar("Result")
_NAME_LINES = 3
"""Lines that the names of what a question is about may take."""


_LEAST_ROOM = 16
"""Cells for words beside others, below which they are better put on lines of their own."""
_LONGEST_LINE = 100
_BELOW = 4


class Ask(CoveredScreen[Result], ModalScreen[Result]):
    """The base of screens that lie over the desk and give an answer."""

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    DEFAULT_CSS = """
    Ask { align: center middle; background: $background; }
    Ask > Vertical { width: 100%; height: 100%; background: $background; }
    Ask .title { height: 1; background: $panel; text-style: bold; }
    """

    @property
    def bench(self) -> Workbench:
        """The desk."""
        return bench_of(self)

    @property
    def unsaved(self) -> bool:
        """Whether something was typed that would be lost."""
        return False

    @property
    def stamp(self) -> str:
        """A word that it bears, such as CONFIDENTIAL: the one of what it lies over."""
        return self.bench.section.stamp

    def keep_draft(self) -> None:
        """Keep what is typed so far, where it would be lost with the line."""


class Title(Canvas):
    """One line at the head of a screen."""

    DEFAULT_CSS = "Title { height: 1; background: $panel; }"

    def __init__(self, text: str = "", beside: str = "") -> None:
        super().__init__()
        self._text, self._style, self._beside = text, "strong", beside

    def show(self, text: str, style: str = "strong", beside: str = "") -> None:
        """Show this, and at the right what is to be known of the page."""
        self._text, self._style, self._beside = text, style, beside
        self.redraw()

    def draw(self, width: int, height: int) -> list[Words]:
        """One line; the word that the screen bears stands at its end."""
        stamp = self.screen.stamp if isinstance(self.screen, Ask) else ""
        beside = self._beside if not stamp else ""
        end = stamp or beside
        if not end:
            return [[(f" {self._text}", self._style)]]
        room = max(0, width - cell_len(end) - 4)
        text = cut(clean(self._text), room)
        gap = " " * (room - cell_len(text) + 2)
        style = "current" if stamp else "label"
        return [[(f" {text}", self._style), (gap, ""), (end, style), (" ", "")]]


class Named(Canvas):
    """The names of what a question is about: of each sort on three lines at the most."""

    def __init__(self, names: Sequence[Sequence[str]], width: int) -> None:
        super().__init__()
        parts = [named_within(each, _NAME_LINES * (width - 2) - width // 2) for each in names]
        folded = [textwrap.wrap(clean(part), width - 2) for part in parts]
        self._folded = [line for part in folded for line in part]
        self.styles.height = len(self._folded) + 1

    def draw(self, width: int, height: int) -> list[Words]:
        """The names as they were folded."""
        return [[(f" {line}", "")] for line in self._folded]


class Pages(Canvas, can_focus=True):
    """Lines that are read with the arrows and page keys."""

    DEFAULT_CSS = "Pages { height: 1fr; }"

    def __init__(self, lines: Sequence[Words]) -> None:
        super().__init__()
        self._given = list(lines)
        self._folded: list[Words] = []
        self._folded_for = 0
        self._top = 0

    def show(self, lines: Sequence[Words]) -> None:
        """Show other lines, from their beginning."""
        self._given = list(lines)
        self._folded_for = self._top = 0
        self.redraw()

    def draw(self, width: int, height: int) -> list[Words]:
        """The lines in view."""
        if width != self._folded_for:
            self._folded = [part for line in self._given for part in _folded(line, width)]
            self._folded_for = width
        self._top = max(0, min(self._top, len(self._folded) - height))
        return self._folded[self._top : self._top + height]

    def on_key(self, event: events.Key) -> None:
        """Move through the lines."""
        page = max(1, self.size.height - 1)
        steps = {
            "down": 1, "up": -1, "pagedown": page, "pageup": -page, "space": page,
            "home": -len(self._folded), "end": len(self._folded),
        }  # fmt: skip
        step = steps.get(event.key)
        if step is not None:
            event.stop()
            self.scroll_lines(step, None)

    def scroll_lines(self, lines: int, over: object) -> None:
        """Read on, or what was before."""
        self._top += lines
        self.redraw()


def _folded(line: Words, width: int) -> list[Words]:
    """A line that is too long as several: its last words go on below where they began."""
    if sum(cell_len(text) for text, _ in line) <= width:
        return [line]
    *before, last = line
    text, _ = last
    indent = sum(cell_len(part) for part, _ in before)
    indent += len(text) - len(text.lstrip())
    room = min(width - indent - 1, _LONGEST_LINE)
    if room < _LEAST_ROOM:
        # Beside what comes before there is no room: the words go below it.
        below = textwrap.wrap(text.strip(), max(_LEAST_ROOM, width - _BELOW - 1))
        return [
            *([before] if before else []),
            *([(" " * _BELOW, ""), with_text(last, part)] for part in below),
        ]
    first, *others = textwrap.wrap(text.strip(), room) or [""]
    head = with_text(last, " " * (len(text) - len(text.lstrip())) + first)
    return [[*before, head], *([(" " * indent, ""), with_text(last, part)] for part in others)]


class Show(Ask[bool]):
    """Shows lines until they have been read; with `confirm` one key carries something out."""

    HINTS: ClassVar[Sequence[KeyHint]] = ()
    """Keys of its own."""

    def __init__(self, title: str, lines: Sequence[Words], confirm: str = "") -> None:
        super().__init__()
        self._title, self._content, self._confirm = title, lines, confirm

    def compose(self) -> ComposeResult:
        """Title, lines, keys."""
        hints = [*self.HINTS, KeyHint("↑↓ PgUp PgDn", "read")]
        if self._confirm:
            hints.insert(0, KeyHint("y or Enter", self._confirm))
        hints.append(KeyHint("Esc", "leave"))
        with Vertical():
            yield Title(self._title)
            yield Pages(self._content)
            yield KeyBar(hints, id="show-keys")

    def on_key(self, event: events.Key) -> None:
        """Confirm or leave."""
        if event.key in ("escape", "q", "n"):
            event.stop()
            self.dismiss(False)
        elif self._confirm and event.key in ("y", "enter"):
            event.stop()
            self.dismiss(True)


class Confirm(Ask[bool]):
    """Asks whether something is to be done; only `y` says yes."""

    def __init__(self, question: str, details: Sequence[str] = (), yes: str = "yes") -> None:
        super().__init__()
        self._question, self._details, self._yes = question, details, yes

    def compose(self) -> ComposeResult:
        """The question, what it is about, the keys."""
        lines: list[Words] = [[("", "")]]
        lines += [[(f" {detail}", "")] for detail in self._details]
        with Vertical():
            yield Title(self._question)
            yield Pages(lines)
            yield KeyBar([KeyHint("y", self._yes), KeyHint("n or Esc", "no")], id="confirm-keys")

    def on_key(self, event: events.Key) -> None:
        """Yes or no."""
        if event.key in ("y", "Y"):
            event.stop()
            self.dismiss(True)
        elif event.key in ("n", "N", "escape", "q"):
            event.stop()
            self.dismiss(False)

"""Screens over the desk: their base, one that asks yes or no, and one that only shows."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import ClassVar, TypeVar

from rich.cells import cell_len
from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.reactive import Reactive
from textual.screen import ModalScreen
from textual.widget import Widget

from models.fields.text import named_within
from tui.grid.columns import clean, cut
from tui.grid.grid import Grid
from tui.widgets.bars import KeyBar, KeyHint, in_lines
from tui.widgets.canvas import Canvas, Words, with_text
from tui.widgets.too_small import CoveredScreen
from tui.workbench.workbench import Workbench, bench_of

Result = TypeVar("Result")
_TITLE_LINES = 2
"""Lines that a question may take above what it is about."""

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


class Rising(Ask[Result]):
    """A question that rises from the foot, and leaves in sight what it is about.

    Where it needs so much room that little of that were left, it takes the whole screen.
    """

    DEFAULT_CSS = """
    Rising.rises { background: transparent; align: left bottom; }
    Rising.rises Title { background: $background; }
    """
    least_above: ClassVar[int] = 6
    """Lines above it without which it takes the whole screen: tabs, sections, headings, rows."""
    rises = False
    """Whether what it is about stands above it."""
    _list: Grid | None = None
    """The list with the cursor, where that lies directly behind."""

    def rows_wanted(self, width: int) -> int | None:
        """How many lines it takes in so many cells, with title and foot; None: all there are."""
        raise NotImplementedError

    @on(events.Mount)
    def take_room(self) -> None:
        """Take its room, before it is first shown."""
        self._take_room()

    def on_resize(self, event: events.Resize) -> None:
        """Take as much room of another terminal."""
        self._take_room()

    def on_unmount(self) -> None:
        """Leave the list as it stood."""
        if self._list is not None:
            self._list.keep_above(None)

    def _take_room(self) -> None:
        width, height = self.app.size
        title, wanted = self.query_one(Title), self.rows_wanted(width)
        rows = height if wanted is None else wanted + title.rows_wanted(width) - 1
        self.rises = rows <= height - self.least_above
        self.set_class(self.rises, "rises")
        title.styles.height = title.rows_wanted(width) if self.rises else 1
        self.query_one(Vertical).styles.height = rows if self.rises else "100%"
        behind = self.app.screen_stack[0].focused
        if len(self.app.screen_stack) == 2 and isinstance(behind, Grid):
            self._list = behind
            self._list.keep_above(height - rows if self.rises else None)


class Title(Canvas):
    """One line at the head of a screen; over a question that rises it is a rule with its words."""

    DEFAULT_CSS = "Title { height: 1; background: $panel; }"

    def __init__(self, text: str = "", beside: str = "") -> None:
        super().__init__()
        self._text, self._style, self._beside = text, "strong", beside

    def show(self, text: str, style: str = "strong", beside: str = "") -> None:
        """Show this, and at the right what is to be known of the page."""
        self._text, self._style, self._beside = text, style, beside
        self.redraw()

    def rows_wanted(self, width: int) -> int:
        """How many lines it takes where it is the rule over a question."""
        return len(self._folded(width))

    def _folded(self, width: int) -> list[str]:
        return in_lines(clean(self._text), max(1, width - 4), _TITLE_LINES)

    def draw(self, width: int, height: int) -> list[Words]:
        """One line, or a rule; the word that the screen bears stands at its end."""
        stamp = self.screen.stamp if isinstance(self.screen, Ask) else ""
        if isinstance(self.screen, Rising) and self.screen.rises:
            # What the screen behind bears is still in sight there.
            first, *others = self._folded(width)
            rule = "─" * max(0, width - cell_len(first) - 3)
            head = [("─ ", "label"), (first, self._style), (f" {rule}", "label")]
            return [head, *([(f"  {line}", self._style)] for line in others)]
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
        self.rows = len(self._folded) + 1
        """Lines that it takes, with the blank one below."""
        self.styles.height = self.rows

    def draw(self, width: int, height: int) -> list[Words]:
        """The names as they were folded."""
        return [[(f" {line}", "")] for line in self._folded]


def in_view(lines: Sequence[Words], top: int, height: int) -> list[Words]:
    """As many of the lines as there is room for; a last one tells how many are out of view."""
    if len(lines) <= height:
        return list(lines)
    end = top + room_for(len(lines), height)
    hidden = (("↑", top), ("↓", len(lines) - end))
    told = "   ".join(f"{sign} {count} more" for sign, count in hidden if count > 0)
    return [*lines[top:end], [(f" {told}", "label")]]


def room_for(count: int, height: int) -> int:
    """How many lines of so many are in view at once, where one tells of those that are not."""
    return height - 1 if count > height > 1 else height


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
        count = self.fold(width)
        self._top = max(0, min(self._top, count - room_for(count, height)))
        return in_view(self._folded, self._top, height)

    def fold(self, width: int) -> int:
        """Fold the lines to so many cells; how many they are then."""
        if width != self._folded_for:
            self._folded = [part for each in self._given for part in self.fold_line(each, width)]
            self._folded_for = width
        return len(self._folded)

    def fold_line(self, line: Words, width: int) -> list[Words]:
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

    def on_key(self, event: events.Key) -> None:
        """Move through the lines."""
        page = max(1, room_for(len(self._folded), self.size.height) - 1)
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


class Show(Rising[bool]):
    """Shows lines until they have been read; with `confirm` one key carries something out."""

    HINTS: ClassVar[Sequence[KeyHint]] = ()
    """Keys of its own."""

    def __init__(self, title: str, lines: Sequence[Words], confirm: str = "") -> None:
        super().__init__()
        begins = next((at for at, line in enumerate(lines) if any(text for text, _ in line)), 0)
        self._title, self._content, self._confirm = title, lines[begins:], confirm

    def compose(self) -> ComposeResult:
        """Title, lines, keys."""
        pages, (width, height) = Pages(self._content), self.app.size
        hints = [*self.HINTS]
        if pages.fold(width) > height - self.least_above - 4:
            hints.append(KeyHint("↑↓ PgUp PgDn", "read"))
        if self._confirm:
            hints.insert(0, KeyHint("y or Enter", self._confirm))
        hints.append(KeyHint("Esc", "leave"))
        with Vertical():
            yield Title(self._title)
            yield pages
            yield KeyBar(hints, id="show-keys")

    def rows_wanted(self, width: int) -> int:
        """Title, lines, a blank one, keys."""
        return self.query_one(Pages).fold(width) + 3

    def on_key(self, event: events.Key) -> None:
        """Confirm or leave."""
        if event.key in ("escape", "q", "n"):
            event.stop()
            self.dismiss(False)
        elif self._confirm and event.key in ("y", "enter"):
            event.stop()
            self.dismiss(True)


class Confirm(Rising[bool]):
    """Asks whether something is to be done; only `y` says yes."""

    def __init__(self, question: str, details: Sequence[str] = (), yes: str = "yes") -> None:
        super().__init__()
        self._question, self._details, self._yes = question, details, yes

    def compose(self) -> ComposeResult:
        """The question, what it is about, the keys."""
        lines: list[Words] = [[(f" {detail}", "")] for detail in self._details]
        with Vertical():
            yield Title(self._question)
            yield Pages(lines)
            yield KeyBar([KeyHint("y", self._yes), KeyHint("n or Esc", "no")], id="confirm-keys")

    def rows_wanted(self, width: int) -> int:
        """Title, details, a blank line, keys."""
        return self.query_one(Pages).fold(width) + 3

    def on_key(self, event: events.Key) -> None:
        """Yes or no."""
        if event.key in ("y", "Y"):
            event.stop()
            self.dismiss(True)
        elif event.key in ("n", "N", "escape", "q"):
            event.stop()
            self.dismiss(False)

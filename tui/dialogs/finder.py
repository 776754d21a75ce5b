"""Finding by name: part of a name is typed, and one of the matches is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, NamedTuple, TypeVar

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical

from models.fields.text import folded
from tui.dialogs.ask import Rising, Title
from tui.grid.columns import fit
from tui.terminal.slow_line import when_keys_pause
from tui.widgets.bars import KeyBar, KeyHint
from tui.widgets.canvas import Words
from tui.widgets.chosen_lines import ChosenLines
from tui.widgets.filter_line import FilterLine

Found = TypeVar("Found")

_LEAST_NAME = 48
"""Cells that names have where there is room: what is found next must not move all the others."""


class Line(NamedTuple):
    """A match: its kind, its name, and where it is, or its key."""

    kind: str
    what: str
    where: str = ""


class FoundLines(ChosenLines):
    """The matches, of which one is chosen."""

    DEFAULT_CSS = "FoundLines { height: 1fr; }"

    def __init__(self) -> None:
        super().__init__()
        self.lines: Sequence[Line] = ()
        self._words: list[str] = []
        self._none = ""

    def show(self, lines: Sequence[Line], words: str, none: str) -> None:
        """Show these, found by these words; `none` is said where there are none."""
        self.lines, self._words, self._none = lines, folded(words).split(), none
        self.index = 0
        when_keys_pause(self, "found", self.redraw)

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.lines)

    def draw(self, width: int, height: int) -> list[Words]:
        """A heading, and the lines around the chosen one."""
        if not self.lines:
            return [[(f" {self._none}", "label")]]
        kinds = max(cell_len(line.kind) for line in self.lines) + 2
        where = min(34, max(14, *(cell_len(line.where) for line in self.lines)), width // 2 - kinds)
        # On a wide screen where it is stands beside the name, and not at the far edge.
        needed = max(_LEAST_NAME, *(cell_len(line.what) for line in self.lines)) + 2
        room = max(10, min(needed, width - kinds - where - 4))
        rest = " " * (width - kinds - where - 4 - room)
        drawn: list[Words] = [
            [
                (
                    f" {fit('Kind', kinds)}{fit('What', room)} {fit('Where, or key', where)}{rest}",
                    "heading",
                )
            ]
        ]
        top = max(0, min(self.index - (height - 1) // 2, len(self.lines) - height + 1))
        for at, line in enumerate(self.lines[top : top + height - 1], top):
            here = at == self.index
            drawn.append(
                self.spot(
                    at,
                    ("›" if here else " ", "strong"),
                    (fit(line.kind, kinds), "label"),
                    *self._what(fit(line.what, room), "chosen" if here else ""),
                    (" ", ""),
                    (fit(line.where, where) + rest, "label"),
                    ("‹" if here else " ", ""),
                )
            )
        return drawn

    def _what(self, text: str, style: str) -> list[tuple[str, str]]:
        """The text with the first of the words shown where it stands."""
        shown = text.rstrip()
        plain = folded(shown)
        at = plain.find(self._words[0]) if self._words and len(plain) == len(shown) else -1
        if at < 0 or style:
            return [(shown, style), (text[len(shown) :], "")]
        end = at + len(self._words[0])
        return [(shown[:at], style), (shown[at:end], "match"), (shown[end:], style),
                (text[len(shown) :], "")]  # fmt: skip


class Finder(Rising["Found | None"], Generic[Found]):
    """Type part of a name, choose, Enter. Subclasses say what the words find."""

    CSS = "Finder FilterLine { display: block; }"
    least_above = 2

    def __init__(self, title: str, does: str) -> None:
        super().__init__()
        self._title, self._does = title, does
        self._found: list[tuple[Line, Found]] = []
        self._only = ""
        self.told = ""
        """The remark beside the typed words, where it is more than how many match."""

    async def find(self, words: str) -> list[tuple[Line, Found]]:
        """The matches of these words, the likeliest first."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """The words, what they find, the keys."""
        hints = [
            KeyHint("Enter", self._does),
            KeyHint("↑↓", "choose"),
            KeyHint("Tab", "one kind"),
            KeyHint("Esc", "back"),
        ]
        with Vertical():
            yield Title(self._title)
            yield FilterLine()
            yield FoundLines()
            yield KeyBar(hints, id="finder-keys")

    def rows_wanted(self, width: int) -> int | None:
        """All but the tabs and the sections: they say where one is, and comes back to."""
        return self.app.size.height - self.least_above

    async def on_mount(self) -> None:
        """Begin with what no words find."""
        line = self.query_one(FilterLine)
        line.display = True
        line.begin("")
        line.focus()
        await self._show("")

    def on_key(self, event: events.Key) -> None:
        """Leave."""
        if event.key == "escape":
            event.stop()
            self.dismiss(None)

    def on_filter_line_changed(self, message: FilterLine.Changed) -> None:
        """Find anew."""
        # Or the desk would narrow the list behind.
        message.stop()

        async def find() -> None:
            with self.bench.keys_held():
                await self._show(message.words)

        self.run_worker(find(), exclusive=True)

    def on_filter_line_done(self, message: FilterLine.Done) -> None:
        """Take the chosen one, move among them, or keep to one kind of them."""
        message.stop()
        if not message.keep:
            self.dismiss(None)
            return
        lines = self.query_one(FoundLines)
        if message.key in ("down", "up"):
            lines.move(1 if message.key == "down" else -1)
        elif message.key == "tab":
            kinds = ["", *dict.fromkeys(line.kind for line, _ in self._found)]
            at = kinds.index(self._only) if self._only in kinds else 0
            self._only = kinds[(at + 1) % len(kinds)]
            self._show_found()
        elif lines.lines:
            self.dismiss(self._shown[lines.index][1])

    async def _show(self, words: str) -> None:
        self.told, self._only = "", ""
        self._found = await self.find(words)
        self._words = words
        self._show_found()

    def _show_found(self) -> None:
        only = self._only
        self._shown = [each for each in self._found if only in ("", each[0].kind)]
        told = self.told or f"{len(self._shown)} found"
        self.query_one(FilterLine).show("", f"only {only} · {told}" if only else told)
        lines = [line for line, _ in self._shown]
        self.query_one(FoundLines).show(lines, self._words, "No matches. Esc goes back.")

"""Picking cells of a matrix: each line of a row has a letter, which ticks it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from string import ascii_lowercase, ascii_uppercase
from typing import NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical

from tui.dialogs.ask import Ask, Title
from tui.grid.columns import clean, fit
from tui.widgets.bars import KeyBar, KeyHint
from tui.widgets.canvas import Words
from tui.widgets.chosen_lines import ChosenLines

_LETTERS = ascii_lowercase + ascii_uppercase
_STATE = 26
"""Cells for what stands in the cell of a line."""

Ticked = Mapping[str, frozenset[str]]
"""The columns that are ticked in each row, by their names."""


class CellLine(NamedTuple):
    """A cell: its column, what that is called, what stands in it, and whether it asks for anything.

    `style` is that of what stands in it.
    """

    column: str
    label: str
    state: str
    style: str = ""
    asks: bool = False


class CellsOfRow(NamedTuple):
    """A row of a matrix: its key, what it is called, and its cells."""

    key: str
    name: str
    cells: Sequence[CellLine]


class Picked(NamedTuple):
    """The cells that were ticked, and the command that is to work on them; empty for none."""

    ticked: Ticked
    command: str


class PickLines(ChosenLines, can_focus=True):
    """The cells of a row, each with its letter and a sign where it is ticked."""

    DEFAULT_CSS = "PickLines { height: 1fr; }"

    def __init__(self, row: CellsOfRow, ticked: frozenset[str]) -> None:
        super().__init__()
        self.row, self.ticked = row, ticked

    @property
    def count(self) -> int:
        """How many cells the row has."""
        return len(self.row.cells)

    def show(self, row: CellsOfRow, ticked: frozenset[str]) -> None:
        """Show another row, or other ticks."""
        self.row, self.ticked = row, ticked
        self.redraw()

    def draw(self, width: int, height: int) -> list[Words]:
        """The cells around the chosen one."""
        top = max(0, min(self.index - height // 2, self.count - height))
        state = min(_STATE, width // 3)
        lines: list[Words] = []
        for at, each in enumerate(self.row.cells[top : top + height], top):
            letter = _LETTERS[at] if at < len(_LETTERS) else " "
            is_ticked = each.column in self.ticked
            lines.append(
                self.spot(
                    at,
                    ("›" if at == self.index else " ", "strong"),
                    (f" {letter} ", "key"),
                    ("• " if is_ticked else "  ", "key"),
                    (fit(each.label, max(10, width - state - 8)), "strong" if is_ticked else ""),
                    ("  ", ""),
                    (fit(each.state, state), each.style),
                )
            )
        return lines

    def take(self, what: object) -> None:
        """Tick the line that was clicked, or take its tick away."""
        if isinstance(what, int) and isinstance(self.screen, PickCells):
            self.screen.toggle(what)


class PickCells(Ask["Picked | None"]):
    """Asks for cells of a matrix, a row after the other; None when it was left.

    `row_of` gives a row by its place, of so many. What is `ticked` already stays so. `commands`
    for all that is ticked are given by their names and words: Enter is the first of them. Where
    there are several, Ctrl+S only gives what is ticked.
    """

    def __init__(
        self,
        row_of: Callable[[int], CellsOfRow | None],
        rows: int,
        at: int,
        ticked: Ticked,
        commands: Sequence[tuple[str, str]],
    ) -> None:
        super().__init__()
        self._row_of, self._rows, self._at = row_of, rows, at
        self._ticked = dict(ticked)
        self._commands = commands

    def compose(self) -> ComposeResult:
        """The row, its cells, the keys."""
        row = self._row_of(self._at) or CellsOfRow("", "", ())
        keys = self.bench.keys
        hints = [
            KeyHint("letters", "tick"),
            KeyHint("Enter", self._commands[0][1]),
            *(KeyHint(keys.word(name), word) for name, word in self._commands[1:]),
            KeyHint("← →", "row"),
            KeyHint(keys.word("mark.asking"), "asks"),
            KeyHint(keys.word("mark.all"), "all"),
            *([KeyHint("Ctrl+S", "mark")] if len(self._commands) > 1 else []),
            KeyHint("Esc", "leave"),
        ]
        with Vertical():
            yield Title(row.name)
            yield PickLines(row, self._here(row))
            yield KeyBar(hints, id="pick-keys")

    def on_mount(self) -> None:
        """Keys go to the lines."""
        self.query_one(PickLines).focus()
        self._show()

    def on_key(self, event: events.Key) -> None:
        """Tick, go to another row, go on or leave."""
        lines = self.query_one(PickLines)
        event.stop()
        event.prevent_default()
        called = self.bench.keys.command_for(event.key, event.character)
        letter = event.character or " "
        if event.key == "escape":
            self.dismiss(None)
        elif event.key == "enter":
            self.dismiss(Picked(self._ticked, self._commands[0][0]))
        elif event.key in ("ctrl+s", "f2"):
            self.dismiss(Picked(self._ticked, ""))
        elif event.key in ("down", "up", "pagedown", "pageup"):
            lines.move({"down": 1, "up": -1, "pagedown": 8, "pageup": -8}[event.key])
        elif event.key in ("home", "end"):
            lines.move(lines.count if event.key == "end" else -lines.count)
        elif event.key in ("left", "right"):
            self._go(1 if event.key == "right" else -1)
        elif event.key == "space":
            self.toggle(lines.index)
            lines.move(1)
        elif letter in _LETTERS:
            self.toggle(_LETTERS.index(letter))
        elif called == "mark.all":
            self._tick({each.column for each in lines.row.cells})
        elif called == "mark.asking":
            self._tick({each.column for each in lines.row.cells if each.asks})
        elif any(called == name for name, _ in self._commands):
            self.dismiss(Picked(self._ticked, str(called)))

    def toggle(self, at: int) -> None:
        """Tick the cell at this place, or take its tick away."""
        lines = self.query_one(PickLines)
        if at < lines.count:
            row = lines.row
            self._ticked[row.key] = self._here(row) ^ {row.cells[at].column}
            lines.index = at
            self._show()

    def _tick(self, columns: set[str]) -> None:
        """Tick these of the row; where all of them are ticked already, none."""
        row = self.query_one(PickLines).row
        here = self._here(row)
        self._ticked[row.key] = here - columns if columns <= here else here | columns
        self._show()

    def _go(self, step: int) -> None:
        row = self._row_of(self._at + step) if 0 <= self._at + step < self._rows else None
        if row is not None:
            self._at += step
            lines = self.query_one(PickLines)
            lines.show(row, self._here(row))
            self._show()

    def _here(self, row: CellsOfRow) -> frozenset[str]:
        return self._ticked.get(row.key, frozenset())

    def _show(self) -> None:
        lines = self.query_one(PickLines)
        here, everywhere = self._here(lines.row), sum(map(len, self._ticked.values()))
        lines.show(lines.row, here)
        told = f"{len(here)} ticked" if len(here) == everywhere else f"{everywhere} ticked in all"
        beside = f"{told} · row {self._at + 1} of {self._rows}"
        self.query_one(Title).show(clean(lines.row.name), beside=beside)

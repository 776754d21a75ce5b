"""Choosing the columns of a list: which stand in it, in which order, and how wide."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical

from data.tables.table import Column
from tui.dialogs.ask import Ask, Title
from tui.grid.columns import fit
from tui.widgets.bars import KeyBar, KeyHint
from tui.widgets.canvas import Canvas, Words

_NARROWEST, _WIDEST = 2, 80


class Chosen(NamedTuple):
    """A column as it was chosen: its name, its width, and whether it is shown."""

    name: str
    width: int
    shown: bool = True


class ColumnLines(Canvas, can_focus=True):
    """The columns, each with a sign where it is shown."""

    DEFAULT_CSS = "ColumnLines { height: 1fr; }"

    def __init__(self, labels: dict[str, str], chosen: Sequence[Chosen]) -> None:
        super().__init__()
        self.chosen = list(chosen)
        self.index = 0
        self._labels = labels

    def draw(self, width: int, height: int) -> list[Words]:
        """A heading, and the columns around the cursor."""
        lines: list[Words] = [[(f"   {fit('Column', 34)} Width", "heading")]]
        top = max(0, min(self.index - height // 2, len(self.chosen) - height + 1))
        for at, each in enumerate(self.chosen[top : top + height - 1], top):
            here = at == self.index
            lines.append(
                self.spot(
                    at,
                    ("›" if here else " ", "strong"),
                    ("• " if each.shown else "  ", "key"),
                    (fit(self._labels[each.name], 34), "strong" if each.shown else "label"),
                    (f" {each.width:>5}", "" if each.shown else "label"),
                )
            )
        return lines

    def take(self, what: object) -> None:
        """Go to the column that was clicked."""
        if isinstance(what, int):
            self._go(what)

    def scroll_lines(self, lines: int, over: object) -> None:
        """Go to another column."""
        self._go(self.index + lines)

    def _go(self, at: int) -> None:
        self.index = max(0, min(at, len(self.chosen) - 1))
        self.redraw()

    def press(self, key: str) -> bool:
        """Do what a key does to the columns; false when it does nothing."""
        at, last = self.index, len(self.chosen) - 1
        each = self.chosen[at]
        if key in ("up", "down"):
            self.index = max(0, min(at + (1 if key == "down" else -1), last))
        elif key == "space" and at:
            self.chosen[at] = each._replace(shown=not each.shown)
            self.index = min(at + 1, last)
        elif key in ("left", "right"):
            width = each.width + (1 if key == "right" else -1)
            self.chosen[at] = each._replace(width=max(_NARROWEST, min(width, _WIDEST)))
        elif key in ("shift+up", "shift+down") and at:
            to = max(1, min(at + (1 if key == "shift+down" else -1), last))
            self.chosen.insert(to, self.chosen.pop(at))
            self.index = to
        else:
            return False
        self.redraw()
        return True


class ChooseColumns(Ask["list[Chosen] | None"]):
    """Asks for the columns of a list; an empty answer is the usual columns, None leaves it."""

    def __init__(self, title: str, columns: Sequence[Column], shown: Sequence[Column]) -> None:
        super().__init__()
        self._title = title
        names = {column.name for column in shown}
        others = [column for column in columns if column.name not in names]
        self._labels = {column.name: column.label for column in (*columns, *shown)}
        self._chosen = [Chosen(each.name, each.width) for each in shown]
        self._chosen += [Chosen(each.name, each.width, False) for each in others]

    def compose(self) -> ComposeResult:
        """The title, the columns, the keys."""
        hints = [
            KeyHint("Enter", "use them"),
            KeyHint("Space", "show or not"),
            KeyHint("← →", "width"),
            KeyHint("Shift+↑↓", "order"),
            KeyHint("r", "usual"),
            KeyHint("Esc", "back"),
        ]
        with Vertical():
            yield Title(self._title)
            yield ColumnLines(self._labels, self._chosen)
            yield KeyBar(hints, id="column-keys")

    def on_mount(self) -> None:
        """Keys go to the columns."""
        self.query_one(ColumnLines).focus()

    def on_key(self, event: events.Key) -> None:
        """Change a column, use them, or leave."""
        lines = self.query_one(ColumnLines)
        event.stop()
        event.prevent_default()
        if event.key == "escape":
            self.dismiss(None)
        elif event.key == "enter":
            self.dismiss([each for each in lines.chosen if each.shown])
        elif event.character == "r":
            self.dismiss([])
        else:
            lines.press(event.key)

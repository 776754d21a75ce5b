"""The help page: read, or searched for words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical

from models.fields.text import folded
from tui.dialogs.ask import Ask, Pages, Title
from tui.widgets.bars import KeyBar, KeyHint
from tui.widgets.canvas import Words
from tui.widgets.filter_line import FilterLine


class HelpPages(Pages):
    """Lines of help, of which a click takes the command that they tell of."""

    def take(self, what: object) -> None:
        """Leave, to run the command."""
        if isinstance(what, Told) and isinstance(self.screen, Help):
            self.screen.dismiss(what.command)


class Told(NamedTuple):
    """What a line of help tells of: the name of a command."""

    command: str


class Help(Ask["str | None"]):
    """Lines of help; `/` shows only those with the words that are typed.

    Gives the name of the command whose line was clicked.
    """

    CSS = "Help FilterLine { display: none; height: 1; }"

    def __init__(self, title: str, lines: Sequence[Words]) -> None:
        super().__init__()
        self._title, self._lines = title, list(lines)

    def compose(self) -> ComposeResult:
        """The title, the words to search for, the lines, the keys."""
        hints = [
            KeyHint("↑↓ PgUp PgDn", "read"),
            KeyHint("/", "search"),
            KeyHint("Esc", "back"),
        ]
        with Vertical():
            yield Title(self._title)
            yield FilterLine()
            yield HelpPages(self._lines)
            yield KeyBar(hints, id="help-keys")

    def on_mount(self) -> None:
        """Begin to read at the top."""
        self.query_one(Title).show(self._title, beside="/ search")
        self.query_one(FilterLine).display = False
        self.query_one(Pages).focus()

    def on_key(self, event: events.Key) -> None:
        """Search, or leave."""
        if self.query_one(FilterLine).display:
            return
        if event.key in ("escape", "q", "f1", "question_mark"):
            event.stop()
            self.dismiss(None)
        elif event.character == "/":
            event.stop()
            line = self.query_one(FilterLine)
            line.display = True
            line.begin("")
            line.show("Help", "")
            line.focus()

    def on_filter_line_changed(self, message: FilterLine.Changed) -> None:
        """Show the lines with these words."""
        message.stop()
        self._search(message.words)

    def on_filter_line_done(self, message: FilterLine.Done) -> None:
        """Go on reading what was found; or all again."""
        message.stop()
        self.query_one(FilterLine).display = False
        if not message.keep:
            self._search("")
        self.query_one(Pages).focus()

    def _search(self, words: str) -> None:
        wanted = folded(words).split()
        found: list[Words] = [
            line
            for line in self._lines
            if all(word in folded("".join(text for text, _ in line)) for word in wanted)
        ]
        if wanted:
            self.query_one(FilterLine).show(
                "Help", f"{len(found)} lines" if found else "No matches"
            )
        self.query_one(Pages).show(found or [[(" No matches. Esc shows all again.", "quiet")]])

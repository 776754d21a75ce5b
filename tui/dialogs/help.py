"""The help page: read, searched for words, and left for the command that a line is about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical

from models.fields.text import folded
from tui.dialogs.ask import Ask, Pages, Title, in_view, room_for
from tui.widgets.bars import KeyBar, KeyHint
from tui.widgets.canvas import Spot, Words, with_text
from tui.widgets.filter_line import FilterLine


class HelpLines(Pages):
    """Lines of which one is in front; it may tell of a command, which a click takes as well."""

    def __init__(self, lines: Sequence[Words]) -> None:
        super().__init__(lines)
        self._at = 0
        self._begins: list[int] = []
        self.show(lines)

    def show(self, lines: Sequence[Words]) -> None:
        """Show other lines, the first below a heading in front."""
        told = (at for at, line in enumerate(lines) if _has_words(line) and line[0][1] != "strong")
        self._at = next(told, 0)
        super().show(lines)

    @property
    def command(self) -> str:
        """The command that the line in front tells of; empty where it tells of none."""
        line = self._given[self._at]
        takes = line[0].takes if line and isinstance(line[0], Spot) else None
        return takes.command if isinstance(takes, Told) else ""

    def take(self, what: object) -> None:
        """Leave, to run the command of the line that was clicked."""
        if isinstance(what, Told) and isinstance(self.screen, Help):
            self.screen.dismiss(what.command)

    def fold(self, width: int) -> int:
        """Fold the lines to so many cells; how many they are then."""
        if width != self._folded_for:
            self._folded, self._begins, self._folded_for = [], [], width
            for line in self._given:
                self._begins.append(len(self._folded))
                self._folded += self.fold_line(line, width)
        return len(self._folded)

    def draw(self, width: int, height: int) -> list[Words]:
        """The lines in view, the one in front with its mark."""
        count = self.fold(width)
        here, after = self._place(self._at)
        room = room_for(count, height)
        self._top = max(after - room, min(self._top, here, count - room), 0)
        lines = in_view(self._folded, self._top, height)
        first, *others = lines[here - self._top]
        lines[here - self._top] = [("›", ""), with_text(first, first[0][1:]), *others]
        return lines

    def _place(self, at: int) -> tuple[int, int]:
        """The first row of a line as it is folded, and the one after its last."""
        begins = [*self._begins, len(self._folded)]
        return begins[at], begins[at + 1]

    def scroll_lines(self, lines: int, over: object) -> None:
        """Go to the next line with words, or to the one before; or read so many lines on or back.

        Then the line in front stays so while it is in view.
        """
        count = self.fold(self.size.width)
        height = room_for(count, self.size.height)
        with_words = [at for at, line in enumerate(self._given) if _has_words(line)]
        if lines > 0:
            others = [at for at in with_words if at > self._at]
        else:
            others = [at for at in reversed(with_words) if at < self._at]
        top = max(0, min(self._top + lines, count - height))
        if abs(lines) > 1 and (top == self._top or abs(lines) >= count):
            others.reverse()
        elif abs(lines) > 1:

            def is_in_view(at: int) -> bool:
                here, after = self._place(at)
                return top <= here and after <= top + height

            others = [] if is_in_view(self._at) else [at for at in others if is_in_view(at)]
        if abs(lines) > 1:
            self._top = top
        self._at = next(iter(others), self._at)
        self.redraw()


def _has_words(line: Words) -> bool:
    return any(text.strip() for text, _ in line)


class Told(NamedTuple):
    """The target of a line of help: the command that it is about."""

    command: str


class Help(Ask["str | None"]):
    """Lines of help; `/` shows only those with the words that are typed.

    Gives the name of the command whose line was clicked, or taken with Enter.
    """

    CSS = "Help FilterLine { display: none; height: 1; }"

    def __init__(self, title: str, lines: Sequence[Words]) -> None:
        super().__init__()
        self._title, self._lines = title, list(lines)

    def compose(self) -> ComposeResult:
        """The title, the words to search for, the lines, the keys."""
        hints = [
            KeyHint("↑↓ PgUp PgDn", "read"),
            KeyHint("Enter", "do it"),
            KeyHint("/", "search"),
            KeyHint("Esc", "back"),
        ]
        with Vertical():
            yield Title(self._title)
            yield FilterLine()
            yield HelpLines(self._lines)
            yield KeyBar(hints, id="help-keys")

    def on_mount(self) -> None:
        """Begin to read at the top."""
        self.query_one(Title).show(self._title, beside="/ search")
        self.query_one(FilterLine).display = False
        self.query_one(HelpLines).focus()

    def on_key(self, event: events.Key) -> None:
        """Search, or leave."""
        if self.query_one(FilterLine).display:
            return
        if event.key in ("escape", "q", "f1", "question_mark"):
            event.stop()
            self.dismiss(None)
        elif event.key == "enter":
            event.stop()
            if command := self.query_one(HelpLines).command:
                self.dismiss(command)
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
        self.query_one(HelpLines).focus()

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
        self.query_one(HelpLines).show(found or [[(" No matches. Esc shows all again.", "quiet")]])

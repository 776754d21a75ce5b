"""Finding by name: part of it is typed, and one of what it finds is chosen."""

from __future__ import annotations

from typing import Generic, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical

from tui.dialogs.ask import Ask, Title
from tui.dialogs.choose import ChoiceLines
from tui.terminal.slow_line import when_keys_pause
from tui.widgets.bars import KeyBar, KeyHint
from tui.widgets.filter_line import FilterLine

Found = TypeVar("Found")
Line = tuple[str, str, str]
"""The key of a choice, its words, and what more is said of it."""


class Finder(Ask["Found | None"], Generic[Found]):
    """Type part of a name, choose, Enter. Subclasses say what the words find."""

    CSS = "Finder FilterLine { display: block; }"

    def __init__(self, title: str, does: str) -> None:
        super().__init__()
        self._title, self._does = title, does
        self._found: list[Found] = []

    async def find(self, words: str) -> list[tuple[Line, Found]]:
        """What these words find, the likeliest first."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """The words, what they find, the keys."""
        with Vertical():
            yield Title(self._title)
            yield FilterLine()
            yield ChoiceLines([])
            yield KeyBar(
                [KeyHint("↑↓", "choose"), KeyHint("Enter", self._does), KeyHint("Esc", "leave")],
                id="finder-keys",
            )

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
        """Take the chosen one, or move among them."""
        message.stop()
        if not message.keep:
            self.dismiss(None)
            return
        lines = self.query_one(ChoiceLines)
        if message.key in ("down", "up"):
            lines.move(1 if message.key == "down" else -1)
        elif lines.choices:
            self.dismiss(self._found[lines.index])

    async def _show(self, words: str) -> None:
        found = await self.find(words)
        lines = self.query_one(ChoiceLines)
        lines.choices = [line for line, _ in found]
        self._found = [what for _, what in found]
        lines.index = 0
        when_keys_pause(self, "found", lines.redraw)

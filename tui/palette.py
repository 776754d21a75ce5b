"""The palette: every command, every school and every summary by name."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical

from models.schools import School
from models.text import folded
from tui.bars import KeyBar, KeyHint
from tui.filter_line import FilterLine
from tui.screens import Ask, ChoiceLines, Title

if TYPE_CHECKING:
    from data.store import Store
    from tui.desk import Desk

Act = Callable[["Desk"], Awaitable[None]]


class Palette(Ask["Act | None"]):
    """Type part of a name, choose, Enter."""

    CSS = "Palette FilterLine { display: block; }"

    def __init__(self) -> None:
        super().__init__()
        self._acts: list[Act] = []

    def compose(self) -> ComposeResult:
        """The words, what they find, the keys."""
        with Vertical():
            yield Title("Type part of the name of a command, a school or a summary")
            yield FilterLine(hint="")
            yield ChoiceLines([])
            yield KeyBar(
                [KeyHint("↑↓", "choose"), KeyHint("Enter", "do it"), KeyHint("Esc", "leave")],
                id="palette-keys",
            )

    async def on_mount(self) -> None:
        """Begin with every command."""
        line = self.query_one(FilterLine)
        line.display = True
        line.begin("")
        line.focus()
        await self._find("")

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
            with self.desk.keys_held():
                await self._find(message.words)

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
            self.dismiss(self._acts[lines.index])

    async def _find(self, words: str) -> None:
        wanted = folded(words).split()
        found: list[tuple[tuple[str, str, str], Act]] = []
        for command in self.desk.keys.commands.values():
            text = command.help
            searched = folded(f"{text} {command.name} {command.footer}")
            if all(word in searched for word in wanted):
                found.append(((self.desk.keys.word(command.name), text, ""), _run(command.name)))
        from data.summaries import SUMMARIES

        for maker in SUMMARIES.values():
            if all(word in folded(maker.title) for word in wanted):
                found.append((("", f"Export: {maker.title}", maker.for_whom), _export(maker.name)))
        if wanted:
            found += await self._schools(words)
        lines = self.query_one(ChoiceLines)
        lines.choices = [choice for choice, _ in found]
        self._acts = [act for _, act in found]
        lines.index = 0
        lines.redraw()

    async def _schools(self, words: str) -> list[tuple[tuple[str, str, str], Act]]:
        from data.finding import suggestions

        def look(store: Store) -> list[tuple[str, str, str]]:
            return suggestions(store, School, words, 12)

        return [
            (("", name, detail), _school(key))
            for key, name, detail in await self.desk.books.run(look)
        ]


def _run(name: str) -> Act:
    async def act(desk: Desk) -> None:
        desk.run_command(name)

    return act


def _export(name: str) -> Act:
    async def act(desk: Desk) -> None:
        from tui.file_actions import export_shown

        await export_shown(desk, name)

    return act


def _school(key: str) -> Act:
    async def act(desk: Desk) -> None:
        from tui.record_actions import go_to

        await go_to(desk, School.kind, key)

    return act

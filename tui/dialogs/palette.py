"""Finding by name: the palette of every command, view, school and summary; or one school."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Generic, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical

from models.fields.text import folded
from models.schools.school import School
from tui.desk.tabs import PLACES, TABS, Place
from tui.dialogs.ask import Ask, Title
from tui.dialogs.choose import ChoiceLines
from tui.terminal.slow_line import when_keys_pause
from tui.widgets.bars import KeyBar, KeyHint
from tui.widgets.filter_line import FilterLine

if TYPE_CHECKING:
    from data.store.store import Store
    from tui.desk.app import Desk

Act = Callable[["Desk"], Awaitable[None]]
Found = TypeVar("Found")
Line = tuple[str, str, str]
"""The key of a choice, its words, and what more is said of it."""

_MOST_SCHOOLS = 40


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
            yield FilterLine(hint="")
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
            with self.desk.keys_held():
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


class Palette(Finder[Act]):
    """Every command, section, view, summary and school by name."""

    def __init__(self) -> None:
        super().__init__("Type part of a command, a question, a summary or a school", "do it")

    async def find(self, words: str) -> list[tuple[Line, Act]]:
        """Commands first, then sections, questions, exports; schools once something was typed."""
        from data.summaries.registry import SUMMARIES

        wanted = folded(words).split()

        def holds(text: str) -> bool:
            searched = folded(text)
            return all(word in searched for word in wanted)

        word = self.desk.keys.word
        found: list[tuple[Line, Act]] = [
            ((word(command.name), command.help, ""), _run(command.name))
            for command in self.desk.keys.commands.values()
            if holds(f"{command.help} {command.name} {command.footer}")
        ]
        found += [
            (("", f"Go to {place.label}", TABS[tab]), _place(tab, at))
            for tab, places in enumerate(PLACES)
            for at, place in enumerate(places)
            # A tab of one section is found as a command, the answer to a question by the question.
            if len(places) > 1
            and place.label != "View"
            and holds(f"go to {place.label} {_plain(place)} section")
        ]
        found += [
            ((f"{word('view')} {maker.key}", maker.question, ""), _view(maker.name))
            for maker in SUMMARIES.values()
            if maker.question and holds(f"{maker.question} {maker.name}")
        ]
        found += [
            (("", f"Export: {maker.title}", maker.for_whom), _export(maker.name))
            for maker in SUMMARIES.values()
            if holds(maker.title)
        ]
        return found + (await self._schools(words) if wanted else [])

    async def _schools(self, words: str) -> list[tuple[Line, Act]]:
        from data.tables.finding import suggestions

        def look(store: Store) -> list[tuple[str, str, str]]:
            return suggestions(store, School, words, 12)

        return [
            (("", name, detail), _school(key))
            for key, name, detail in await self.desk.books.run(look)
        ]


class SchoolFinder(Finder[str]):
    """Asks which school a question is about; gives its key.

    Without words it offers the school that is proposed, then all whose policies are watched.
    """

    def __init__(self, question: str, proposed: str | None = None) -> None:
        super().__init__(f"{question} Which school?", "take it")
        self._proposed = proposed

    async def find(self, words: str) -> list[tuple[Line, str]]:
        """Schools that are watched come before those that are only in the books."""
        from data.policies.standing import board
        from data.tables.finding import suggestions

        proposed = self._proposed

        def look(store: Store) -> list[tuple[Line, str]]:
            standing = board(store)
            if words.strip():
                found = suggestions(store, School, words, _MOST_SCHOOLS)
                found.sort(key=lambda each: each[0] not in standing.watched)
                return [(("", name, detail), key) for key, name, detail in found]
            keys = [key for key in standing.schools if key in standing.watched]
            if proposed is not None:
                keys = [proposed, *(key for key in keys if key != proposed)]
            return [(("", store.name_of(School, key), ""), key) for key in keys]

        return await self.desk.books.run(look)


def _run(name: str) -> Act:
    async def act(desk: Desk) -> None:
        desk.run_command(name)

    return act


def _plain(place: Place) -> str:
    """Other words by which a section is looked for: those of scripts, and of the very records."""
    return f"{place.record.kind} {place.record.plural()}" if place.record else ""


def _place(tab: int, at: int) -> Act:
    async def act(desk: Desk) -> None:
        await desk.show_tab(tab, at)

    return act


def _view(name: str) -> Act:
    async def act(desk: Desk) -> None:
        await desk.show_view(name)

    return act


def _export(name: str) -> Act:
    async def act(desk: Desk) -> None:
        from tui.commands.files import export_shown

        await export_shown(desk, name)

    return act


def _school(key: str) -> Act:
    async def act(desk: Desk) -> None:
        from tui.commands.records import go_to

        await go_to(desk, School.kind, key)

    return act

"""The palette: every command, section, question and summary, and what is found by its name."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from data.store.books import Books
from data.summaries.registry import SUMMARIES
from data.tables.finding import suggestions
from models.fields.text import folded
from models.kinds import RECORDS
from models.records.record import Record
from tui.commands.exporting import export_shown
from tui.commands.records import go_to
from tui.desk.showing import Showing
from tui.desk.tabs import TABS, VIEW, places
from tui.dialogs.finder import Finder, Line
from tui.sections.places import Place, list_class_of

Act = Callable[[], Awaitable[None]]
_MOST_FOUND = 12


async def choose_by_name(desk: Showing) -> None:
    """Ask for anything by its name, and do it."""
    chosen = await desk.ask(Palette(desk))
    if chosen is not None:
        await chosen()


class Palette(Finder[Act]):
    """Every command, section, view, summary and important record by name."""

    def __init__(self, desk: Showing) -> None:
        super().__init__("Type part of a command, a question, a summary or a school", "do it")
        self._desk = desk

    async def find(self, words: str) -> list[tuple[Line, Act]]:
        """Commands first, then sections, questions, exports; records once something was typed."""
        wanted = folded(words).split()

        def holds(text: str) -> bool:
            searched = folded(text)
            return all(word in searched for word in wanted)

        desk, word = self._desk, self._desk.keys.word
        found: list[tuple[Line, Act]] = [
            ((word(command.name), command.help, ""), _run(desk, command.name))
            for command in desk.keys.commands.values()
            if holds(f"{command.help} {command.name} {command.footer}")
        ]
        found += [
            (("", f"Go to {place.label}", TABS[tab].label), _show_place(desk, tab, at))
            for tab, of_tab in enumerate(places())
            for at, place in enumerate(of_tab)
            # A tab of one section is found as a command, the answer to a question by the question.
            if len(of_tab) > 1
            and place is not VIEW
            and holds(f"go to {place.label} {_plain(place)} section")
        ]
        found += [
            ((f"{word('view')} {maker.key}", maker.question, ""), _view(desk, maker.name))
            for maker in SUMMARIES.values()
            if maker.question and holds(f"{maker.question} {maker.name}")
        ]
        found += [
            (("", f"Export: {maker.title}", maker.for_whom), _export(desk, maker.name))
            for maker in SUMMARIES.values()
            if holds(maker.title)
        ]
        return found + (await self._records(words) if wanted else [])

    async def _records(self, words: str) -> list[tuple[Line, Act]]:
        """Records of kinds that are found from anywhere."""
        desk = self._desk
        kinds = [record for record in RECORDS if list_class_of(record).in_palette]

        def look(books: Books) -> list[tuple[Line, Act]]:
            return [
                (("", name, detail), _go_to(desk, record, key))
                for record in kinds
                for key, name, detail in suggestions(books, record, words, _MOST_FOUND)
            ]

        return await desk.books.read(look)


def _plain(place: Place) -> str:
    """Other words by which a section is looked for: those of scripts, and of the very records."""
    return f"{place.record.kind} {place.record.plural()}" if place.record else ""


def _run(desk: Showing, name: str) -> Act:
    async def act() -> None:
        desk.run_command(name)

    return act


def _show_place(desk: Showing, tab: int, at: int) -> Act:
    async def act() -> None:
        await desk.show_tab(tab, at)

    return act


def _view(desk: Showing, name: str) -> Act:
    async def act() -> None:
        await desk.show_view(name)

    return act


def _export(desk: Showing, name: str) -> Act:
    async def act() -> None:
        await export_shown(desk, name)

    return act


def _go_to(desk: Showing, record: type[Record], key: str) -> Act:
    async def act() -> None:
        await go_to(desk, record, key)

    return act

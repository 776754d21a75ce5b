"""The palette: every command, section, question and paper, found by typing."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterator
from functools import cache

from data.store.books import Books
from data.summaries.registry import SUMMARIES
from data.tables.finding import suggestions, words_of_names
from data.tables.listing import Wanted
from data.tables.spelling import corrected
from models.fields.reference_fields import ReferenceField
from models.fields.text import folded
from models.kinds import RECORDS
from models.records.record import Record
from tui.commands.exporting import export_shown
from tui.commands.records import go_to
from tui.desk.saved_filters import saved_in
from tui.desk.settings import SETTINGS, Setting
from tui.desk.showing import Showing
from tui.desk.tabs import TABS, is_view, places
from tui.dialogs.finder import Finder, Line
from tui.sections.places import Place, list_class_of

Act = Callable[[], Awaitable[None]]
Entry = tuple[Line, Act, str]
"""Something that is no record: its line, what it does, and the words by which it is found."""

_MOST_FOUND = 8
_GO_TO = "Go to "
_MOST_LATELY = 4
_OF_THE_DESK = {">": "Command", "$": "Paper"}
_WORD = re.compile(r"\w+")


async def choose_by_name(desk: Showing) -> None:
    """Ask for anything by its name, and do it."""
    palette = Palette(desk)
    chosen = await desk.ask(palette)
    if chosen is not None:
        palette.remember(chosen)
        await chosen()


class Palette(Finder[Act]):
    """Everything by name: commands, places, questions, papers, settings and records."""

    def __init__(self, desk: Showing) -> None:
        super().__init__("Find anything by name", "go there")
        self._desk = desk
        self._vocabulary: set[str] = set()

    async def find(self, words: str) -> list[tuple[Line, Act]]:
        """The matches, the best first; near misses where nothing matches."""
        signs = _signs()
        only, words = signs.get(words[:1], ""), words.lstrip("".join(signs))
        if not folded(words).split():
            return [each for each in self._lately() + self._all("") if only in ("", each[0].kind)]
        found = await self._best(words)
        if not found:
            for nearer in corrected(words, await self._known_words()):
                found = await self._best(nearer) if nearer != folded(words) else []
                if found:
                    break
            self.told = f"no exact match, {len(found)} near" if found else "No matches"
        return [each for each in found if only in ("", each[0].kind)]

    async def _best(self, words: str) -> list[tuple[Line, Act]]:
        typed = folded(words)
        found = self._all(words) + await self._records(words)

        def worth(each: tuple[Line, Act]) -> tuple[bool, bool]:
            # A section is meant by its name.
            what = folded(each[0].what.removeprefix(_GO_TO))
            return not what.startswith(typed), not any(
                word.startswith(typed) for word in what.split()
            )

        return sorted(found, key=worth)

    def _lately(self) -> list[tuple[Line, Act]]:
        """The entry that was chosen last."""
        kept = self._desk.remembered.get("palette", [])
        assert isinstance(kept, list)
        return list(reversed(kept))

    def remember(self, act: Act) -> None:
        """Remember what was chosen."""
        line = next(line for line, found in self._found if found is act)
        kept = self._desk.remembered.setdefault("palette", [])
        assert isinstance(kept, list)
        kept[:] = [*[each for each in kept if each[0] != line][-_MOST_LATELY:], (line, act)]

    def _all(self, words: str) -> list[tuple[Line, Act]]:
        """All that is no record."""
        wanted = folded(words).split()

        def holds(text: str) -> bool:
            searched = folded(text)
            return all(word in searched for word in wanted)

        return [
            (line, act)
            for of_one_kind in (_commands, _places, _questions, _papers, _settings, _filters)
            for line, act, searched in of_one_kind(self._desk)
            if holds(searched)
        ]

    async def _known_words(self) -> set[str]:
        """All words that may be meant."""
        if not self._vocabulary:
            texts = [f"{line.kind} {line.what}" for line, _ in self._all("")]
            kinds = _kinds_found()

            def look(books: Books) -> set[str]:
                return {word for kind in kinds for word in words_of_names(books, kind)}

            self._vocabulary = await self._desk.books.read(look)
            self._vocabulary |= {word for text in texts for word in _WORD.findall(folded(text))}
        return self._vocabulary

    async def _records(self, words: str) -> list[tuple[Line, Act]]:
        """Records of kinds that are found from anywhere."""
        desk, kinds = self._desk, _kinds_found()

        def look(books: Books) -> list[tuple[Line, Act]]:
            return [
                (Line(record.singular.capitalize(), name, detail), _go_to(desk, record, key))
                for record in kinds
                for key, name, detail in suggestions(books, record, words, _MOST_FOUND)
            ]

        return await desk.books.read(look)


@cache
def _signs() -> dict[str, str]:
    """The signs that, before the words, keep to one kind of what is found."""
    of_records = {
        sign: record.singular.capitalize()
        for record in RECORDS
        if (sign := list_class_of(record).sign_in_palette)
    }
    return _OF_THE_DESK | of_records


def _commands(desk: Showing) -> Iterator[Entry]:
    for command in desk.keys.commands.values():
        line = Line("Command", command.help, desk.keys.word(command.name))
        yield line, _run(desk, command.name), f"{command.help} {command.name} {command.footer}"


def _places(desk: Showing) -> Iterator[Entry]:
    """The sections, save those that are found otherwise.

    A tab of one section is found as a command, the answer to a question by the question.
    """
    for tab, of_tab in enumerate(places()):
        for at, place in enumerate(of_tab):
            if len(of_tab) > 1 and not is_view(place):
                where = f"{TABS[tab].key}  {TABS[tab].label}"
                line = Line("Place", f"{_GO_TO}{place.label}", where)
                searched = f"go to {place.label} {_plain(place)} section"
                yield line, _show_place(desk, tab, at), searched


def _questions(desk: Showing) -> Iterator[Entry]:
    for maker in SUMMARIES.values():
        if maker.question:
            line = Line("Question", maker.question, f"{desk.keys.word('view')} {maker.key}")
            yield line, _view(desk, maker.name), f"{maker.question} {maker.name}"


def _papers(desk: Showing) -> Iterator[Entry]:
    for maker in SUMMARIES.values():
        line = Line("Paper", maker.title, f"{desk.keys.word('export')}  {maker.for_whom}")
        yield line, _export(desk, maker.name), f"export {maker.title}"


def _settings(desk: Showing) -> Iterator[Entry]:
    for setting in SETTINGS:
        line = Line("Setting", setting.label, setting.now(desk))
        yield line, _set(desk, setting), f"settings {setting.label} {setting.words}"


def _filters(desk: Showing) -> Iterator[Entry]:
    for record in RECORDS:
        for saved in saved_in(desk.remembered_for_good, f"section-{record.kind}"):
            line = Line("Filter", saved.name, f"{record.plural()} / {saved.words}")
            yield line, _filter(desk, record, saved.words), f"filter {saved.name} {saved.words}"


def _kinds_found() -> list[type[Record]]:
    """The kinds whose records are found by name: those that have names, the most important first.

    What is only named after others, such as what a school has of a policy, is found with these.
    """
    named = [
        record
        for record in RECORDS
        if record.own_name or not isinstance(record.field(record.named_by[0]), ReferenceField)
    ]
    return sorted(named, key=lambda record: not list_class_of(record).in_palette)


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


def _filter(desk: Showing, record: type[Record], words: str) -> Act:
    async def act() -> None:
        await desk.show_list(record, Wanted(words=words))

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


def _set(desk: Showing, setting: Setting) -> Act:
    async def act() -> None:
        setting.turn(desk)

    return act

"""Lists: the records of one kind, and how one is added, imported and removed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from typing import ClassVar, NamedTuple

from data.store.books import Books
from data.tables.listing import Listing, Wanted
from data.tables.table import Column
from data.tables.visible_columns import arrangement_of, as_chosen
from models.fields.text import capitalized
from models.records.record import Record, Values
from models.subjects import load
from tui.forms.result import FormResult
from tui.grid.grid import Grid
from tui.sections.section import Prepared, Section
from tui.sections.source import WINDOW, ListSource
from tui.workbench.command import Here, hidden
from tui.workbench.workbench import HelpPart, Workbench

LIST_COMMANDS: tuple[str | Here, ...] = (
    "open", "add", "import", "filter", "view", "undo", "mark", "remove", "set", "sort", "export",
    "history", "part.next", "quit", "help",
    *hidden("mark.all", "follow", "sort.also", "columns", "copy", "copy.row", "copy.table"),
)  # fmt: skip
"""The commands of every list, the foremost first."""


def first(*commands: str | Here) -> tuple[str | Here, ...]:
    """The commands of every list, with these before the others."""
    names = {_name_of(each) for each in commands}
    return (*commands, *(each for each in LIST_COMMANDS if _name_of(each) not in names))


def moves_on(help: str) -> Here:
    """The key that moves records on to their next state, in a list of a kind that has such."""
    return Here("join", "move on", runs="tui.commands.progress:move_records_on", help=help)


def _name_of(command: str | Here) -> str:
    return command.name if isinstance(command, Here) else command


_ALSO: dict[type[Record], list[Here]] = {}


def add_list_commands(record: type[Record], *commands: Here) -> None:
    """Declare commands that a later subject brings into the list of a kind.

    In a module `commands` of that subject, so that nothing else of it is loaded with the list.
    """
    _ALSO.setdefault(record, []).extend(commands)


class Source(NamedTuple):
    """Where records come from beside files: a choice by its key, and what brings them in.

    One that is for the record of the cursor `needs_record`. A `catalogue` that it loads is not
    offered once all of it is there.
    """

    key: str
    word: str
    detail: str
    runs: str
    needs_record: bool = False
    catalogue: str = ""


Offer = Callable[[Workbench], Awaitable[str | None]]
"""Gives the key of the record that a new one is likely to belong to; None when that is unclear."""

_OFFERS: dict[type[Record], Offer] = {}


def offers(record: type[Record]) -> Callable[[Offer], Offer]:
    """Declare which record of a kind new ones, which must have one, are likely to belong to."""

    def declare(offer: Offer) -> Offer:
        _OFFERS[record] = offer
        return offer

    return declare


class ListSection(Section):
    """The list of one kind of record; kinds that want more have a subclass of their own."""

    commands: Sequence[str | Here] = LIST_COMMANDS
    record: type[Record]
    empty_text: ClassVar[str] = ""
    """The message in an empty list, where it is more than how to add a record."""
    first_field: ClassVar[str | None] = None
    """The field in which a new record is begun, where that is not the first that is still empty."""
    sources: ClassVar[Sequence[Source]] = ()
    example_file: ClassVar[str] = ""
    """The name of a file that is imported, for example."""
    form: ClassVar[str] = ""
    """The form of its records, where it is one of their own: its module and class."""
    takes_file: ClassVar[str] = ""
    """What is asked first with a file that is to be imported ("module:function"): the function gets
    the workbench and the path, and says whether it has taken the file, so that no rows are read."""
    in_palette: ClassVar[bool] = False
    """Whether its records are so important that they are found by their names from anywhere."""
    sign_in_palette: ClassVar[str] = ""
    """The sign that, before the words, keeps a search by name to these records."""

    def __init__(self, record: type[Record]) -> None:
        self.record, self.commands = record, self.commands_of(record)
        words = record.plural()
        super().__init__(
            record.kind, capitalized(words), self.empty_text or f"No {words} yet. a adds one."
        )
        self.chosen: Sequence[tuple[str, int]] = ()
        """The names and widths of the columns that were chosen; none for the usual ones."""
        self._listing: Listing | None = None
        self._listed_at = 0

    # What a kind asks for

    @classmethod
    def commands_of(cls, record: type[Record]) -> tuple[str | Here, ...]:
        """The commands of the kind's list, those of later subjects included."""
        load("tui", "commands")
        names = [_name_of(each) for each in cls.commands]
        # Beside adding, before what every list has.
        at = names.index("add") + 1 if "add" in names else len(names)
        return (*cls.commands[:at], *_ALSO.get(record, ()), *cls.commands[at:])

    @classmethod
    async def starting_values(cls, bench: Workbench, record: type[Record]) -> Values:
        """Starting values of a new record, from what is in front."""
        values: Values = {}
        for field in record.references():
            if not field.required:
                continue
            # What is offered is declared with the sections of the kind that is named.
            load("tui", "sections", (field.to.__module__.split(".")[1],))
            if field.to in _OFFERS:
                found = await _OFFERS[field.to](bench)
                if found:
                    values[field.attribute] = found
        return values

    @classmethod
    async def after_adding(cls, bench: Workbench, saved: FormResult) -> None:
        """Go on after a record was added by its form."""

    @classmethod
    async def after_changing(cls, bench: Workbench, saved: FormResult) -> None:
        """Go on after a record was changed in its form."""

    # What it shows

    def prepare(self, books: Books, wanted: Wanted, near: str | None) -> Prepared:
        """The keys in order, and the rows around the cursor."""
        if self._listing is None or self._listing.books is not books:
            self._listing = Listing(books, self.record)
        elif self._listed_at != self.changes:
            self._listing.forget()
        self._listed_at = self.changes
        keys = self._listing.keys(wanted)
        shown = arrangement_of(books, self.record)
        source = ListSource(as_chosen(shown, self.chosen) if self.chosen else shown, keys)
        begins = None
        if near is None and wanted == Wanted():
            near = begins = self._listing.beginning()
        best = self._listing.best(keys, wanted, near or "")
        for key in dict.fromkeys((near, best)):
            at = (source.index_of(key) if key else None) or 0
            if source.row(at) is None:
                first = max(0, at - WINDOW)
                source.put(first, self._listing.rows(keys[first : at + WINDOW], source.names))
        return Prepared(source, total=self._listing.count(), begins=begins, best=best)

    def take(self, prepared: Prepared, cursor_key: str | None = None) -> None:
        """Show what was read; the first time, get ready for a filter."""
        first = not self.loaded
        super().take(prepared, cursor_key or prepared.begins)
        if first:
            # Afterwards: the reading would keep the list itself waiting.
            self.call_after_refresh(self.get_ready_to_filter)

    @property
    def columns_to_filter(self) -> Sequence[Column]:
        """All columns of the kind, those that are not shown as well."""
        return self._listing.columns if self._listing else ()

    async def values_to_filter(self, column: Column) -> Counter[str]:
        """The values in a column of all records, as people read them, and how often each occurs."""
        listing = self._listing
        if listing is None:
            return Counter()
        return await self.bench.books.read(lambda _: listing.values_of(column))

    def get_ready_to_filter(self) -> None:
        """Read what a filter looks through, so that its first key is answered at once."""
        listing = self._listing

        async def read_ahead() -> None:
            while listing and not await self.bench.books.read(lambda _: listing.read_ahead()):
                pass

        self.bench.work_beside(read_ahead(), group=f"read-ahead-{self.id}")

    async def on_grid_rows_wanted(self, message: Grid.RowsWanted) -> None:
        """Fetch rows that come into view."""
        source, listing = self.grid.source, self._listing
        if not isinstance(source, ListSource) or listing is None:
            return
        first, last = message.first, message.last

        async def fetch() -> None:
            rows = await self.bench.books.read(
                lambda _: listing.rows(source.keys[first : last + 1], source.names)
            )
            source.put(first, rows)
            if self.grid.source is source:
                self.grid.rows_loaded(first, last)

        self.bench.work_beside(fetch())

    @property
    def help(self) -> Sequence[HelpPart]:
        """The help on the kind and on each of its fields."""
        doc = (self.record.__doc__ or "").strip().split("\n")[0]
        fields = [(field.label, field.help) for field in self.record.fields() if field.help]
        return [(f"{self.label}: {doc}", fields)]

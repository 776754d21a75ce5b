"""A section of a tab: a list of records, a matrix, the matters of Today; each is one grid."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, Protocol, cast

from textual.app import ComposeResult

from data.problems import WrongCall
from data.store.books import Books
from data.tables.listing import Wanted
from data.tables.table import Column, Summary
from models.fields.reference_fields import NameField, ReferenceField
from models.fields.values import show_value
from models.records.record import CONFIDENTIAL, Record
from tui.grid.grid import Grid
from tui.grid.source import TableSource, best_named
from tui.sections.source import ListSource
from tui.widgets.canvas import Words
from tui.widgets.fixed_layout import UnscrolledVertical
from tui.workbench.command import LETTERS, Command, Here
from tui.workbench.workbench import HelpPart, Workbench

if TYPE_CHECKING:
    from data.tables.charts import Chart

    # The first screen has no matrix and no details.
    from data.tables.details import Details
    from data.tables.matrix import LetteredCells
    from data.today.shown import TodayScreen

_NOTHING_FOUND = "No matches. Esc shows all again."


class Prepared(NamedTuple):
    """Rows read for a section in the store's thread, ready to be shown."""

    source: ListSource | TableSource
    total: int = 0
    begins: str | None = None
    """The record at which the cursor begins, where that is not the first."""
    best: str | None = None
    """The record whose name a filter fits best, where the rows do not tell."""
    cells: LetteredCells | None = None
    """The cells that letters set, as they were when read."""
    today: TodayScreen | None = None
    summary: Summary | None = None


class DetailText(NamedTuple):
    """The details beside a section: a title, charts, and lines of label and text."""

    title: str = ""
    lines: Sequence[tuple[str, str]] = ()
    charts: Sequence[Chart] = ()


class Shown(Workbench, Protocol):
    """The desk as sections see it: the workbench, and news of their cursor."""

    def cursor_moved(self, section: Section) -> None:
        """Show where the cursor of a section is."""


class Section(UnscrolledVertical):
    """One section of a tab. Subclasses say what is read and what stands behind a row.

    `commands` are those that it has, the foremost first, as the foot shows them; `elsewhere` says
    where others work. Where it stands in its tab is by `order`: 10 for what is worked with every
    day, 90 for what is only looked up.
    """

    DEFAULT_CSS = "Section { height: 1fr; } Section Grid { height: 1fr; }"
    commands: Sequence[str | Here] = ()
    elsewhere = ""
    instead = ""
    """Advice where its records are never changed by hand."""
    record: type[Record] | None = None
    summary = ""
    """The name of the summary that the section shows; empty for a list of records."""
    imported: type[Record] | None = None
    """The kind that is imported here, where the section lists none."""
    wants_whole_width = False
    """Whether it has no room to spare for the details beside it."""
    written_to = False
    """Whether letters go to its records."""
    details_stay = False
    """Whether the details stay while it is scrolled, because much of them is of all rows."""
    record_rows: ClassVar[int] = 1
    """How many lines above the foot tell of what the cursor is on."""
    details_width = 38
    """How many columns the details have beside it."""
    needs_details = False
    """Whether nobody can decide in it without the details, so that they are always shown."""
    order: ClassVar[int] = 50

    def __init__(self, name: str, label: str, empty: str) -> None:
        super().__init__(id=f"section-{name}")
        self.label = label
        self.wanted = Wanted()
        self.total = 0
        self.loaded = False
        self.stale = True
        self.changes = 0
        """How often the books have changed since it was made."""
        self._before_filter: str | None = None
        # Where a filter led, as long as nobody has gone or changed anything from there.
        self._led_to: str | None = None
        self._led_by = ""
        self._best: str | None = None
        self.empty = empty
        # Until it is read nobody knows that it is empty.
        self.grid = Grid(empty="", moved=self._cursor_moved)
        self.grid.cell_letters = self.letters

    @property
    def bench(self) -> Shown:
        """The desk."""
        return cast(Shown, self.app)

    def compose(self) -> ComposeResult:
        """The grid."""
        yield self.grid

    def _cursor_moved(self) -> None:
        if self.grid.moved_by_key:
            # What was said makes room for what is under the cursor.
            self.bench.say("")
        self.bench.cursor_moved(self)

    # Its parts

    @property
    def in_front(self) -> Section:
        """The part that has the keys: the section itself, where it has no second list."""
        return self

    def outdated(self) -> None:
        """Know that the books have changed since it was read."""
        self.changes += 1
        self.stale = True
        self._led_to = None

    async def reload(self, kinds: frozenset[str], key: str | None = None) -> None:
        """Read again after such records were changed; the cursor goes to the record of this key."""
        mine = self.record is not None and self.record.kind in kinds
        await self.load(key if mine else None)

    @property
    def is_typing(self) -> bool:
        """Whether something is being typed into a cell."""
        return False

    def cancel_typing(self) -> bool:
        """Drop what is being typed into a cell; false when nothing is."""
        return False

    async def finish_typing(self, go_down: bool = False) -> None:
        """Save what is being typed into a cell. Raises Problem when that cannot be."""

    # What it shows

    def prepare(self, books: Books, wanted: Wanted, near: str | None) -> Prepared:
        """Read what is to be shown; in the store's thread."""
        raise NotImplementedError

    def own_table(self, books: Books) -> Summary | None:
        """The table that it shows, where it has neither a summary nor records of one kind."""
        return None

    def get_ready_to_filter(self) -> None:
        """Do beforehand what the first key of a filter would wait for."""

    async def load(self, cursor_key: str | None = None) -> None:
        """Read and show what is wanted now, keeping the place by the record."""
        wanted, near, changes = self.wanted, cursor_key or self.grid.cursor_key, self.changes

        def prepare(books: Books) -> Prepared | None:
            # What nobody waits for any more, because more was typed, keeps nobody waiting.
            return self.prepare(books, wanted, near) if wanted == self.wanted else None

        prepared = await self.bench.books.read(prepare)
        if prepared is not None and wanted == self.wanted:
            self.take(prepared, cursor_key)
            # What changed while it was read is still to be shown.
            self.stale = changes != self.changes

    def take(self, prepared: Prepared, cursor_key: str | None = None) -> None:
        """Show what was read."""
        self.total = prepared.total
        self.loaded, self.stale = True, False
        nothing_found = prepared.total and not len(prepared.source)
        self.grid.empty = _NOTHING_FOUND if nothing_found else self.empty
        self.grid.sorted_by = self.wanted.order
        self.grid.matches = self._matches(prepared.source.columns)
        self._best = prepared.best
        self.grid.show(prepared.source, cursor_key=cursor_key)

    def _matches(self, columns: Sequence[Column]) -> list[tuple[str, str]]:
        """The words of the filter, each with the column in which alone it is looked for."""
        if not self.wanted.words:
            return []
        from data.tables.filter_terms import terms_of

        return [
            ("" if term.column is None else columns[term.column].name, term.text)
            for term in terms_of(self.wanted.words, columns)
            if not term.sign
        ]

    @property
    def columns_to_filter(self) -> Sequence[Column]:
        """The columns that a filter may name."""
        return self.grid.source.columns

    async def values_to_filter(self, column: Column) -> Counter[str]:
        """The values in a column, as people read them, and how often each occurs."""
        source = self.grid.source
        at = [each.name for each in source.columns].index(column.name)
        rows = (source.row(index) for index in range(len(source)))
        shown = (show_value(row.cells[at], column.kind) for row in rows if row is not None)
        return Counter(text for text in shown if text)

    async def narrow(self, words: str, *, given_up: bool = False) -> None:
        """Filter by these words, and go to what they fit best.

        When the filter ends, or its typing is `given_up`, the cursor goes back to the record that
        it was on before; it stays where somebody has gone by hand meanwhile, or changed something.
        """
        # Not what was wanted before: that may have been dropped before the cursor was led there.
        leads = words.strip() not in ("", self._led_by)
        ends = not words and (given_up or not self._has_gone_on)
        self.wanted = self.wanted._replace(words=words)
        await self.load(self._before_filter if leads or ends else None)
        if words != self.wanted.words:
            return
        if leads:
            self._go_to_best_match()
            self._led_to = self.grid.cursor_key
        self._led_by = words.strip()

    def note_place(self) -> None:
        """Know the record that the cursor is on, to come back to it from a filter."""
        if not self.wanted.words:
            self._led_by = ""
        if self._has_gone_on:
            self._before_filter = self.grid.cursor_key or self._before_filter

    @property
    def _has_gone_on(self) -> bool:
        """Whether the cursor is where somebody wants it, and not only where a filter led."""
        return not self.wanted.words or self.grid.cursor_key not in (None, self._led_to)

    def _go_to_best_match(self) -> None:
        source = self.grid.source
        # Not where an earlier letter led: how fast they were typed must make no difference.
        before = source.index_of(self._before_filter) if self._before_filter else None
        if isinstance(source, TableSource):
            plain = " ".join(text for column, text in self.grid.matches if not column)
            best = best_named(source, plain, -1 if before is None else before)
        else:
            best = source.index_of(self._best) if self._best else None
        self.grid.move_to(index=(before or 0) if best is None else best)

    @property
    def records_wanted(self) -> Wanted:
        """The filter and order under which a list of its kind shows the same records."""
        return self.wanted

    @property
    def filter_text(self) -> str:
        """Why not all is shown."""
        parts = []
        if self.wanted.only_label:
            parts.append(f"only: {self.wanted.only_label}")
        if self.wanted.words:
            parts.append(f"/{self.wanted.words}")
        return "  ".join(parts)

    @property
    def about_text(self) -> str:
        """The text beside its name while it is not filtered."""
        return ""

    @property
    def place(self) -> str:
        """Where the cursor is, in words."""
        count = len(self.grid.source)
        marked = (
            f"{self.grid.marked_count:,} marked{self._out_of_sight} · " if self.grid.marks else ""
        )
        if not count:
            return f"{marked}0 of {self.total:,}" if self.total else ""
        block = self.grid.block
        if block is not None and block[1]:
            marked = f"block of {block[0]:,} × {block[1]:,} · "
        if self.total > count:
            return f"{marked}{count:,} of {self.total:,}"
        return f"{marked}row {self.grid.cursor_index + 1:,} of {count:,}"

    @property
    def _out_of_sight(self) -> str:
        """How much of what is marked a filter hides: letters and commands work on that as well."""
        if self.total <= len(self.grid.source):
            return ""
        marked = [key for key, _ in self.grid.marked_cells] or self.grid.marks
        count = sum(self.grid.source.index_of(key) is None for key in marked)
        return f", {count:,} not shown" if count else ""

    @property
    def opening_message(self) -> str:
        """The message when it comes to the front with something new."""
        return ""

    @property
    def limits(self) -> Mapping[str, Any]:
        """The limits of its summary, such as one alliance, by their names."""
        return {}

    @property
    def about(self) -> str:
        """The part of an export's file name beside its title."""
        return ""

    @property
    def stamp(self) -> str:
        """A word that its screen bears: CONFIDENTIAL, where its records are."""
        return CONFIDENTIAL if self.record is not None and self.record.confidential else ""

    async def go_back(self) -> None:
        """Go back to where it was opened from: what Esc does once nothing is narrowed."""

    # Its commands

    def uses(self) -> Iterator[Here]:
        """The commands that it has, the foremost first."""
        for each in self.commands:
            if each != LETTERS:
                yield Here(each) if isinstance(each, str) else each

    def use_of(self, command: str) -> Here | None:
        """How it has a command; None when it does not."""
        return next((use for use in self.uses() if use.name == command), None)

    def why_not(self, command: Command) -> str:
        """Why a command cannot run here now, in words; empty when it can."""
        if command.group == "anywhere":
            return ""
        here = self.use_of(command.name)
        if here is not None and not here.works:
            return self.elsewhere
        if command.needs_columns and self.lacks_columns:
            return self.empty
        if here is None and not (command.needs_record and command.elsewhere):
            return self._where_it_works(command)
        if never := self._never_by_hand(command):
            return never
        if command.needs_record and not self.grid.cursor_key:
            return self.nothing_in_front
        return "" if here is not None else self._where_it_works(command)

    @property
    def nothing_in_front(self) -> str:
        """The message where the cursor is on nothing that a command could work on."""
        return "There is nothing here to work on. a adds something, Esc clears a filter."

    def _where_it_works(self, command: Command) -> str:
        return self.bench.keys.fill_in(command.elsewhere or self.elsewhere)

    def _never_by_hand(self, command: Command) -> str:
        if self.record is None or command.deed is None:
            return ""
        never = self.record.not_by_hand(command.deed)
        return self.bench.keys.fill_in(self.instead) if never and self.instead else never

    @property
    def letters(self) -> Mapping[str, str]:
        """The meaning of each letter that sets a cell; empty where there is nothing to set."""
        return {}

    @property
    def hints(self) -> Mapping[str, str]:
        """Hints for the meanings of letters at the foot of a small screen."""
        return {}

    @property
    def number_hint(self) -> str:
        """A word for what digits typed into its cells do; empty where they do nothing."""
        return ""

    def why_no_letter(self) -> str:
        """Why no letter can set what the cursor is on, in words; empty when one can."""
        if self.bench.look_only:
            return f"{self.bench.look_only}, so nothing can be set."
        if self.lacks_columns:
            return self.empty
        return "" if self.grid.cursor_key else "There is nothing here to set."

    @property
    def lacks_columns(self) -> bool:
        """Whether it is a matrix that has no column whose cells could be set."""
        return False

    async def escape(self) -> bool:
        """Do what Esc does here before anything else; false where it is nothing."""
        return False

    async def set_cells(self, meaning: str) -> None:
        """Set what the cursor is on, or what is marked, to the meaning of a letter."""

    @property
    def help(self) -> Sequence[HelpPart]:
        """The first part of the help page, about this section."""
        return ()

    # What stands behind the cursor

    @property
    def under_cursor(self) -> str:
        """The full text of the cursor's cell, where that is too narrow to show it."""
        return ""

    @property
    def record_lines(self) -> Sequence[Words]:
        """Lines about what the cursor is on, shown while there is no message."""
        return ()

    def target(self) -> tuple[type[Record], str] | None:
        """The record that commands work on; None when there is none."""
        key = self.grid.cursor_key
        return (self.record, key) if self.record and key else None

    def row_target(self) -> tuple[type[Record], str] | None:
        """The record that the cursor's row stands for; None when it stands for none."""
        return self.target()

    async def named_in_cell(self) -> tuple[type[Record], str] | None:
        """The record that the cursor's cell names, or that the row stands for; None without one."""
        target, column = self.target(), self.grid.cursor_column
        if target is None or column is None:
            return self.row_target()
        record, key = target
        field = record.field_named(column.name)
        if not isinstance(field, (ReferenceField, NameField)):
            return self.row_target()
        of = field

        def read(books: Books) -> str | None:
            named = (books.get(record, key) or {}).get(of.attribute)
            if not named or isinstance(of, ReferenceField):
                return str(named) if named else None
            from data.tables.finding import find_one

            try:
                return find_one(books, of.to, str(named))
            except WrongCall:
                # Whoever is named there is in the books no more, or never was.
                return None

        named = await self.bench.books.read(read)
        return (of.to, named) if named else self.row_target()

    def marked(self) -> list[str]:
        """The keys of all marked records, in the order of the rows, or of the cursor's."""
        if self.grid.marks:
            return self.grid.marked_keys
        key = self.grid.cursor_key
        return [key] if key else []

    def why_no_history(self) -> str:
        """Why there is no history of what the cursor is on, in words; empty when there is."""
        return ""

    @property
    def details_subject(self) -> object:
        """The subject of the details: another object, or an unequal one, once they are outdated."""
        return self.target()

    def details_reader(self) -> Callable[[Books], Details | None] | None:
        """The reader of the details of what the cursor is on; None where there are none."""
        target = self.target()
        if target is None:
            return None
        from data.tables.details import details_of

        record, key = target
        return lambda books: details_of(books, record, key)

    async def details(self) -> DetailText | None:
        """The details of what the cursor is on; None when that is gone."""
        read = self.details_reader()
        if read is None:
            return DetailText()
        from data.tables.details import lines_of

        found = await self.bench.books.read(read)
        return DetailText(found.name, lines_of(found)) if found is not None else None

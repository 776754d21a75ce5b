"""What stands in a tab: a list of records, a matrix, or the matters of Today; each is one grid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from textual.app import ComposeResult

from data.attention import Matter, matters
from data.listings import Listing, Wanted
from data.shown_lists import Arrangement, arrangement_of
from data.summaries.today import summary_of
from data.tables import Column, Row
from models.records import Record
from tui.grid import Grid, TableSource
from tui.unscrolled import UnscrolledVertical

if TYPE_CHECKING:
    from data.matrices import Matrix
    from data.policy_standing import Board
    from data.store import Store
    from data.tables import Summary
    from tui.desk import Desk

_WINDOW = 120
"""Rows that are fetched together."""

_NOTHING_FOUND = "Nothing here is what you look for. Esc shows all again."


class ListSource:
    """The rows of a list: all keys in order, and those rows that were fetched."""

    def __init__(self, shown: Arrangement, keys: list[str]) -> None:
        self.columns: Sequence[Column] = shown.columns
        self.keys = keys
        self._shown = shown
        self._rows: dict[int, Row] = {}

    def __len__(self) -> int:
        return len(self.keys)

    def row(self, index: int) -> Row | None:
        """The row at this place; None while it is not fetched."""
        return self._rows.get(index)

    def index_of(self, key: str) -> int | None:
        """Where a record stands."""
        try:
            return self.keys.index(key)
        except ValueError:
            return None

    def put(self, first: int, rows: Sequence[Row]) -> None:
        """Keep rows that were fetched for the places from `first` on; removed ones are missing."""
        index = first
        for row in self._shown.arranged(rows):
            while self.keys[index] != row.key:
                index += 1
            self._rows[index] = row


class Prepared(NamedTuple):
    """What was read for a section in the store's thread, ready to be shown."""

    source: ListSource | TableSource
    matrix: Matrix | None = None
    matters: tuple[Matter, ...] = ()
    total: int = 0
    summary: Summary | None = None
    board: Board | None = None
    begins: str | None = None


class Section(UnscrolledVertical):
    """One section of a tab. Subclasses say what is read and what stands behind a row."""

    DEFAULT_CSS = "Section { height: 1fr; } Section Grid { height: 1fr; }"
    record: type[Record] | None = None
    summary = ""
    """The name of the summary that the section shows; empty for a list of records."""
    school: str | None = None
    """The key of the school that the summary is about, where it is about one."""
    alliance: str | None = None
    """The key of the alliance that was chosen, where one of several is shown."""
    wants_whole_width = False
    """Whether it has no room to spare for the details beside it."""

    def __init__(self, name: str, label: str, empty: str) -> None:
        super().__init__(id=f"section-{name}")
        self.section_name, self.label = name, label
        self.wanted = Wanted()
        self.total = 0
        self.loaded = False
        self.stale = True
        self.changes = 0
        """How often the books have changed since it was made."""
        self._before_filter: str | None = None
        self.empty = empty
        # Until it is read nobody knows that it is empty.
        self.grid = Grid(empty="", moved=self._cursor_moved)

    @property
    def desk(self) -> Desk:
        """The app, by its own type."""
        return self.app  # type: ignore[return-value]

    def compose(self) -> ComposeResult:
        """The grid."""
        yield self.grid

    def _cursor_moved(self) -> None:
        self.desk.cursor_moved(self)

    def prepare(self, store: Store, wanted: Wanted, near: str | None) -> Prepared:
        """Read what is to be shown; in the store's thread."""
        raise NotImplementedError

    def get_ready_to_filter(self) -> None:
        """Do beforehand what the first key of a filter would wait for."""

    async def load(self, cursor_key: str | None = None) -> None:
        """Read and show what is wanted now, keeping the place by the record."""
        wanted, near, changes = self.wanted, cursor_key or self.grid.cursor_key, self.changes

        def prepare(store: Store) -> Prepared | None:
            # What nobody waits for any more, because more was typed, keeps nobody waiting.
            return self.prepare(store, wanted, near) if wanted == self.wanted else None

        prepared = await self.desk.books.run(prepare)
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
        sort = self.wanted.sort
        if self.grid.sorted_by != ((sort, self.wanted.descending) if sort else None):
            self.grid.sorted_by = (sort, self.wanted.descending) if sort else None
        self.grid.show(prepared.source, cursor_key=cursor_key)

    async def narrow(self, words: str) -> None:
        """Filter by these words; clearing them brings back the place."""
        if words and not self.wanted.words:
            self._before_filter = self.grid.cursor_key
        self.wanted = replace(self.wanted, words=words)
        back = None
        if not words and not len(self.grid.source):
            back = self._before_filter
        await self.load(back)

    @property
    def narrowed(self) -> str:
        """Why not all is shown."""
        parts = []
        if self.wanted.only_label:
            parts.append(f"only: {self.wanted.only_label}")
        if self.wanted.words:
            parts.append(f"/{self.wanted.words}")
        return "  ".join(parts)

    @property
    def place(self) -> str:
        """Where the cursor is, in words."""
        count = len(self.grid.source)
        if not count:
            return "none" if self.total else ""
        marked = f"{self.grid.marked_count:,} marked · " if self.grid.marks else ""
        in_all = f" ({self.total:,} in all)" if self.total > count else ""
        return f"{marked}row {self.grid.cursor_index + 1:,} of {count:,}{in_all}"

    # What stands behind the cursor

    @property
    def under_cursor(self) -> str:
        """What the cell of the cursor means, where it is too narrow to say it."""
        return ""

    def target(self) -> tuple[type[Record], str] | None:
        """The record that commands work on; None when there is none."""
        key = self.grid.cursor_key
        return (self.record, key) if self.record and key else None

    def marked(self) -> list[str]:
        """The keys of all marked records, in the order of the rows, or of the cursor's."""
        if self.grid.marks:
            return self.grid.marked_keys
        key = self.grid.cursor_key
        return [key] if key else []


class ListSection(Section):
    """The list of one kind of record."""

    def __init__(self, record: type[Record], label: str = "", empty: str = "") -> None:
        self.record = record
        words = record.plural()
        super().__init__(
            record.kind,
            label or words.capitalize(),
            empty or f"No {words} yet. a adds one.",
        )
        self._listing: Listing | None = None
        self._listed_at = 0

    def prepare(self, store: Store, wanted: Wanted, near: str | None) -> Prepared:
        """The keys in order, and the rows around the cursor."""
        assert self.record is not None
        if self._listing is None or self._listing.store is not store:
            self._listing = Listing(store, self.record)
        elif self._listed_at != self.changes:
            self._listing.forget()
        self._listed_at = self.changes
        keys = self._listing.keys(wanted)
        source = ListSource(arrangement_of(store, self.record), keys)
        begins = None
        if near is None and wanted == Wanted():
            near = begins = self._listing.beginning()
        at = (source.index_of(near) if near else None) or 0
        first = max(0, at - _WINDOW // 2)
        source.put(first, self._listing.rows(keys[first : first + _WINDOW]))
        return Prepared(source, total=self._listing.count(), begins=begins)

    def take(self, prepared: Prepared, cursor_key: str | None = None) -> None:
        """Show what was read; the first time, get ready for a filter."""
        first = not self.loaded
        super().take(prepared, cursor_key or prepared.begins)
        if first:
            self.get_ready_to_filter()

    def get_ready_to_filter(self) -> None:
        """Read what a filter looks through, so that its first key is answered at once."""
        listing = self._listing

        async def read_ahead() -> None:
            while listing and not await self.desk.books.run(lambda _: listing.read_ahead()):
                pass

        self.desk.work_beside(read_ahead(), group=f"read-ahead-{self.id}")

    async def on_grid_rows_wanted(self, message: Grid.RowsWanted) -> None:
        """Fetch rows that come into view."""
        source, listing = self.grid.source, self._listing
        if not isinstance(source, ListSource) or listing is None:
            return
        first, last = message.first, message.last

        async def fetch() -> None:
            rows = await self.desk.books.run(lambda _: listing.rows(source.keys[first : last + 1]))
            source.put(first, rows)
            if self.grid.source is source:
                self.grid.rows_loaded(first, last)

        self.desk.work_beside(fetch())


class TodaySection(Section):
    """What needs attention now, each line opening its list."""

    summary = "today"

    def __init__(self) -> None:
        super().__init__(
            "today",
            "Today",
            "Nothing needs attention. Schools are on tab 1, alliances on 2, policies on 4, "
            "where i loads a catalogue of them.",
        )
        self.matters: tuple[Matter, ...] = ()

    def prepare(self, store: Store, wanted: Wanted, near: str | None) -> Prepared:
        """The matters that are about something."""
        return today_prepared(store)

    def take(self, prepared: Prepared, cursor_key: str | None = None) -> None:
        """Show what was read."""
        self.matters = prepared.matters
        super().take(prepared, cursor_key)

    def matter(self) -> Matter | None:
        """The matter of the cursor."""
        key = self.grid.cursor_key
        return next((each for each in self.matters if each.title == key), None)

    def target(self) -> tuple[type[Record], str] | None:
        """The first record of the matter."""
        matter = self.matter()
        if matter is None or matter.record is None or not matter.keys:
            return None
        return matter.record, matter.keys[0]

    @property
    def place(self) -> str:
        """The day that is reckoned for."""
        return ""


def today_prepared(store: Store) -> Prepared:
    """The lines of Today; none when nothing at all needs attention."""
    found = matters(store)
    if not any(matter.count for matter in found):
        return Prepared(TableSource((), ()))
    table = summary_of(store, found)
    return Prepared(
        TableSource(table.columns, table.rows), matters=tuple(found), total=len(table.rows)
    )

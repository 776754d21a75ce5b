"""TODO"""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.tables.listing import Listing, Wanted
from data.tables.visible_columns import arrangement_of
from models.records.record import Record
from tui.grid.grid import Grid
from tui.sections.section import Prepared, Section
from tui.sections.source import _WINDOW, ListSource

if TYPE_CHECKING:
    from data.store.store import Store


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
        if self._listing is None or self._listing.books is not store:
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

"""What stands in a tab: a list of records, a matrix, or the matters of Today; each is one grid."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from textual.app import ComposeResult

from data.tables.attention import Matter
from data.tables.listing import Wanted
from models.records.record import Record
from tui.grid.grid import Grid
from tui.grid.source import TableSource
from tui.sections.source import ListSource
from tui.widgets.fixed_layout import UnscrolledVertical

if TYPE_CHECKING:
    from data.policies.standing import Board
    from data.store.store import Store
    from data.tables.matrix import Matrix
    from data.tables.table import Summary
    from tui.desk.app import Desk

_NOTHING_FOUND = "Nothing here is what you look for. Esc shows all again."


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

"""TODO"""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.tables.attention import Matter
from data.tables.listing import Wanted
from data.today.matters import matters
from data.today.summary import summary_of
from models.records.record import Record
from tui.grid.source import TableSource
from tui.sections.section import Prepared, Section

if TYPE_CHECKING:
    from data.store.store import Store


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

"""The alliance that a command most likely means."""

from __future__ import annotations

from data.store.books import Books
from models.alliances.alliance import Alliance
from tui.workbench.workbench import Workbench


async def alliance_in_front(bench: Workbench) -> str | None:
    """The alliance of the record under the cursor, or else the only one that there is."""
    record, key = bench.section.record, bench.section.grid.cursor_key

    def read(books: Books) -> str | None:
        values = books.get(record, key) if record is not None and key else None
        if record is Alliance and values is not None:
            return key
        if values is not None and values.get("alliance"):
            return str(values["alliance"])
        found = books.find(Alliance)
        return str(found[0]["key"]) if len(found) == 1 else None

    return await bench.books.read(read)

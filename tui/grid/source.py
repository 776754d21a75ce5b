"""The rows of a grid."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from data.tables.table import Column, Row
from models.fields.text import folded


class Source(Protocol):
    """The rows of a grid. Every call is instant: nothing here reads a file or a store."""

    @property
    def columns(self) -> Sequence[Column]:
        """The columns, the first of which names the row."""

    @property
    def keys(self) -> Sequence[str]:
        """The key of each row, loaded or not, in their order."""

    def __len__(self) -> int: ...

    def row(self, index: int) -> Row | None:
        """The row at an index from 0; None when it is not loaded yet."""

    def index_of(self, key: str) -> int | None:
        """Where the record of that key stands now; None when it is not here."""


class TableSource:
    """A source of rows that are all in memory."""

    def __init__(self, columns: Sequence[Column], rows: Sequence[Row]) -> None:
        self.columns = columns
        self.rows = rows
        self._places: dict[str, int] | None = None

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def keys(self) -> list[str]:
        """The key of each row; one of nothing is empty."""
        return [row.key for row in self.rows]

    def row(self, index: int) -> Row | None:
        """The row at that index."""
        return self.rows[index]

    def index_of(self, key: str) -> int | None:
        """Where the record of that key stands; None for a key of nothing."""
        if self._places is None:
            # The first of several rows of one record is the one to find.
            self._places = {row.key: at for at, row in reversed(list(enumerate(self.rows)))}
            self._places.pop("", None)
        return self._places.get(key)


def keys_between(source: Source, one: int, other: int) -> list[str]:
    """The keys of the rows from one index to another, both included, in either direction."""
    first, last = sorted((one, other))
    return list(source.keys[first : last + 1])


def best_named(source: TableSource, words: str, here: int) -> int | None:
    """The index of the row whose name these words fit best; None where they fit no name."""
    from data.tables.best_match import best_match

    names = [folded(str(row.cells[0] or "")) for row in source.rows]
    return best_match(names, folded(words), here)

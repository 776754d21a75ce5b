"""The rows of a list, fetched as they come into view."""

from __future__ import annotations

from collections.abc import Sequence

from data.tables.table import Column, Row
from data.tables.visible_columns import Arrangement

WINDOW = 60
"""Rows that are fetched on either side of the cursor; further ones as they come into view."""


class ListSource:
    """The rows of a list: all keys in order, and those rows that were fetched."""

    def __init__(self, shown: Arrangement, keys: Sequence[str]) -> None:
        self.columns: Sequence[Column] = shown.columns
        self.keys = keys
        self._shown = shown
        self._rows: dict[int, Row] = {}

    @property
    def names(self) -> list[str]:
        """The names of the columns that are shown."""
        return [column.name for column in self.columns]

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

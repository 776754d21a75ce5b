"""What a list needs of all its records at once, kept by the books until it changes.

It can be computed in another process from the same file and be handed to the books here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from data.store.books import Books, CachedView
from data.tables.computed_columns import Cells, computed_columns_of
from models.records.record import Record


class KeysInOrder:
    """The keys of all records of a kind in their usual order, as long as none of them changes."""

    def __init__(self, kind: str, keys: list[str]) -> None:
        self.kind, self.keys = kind, keys

    def update(self, _books: Any, touched: Mapping[str, set[str]]) -> bool:
        """Stay as long as no record of the kind was changed."""
        return self.kind not in touched

    def __reduce__(self) -> tuple[Any, ...]:
        # One long text is handed over ten times as fast as 52,000 short ones.
        return _from_text, (self.kind, " ".join(self.keys))


class ComputedCells:
    """What is computed of all records of a kind, until anything is changed."""

    def __init__(self, cells: Cells) -> None:
        self.cells = cells

    def update(self, _books: Any, _touched: Mapping[str, set[str]]) -> bool:
        """Be computed anew: it may follow from any kind."""
        return False


def keys_in_order(books: Books, record: type[Record]) -> list[str]:
    """The keys of all records of a kind, ordered by attributes of their own."""

    def compute(books: Books) -> KeysInOrder:
        return KeysInOrder(record.kind, books.keys(record))

    return books.cached(_name_of_order(record), compute).keys


def computed_cells(books: Books, record: type[Record]) -> Cells:
    """The cells of the computed columns of all records of a kind that has such columns."""

    def compute(books: Books) -> ComputedCells:
        columns = computed_columns_of(record)
        return ComputedCells(columns.compute(books) if columns is not None else {})

    return books.cached(_name_of_cells(record), compute).cells


def views_of_list(books: Books, record: type[Record]) -> dict[str, CachedView]:
    """The views of a kind's list by the names under which the books keep them."""
    keys = KeysInOrder(record.kind, keys_in_order(books, record))
    cells = ComputedCells(computed_cells(books, record))
    return {_name_of_order(record): keys, _name_of_cells(record): cells}


def _name_of_order(record: type[Record]) -> str:
    return f"{record.kind} in order"


def _name_of_cells(record: type[Record]) -> str:
    return f"computed of {record.kind}"


def _from_text(kind: str, keys: str) -> KeysInOrder:
    return KeysInOrder(kind, keys.split())

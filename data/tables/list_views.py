"""What a list computes of all its records, kept until the books change.

It can be computed in another process from the same file and be handed to the books here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from data.store.books import Books, Found
from data.tables.computed_columns import cells_of_all, computed_columns_of
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


def keys_in_order(books: Books, record: type[Record]) -> list[str]:
    """The keys of all records of a kind, ordered by attributes of their own."""

    def compute(books: Books) -> KeysInOrder:
        return KeysInOrder(record.kind, books.keys(record))

    return books.cached(_name_of_order(record), compute).keys


def found_for_list(books: Books, record: type[Record]) -> Found:
    """The figures that a kind's list in its usual order needs from all of the books."""
    columns = computed_columns_of(record)
    groups = columns.groups if columns is not None else ()
    keys_in_order(books, record)
    books.names_of_namesakes(record)
    for group in groups:
        cells_of_all(books, group)
    views = [_name_of_order(record), *(group.name for group in groups)]
    return books.computed(views, namesakes_of=record)


def _name_of_order(record: type[Record]) -> str:
    return f"{record.kind} in order"


def _from_text(kind: str, keys: str) -> KeysInOrder:
    return KeysInOrder(kind, keys.split())

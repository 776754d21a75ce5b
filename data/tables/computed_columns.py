"""Columns that are computed and not kept: declared by their subjects, asked for by lists."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import NamedTuple, Protocol

from data.store.books import Books
from data.tables.table import Column
from models.fields.values import Value
from models.records.record import Record
from models.subjects import load, load_own

Cells = dict[str, tuple[Value, ...]]
"""The computed cells of each record, by its key."""


class Compute(Protocol):
    """Computes the cells of all records of a kind, or at least of those with these keys."""

    def __call__(self, books: Books, keys: Collection[str] | None = None) -> Cells:
        """The cells by the keys of the records."""


class ComputedColumns(NamedTuple):
    """The computed columns of a kind of record; in a list they stand after the field `after`."""

    after: str
    columns: tuple[Column, ...]
    compute: Compute


_DECLARED: dict[type[Record], ComputedColumns] = {}


def computed_columns(
    record: type[Record], *columns: Column, after: str
) -> Callable[[Compute], Compute]:
    """Declare the computed columns of a kind: the function gives a cell for each of `columns`."""

    def declare(compute: Compute) -> Compute:
        _DECLARED[record] = ComputedColumns(after, columns, compute)
        return compute

    return declare


def computed_columns_of(record: type[Record]) -> ComputedColumns | None:
    """The computed columns of this kind; None when it has none.

    They stand in `computed_columns.py` of its subject, or in one of a later subject that has the
    name of the kind before that, such as `membership_computed_columns.py`.
    """
    # What other kinds compute takes long to load, and no list waits for it.
    load_own("data", "computed_columns", record)
    load("data", f"{record.__module__.rpartition('.')[2]}_computed_columns")
    return _DECLARED.get(record)

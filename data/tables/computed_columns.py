"""Columns that are computed and not kept: declared by their subjects, asked for by lists."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple, Protocol

from data.store.books import Books
from data.tables.table import Column
from models.fields.values import Value
from models.records.record import Record
from models.subjects import load, load_own, place_of

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


_DECLARED: dict[type[Record], dict[str, ComputedColumns]] = {}
"""By the kind those of each subject, by the place of what computes them."""


def computed_columns(
    record: type[Record], *columns: Column, after: str
) -> Callable[[Compute], Compute]:
    """Declare computed columns of a kind: the function gives a cell for each of `columns`.

    Several subjects may have some of one kind; they stand together, in the order of the subjects.
    """

    def declare(compute: Compute) -> Compute:
        place = getattr(compute, "__module__", "")
        _DECLARED.setdefault(record, {})[place] = ComputedColumns(after, columns, compute)
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
    declared = sorted(_DECLARED.get(record, {}).values(), key=lambda each: place_of(each.compute))
    return _together(declared) if len(declared) > 1 else next(iter(declared), None)


def _together(declared: Sequence[ComputedColumns]) -> ComputedColumns:
    """The columns of several subjects as one."""
    nothing = [(None,) * len(each.columns) for each in declared]

    def compute(books: Books, keys: Collection[str] | None = None) -> Cells:
        parts = [each.compute(books, keys) for each in declared]
        wanted = dict.fromkeys(key for part in parts for key in part)
        return {
            key: tuple(
                cell
                for part, none in zip(parts, nothing, strict=True)
                for cell in part.get(key, none)
            )
            for key in wanted
        }

    columns = tuple(column for each in declared for column in each.columns)
    return ComputedColumns(declared[0].after, columns, compute)

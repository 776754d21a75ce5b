"""Columns that are computed and not kept: declared by their subjects, asked for by lists."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any, NamedTuple, Protocol

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


class Together(NamedTuple):
    """Columns that are computed together."""

    columns: tuple[Column, ...]
    compute: Compute

    @property
    def name(self) -> str:
        """The name under which the books keep the cells of all records."""
        return f"{self.compute.__module__}: {', '.join(each.name for each in self.columns)}"


class ComputedColumns(NamedTuple):
    """The computed columns of a kind of record; in a list they stand after the field `after`."""

    after: str
    groups: tuple[Together, ...]

    @property
    def columns(self) -> tuple[Column, ...]:
        """All of them, in their order."""
        return tuple(column for group in self.groups for column in group.columns)

    def compute(self, books: Books, keys: Collection[str] | None = None) -> Cells:
        """The cells of all columns, of all records or at least of those with these keys."""
        cells = ComputedCells(books, self, keys)
        return {key: cells.of(key) for key in cells.of_keys()}


class ComputedCells:
    """The computed cells of the records of a kind, each group of them worked out when asked for."""

    def __init__(
        self,
        books: Books,
        computed: ComputedColumns | None,
        keys: Collection[str] | None = None,
    ) -> None:
        self._books, self._keys = books, keys
        self._groups = computed.groups if computed else ()
        self._found: dict[int, Cells] = {}

    def of(self, key: str, names: Collection[str] | None = None) -> tuple[Value, ...]:
        """The cells of a record; those of groups without one of these columns are empty."""
        cells: list[Value] = []
        for at, group in enumerate(self._groups):
            wanted = names is None or any(column.name in names for column in group.columns)
            found = self._of_group(at).get(key) if wanted else None
            cells += found or (None,) * len(group.columns)
        return tuple(cells)

    def of_keys(self) -> set[str]:
        """The keys of the records that have any."""
        return {key for at in range(len(self._groups)) for key in self._of_group(at)}

    def _of_group(self, at: int) -> Cells:
        if at not in self._found:
            group = self._groups[at]
            self._found[at] = (
                cells_of_all(self._books, group)
                if self._keys is None
                else group.compute(self._books, self._keys)
            )
        return self._found[at]


class CellsOfAll:
    """The computed cells of all records of a kind, as a view that the books keep."""

    def __init__(self, cells: Cells) -> None:
        self.cells = cells

    def update(self, _books: Any, _touched: Mapping[str, set[str]]) -> bool:
        """Be computed anew: they may follow from any kind."""
        return False


def cells_of_all(books: Books, group: Together) -> Cells:
    """The cells of all records in columns that are computed together."""
    return books.cached(group.name, lambda books: CellsOfAll(group.compute(books))).cells


_DECLARED: dict[type[Record], ComputedColumns] = {}


def computed_columns(
    record: type[Record], *columns: Column, after: str
) -> Callable[[Compute], Compute]:
    """Declare computed columns of a kind: the function gives a cell for each of `columns`.

    Those of several subjects stand in the order of these, behind the same field.
    """

    def declare(compute: Compute) -> Compute:
        before = _DECLARED.get(record)
        assert before is None or before.after == after
        groups = [*(before.groups if before else ()), Together(columns, compute)]
        groups.sort(key=lambda group: place_of(group.compute))
        _DECLARED[record] = ComputedColumns(after, tuple(groups))
        return compute

    return declare


def computed_columns_of(record: type[Record]) -> ComputedColumns | None:
    """The computed columns of this kind; None when it has none.

    They stand in `computed_columns.py` of its subject, and in those of later subjects that have
    the name of the kind before that, such as `membership_computed_columns.py`.
    """
    # What other kinds compute takes long to load, and no list waits for it.
    load_own("data", "computed_columns", record)
    load("data", f"{record.__module__.rpartition('.')[2]}_computed_columns")
    return _DECLARED.get(record)

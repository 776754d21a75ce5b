"""Files whose columns a subject puts right before they are read, such as names in two columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from data.imports.cell_reading import heading_name
from data.store.books import Books
from models.records.record import Record
from models.subjects import load

if TYPE_CHECKING:
    from data.imports.tabular_files import FileRow, TabularFile

Prepare = Callable[[Books, "TabularFile"], None]
"""Puts the columns of an open file right; what it tells of that goes to the file's notes."""


class Preparing(NamedTuple):
    """What prepares files of a kind, and headings by which such files are known."""

    headings: frozenset[str] = frozenset()
    prepare: Prepare | None = None


_PREPARING: dict[type[Record], Preparing] = {}


def prepares(record: type[Record], headings: Iterable[str]) -> Callable[[Prepare], Prepare]:
    """Declare what puts files of these records right that may have such headings."""

    def declare(prepare: Prepare) -> Prepare:
        _PREPARING[record] = Preparing(frozenset(map(heading_name, headings)), prepare)
        return prepare

    return declare


def preparing_of(record: type[Record]) -> Preparing:
    """What prepares files of these records; nothing for most."""
    load("data", "imports")
    return _PREPARING.get(record, Preparing())


Made = Callable[[list[str]], list[str]]
"""The cells of a row under its headings, put right; with those of added columns behind them."""


def put_right(table: TabularFile, made: Made, *added: str) -> None:
    """Let each row be read as `made` makes it, with columns of these headings `added`."""
    width = len(table.headings)
    before = table.rows
    table.headings = (*table.headings, *added)
    table.columns_of_csv += len(added) if table.columns_of_csv else 0

    def rows() -> Iterator[FileRow]:
        for row in before:
            cells = [*row.cells, *[""] * (width - len(row.cells))]
            # Cells behind the last heading stay behind it, and are told of as before.
            yield row._replace(cells=[*made(cells[:width]), *cells[width:]])

    table.rows = rows()

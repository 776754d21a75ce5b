"""Files whose columns a subject puts right before they are read, such as names in two columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from data.imports.cell_faults import is_total, says_nothing
from data.imports.cell_reading import heading_name
from data.store.books import Books
from models.records.record import Record
from models.subjects import load

if TYPE_CHECKING:
    from data.imports.tabular_files import FileRow, TabularFile

Prepare = Callable[[Books, "TabularFile"], None]
"""Puts the columns of an open file right; what it tells of that goes to the file's notes."""


Named = Callable[[str], str]
"""What a heading is the name of, as the books have it; empty when it is none."""


class Matrix(NamedTuple):
    """How a table of names across and down is read: each cell as a row of three columns.

    `named` makes what tells a heading that names a record `across`; `rows` are what the column of
    the names down is called.
    """

    across: str
    rows: tuple[str, ...]
    cell: str
    named: Callable[[Books], Named]


class Preparing(NamedTuple):
    """What prepares files of a kind, and headings by which such files are known.

    Those `beside` count only where another heading is known, because rows have such words as well.
    """

    headings: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()
    prepare: Prepare | None = None
    matrix: Matrix | None = None


_PREPARING: dict[type[Record], Preparing] = {}


def prepares(
    record: type[Record], headings: Iterable[str], beside: Iterable[str] = ()
) -> Callable[[Prepare], Prepare]:
    """Declare what puts files of these records right that may have such headings."""

    def declare(prepare: Prepare) -> Prepare:
        known = frozenset(map(heading_name, headings))
        before = _PREPARING.get(record, Preparing())
        others = frozenset(map(heading_name, beside))
        _PREPARING[record] = before._replace(headings=known, beside=others, prepare=prepare)
        return prepare

    return declare


def reads_matrix(record: type[Record], matrix: Matrix) -> None:
    """Declare how a matrix of such records is read."""
    _PREPARING[record] = _PREPARING.get(record, Preparing())._replace(matrix=matrix)


def preparing_of(record: type[Record]) -> Preparing:
    """What prepares files of these records; nothing for most."""
    load("data", "imports")
    return _PREPARING.get(record, Preparing())


def place_headed(table: TabularFile, headings: Iterable[str]) -> int | None:
    """The place of the column with the first of these headings that a table has; None without."""
    names = [heading_name(each) for each in table.headings]
    wanted = map(heading_name, headings)
    return next((names.index(each) for each in wanted if each in names), None)


def take_matrix(matrix: Matrix, named: Named, table: TabularFile) -> None:
    """Let a table with names across be read cell by cell; any other one stays as it is."""
    place = place_headed(table, matrix.rows)
    is_list = place_headed(table, (matrix.across, matrix.cell)) is not None
    if place is None or is_list or not any(map(named, table.headings)):
        return
    across = {at: text for at, text in enumerate(table.headings) if text and at != place}
    before, school, width = table.rows, table.headings[place], len(table.headings)

    def rows() -> Iterator[FileRow]:
        for row in before:
            cells = [*row.cells, *[""] * (width - len(row.cells))]
            if row.problem or is_total(map(table.text, cells)):
                yield row._replace(cells=[cells[place], "", ""])
                continue
            for at, heading in across.items():
                if not says_nothing(table.text(cells[at])):
                    yield row._replace(cells=[cells[place], named(heading) or heading, cells[at]])

    table.notes.append(f"Read cell by cell: {matrix.across} across, {matrix.cell} in the cells.")
    table.headings, table.rows = (school, matrix.across, matrix.cell), rows()
    table.columns_of_csv = 0


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

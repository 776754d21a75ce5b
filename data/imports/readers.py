"""Opening a file together with the reader that understands its headings."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from data.imports.cell_reading import heading_name
from data.imports.corrections import Corrections, remembered
from data.imports.date_order import DateOrders
from data.imports.preparing import Named, preparing_of, take_matrix
from data.imports.row_reader import RowReader, other_headings_of, own_files_of
from data.imports.rows import FieldReader, fields_by_heading
from data.imports.tabular_files import Known, TabularFile, UnknownHeadings, open_rows
from data.imports.usual_headings import plain_heading, usual_headings
from data.store.books import Books
from models.records.record import Record


@contextmanager
def open_reader(
    books: Books,
    record: type[Record],
    path: Path,
    orders: DateOrders,
    corrections: Corrections | None = None,
    any_headings: bool = False,
) -> Iterator[tuple[TabularFile, RowReader]]:
    """The rows of a file and what reads them; closed at the end. Raises Problem.

    Without `corrections` the columns are read as those of the last file with its headings were.
    With `any_headings` the first row of several texts is taken for headings where none is known,
    for somebody who can say what the columns are.
    """
    put_right = set(map(heading_name, corrections.columns)) if corrections else set()
    known = put_right | set(fields_by_heading(record)) | other_headings_of(record).headings
    preparing = preparing_of(record)
    known |= set(usual_headings(record)) | preparing.headings
    wanted = ", ".join(each.label for each in record.fields()[:4])
    own = own_files_of(record)
    if own is not None:
        known |= own.headings
        wanted = f"{wanted}, or {own.wanted}"
    named: Named = preparing.matrix.named(books) if preparing.matrix else lambda _: ""

    def is_known(text: str) -> bool:
        return plain_heading(text, known) in known or bool(named(text))

    def is_known_beside(text: str) -> bool:
        return plain_heading(text, preparing.beside) in preparing.beside or is_known(text)

    with _opened(path, is_known, is_known_beside, wanted, any_headings) as table:
        if preparing.prepare is not None:
            preparing.prepare(books, table)
        if preparing.matrix is not None:
            take_matrix(preparing.matrix, named, table)
        table.original = table.headings
        if corrections is None:
            corrections = remembered(books.path, record, table.headings)
        table.headings = corrections.headings(record, table.headings)
        reader = own.open(books, table, orders) if own is not None else None
        yield table, reader or FieldReader(books, record, table, orders)


def _opened(
    path: Path, known: Known, beside: Known, wanted: str, any_headings: bool
) -> TabularFile:
    try:
        table = open_rows(path, beside, wanted)
        if any(map(known, table.headings)):
            return table
        table.close()
        return open_rows(path, known, wanted)
    except UnknownHeadings:
        if not any_headings:
            raise
        table = open_rows(path, bool, wanted)
        if not all(_is_worded(each) for each in table.headings if each):
            table.close()
            raise
        return table


def _is_worded(heading: str) -> bool:
    """Whether a text may be a heading: rows without headings have numbers and days among theirs."""
    return any(character.isalpha() for character in heading)

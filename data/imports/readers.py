"""Opening a file together with the reader that understands its headings."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from data.imports import register_files
from data.imports.date_order import DateOrders
from data.imports.register_extract import WANTED, SchoolReader, columns, heading_name, is_extract
from data.imports.rows import HEADINGS_OF_POSTS, FieldReader, fields_by_heading
from data.imports.tabular_files import TabularFile, open_rows
from data.store.books import Books
from models.people.person import Person
from models.records.record import Record
from models.schools.school import School

Reader = SchoolReader | FieldReader


@contextmanager
def open_reader(
    books: Books, record: type[Record], path: Path, orders: DateOrders
) -> Iterator[tuple[TabularFile, Reader]]:
    """The rows of a file and what reads them; closed at the end. Raises Problem."""
    known = set(fields_by_heading(record))
    if record is Person:
        known |= HEADINGS_OF_POSTS
    wanted = ", ".join(each.label for each in record.fields()[:4])
    if record is School:
        known |= {heading_name(heading) for heading in columns()}
        known |= register_files.headings_of_others()
        wanted = f"{wanted}, or {WANTED} of the national register"
    with open_rows(path, lambda text: heading_name(text) in known, wanted) as table:
        if record is School:
            register_files.refuse_others(table.name, table.headings)
        if record is School and is_extract(table.headings):
            yield (
                table,
                SchoolReader(table.headings, books.today, table.text, orders, table.columns_of_csv),
            )
        else:
            yield table, FieldReader(books, record, table, orders)

"""Imports of schools: extracts of the national register, and schools completed from it."""

from __future__ import annotations

from pathlib import Path

from data.imports.completing import Completion, completes
from data.imports.date_order import DateOrders
from data.imports.row_reader import RowReader, own_files
from data.imports.tabular_files import TabularFile
from data.schools.register.extract import WANTED, columns, is_extract
from data.schools.register.extract_files import headings_of_others, refuse_others
from data.schools.register.extract_reader import ExtractReader
from data.store.books import Books
from models.schools.school import School


@own_files(School, [*columns(), *headings_of_others()], f"{WANTED} of the national register")
def read_extract(books: Books, table: TabularFile, orders: DateOrders) -> RowReader | None:
    """The reader of an extract. Raises Problem for the register's other files."""
    refuse_others(table.name, table.headings)
    return ExtractReader(books, table, orders) if is_extract(table.headings) else None


@completes(School)
def complete_from_register(store: Path) -> Completion:
    """What is known of new schools by their URN, from the register beside the books."""
    from data.schools.register.filling import Filling

    return Filling(store)

"""Reading an extract of the national register into the books: its rows, its blanks, its day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from data.imports.date_order import DateOrders
from data.imports.row_reader import Said
from data.imports.tabular_files import TabularFile
from data.schools.register import extract_files
from data.schools.register.blank_cells import BlankCells
from data.schools.register.extract import SchoolReader
from data.store.books import Books
from models.records.record import Values


class ExtractReader(SchoolReader):
    """Reads the rows of an extract for the schools that stand in the books."""

    def __init__(self, books: Books, table: TabularFile, orders: DateOrders) -> None:
        super().__init__(table.headings, books.today, table.text, orders, table.columns_of_csv)
        self._blanks = BlankCells(books, self)

    def notes(self) -> list[str]:
        """Notes about the file as a whole."""
        return [*super().notes(), *self._blanks.notes()]

    def empty_by_blanks(self, cells: Sequence[str], values: Said, now: Values) -> None:
        """Add to what a row says of a school that stands the fields that its blanks empty."""
        self._blanks.apply(cells, values, now)

    def day_of_file(self, name: str) -> tuple[date | None, str]:
        """The day of which the extract tells, and what to say about it."""
        return extract_files.day_of_file(name, self.newest_change, self._today)

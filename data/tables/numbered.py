"""Cells that take numbers beside letters."""

from __future__ import annotations

from collections.abc import Sequence

from data.store.books import Books
from data.tables.matrix import Cells, LetteredCells
from models.fields.values import Value


class NumberedCells(LetteredCells):
    """Cells of a table into whose columns numbers are typed.

    `number_columns` are the names of these columns, and `usual_column` the one that a number is
    meant for that is typed beside them. A number is set as its digits.
    """

    number_columns: Sequence[str] = ()
    usual_column: str = ""

    def column_label(self, column: str) -> str:
        """The name of a column of numbers in the history."""
        raise NotImplementedError

    def label_of(self, books: Books, cells: Cells, meaning: str, **answers: Value) -> str:
        """The name of setting these cells in the history."""
        if not meaning.isdigit():
            return super().label_of(books, cells, meaning, **answers)
        return f"{self.column_label(cells[0][1])} {meaning}: {self.name_of(books, cells)}"

"""Sections in which a letter sets where something stands: the matrices, the schools' policies."""

from __future__ import annotations

from textwrap import shorten
from typing import TYPE_CHECKING

from data.tables.listing import Wanted
from models.fields.values import show_value
from models.records.record import Record
from tui.grid.source import TableSource
from tui.sections.section import Prepared, Section
from tui.widgets.bars import PART

if TYPE_CHECKING:
    from data.store.store import Store
    from data.tables.matrix import Matrix


class MatrixSection(Section):
    """A matrix: its rows and its columns stand for records, and a letter sets a cell."""

    wants_whole_width = True
    letters: dict[str, str]
    words: dict[str, str]
    hints: dict[str, str]
    cell_record: type[Record]
    row_record: type[Record]

    def __init__(self, name: str, label: str, empty: str) -> None:
        super().__init__(name, label, empty)
        self.matrix: Matrix | None = None
        self.grid.cell_letters = self.letters

    def read(self, store: Store) -> Matrix:
        """The whole matrix."""
        raise NotImplementedError

    def prepare(self, store: Store, wanted: Wanted, near: str | None) -> Prepared:
        """The matrix with those rows that hold the words, in the order that is wanted."""
        from data.tables.matrix import filter_rows

        matrix = self.read(store)
        rows = filter_rows(matrix.table, wanted)
        return Prepared(
            TableSource(matrix.table.columns, rows), matrix, total=len(matrix.table.rows)
        )

    def take(self, prepared: Prepared, cursor_key: str | None = None) -> None:
        """Show what was read; what is gone is marked no longer."""
        matrix = self.matrix = prepared.matrix
        if matrix is not None:
            self.grid.cell_columns = tuple(matrix.column_keys)
            if self.grid.marks:
                self.grid.forget_marks(self.grid.marks - {row.key for row in matrix.table.rows})
        super().take(prepared, cursor_key)

    def _cursor_moved(self) -> None:
        if self.grid.moved_by_key:
            # What was said makes room for what is under the cursor.
            self.desk.say("")
        super()._cursor_moved()

    @property
    def place(self) -> str:
        """Where the cursor is, in words."""
        where = super().place
        column = self.grid.cursor_column
        if self.matrix is None or column is None or column.name not in self.matrix.column_keys:
            return where
        names = list(self.matrix.column_keys)
        return f"{where}, column {names.index(column.name) + 1} of {len(names)}"

    @property
    def under_cursor(self) -> str:
        """The whole label of the column, the state as a word, and what more there is to say."""
        column, row = self.grid.cursor_column, self.grid.cursor_row
        if self.matrix is None or column is None or row is None or not self.matrix.table.columns:
            return ""
        at = [each.name for each in self.matrix.table.columns].index(column.name)
        if not at:
            return ""
        word = show_value(row.cells[at], column.kind) or "nothing"
        label = self.matrix.full_labels.get(column.name, column.label)
        # However long the label is, the state is to be read.
        label = shorten(label, max(20, self.size.width - len(word) - 4), placeholder=" …")
        return PART.join((f"{label}: {word}", *self.more_under_cursor(row.key, column.name)))

    def more_under_cursor(self, row: str, column: str) -> list[str]:
        """What else there is to say of a cell, the most important first."""
        return []

    def cells(self) -> list[tuple[str, str]]:
        """What a key sets: row and column record of all marked cells, or of the cursor's."""
        if self.matrix is None:
            return []
        if self.grid.marks:
            records = self.matrix.column_keys
            return [(row, records[column]) for row, column in self.grid.marked_cells]
        row, column = self.grid.cursor_key, self.column_record()
        return [(row, column)] if row and column else []

    def column_record(self) -> str | None:
        """The record that the cursor's column stands for; None for a column of words."""
        column = self.grid.cursor_column
        if self.matrix is None or column is None:
            return None
        return self.matrix.column_keys.get(column.name)

    def cell_key(self, row_key: str) -> str | None:
        """The record behind a cell of the cursor's column, where there is one."""
        column = self.grid.cursor_column
        if self.matrix is None or column is None:
            return None
        return self.matrix.cell_key(row_key, column.name)

    def target(self) -> tuple[type[Record], str] | None:
        """The record behind the cell; the row's where there is none."""
        row_key = self.grid.cursor_key
        if not row_key:
            return None
        cell = self.cell_key(row_key)
        return (self.cell_record, cell) if cell else (self.row_record, row_key)

"""The marks of a grid: on records, in a matrix on cells."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from models.fields.values import Value
from tui.grid.canvas import GridCanvas


class MarkedGrid(GridCanvas):
    """A grid whose records or cells are marked and unmarked."""

    _anchor: tuple[int, int] | None = None
    """Where the block was begun that is being marked."""

    def _marks_changed(self) -> None:
        """Tell that other records are marked than before."""

    def toggle_mark(self) -> None:
        """Mark the cursor's record, or take its mark away.

        In a matrix it is the cursor's cell; in a column without such cells, those of the row.
        """
        key = self.cursor_key
        if key is None:
            return
        marks = dict(self._marks)
        if not self._cell_columns:
            if marks.pop(key, None) is None:
                marks[key] = frozenset()
        else:
            here = self._columns_here()
            now = marks.get(key, frozenset())
            marks[key] = now - here if here <= now else now | here
        self._mark(marks, (self._index_line(self._index),))
        self._marks_changed()

    def toggle_column(self) -> None:
        """Mark the cells of the cursor's column in all rows, or take their marks away.

        In a column without such cells it is everything, or nothing.
        """
        rows = (self.source.row(index) for index in range(len(self.source)))
        keys = [row.key for row in rows if row is not None and row.key]
        here, marks, none = self._columns_here(), self._marks, frozenset[str]()
        if all(here <= marks.get(key, none) for key in keys):
            self._mark({key: columns - here for key, columns in marks.items()})
        else:
            self._mark(marks | {key: marks.get(key, none) | here for key in keys})
        self._marks_changed()

    def toggle_cells(self, is_wanted: Callable[[Value], bool]) -> bool:
        """Mark those cells of the cursor's row that are wanted, or take their marks away.

        False where there is none.
        """
        row, names = self.cursor_row, [column.name for column in self._columns]
        if row is None:
            return False
        cells = dict(zip(names, row.cells, strict=False))
        wanted = frozenset(name for name in self._cell_columns if is_wanted(cells.get(name)))
        if wanted:
            now = self._marks.get(row.key, frozenset[str]())
            marks = now - wanted if wanted <= now else now | wanted
            self._mark(self._marks | {row.key: marks}, (self._index_line(self._index),))
            self._marks_changed()
        return bool(wanted)

    @property
    def cells_marked_by_row(self) -> dict[str, frozenset[str]]:
        """The names of the columns of marked cells, by row."""
        return dict(self._marks)

    def mark_cells(self, cells: Mapping[str, frozenset[str]]) -> None:
        """Mark these cells of a matrix and no others: the names of their columns by row."""
        self._anchor = None
        self._mark(dict(cells))
        self._marks_changed()

    def forget_marks(self, keys: Collection[str]) -> None:
        """Take the marks of these records away, because they are gone."""
        if not self._marks.keys().isdisjoint(keys):
            self._mark({key: marks for key, marks in self._marks.items() if key not in keys})

    def _columns_here(self) -> frozenset[str]:
        """The columns whose cells a mark on the cursor's column is meant for."""
        column = self.cursor_column
        if column is not None and column.name in self._cell_columns:
            return frozenset({column.name})
        return frozenset(self._cell_columns)

    def clear_marks(self) -> None:
        """Take all marks away."""
        self._anchor = None
        if self._marks:
            self._mark({})
            self._marks_changed()

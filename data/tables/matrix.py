"""The matrices: schools × workstreams (levels), × policies (states), × meetings (attendance)."""

from __future__ import annotations

from dataclasses import dataclass, field

from data.policies.standing import Board
from data.tables.listing import Wanted, in_order
from data.tables.table import Row, Summary
from models.fields.text import folded
from models.fields.values import show_value


@dataclass(frozen=True, slots=True)
class Matrix:
    """A table whose columns, too, stand for records.

    `column_keys` gives the record of each column by its name, `full_labels` what it is called in
    full. `cells` are the records behind cells by (row key, column name), where there are any;
    a matrix of policies has its `board` instead, which knows that and more.
    """

    table: Summary
    column_keys: dict[str, str] = field(default_factory=dict)
    cells: dict[tuple[str, str], str] = field(default_factory=dict)
    full_labels: dict[str, str] = field(default_factory=dict)
    board: Board | None = None
    marks: dict[str, object] = field(default_factory=dict)
    """By row what is another object once the row may have changed; where the board tells."""
    details: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    """What else there is to say of a cell, by (row key, column name)."""

    def cell_key(self, row: str, column: str) -> str | None:
        """The record behind a cell; None where there is none."""
        if self.board is not None:
            standing = self.board.get(row, column)
            return standing.key or None if standing else None
        return self.cells.get((row, column))


def narrowed(table: Summary, wanted: Wanted) -> list[Row]:
    """The rows of a table that hold all the words, in the order that is wanted."""
    rows = list(table.rows)
    if wanted.only is not None:
        rows = [row for row in rows if row.key in wanted.only]
    words = folded(wanted.words).split()
    if words:
        # By their places: several rows of a summary may stand for one record, or for none.
        texts = [
            folded(
                " ".join(
                    show_value(cell, column.kind)
                    for cell, column in zip(row.cells, table.columns, strict=True)
                )
            )
            for row in rows
        ]
        rows = [
            row
            for row, text in zip(rows, texts, strict=True)
            if all(word in text for word in words)
        ]
    names = [column.name for column in table.columns]
    return in_order(rows, names.index(wanted.sort), wanted.descending) if wanted.sort else rows

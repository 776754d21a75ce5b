"""Facts about a workbook's sheet that are needed before its cells are read.

The library that reads workbooks lays a sheet out whole, empty cells included, and ends the program
when the computer has no room for that; and it gives an empty text for a formula that was never
calculated and for an error. So the file is looked through first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

MOST_CELLS = 10_000_000
"""Cells, empty ones included, between a sheet's first cell and its last one in use."""

MOST_TEXTS = 2_000_000
"""Different texts in a workbook, which keeps each once."""

LARGEST_PART = 1 << 30
"""Bytes to which a part of a workbook may unpack."""


class TooLargeError(ValueError):
    """The sheet or workbook cannot be held in memory; the message says what is too much of it."""


@dataclass
class SheetFacts:
    """How far the used cells reach, and which of them hold no value. Rows and columns from 0.

    `errors` has the error that stands in a cell, such as #N/A, by row and then column;
    `uncalculated` has the columns of formulas whose result is not in the file, by row. `hidden` are
    the rows that are not shown, `hidden_columns` the columns.
    """

    rows: int = 0
    columns: int = 0
    errors: dict[int, dict[int, str]] = field(default_factory=dict)
    uncalculated: dict[int, list[int]] = field(default_factory=dict)
    hidden: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)

    def refuse_too_large(self) -> None:
        """Raise TooLargeError when the cells are too many."""
        if self.rows * self.columns > MOST_CELLS:
            raise TooLargeError(
                f"its cells in use stretch over {self.rows:,} rows and {self.columns:,} columns"
            )

    def addresses(self, row: int) -> Mapping[int, str]:
        """The addresses of the formulas in a row whose result is not in the file, by column."""
        return {column: address(row, column) for column in self.uncalculated.get(row, ())}


def address(row: int, column: int) -> str:
    """The cell's address as spreadsheets show it; row and column count from 0."""
    letters, number = "", column + 1
    while number:
        number, letter = divmod(number - 1, 26)
        letters = chr(65 + letter) + letters
    return f"{letters}{row + 1}"


def column_number(letters: str) -> int:
    """The place (from 0) of a column by its letters."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1

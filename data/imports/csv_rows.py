"""Reading the rows of CSV, and recovering from a quotation mark that is never closed."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from data.problems import Problem

LONGEST_CELL = 1_000_000
"""Characters in a cell; a row with a longer one is handed on as a problem."""

LONGEST_LINE = 4 * LONGEST_CELL
"""Bytes of a line, at least LONGEST_CELL characters; what is behind them is not read."""

DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "vertical bar"}
"""The separator of cells, with its name."""

_MOST_LINES = 5_000
"""Lines in one row, which has several when a cell has."""

_MOST_UNCLOSED = 100
"""Rows that are begun anew because of a quotation mark; each may cost `_MOST_LINES`."""


class FileRow(NamedTuple):
    """A row: the line it begins on (from 1), its cells, and why it cannot be used, if so.

    `uncalculated` has the addresses of formulas whose result is not in the file, by their places
    (from 0).
    """

    line: int
    cells: Sequence[str]
    problem: str = ""
    uncalculated: Mapping[int, str] = MappingProxyType({})


class _Lines:
    """Lines of text, of which those of the row at hand can be put back."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self._put_back: list[str] = []
        self.of_row: list[str] = []
        self.number = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if len(self.of_row) >= _MOST_LINES:
            raise csv.Error("too many lines")
        line = self._put_back.pop() if self._put_back else next(self._lines)
        if len(line) > LONGEST_CELL:
            # One cell beyond the limit makes the reader refuse this row and go on with the next.
            line = "x" * (LONGEST_CELL + 1) + "\n"
        self.of_row.append(line)
        self.number += 1
        return line

    def go_on_behind_first(self) -> str:
        """Put back all lines of the row but the first, which is returned."""
        first, *others = self.of_row
        self._put_back += reversed(others)
        self.number -= len(others)
        return first


def read_rows(lines: Iterable[str], delimiter: str) -> Iterator[FileRow]:
    """The rows of CSV that are not blank.

    A line with a quotation mark that is not closed, or not at the end of its cell, is handed on as
    a problem, and the next line begins a row. Raises Problem when there are too many of those.
    """
    csv.field_size_limit(LONGEST_CELL)
    source, unclosed = _Lines(lines), 0
    reader = csv.reader(source, delimiter=delimiter, strict=True)
    while True:
        line = source.number + 1
        source.of_row.clear()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            unclosed += len(source.of_row) > 1
            if unclosed > _MOST_UNCLOSED:
                raise Problem(
                    f"In more than {_MOST_UNCLOSED} rows, the last of them in line {line:,}, a "
                    "quotation mark opens that is never closed. Save the file again as “CSV "
                    "UTF-8” from your spreadsheet, which sets the quotation marks in pairs."
                ) from None
            yield _broken(line, source.go_on_behind_first(), delimiter)
            reader = csv.reader(source, delimiter=delimiter, strict=True)
            continue
        if "".join(cells).strip():
            yield FileRow(line, cells)


def too_long(line: int) -> str:
    """Why a row with a cell of too many characters cannot be used."""
    return f"a cell in line {line:,} has more than {LONGEST_CELL:,} characters"


def _broken(line: int, text: str, delimiter: str) -> FileRow:
    if len(text) > LONGEST_CELL:
        return FileRow(line, (), too_long(line))
    try:
        cells = next(csv.reader([text.rstrip("\r\n")], delimiter=delimiter), [])
    except csv.Error:
        cells = []
    opens = f"a quotation mark in line {line:,} "
    if text.count('"') % 2:
        return FileRow(line, cells, f"{opens}is never closed: close it, or take it away")
    return FileRow(
        line, cells, f"{opens}does not end its cell: write two where one is meant in a text"
    )

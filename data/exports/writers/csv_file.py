"""CSV: one row of headings, then the rows, as importers and spreadsheets read it.

UTF-8 with a byte-order mark (Excel reads accents wrongly without it), lines ended by CR LF, money
as plain pounds, yes and no as words. There are no title lines: importers take the first row for
the headings. What was left out is said by the heading of a last, empty column: so every row is data
to whatever reads the file, and none is counted or added up that is none. Our own imports pass that
column over.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Sequence

from data.exports.writers.cells import clean, clean_line, pounds, words
from data.tables.table import Column, Summary
from models.fields.values import Value

LEFT_OUT = "Note on this file: "
"""How the heading of the last column begins that says what a file does not have."""

_STARTS_FORMULA = frozenset("=+-@\t\r\n＝＋－＠−﹢﹣﹦﹫")


def _would_run(text: str) -> bool:
    """Whether a spreadsheet may take the text for a formula.

    The characters are those of OWASP's advice with their full-width and small variants. Leading
    spaces are looked through, because spreadsheets trim them, and so are invisible characters.
    """
    for character in text:
        if character in _STARTS_FORMULA:
            return True
        if not character.isspace() and unicodedata.category(character) != "Cf":
            return False
    return False


def make_harmless(text: str) -> str:
    """The text as a cell that no spreadsheet runs: an apostrophe goes before a formula.

    A text that is a formula behind apostrophes of its own gets one more, so that `read_back`
    always knows how many to take away.
    """
    return f"'{text}" if _needs_apostrophe(text) else text


def read_back(cell: str) -> str:
    """The text that `make_harmless` made this cell of; other cells come back as they are."""
    return cell[1:] if cell.startswith("'") and _needs_apostrophe(cell) else cell


def _needs_apostrophe(text: str) -> bool:
    """Whether a text behind any apostrophes is a formula, or looks like our own note."""
    bare = text.lstrip("'")
    return bare.startswith(LEFT_OUT) or _would_run(bare)


def _cell(value: Value, column: Column, iso: bool) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        if column.kind == "money":
            return pounds(value)
        if column.kind in ("hundredths", "percent"):
            return words(value, column.kind)
        if column.kind != "yes_no":
            # A number is what the spreadsheet is meant to see, so a minus sign stays one.
            return str(value)
    return make_harmless(words(value, column.kind, iso=iso))


class _Cells(dict[Value, str]):
    """The cells of a column by their values: the same state or day is put into words once."""

    def __init__(self, column: Column, iso: bool) -> None:
        super().__init__()
        self._column, self._iso = column, iso

    def __missing__(self, value: Value) -> str:
        cell = _cell(value, self._column, self._iso)
        # In Python 1 is True, and a column of numbers may hold either.
        if not isinstance(value, int):
            self[value] = cell
        return cell


def write(summary: Summary, *, iso: bool = False) -> bytes:
    """The summary as a CSV file; `iso` writes dates as 2026-11-21.

    Where something was left out, the heading of a last, empty column says so behind LEFT_OUT; where
    there are no rows, it says why.
    """
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\r\n")
    columns = summary.columns
    said = () if summary.rows else summary.notes
    told = " ".join(map(clean_line, (*said, *(summary.paper.left_out if summary.paper else ()))))
    note = [f"{LEFT_OUT}{told}"] if told and columns else []
    rows.writerow([*(make_harmless(clean(column.label)) for column in columns), *note])
    empty = [""] * len(note)
    cells = [_Cells(column, iso).__getitem__ for column in columns]
    rows.writerows(
        [*(cell(value) for cell, value in zip(cells, row.cells, strict=True)), *empty]
        for row in summary.rows
    )
    return text.getvalue().encode("utf-8-sig")


def without_note(cells: Sequence[str]) -> Sequence[str]:
    """The cells of a row of headings without our own that says what was left out."""
    return cells[:-1] if cells and cells[-1].startswith(LEFT_OUT) else cells


def says_what_was_left_out(cells: Sequence[str]) -> bool:
    """Whether a row is none of data, but says what was left out, as the last one did formerly."""
    return len(cells) > 1 and cells[0].startswith(LEFT_OUT) and not any(cells[1:])

"""CSV: one row of headings, then the rows, as importers and spreadsheets read it.

UTF-8 with a byte-order mark (Excel reads accents wrongly without it), lines ended by CR LF, money
as plain pounds, yes and no as words. There are no title lines: importers take the first row for
the headings.
"""

from __future__ import annotations

import csv
import io
import unicodedata

from data.exports.writers.cells import clean, pounds, words
from data.tables.table import Column, Summary
from models.fields.values import Value

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
    return f"'{text}" if _would_run(text.lstrip("'")) else text


def read_back(cell: str) -> str:
    """The text that `make_harmless` made this cell of; other cells come back as they are."""
    if cell.startswith("'") and _would_run(cell.lstrip("'")):
        return cell[1:]
    return cell


def _cell(value: Value, column: Column, iso: bool) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        if column.kind == "money":
            return pounds(value)
        if column.kind != "yes_no":
            # A number is what the spreadsheet is meant to see, so a minus sign stays one.
            return str(value)
    return make_harmless(words(value, column.kind, iso=iso))


def write(summary: Summary, *, iso: bool = False) -> bytes:
    """The summary as a CSV file; `iso` writes dates as 2026-11-21."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\r\n")
    columns = summary.columns
    rows.writerow(make_harmless(clean(column.label)) for column in columns)
    for row in summary.rows:
        rows.writerow(
            _cell(value, column, iso) for value, column in zip(row.cells, columns, strict=True)
        )
    return text.getvalue().encode("utf-8-sig")

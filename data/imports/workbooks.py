"""Reading the sheets of workbooks: Excel files old and new, and OpenDocument.

Cells become the text that people would have typed. What a cell does not hold, because its formula
was never calculated, is handed on with the cell's address.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from data.imports.csv_rows import LONGEST_CELL, FileRow, too_long
from data.imports.file_kinds import FileKind, damaged, has_password, named
from data.imports.sheet_facts import SheetFacts, TooLargeError
from data.problems import Problem
from models.fields.dates import show_date

Merged = tuple[int, int, int, int]
"""A merged area: its first row and column, its last row and column, all from 0."""


@dataclass(frozen=True)
class SheetContent:
    """The rows of a sheet that are not blank, how many lines it has, and its merged areas."""

    rows: Iterator[FileRow]
    lines: int
    merged: Sequence[Merged] = ()
    facts: SheetFacts = field(default_factory=SheetFacts)


@dataclass(frozen=True)
class Sheet:
    """A sheet of a workbook; `read` raises Problem."""

    name: str
    visible: bool
    read: Callable[[], SheetContent]


def open_sheets(path: Path, kind: FileKind) -> list[Sheet]:
    """The sheets with cells of a workbook, in their order. Raises Problem."""
    with _problems_in_words(path, kind):
        if kind is FileKind.EXCEL_BEFORE_2007:
            return _old_sheets(path)
        return _sheets(path, kind)


@contextmanager
def _problems_in_words(path: Path, kind: FileKind) -> Iterator[None]:
    """Raise Problem for whatever a damaged workbook makes the libraries raise."""
    try:
        yield
    except Problem:
        raise
    except TooLargeError as error:
        raise Problem(
            f"{named(path)} is too large to be read as a workbook: {error}. Delete the empty rows "
            "and columns below and beside the table, or save the sheet as “CSV UTF-8” and import "
            "that."
        ) from None
    except Exception as error:
        raise damaged(path, kind.value) from error
    except BaseException as error:
        # So ends a library in Rust that meets what it never expected.
        if type(error).__name__ != "PanicException":
            raise
        raise damaged(path, kind.value) from None


def shown(value: object) -> str:
    """A cell of a workbook as people would have typed it."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime):
        return show_date(value.date())
    if isinstance(value, date):
        return show_date(value)
    if isinstance(value, time):
        return f"{value:%H:%M}" if not value.second else f"{value:%H:%M:%S}"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else format(value, ".15g")
    return "" if value is None else str(value)


def _sheets(path: Path, kind: FileKind) -> list[Sheet]:
    from python_calamine import PasswordError, SheetTypeEnum, SheetVisibleEnum, load_workbook

    facts_of = _facts_of_ods(path) if kind is FileKind.OPEN_DOCUMENT else _facts_of_xlsx(path)
    try:
        # From a path the library would take the kind from the name.
        with path.open("rb") as file:
            workbook = load_workbook(file)
    except PasswordError:
        raise has_password(path) from None

    def reading(name: str) -> Callable[[], SheetContent]:
        def read() -> SheetContent:
            with _problems_in_words(path, kind):
                facts = facts_of(name)
                sheet = workbook.get_sheet_by_name(name)
                areas = sheet.merged_cell_ranges or []
                merged = [(*first, *last) for first, last in areas]
                rows = _rows(sheet.iter_rows(), merged, facts)
                return SheetContent(rows, sheet.total_height, merged, facts)

        return read

    return [
        Sheet(each.name, each.visible == SheetVisibleEnum.Visible, reading(each.name))
        for each in workbook.sheets_metadata
        if each.typ == SheetTypeEnum.WorkSheet
    ]


def _facts_of_xlsx(path: Path) -> Callable[[str], SheetFacts]:
    from data.imports.xlsx_parts import XlsxParts

    def facts_of(name: str) -> SheetFacts:
        with zipfile.ZipFile(path) as packed:
            return XlsxParts(packed).facts(name)

    with zipfile.ZipFile(path) as packed:
        XlsxParts(packed)
    return facts_of


def _facts_of_ods(path: Path) -> Callable[[str], SheetFacts]:
    from data.imports.ods_parts import facts_of_sheets

    with zipfile.ZipFile(path) as packed:
        found = facts_of_sheets(packed)
    return lambda name: found.get(name, SheetFacts())


def _old_sheets(path: Path) -> list[Sheet]:
    import io

    import xlrd

    try:
        # The library writes what it wonders at to standard output.
        workbook = xlrd.open_workbook(str(path), logfile=io.StringIO(), formatting_info=True)
    except xlrd.XLRDError as error:
        if "encrypted" in str(error).lower():
            raise has_password(path) from None
        raise

    def value_of(cell: Any) -> object:
        if cell.ctype == xlrd.XL_CELL_DATE:
            try:
                return xlrd.xldate_as_datetime(cell.value, workbook.datemode)
            except (xlrd.XLDateError, OverflowError, ValueError):
                return cell.value
        if cell.ctype == xlrd.XL_CELL_BOOLEAN:
            return bool(cell.value)
        if cell.ctype == xlrd.XL_CELL_ERROR:
            return xlrd.error_text_from_code.get(cell.value, "#VALUE!")
        return cell.value

    def reading(sheet: Any) -> Callable[[], SheetContent]:
        def read() -> SheetContent:
            merged = [(a, b, last - 1, right - 1) for a, last, b, right in sheet.merged_cells]
            values = ([value_of(cell) for cell in sheet.row(at)] for at in range(sheet.nrows))
            return SheetContent(_rows(values, merged, SheetFacts()), sheet.nrows, merged)

        return read

    return [Sheet(each.name, not each.visibility, reading(each)) for each in workbook.sheets()]


def _rows(
    rows: Iterable[Sequence[object]], merged: Sequence[Merged], facts: SheetFacts
) -> Iterator[FileRow]:
    down = _FillDown(merged)
    for at, values in enumerate(rows):
        cells = [shown(value) for value in values]
        while cells and not cells[-1]:
            cells.pop()
        down.fill(at, cells)
        for column, error in facts.errors.get(at, _NO_ERRORS).items():
            cells += [""] * (column + 1 - len(cells))
            cells[column] = error
        formulas = facts.addresses(at) if at in facts.uncalculated else _NO_FORMULAS
        if formulas or "".join(cells).strip():
            long = any(len(cell) > LONGEST_CELL for cell in cells)
            yield FileRow(at + 1, () if long else cells, too_long(at + 1) if long else "", formulas)


_NO_ERRORS: Mapping[int, str] = {}
_NO_FORMULAS: Mapping[int, str] = {}


class _FillDown:
    """Gives the lower cells of what was merged downwards its text, as people read it."""

    def __init__(self, merged: Sequence[Merged]) -> None:
        self._to_come = sorted(
            (top, left, bottom)
            for top, left, bottom, right in merged
            if left == right and bottom > top
        )
        self._to_come.reverse()
        self._now: dict[int, tuple[int, str]] = {}

    def fill(self, at: int, cells: list[str]) -> None:
        """Fill the cells of the row `at`."""
        while self._to_come and self._to_come[-1][0] <= at:
            top, left, bottom = self._to_come.pop()
            if top == at and left < len(cells):
                self._now[left] = (bottom, cells[left])
        for column, (bottom, text) in list(self._now.items()):
            if bottom < at:
                del self._now[column]
            elif any(cells):
                cells += [""] * (column + 1 - len(cells))
                cells[column] = cells[column] or text

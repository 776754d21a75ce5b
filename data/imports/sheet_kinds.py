"""Telling by its headings and its name what the rows of a workbook's sheet are."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from data.exports.writers.xlsx_choices import SHEET as CHOICES
from data.imports import workbooks
from data.imports.cell_reading import heading_name
from data.imports.csv_rows import FileRow
from data.imports.file_kinds import WORKBOOKS, kind_of
from data.imports.headings import ROWS_LOOKED_AT, find_headings
from data.imports.preparing import preparing_of
from data.imports.row_reader import own_files_of
from data.imports.rows import fields_by_heading
from data.imports.tabular_files import file_and_sheet
from data.imports.usual_headings import matched, plain_heading, usual_headings
from data.problems import Problem
from data.store.books import Books
from models.fields.reference_fields import ReferenceField
from models.kinds import RECORDS
from models.records.record import Record

_NAMED_SO = 2
"""What a sheet that is called as a kind is worth, in headings."""


class SheetWithRows(NamedTuple):
    """A sheet that has rows: its name, and its first rows."""

    name: str
    rows: Sequence[FileRow]


def sheets_with_rows(path: Path) -> list[SheetWithRows]:
    """The visible sheets of a workbook that have rows below their headings.

    None of what is no workbook, or where one sheet is named. Raises Problem when it cannot be read.
    """
    found = [SheetWithRows(sheet.name, _first_rows(sheet)) for sheet in _visible_sheets(path)]
    return [sheet for sheet in found if sheet.rows]


def names_of_sheets(path: Path) -> list[str]:
    """The visible sheets with rows of a workbook that has several; else none.

    Nor are there any where one is named, or the file cannot be read, which is told when it is.
    """
    try:
        sheets = _visible_sheets(path)
        return [each.name for each in sheets if _first_rows(each)] if len(sheets) > 1 else []
    except Problem:
        return []


def _visible_sheets(path: Path) -> list[workbooks.Sheet]:
    file, named = file_and_sheet(path)
    kind = kind_of(file, "Name")
    if named or kind not in WORKBOOKS:
        return []
    sheets = workbooks.open_sheets(file, kind)
    return [sheet for sheet in sheets if sheet.visible and sheet.name != CHOICES]


def _first_rows(sheet: workbooks.Sheet) -> list[FileRow]:
    """The first rows of a sheet; none without a row of several cells and another one below it."""
    rows = list(islice(sheet.read().rows, ROWS_LOOKED_AT))
    return rows if sum(sum(map(bool, row.cells)) > 1 for row in rows) > 1 else []


def kind_of_sheet(books: Books, sheet: SheetWithRows) -> str:
    """The kind of record that a sheet's rows are, by its headings and name; empty when unclear."""
    worth = {
        record.kind: _worth(books, record, sheet)
        for record in RECORDS
        if not record.not_by_hand("added")
    }
    best = max(worth, key=lambda kind: worth[kind])
    return best if worth[best] else ""


def _worth(books: Books, record: type[Record], sheet: SheetWithRows) -> float:
    """How many headings of a sheet are those of a kind; 0 where what names a row is not there."""
    known, own = _known(record), own_files_of(record)
    found = find_headings(sheet.rows, lambda text: plain_heading(text, known) in known, str)
    if found is None:
        return 0
    names = {plain_heading(each, known) for each in found.texts if each}
    of_own = len(names & own.headings) if own is not None else 0
    meant = matched(record, fields_by_heading(record), found.texts)
    there = {each.attribute for each in meant.values()}
    preparing = preparing_of(record)
    if names & (preparing.headings | preparing.beside):
        # Those are put together, or taken apart, to what names a row.
        there |= {name for name in record.named_by if record.field(name).required}
    if not there & set(record.named_by) or not _is_whole(books, record, there):
        return float(of_own) if of_own > 2 else 0
    is_called_so = heading_name(sheet.name) in map(heading_name, _called(record))
    return max(of_own, len(there)) + _NAMED_SO * is_called_so


@cache
def _known(record: type[Record]) -> frozenset[str]:
    own, preparing = own_files_of(record), preparing_of(record)
    known = {
        *fields_by_heading(record),
        *usual_headings(record),
        *preparing.headings,
        *preparing.beside,
    }
    return frozenset(known | (own.headings if own else frozenset()))


def _called(record: type[Record]) -> tuple[str, ...]:
    return record.kind, record.plural(), record.singular


def _is_whole(books: Books, record: type[Record], there: set[str]) -> bool:
    """Whether a file with these fields says all that such a record must have."""
    starting = record.starting_values()
    return all(
        each.attribute in there
        or not each.required
        or starting[each.attribute] is not None
        or (isinstance(each, ReferenceField) and books.count(each.to) == 1)
        for each in record.fields()
    )

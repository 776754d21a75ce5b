"""XLSX: an Excel workbook ready to sort, filter and print; charts stand on a sheet of their own.

Every text is written as text, so that nothing in it becomes a formula or a link; dates are dates,
money is a number of pounds, codes keep their noughts.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from math import ceil
from typing import Any, TypeGuard

from data.exports.writers.cells import COLOURS, clean_line, under_title, words
from data.exports.writers.xlsx_notes import (
    NOTES,
    add_notes,
    parted,
    write_above,
    write_headings,
)
from data.exports.writing import WritingProblem
from data.tables.charts import Chart
from data.tables.table import Column, Summary
from models.fields.states import State
from models.fields.values import IN_HUNDREDTHS, NUMBERS, Value

Formats = Mapping[str, Any]
"""XlsxWriter's formats by our names; the library has no type hints."""

LONGEST_CELL = 32_767
"""UTF-16 units in a cell: Excel's limit."""
MOST_ROWS = 1_048_576
"""Rows in a sheet: Excel's limit."""

_LONGEST_NAME = 31
_CUT = " … (cut: an Excel cell holds 32,767 characters)"
_FIRST_DATE = date(1900, 3, 1)
"""Excel has no dates before 1900 and believes in a 29 February of that year."""
_LARGEST_EXACT = 10**15
_A4 = 9
_MONEY = "£#,##0.00;-£#,##0.00"
_APART = {"align": "right", "indent": 1}
"""Numbers stand apart from the words that follow on them."""
_NARROWEST, _WIDEST = 8, 60
_MANY_COLUMNS, _WIDEST_NAME = 6, 40
"""With more columns the first is kept in sight, unless it is so wide that it leaves no room."""
_ON_A_PAGE = 240
"""Characters beside each other on a page that can still be read; a wider table has several."""


def sheet_name(title: str) -> str:
    """The title as Excel allows for a sheet: 31 characters, none of []:*?/\\, not "History"."""
    whole = clean_line(re.sub(r"[\[\]:*?/\\]", " ", title))
    name = _first_units(whole, _LONGEST_NAME)
    if name != whole and whole[len(name)] != " " and " " in name:
        # Half a word reads like a mistake.
        name = name.rsplit(" ", 1)[0].rstrip(" ,;:–-")
    name = name.strip(" '")
    return "Summary" if name.lower() in ("", "history") else name


def write(summary: Summary, *, iso: bool = False) -> bytes:
    """The summary as a workbook; `iso` shows dates as 2026-11-21.

    Raises `WritingProblem` when there are more rows than a sheet holds.
    """
    from xlsxwriter import Workbook

    file = io.BytesIO()
    workbook = Workbook(file, {"in_memory": True})
    workbook.set_properties(
        {
            "title": _first_units(clean_line(summary.title), 255),
            # Without this the library asks the clock, and no two exports would be alike.
            "created": datetime.combine(summary.today, time(), UTC),
        }
    )
    formats = _formats(workbook, iso)
    names: list[str] = []
    notes: list[tuple[str, Sequence[str]]] = []
    charts: list[Chart] = []
    for each in (summary, *summary.chapters):
        paper = each.paper
        wanted = sheet_name(paper.short_title or paper.title if paper else each.title)
        names.append(_not_taken(wanted, [*names, NOTES]))
        if rest := _add_sheet(workbook, names[-1], each, formats, iso):
            notes.append((clean_line(paper.title if paper else each.title), rest))
        charts += [*paper.charts, *paper.more_charts] if paper is not None else []
    if notes:
        add_notes(workbook, notes, formats)
    # A report shows charts of its papers on its front: each is drawn once.
    charts = list({chart.finding: chart for chart in charts}.values())
    if charts:
        from data.exports.writers.xlsx_charts import add_charts

        add_charts(workbook, charts, formats, taken=names[0])
    workbook.close()
    return file.getvalue()


def _not_taken(name: str, names: Sequence[str]) -> str:
    """The name of a sheet, with a number where another is called so."""
    taken = {each.casefold() for each in names}
    number, found = 1, name
    while found.casefold() in taken:
        number += 1
        end = f" {number}"
        found = _first_units(name, _LONGEST_NAME - len(end)).rstrip() + end
    return found


def _add_sheet(
    workbook: Any, name: str, summary: Summary, formats: Formats, iso: bool
) -> Sequence[str]:
    """Add the sheet of a summary: its title and notes, its columns and rows; notes without room.

    Raises `WritingProblem` when there are more rows than a sheet holds.
    """
    lines = [_fitting(line) for line in under_title(summary, iso=iso)]
    notes = parted(lines)
    heading_row = len(notes.above) + 2
    last_row = heading_row + len(summary.rows)
    if last_row >= MOST_ROWS:
        raise WritingProblem(
            f"{len(summary.rows):,} rows do not fit into an Excel sheet, which holds "
            f"{MOST_ROWS:,}; export as csv instead, or filter first."
        )
    title = clean_line(summary.paper.title if summary.paper else summary.title)
    sheet = workbook.add_worksheet(name)
    sheet.write_string(0, 0, _fitting(title), formats["title"])
    widths = _write_columns(sheet, heading_row, summary, formats, iso)
    write_above(sheet, notes.above, widths, formats)
    _lay_out(sheet, heading_row, widths)
    if any(column.choices for column in summary.columns):
        from data.exports.writers.xlsx_choices import add_choices

        add_choices(workbook, sheet, summary.columns, heading_row + 1)
    return notes.rest


def _write_columns(
    sheet: Any, heading_row: int, summary: Summary, formats: Formats, iso: bool
) -> list[int]:
    """Write the columns with their rows, to be filtered; how wide each is."""
    from xlsxwriter.utility import xl_rowcol_to_cell

    widths: list[int] = []
    labels = [(_fitting(clean_line(each.label)), _heading(each)) for each in summary.columns]
    for index, (column, (label, _)) in enumerate(zip(summary.columns, labels, strict=True)):
        # A heading is wrapped, and needs the room of its longest word and of the filter's arrow.
        longest = max(map(len, label.split()), default=0) + 3
        for number, row in enumerate(summary.rows, start=heading_row + 1):
            shown = _write_cell(sheet, number, index, row.cells[index], column, formats, iso)
            longest = max(longest, shown)
        widths.append(min(_WIDEST, max(_NARROWEST, longest + (2 if column.right else 1))))
        sheet.set_column(index, index, widths[-1])
    write_headings(sheet, heading_row, labels, widths, formats)
    if summary.columns:
        last_row = heading_row + len(summary.rows)
        sheet.autofilter(heading_row, 0, last_row, len(summary.columns) - 1)
        used = f"A1:{xl_rowcol_to_cell(last_row, len(summary.columns) - 1)}"
        # Codes are digits on purpose: no green warning triangle in each of their cells.
        sheet.ignore_errors({"number_stored_as_text": used})
    return widths


def _heading(column: Column) -> str:
    """The format of a column's head, which stands over its numbers at the right."""
    return "heading right" if column.right else "heading"


def _formats(workbook: Any, iso: bool) -> Formats:
    day = "yyyy-mm-dd" if iso else "dd/mm/yyyy"
    wanted: dict[str, dict[str, object]] = {
        "title": {"bold": True, "font_size": 14},
        "heading": {"bold": True, "text_wrap": True, "bg_color": "#E5E7EB", "bottom": 1},
        "note": {"text_wrap": True},
        "date": {"num_format": day, "align": "left"},
        "money": {"num_format": _MONEY, **_APART},
        "number": {"num_format": "0", **_APART},
        "hundredths": {"num_format": "General", **_APART},
        "percent": {"num_format": "0.0#", **_APART},
        # The mark that Excel itself sets for a typed apostrophe: the text stays one when edited.
        "text": {"quote_prefix": True, "text_wrap": True},
        "code": {"num_format": "@"},
    }
    for tone, (ink, paper) in COLOURS.items():
        wanted[f"tone {tone}"] = {"font_color": ink, "bg_color": paper, "bold": True}
    wanted["heading right"] = {**wanted["heading"], **_APART}
    return {
        name: workbook.add_format({"valign": "top", **properties})
        for name, properties in wanted.items()
    }


def _write_cell(
    sheet: Any,
    row: int,
    column: int,
    value: Value,
    of: Column,
    formats: Formats,
    iso: bool,
) -> int:
    """Writes one value; returns how many characters wide it is shown."""
    if value is None:
        return 0
    text = words(value, of.kind, iso=iso)
    if isinstance(value, State):
        sheet.write_string(row, column, _fitting(text), formats[f"tone {value.tone}"])
    elif isinstance(value, date) and value >= _FIRST_DATE:
        sheet.write_datetime(row, column, datetime.combine(value, time()), formats["date"])
    elif _is_number(value, of):
        if of.kind in IN_HUNDREDTHS:
            sheet.write_number(row, column, value / 100, formats[of.kind])
        else:
            sheet.write_number(row, column, value, formats["number"])
    else:
        plain = of.kind != "text"
        sheet.write_string(row, column, _fitting(text), formats["code" if plain else "text"])
    return max(map(len, text.split("\n")))


def _is_number(value: Value, of: Column) -> TypeGuard[int]:
    # Excel keeps fifteen digits of a number and turns the rest into noughts.
    return (
        isinstance(value, int)
        and not isinstance(value, bool)
        and of.kind in NUMBERS
        and abs(value) < _LARGEST_EXACT
    )


def _lay_out(sheet: Any, heading_row: int, widths: Sequence[int]) -> None:
    """Keep the headings in sight, and what names the rows; print no smaller than can be read."""
    names_rows = len(widths) > _MANY_COLUMNS and widths[0] <= _WIDEST_NAME
    sheet.freeze_panes(heading_row + 1, 1 if names_rows else 0)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    pages = max(1, ceil(sum(widths) / _ON_A_PAGE))
    sheet.fit_to_pages(pages, 0)
    sheet.repeat_rows(heading_row)
    if pages > 1:
        sheet.repeat_columns(0)
    sheet.set_footer("&L&A&RPage &P of &N")


def _fitting(text: str) -> str:
    """The text as one cell holds it; a longer one is cut and says so."""
    if len(text) * 2 <= LONGEST_CELL or _units(text) <= LONGEST_CELL:
        return text
    return _first_units(text, LONGEST_CELL - _units(_CUT)) + _CUT


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _first_units(text: str, units: int) -> str:
    # Half of a character that needs two units is dropped with the rest.
    return text.encode("utf-16-le")[: units * 2].decode("utf-16-le", errors="ignore")

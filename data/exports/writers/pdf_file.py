"""PDF: a paper to sign, publish and file, with headings and tables for screen readers.

It is set by typst, which is made for most machines and comes as a wheel; where there is none, a
line says what to do instead. All texts go to it as data and can be no markup.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import ModuleType
from typing import Any

from data.exports.layout import WIDTHS, Cell, LaidListing
from data.exports.sheets import LaidGrid, Sheet, first_and_rest, sheets_of
from data.exports.svg import svg_of
from data.exports.writers.html_page import charts_in_rows
from data.exports.writers.looks import ACCENT, COLOURS_OF, GROUP, HAIRLINE, INK, SECOND
from data.exports.writing import WritingProblem
from data.tables.charts import Chart
from data.tables.paper import Source
from data.tables.table import Summary

_HERE = Path(__file__).resolve().parent
_TEMPLATE = _HERE / "paper.typ"
_FONTS = _HERE.parent / "fonts"

MOST_CELLS_TAGGED = 30_000
"""Cells of a paper that still has its structure: 5 MB; tags of more make it slow and very large."""

_MOST_ROWS_SET_TWICE = 300
"""Rows of a paper of which it is found out whether its notes would stand alone."""

_LAST_ROWS = 2
"""Rows moved to the last page with the notes, where those would stand alone."""

_LITTLE = 0.3
"""Less of a last page than this is brought onto those before it, where closer rows make room."""

_LONG = 60
"""Characters of a word that is too long for any line."""

NO_TYPST = (
    "This machine has no PDF writer: there is no build of typst for it. Write a web page instead "
    "(html) and print it from the browser to PDF, or write Word (docx)."
)


def write(summary: Summary, *, iso: bool = False) -> bytes:
    """The summary as a PDF; `iso` writes dates as 2026-11-21.

    Raises WritingProblem on a machine for which there is no typst.
    """
    return pdf_of(sheets_of(summary, iso=iso))


def pdf_of(sheets: Sequence[Sheet]) -> bytes:
    """The sheets as one PDF, tagged for screen readers where it is not too long for that."""
    given = [_as_data(sheet) for sheet in sheets]
    cells = sum(map(_cells_of, given))
    compiler = None
    for each in given:
        if not 0 < _rows_of(each) <= _MOST_ROWS_SET_TWICE:
            continue
        compiler = _brought_together(each)
        if _notes_stand_alone(compiler):
            _take_rows_along(each)
            compiler = None
    if compiler is None or len(given) > 1:
        compiler = _compiler(given)
    made = datetime.combine(sheets[0].today, datetime.min.time(), UTC)
    return _finished(compiler, made, tagged=cells <= MOST_CELLS_TAGGED)


def _brought_together(given: dict[str, Any]) -> Any:
    """The sheet set alone, with its rows closer where little would have the last page to itself."""

    def set_alone(*, close: bool) -> tuple[Any, int, float]:
        for part in given["parts"]:
            part["close"] = close
        # The contents name parts that are not there while a sheet is set alone.
        compiler = _compiler([given | {"contents": []}])
        (end,) = json.loads(compiler.query("<end>", field="value"))
        return compiler, int(end["page"]), float(end["below"])

    compiler, pages, below = set_alone(close=False)
    if pages > 1 and below < _LITTLE:
        closer, fewer, _ = set_alone(close=True)
        if fewer < pages:
            return closer
        for part in given["parts"]:
            part["close"] = False
    return compiler


def _rows_of(given: dict[str, Any]) -> int:
    return sum(len(part["lines" if "lines" in part else "rows"]) for part in given["parts"])


def _cells_of(given: dict[str, Any]) -> int:
    return sum(
        len(part["headings"]) * len(part["lines" if "lines" in part else "rows"])
        for part in given["parts"]
    )


def _compiler(given: Sequence[dict[str, Any]]) -> Any:
    return _typst().Compiler(
        str(_TEMPLATE),
        root=str(_HERE),
        font_paths=[str(_FONTS)],
        sys_inputs={"sheets": json.dumps(given)},
    )


def compiled(template: Path, given: dict[str, str], made: datetime) -> bytes:
    """A PDF of what is given as data to a template of ours, tagged for screen readers.

    Raises WritingProblem on a machine for which there is no typst.
    """
    typst = _typst()
    compiler = typst.Compiler(
        str(template), root=str(template.parent), font_paths=[str(_FONTS)], sys_inputs=given
    )
    return _finished(compiler, made, tagged=True)


def _finished(compiler: Any, made: datetime, *, tagged: bool) -> bytes:
    if not _has_tags():
        return bytes(compiler.compile(format="pdf"))
    if not tagged:
        return bytes(compiler.compile(format="pdf", timestamp=made, pdf_tags=False))
    try:
        return bytes(compiler.compile(format="pdf", timestamp=made, pdf_standards=["ua-1"]))
    except RuntimeError:
        # A character that no font of this machine has makes a PDF of that standard impossible.
        return bytes(compiler.compile(format="pdf", timestamp=made))


def png_of(chart: Chart, width: float) -> bytes | None:
    """A chart as a picture so many millimetres wide; None on a machine without a newer typst."""
    try:
        typst = _typst()
    except WritingProblem:
        return None
    if not _has_tags():
        return None
    page = (
        "#set page(width: auto, height: auto, margin: 0pt)\n"
        '#image(bytes(sys.inputs.svg), format: "svg")'
    )
    picture = typst.compile(
        page.encode(),
        format="png",
        ppi=200,
        font_paths=[str(_FONTS)],
        sys_inputs={"svg": svg_of(chart, width)},
    )
    return bytes(picture[0] if isinstance(picture, list) else picture)


def _typst() -> ModuleType:
    try:
        import typst
    except ImportError:
        raise WritingProblem(NO_TYPST) from None
    return typst


@cache
def _has_tags() -> bool:
    """Whether this typst writes the structure of a PDF: since 0.14; some machines have 0.12."""
    try:
        major, minor, *_ = version("typst").split(".")
    except (PackageNotFoundError, ValueError):
        return False
    return (int(major), int(minor)) >= (0, 14)


def _notes_stand_alone(compiler: Any) -> bool:
    """Whether the notes would have the last page to themselves."""
    pages = [_page(compiler, label) for label in ("<end-of-tables>", "<notes>")]
    return None not in pages and pages[0] != pages[1]


def _page(compiler: Any, label: str) -> int | None:
    found = json.loads(compiler.query(label, field="value"))
    return int(found[0]) if found else None


def _take_rows_along(given: dict[str, Any]) -> None:
    """Start the page of the notes with the last rows, under their headings."""
    last = given["parts"][-1]
    if last["prose"] or len(last["lines"]) <= _LAST_ROWS:
        # A few lines of the notes stay with what they follow.
        given["notes_break"] = True
        return
    rest = last | {"lines": last["lines"][-_LAST_ROWS:], "new_page": True, "title": ""}
    given["parts"].append(rest | {"caption": "", "answer": ""})
    last["lines"] = last["lines"][:-_LAST_ROWS]


def _as_data(sheet: Sheet) -> dict[str, Any]:
    """All that the template draws, as plain values."""
    first, rest = first_and_rest(sheet.answer)
    return {
        "looks": {look: colours._asdict() for look, colours in COLOURS_OF.items()},
        "ink": INK, "second": SECOND, "accent": ACCENT, "hairline": HAIRLINE, "group": GROUP,
        "landscape": sheet.orientation == "landscape",
        "has_grid": sheet.has_grid,
        "notes_break": False,
        "year": sheet.today.year, "month": sheet.today.month, "day": sheet.today.day,
        "document_title": sheet.document_title,
        "subject": _fitting(sheet.subject),
        "for_whom": _fitting(sheet.for_whom),
        "title": _fitting(sheet.title),
        "as_at": _fitting(sheet.as_at),
        "first": _fitting(first),
        "rest": _fitting(rest),
        "figures": [each._asdict() for each in sheet.figures],
        "charts": _charts(sheet),
        "legend": [each._asdict() for each in sheet.legend],
        "parts": [
            _listing(part) if isinstance(part, LaidListing) else _grid(part)
            for part in sheet.parts
        ],
        "counted": [_fitting(each) for each in sheet.counted],
        "sources": [_source(each) for each in sheet.sources],
        "closing": sheet.closing,
        "contents": [each._asdict() for each in sheet.contents],
        "foot": sheet.foot,
    }  # fmt: skip


def _charts(sheet: Sheet) -> list[list[dict[str, str]]]:
    rows = []
    for group in charts_in_rows(sheet):
        width = (WIDTHS[sheet.orientation] - 6 * (len(group) - 1)) / len(group)
        rows.append(
            [
                {"finding": chart.finding, "subtitle": chart.subtitle,
                 "svg": svg_of(chart, width, number), "alt": chart.in_words}
                for number, chart in group
            ]
        )  # fmt: skip
    return rows


def _listing(part: LaidListing) -> dict[str, Any]:
    return {
        "kind": "listing",
        "close": False,
        "caption": _fitting(part.caption),
        "headings": [head._asdict() for head in part.headings],
        "lines": [
            {"heading": line.heading, "cells": [_cell(cell) for cell in line.cells]}
            for line in part.lines
        ],
        "row_heading": part.row_heading,
        "prose": [
            {"lead": _fitting(each.lead), "text": _fitting(each.text)} for each in part.prose
        ],
        "title": _fitting(part.title),
        "answer": _fitting(part.answer),
        "new_page": part.new_page,
    }


def _cell(cell: Cell) -> dict[str, Any]:
    given = cell._asdict()
    if cell.may_break:
        given["text"] = _broken(cell.text)
    return given


def _grid(part: LaidGrid) -> dict[str, Any]:
    return {
        "kind": "grid",
        "close": False,
        "corner": part.corner,
        "headings": list(part.headings),
        "rows": [
            {
                "name": row.name,
                "cells": [cell._asdict() if cell else None for cell in row.cells],
                "told": row.told,
                "share": row.share,
                "trouble": row.trouble,
            }
            for row in part.rows
        ],
        "totals": [
            each._asdict() | {"counts": [str(count or "–") for count in each.counts]}
            for each in part.totals
        ],
        "done_heading": part.done_heading,
        "trouble_heading": part.trouble_heading,
        "name": part.name, "cell": part.cell, "share": part.share, "bar": part.bar,
        "trouble": part.trouble, "head": part.head,
        "dense": part.dense,
        "new_page": part.new_page,
    }  # fmt: skip


def _source(source: Source) -> dict[str, Any]:
    return {
        "text": _fitting(source.text),
        "address": source.address,
        "broken": _broken(source.address),
        "link": source.address.startswith(("https://", "http://")),
    }


def _broken(text: str) -> str:
    """An address that may break behind its slashes, and a word that no line holds anywhere."""
    return _fitting(text.replace("/", "/\u200b"))


def _fitting(text: str) -> str:
    """The text, of which a word that no line holds may break anywhere."""
    return " ".join(
        word if len(word) < _LONG or "\u200b" in word else "\u200b".join(word)
        for word in text.split(" ")
    )

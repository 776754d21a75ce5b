"""Word: a paper that can be changed before it is handed out, with headings and header rows."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from data.exports.layout import WIDTHS, Cell, LaidListing
from data.exports.sheets import GridCell, LaidGrid, Sheet, first_and_rest, sheets_of
from data.exports.writers import word_parts as parts
from data.exports.writers.html_page import charts_in_rows
from data.exports.writers.looks import ACCENT, COLOURS_OF, GROUP, INK, SECOND
from data.exports.writers.pdf_file import png_of
from data.tables.paper import Look
from data.tables.table import Summary

if TYPE_CHECKING:
    from docx.document import Document

_MARGINS = {"top": 13, "right": 15, "bottom": 15, "left": 20}
_NARROW = 0.97
"""Of the width between the margins: Word needs a little more room for the same text."""


def write(summary: Summary, *, iso: bool = False) -> bytes:
    """The summary as a Word document; `iso` writes dates as 2026-11-21."""
    from docx import Document

    sheets = sheets_of(summary, iso=iso)
    document = Document()
    _set_up(document, sheets[0])
    for sheet in sheets:
        if sheet.number:
            _begin_page(document, sheet)
        _draw(document, sheet)
    file = io.BytesIO()
    document.save(file)
    return parts.dated(file.getvalue(), sheets[0].today)


def _draw(document: Document, sheet: Sheet) -> None:
    _head(document, sheet)
    _charts(document, sheet)
    if sheet.contents:
        _contents(document, sheet)
    if sheet.legend:
        _legend(document, sheet.legend)
    for part in sheet.parts:
        if isinstance(part, LaidListing):
            _listing(document, part, WIDTHS[sheet.orientation] * _NARROW)
        else:
            _grid(document, part, sheet)
    _notes(document, sheet)


def _begin_page(document: Document, sheet: Sheet) -> None:
    """Begin a page that lies its own way; the foot and the numbers run on from those before."""
    from docx.enum.section import WD_SECTION

    section = document.add_section(WD_SECTION.NEW_PAGE)
    parts.lay_page(section, landscape=sheet.orientation == "landscape", margins=_MARGINS)
    parts.one_column(section)
    section.footer.is_linked_to_previous = False
    parts.set_foot(document, section, sheet.foot, WIDTHS[sheet.orientation], SECOND)


def _contents(document: Document, sheet: Sheet) -> None:
    """What is bound together, each with the sentence that it begins with."""
    title = document.add_heading(level=2)
    parts.space(title, before=10, after=2)
    parts.run(title, "What is in it", size=10, bold=True, colour=INK)
    for number, each in enumerate(sheet.contents, 1):
        line = document.add_paragraph()
        parts.space(line, before=0, after=3)
        parts.run(line, f"{number} {each.title}", size=9, bold=True)
        if each.told:
            parts.run(line, f"\n{each.told}", size=9, colour=SECOND)


def _set_up(document: Document, sheet: Sheet) -> None:
    """The page, the styles, the foot and what the file says of itself."""
    from docx.shared import Mm, Pt

    landscape = sheet.orientation == "landscape"
    section = document.sections[0]
    parts.lay_page(section, landscape=landscape, margins=_MARGINS)
    section.footer_distance = Mm(8)
    parts.set_styles(document, INK)
    document.styles["Normal"].font.size = Pt(9 if sheet.has_grid else 10.5)
    parts.set_foot(document, section, sheet.foot, WIDTHS[sheet.orientation], SECOND)
    made = datetime.combine(sheet.today, time())
    about = document.core_properties
    about.title, about.author, about.comments = sheet.document_title, "Alliance Desk", ""
    about.language, about.last_modified_by = "en-GB", "Alliance Desk"
    about.created = about.modified = made


def _head(document: Document, sheet: Sheet) -> None:
    line = document.add_paragraph()
    parts.border(line, "top", ACCENT, 24)
    parts.tab_at_right(line, WIDTHS[sheet.orientation])
    parts.run(line, sheet.subject, size=9, bold=True, colour=ACCENT)
    parts.run(line, f"\t{sheet.for_whom}", size=9)
    title = document.add_heading(level=1)
    parts.space(title, before=8, after=2)
    parts.run(title, sheet.title, size=17 if sheet.has_grid else 20, bold=True, colour=INK)
    day = document.add_paragraph()
    parts.run(day, sheet.as_at, size=9.5, colour=SECOND)
    first, rest = first_and_rest(sheet.answer)
    if first:
        answer = document.add_paragraph()
        parts.space(answer, before=8, after=6)
        parts.border(answer, "left", ACCENT, 24)
        size = 11 if sheet.has_grid else 12
        parts.run(answer, first, size=size, bold=True)
        if rest:
            parts.run(answer, f" {rest}", size=size)
    if sheet.figures:
        table = parts.table(document, [100 / len(sheet.figures)] * len(sheet.figures),
                            WIDTHS[sheet.orientation], "Figures")  # fmt: skip
        cells = table.add_row().cells
        for cell, figure in zip(cells, sheet.figures, strict=True):
            parts.run(cell.paragraphs[0], figure.number, size=20, bold=True)
            parts.run(cell.add_paragraph(), figure.words, size=9)


def _charts(document: Document, sheet: Sheet) -> None:
    """The charts as pictures; where there is nothing to draw them with, what they say in words."""
    from docx.shared import Mm

    for group in charts_in_rows(sheet):
        for _, chart in group:
            line = document.add_paragraph()
            parts.space(line, before=8, after=2)
            line.paragraph_format.keep_with_next = True
            parts.run(line, chart.finding, size=10.5, bold=True)
            told = document.add_paragraph()
            width = WIDTHS[sheet.orientation] / len(group)
            picture = png_of(chart, width)
            if picture is None:
                parts.run(told, chart.in_words, size=9.5)
                continue
            parts.run(told, chart.subtitle, size=9.5)
            told.paragraph_format.keep_with_next = True
            drawn = document.add_picture(io.BytesIO(picture), width=Mm(width))
            parts.describe_picture(drawn, chart.in_words)


def _legend(document: Document, cells: Sequence[GridCell]) -> None:
    line = document.add_paragraph()
    parts.space(line, before=4, after=4)
    for cell in cells:
        parts.run(line, f" {cell.letter} ", size=8, bold=True, **_coloured(cell.look))
        parts.run(line, f" {cell.word}   ", size=8)


def _coloured(look: Look) -> dict[str, Any]:
    colours = COLOURS_OF[look]
    return {"colour": colours.ink, "ground": colours.ground}


def _listing(document: Document, part: LaidListing, width: float) -> None:
    if part.title:
        title = document.add_heading(level=2)
        title.paragraph_format.page_break_before = part.new_page
        parts.space(title, before=10, after=2)
        parts.run(title, part.title, size=14, bold=True, colour=INK)
    if part.answer:
        parts.run(document.add_paragraph(), part.answer, size=10.5)
    if part.caption:
        caption = document.add_paragraph()
        parts.space(caption, before=6, after=2)
        caption.paragraph_format.keep_with_next = True
        parts.run(caption, part.caption, size=10, bold=True)
    table = parts.table(
        document, [head.percent for head in part.headings], width, part.caption or part.title
    )
    head = parts.heading_row(table)
    for cell, heading in zip(head, part.headings, strict=True):
        parts.fill(cell, right=heading.right)
        parts.run(cell.paragraphs[0], heading.text, size=9, bold=True)
        parts.cell_border(cell, "bottom", INK, 10)
    for line in part.lines:
        cells = parts.whole_row(table)
        if line.heading:
            merged = cells[0].merge(cells[-1]) if len(cells) > 1 else cells[0]
            parts.fill(merged, ground=GROUP)
            merged.paragraphs[0].paragraph_format.keep_with_next = True
            parts.run(merged.paragraphs[0], line.heading, size=9, bold=True)
            continue
        for at, (cell, given, heading) in enumerate(
            zip(cells, line.cells, part.headings, strict=True)
        ):
            parts.fill(cell, right=heading.right)
            _content(cell, given, bold=at == part.row_heading)
    for each in part.prose:
        line_of = document.add_paragraph()
        parts.space(line_of, before=6, after=0)
        parts.run(line_of, each.lead, size=9.5, bold=True)
        parts.run(line_of, f" {each.text}", size=9.5)


def _content(cell: Any, given: Cell, *, bold: bool) -> None:
    paragraph = cell.paragraphs[0]
    if given.look is not None:
        parts.run(paragraph, f" {given.text} ", size=8.5, bold=True, **_coloured(given.look))
    elif given.text:
        colour = SECOND if given.missing else None
        parts.run(paragraph, given.text, size=9, bold=bold, colour=colour)
    for each in given.under:
        if paragraph.text:
            paragraph.runs[-1].add_break()
        parts.run(paragraph, each, size=9, colour=SECOND)


def _grid(document: Document, part: LaidGrid, sheet: Sheet) -> None:
    widths = [part.name, *[part.cell] * len(part.headings), part.share, part.trouble]
    whole = sum(widths)
    percents = [100 * each / whole for each in widths]
    if part.new_page:
        document.add_paragraph().paragraph_format.page_break_before = True
    table = parts.table(document, percents, whole, sheet.title, grid=True)
    head = parts.heading_row(table, height=part.head)
    texts = [part.corner, *part.headings, part.done_heading, part.trouble_heading]
    for at, (cell, text) in enumerate(zip(head, texts, strict=True)):
        turned = 0 < at <= len(part.headings)
        parts.fill(cell, tight=True, turned=turned)
        parts.run(cell.paragraphs[0], text, size=7.5 if part.dense else 8, bold=True)
    for row in part.rows:
        cells = parts.whole_row(table)
        parts.fill(cells[0], tight=True)
        parts.run(cells[0].paragraphs[0], row.name, size=8, bold=True)
        for cell, letter in zip(cells[1:], row.cells, strict=False):
            if letter is None:
                continue
            colours = COLOURS_OF[letter.look]
            parts.fill(cell, ground=colours.ground, centre=True, tight=True)
            parts.run(cell.paragraphs[0], letter.letter, size=8, colour=colours.ink)
        for cell, text in zip(cells[-2:], (row.told, row.trouble), strict=True):
            parts.fill(cell, right=True, tight=True)
            parts.run(cell.paragraphs[0], text, size=8)
    for total in part.totals:
        cells = parts.whole_row(table)
        texts = [total.label, *(str(count or "–") for count in total.counts), total.together,
                 total.trouble]  # fmt: skip
        for at, (cell, text) in enumerate(zip(cells, texts, strict=True)):
            parts.fill(cell, centre=0 < at <= len(part.headings), tight=True)
            parts.run(cell.paragraphs[0], text, size=8, bold=at == 0)


def _notes(document: Document, sheet: Sheet) -> None:
    """How it was counted and where it was read, in two columns of small type."""
    if not (sheet.counted or sheet.sources or sheet.closing):
        return
    parts.two_columns(document, landscape=sheet.orientation == "landscape", margins=_MARGINS)
    if sheet.counted:
        parts.small_heading(document, "How this was counted", INK)
        for each in sheet.counted:
            line = document.add_paragraph(style="List Bullet")
            parts.run(line, each, size=8.5)
    if sheet.sources:
        parts.small_heading(document, "Sources", INK)
        for number, source in enumerate(sheet.sources, 1):
            line = document.add_paragraph()
            told = f"{number}. {source.text} ".rstrip() + " "
            parts.run(line, told, size=8.5)
            if source.address:
                parts.address(document, line, source.address, size=8.5)
    if sheet.closing:
        parts.run(document.add_paragraph(), sheet.closing, size=8.5)

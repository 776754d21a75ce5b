"""Word: a paper that can be changed before it is handed out, with headings and header rows."""

from __future__ import annotations

import io
from collections.abc import Sequence
from copy import deepcopy
from datetime import datetime, time
from functools import partial
from typing import TYPE_CHECKING, Any

from data.exports.layout import PORTRAIT, WIDTHS, Cell, LaidListing
from data.exports.sheets import (
    GridCell,
    LaidGrid,
    LaidGridRow,
    Sheet,
    first_and_rest,
    sheets_of,
)
from data.exports.writers import word_parts as parts
from data.exports.writers.html_page import charts_in_rows
from data.exports.writers.looks import ACCENT, COLOURS_OF, GROUP, HAIRLINE, INK, SECOND
from data.exports.writers.pdf_file import png_of
from data.exports.writers.word_rows import RowModel, RunModels
from data.tables.charts import Chart
from data.tables.paper import Look
from data.tables.table import Summary

if TYPE_CHECKING:
    from docx.document import Document

_MARGINS = {"top": 13, "right": 15, "bottom": 15, "left": 20}
_BAR, _BLOCK, _NOTHING = 15, "\u00a0", "\u2060"
"""A bar in a grid: so many spaces of which each stands on its ground, for Word draws no boxes."""
_BESIDE_BAR, _IN_GROUND, _NOTE, _BETWEEN_CHARTS = 4.0, 2.0, 4.0, 6.0
"""Millimetres from a bar or the edge of a ground to its text, of a number before a note, and that
part charts."""
_LAST_ROWS = 2
"""Rows kept on the page of what stands under the table."""
_MOST_CONTENTS = 9
"""More parts than these are named in two columns."""


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
            _listing(document, part, sheet)
        else:
            _grid(document, part, sheet)
    _notes(document, sheet)


def _begin_page(document: Document, sheet: Sheet) -> None:
    """Begin a page that lies its own way; the foot and the numbers run on from those before."""
    from docx.enum.section import WD_SECTION

    section = document.add_section(WD_SECTION.NEW_PAGE)
    parts.lay_page(section, landscape=sheet.orientation == "landscape", margins=_MARGINS)
    section.footer.is_linked_to_previous = False
    parts.set_foot(document, section, sheet.foot, WIDTHS[sheet.orientation], SECOND)


def _contents(document: Document, sheet: Sheet) -> None:
    """The contents of a bound pack with page numbers from Word; many parts in two columns."""
    title = document.add_heading(level=2)
    parts.space(title, before=10, after=2)
    parts.run(title, "What is in it", size=10, bold=True, colour=INK)
    width = WIDTHS[sheet.orientation]
    numbered = list(enumerate(sheet.contents, 1))
    half = (len(numbered) + 1) // 2 if len(numbered) > _MOST_CONTENTS else len(numbered)
    shares = [9.0, width - 21.0, 12.0]
    if half < len(numbered):
        shares = [9.0, width / 2 - 24.0, 12.0, 6.0, 9.0, width / 2 - 24.0, 12.0]
    table = parts.table(
        document, [100 * each / sum(shares) for each in shares], width, "What is in it"
    )
    heads = ["No.", "Part", "Page", "", "No.", "Part", "Page"]
    for cell, text in zip(parts.heading_row(table), heads, strict=False):
        parts.fill(cell, right=text == "Page")
        parts.run(cell.paragraphs[0], text, size=9, bold=True)
        parts.cell_border(cell, "bottom", INK, 10)
    for place in range(half):
        cells = parts.whole_row(table, tight=True)
        for at, (number, each) in enumerate(numbered[place::half]):
            first, part, page = cells[4 * at : 4 * at + 3]
            parts.run(first.paragraphs[0], str(number), size=9)
            parts.run(part.paragraphs[0], each.title, size=9, bold=True)
            if each.told:
                parts.run(part.paragraphs[0], f"\n{each.told}", size=9, colour=SECOND)
            parts.fill(page, right=True)
            parts.page_of(page.paragraphs[0], f"part-{number}", size=9)


def _set_up(document: Document, sheet: Sheet) -> None:
    """The page, the styles, the foot and what the file says of itself."""
    from docx.shared import Mm, Pt

    landscape = sheet.orientation == "landscape"
    section = document.sections[0]
    parts.lay_page(section, landscape=landscape, margins=_MARGINS)
    section.footer_distance = Mm(8)
    parts.set_styles(document, INK)
    # As large as the text of tables, so that a row is no higher for a cell in which nothing stands.
    document.styles["Normal"].font.size = Pt(8 if sheet.has_grid else 9)
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
    # The list of a kind of record is nobody's paper: only the rule stands above its title.
    size = 9 if sheet.subject or sheet.for_whom else 2
    parts.run(line, sheet.subject, size=size, bold=True, colour=ACCENT)
    parts.run(line, f"\t{sheet.for_whom}", size=size)
    title = document.add_heading(level=1)
    parts.space(title, before=8, after=2)
    parts.run(title, sheet.title, size=17 if sheet.has_grid else 20, bold=True, colour=INK)
    if sheet.number:
        parts.named_place(title, f"part-{sheet.number}", sheet.number)
    parts.run(document.add_paragraph(), sheet.as_at, size=9.5, colour=SECOND)
    first, rest = first_and_rest(sheet.answer)
    if first:
        answer = document.add_paragraph()
        parts.space(answer, before=8, after=6)
        parts.border(answer, "left", ACCENT, 24)
        parts.indent(answer, _BESIDE_BAR)
        size = 11 if sheet.has_grid else 12
        parts.run(answer, first, size=size, bold=True)
        if rest:
            parts.run(answer, f" {rest}", size=size)
    if sheet.figures:
        table = parts.table(document, [100 / len(sheet.figures)] * len(sheet.figures),
                            WIDTHS[sheet.orientation], "Figures", ruled=False)  # fmt: skip
        for cell, figure in zip(parts.whole_row(table), sheet.figures, strict=True):
            parts.cell_border(cell, "top", ACCENT, 8)
            parts.run(cell.paragraphs[0], figure.number, size=20, bold=True)
            parts.run(cell.add_paragraph(), figure.words, size=9)


def _charts(document: Document, sheet: Sheet) -> None:
    """The charts as pictures; where there is nothing to draw them with, what they say in words."""
    for group in charts_in_rows(sheet):
        width = WIDTHS[sheet.orientation]
        if len(group) == 1:
            _chart(document, group[0][1], width)
            continue
        told = "Charts beside each other"
        share = 100 / len(group)
        table = parts.table(document, [share] * len(group), width, told, ruled=False)
        for cell, (_, chart) in zip(parts.whole_row(table), group, strict=True):
            parts.fill(cell, gap=_BETWEEN_CHARTS)
            _chart(cell, chart, width / len(group) - _BETWEEN_CHARTS)
            parts.without_first_line(cell)


def _chart(where: Any, chart: Chart, width: float) -> None:
    """A chart in a document, or in a cell of one."""
    from docx.shared import Mm

    line = where.add_paragraph()
    parts.space(line, before=8, after=1)
    line.paragraph_format.keep_with_next = True
    parts.run(line, chart.finding, size=10.5, bold=True)
    told = where.add_paragraph()
    picture = png_of(chart, width)
    if picture is None:
        parts.run(told, chart.in_words, size=9.5)
        return
    parts.space(told, before=0, after=4)
    parts.run(told, chart.subtitle, size=9.5)
    told.paragraph_format.keep_with_next = True
    drawn = where.add_paragraph().add_run().add_picture(io.BytesIO(picture), width=Mm(width))
    parts.describe_picture(drawn, chart.in_words)


def _legend(document: Document, cells: Sequence[GridCell]) -> None:
    """The letters with their words, none of them parted from its word."""
    line = document.add_paragraph()
    parts.space(line, before=4, after=4)
    for at, cell in enumerate(cells):
        parts.run(line, "   " if at else "", size=8)
        parts.run(line, f"{_BLOCK}{cell.letter}{_BLOCK}", size=8, bold=True, **_marked(cell.look))
        parts.run(line, _BLOCK + cell.word.replace(" ", _BLOCK), size=8)


def _marked(look: Look) -> dict[str, Any]:
    """The ink, the ground and the frame of a mark."""
    colours = COLOURS_OF[look]
    return {"colour": colours.ink, "ground": colours.ground, "frame": colours.frame}


def _listing(document: Document, part: LaidListing, sheet: Sheet) -> None:
    if part.title:
        if part.new_page:
            # It may be handed out alone.
            whose = document.add_paragraph()
            whose.paragraph_format.page_break_before = True
            whose.paragraph_format.keep_with_next = True
            parts.run(whose, sheet.subject, size=9, bold=True, colour=ACCENT)
            parts.tab_at_right(whose, WIDTHS[sheet.orientation])
            parts.run(whose, f"\t{sheet.as_at}", size=9)
        title = document.add_heading(level=2)
        parts.space(title, before=10, after=2)
        parts.run(title, part.title, size=14, bold=True, colour=INK)
    if part.answer:
        parts.run(document.add_paragraph(), part.answer, size=10.5)
    if part.caption:
        caption = document.add_paragraph()
        parts.space(caption, before=6, after=2)
        caption.paragraph_format.keep_with_next = True
        parts.run(caption, part.caption, size=10, bold=True)
    if part.headings:
        _table(document, part, WIDTHS[sheet.orientation])
    for each in part.prose:
        line_of = document.add_paragraph()
        parts.space(line_of, before=6, after=0)
        parts.run(line_of, each.lead, size=9.5, bold=True)
        parts.run(line_of, f" {each.text}", size=9.5)


def _table(document: Document, part: LaidListing, width: float) -> None:
    table = parts.table(
        document, [head.percent for head in part.headings], width, part.caption or part.title
    )
    head = parts.heading_row(table)
    for cell, heading in zip(head, part.headings, strict=True):
        parts.fill(cell, right=heading.right, low=True, gap=heading.gap)
        parts.run(cell.paragraphs[0], heading.text, size=9, bold=True)
        parts.cell_border(cell, "bottom", INK, 10)
    models = _models_of_rows(table, part)
    runs = RunModels(document)
    for place, line in enumerate(part.lines):
        model = models[bool(line.heading), place >= len(part.lines) - _LAST_ROWS]
        paragraphs = model.add()
        if line.heading:
            runs.add(paragraphs[0], line.heading, size=9, bold=True)
            continue
        for at, (paragraph, given) in enumerate(zip(paragraphs, line.cells, strict=True)):
            _content(runs, paragraph, given, bold=at == part.row_heading)


def _models_of_rows(table: Any, part: LaidListing) -> dict[tuple[bool, bool], RowModel]:
    """The rows of a listing, by whether it is a heading, and whether it is one of the last."""

    def fill(cells: Sequence[Any], is_heading: bool, is_last: bool) -> None:
        if is_last:
            parts.keep_with_next(cells)
        if not is_heading:
            for cell, heading in zip(cells, part.headings, strict=True):
                parts.fill(cell, right=heading.right, gap=heading.gap)
            return
        merged = cells[0].merge(cells[-1]) if len(cells) > 1 else cells[0]
        parts.fill(merged, ground=GROUP)
        parts.indent(merged.paragraphs[0], _IN_GROUND)
        merged.paragraphs[0].paragraph_format.keep_with_next = True

    return {
        (is_heading, is_last): RowModel(
            table, partial(fill, is_heading=is_heading, is_last=is_last)
        )
        for is_heading in (False, True)
        for is_last in (False, True)
    }


def _content(runs: RunModels, paragraph: Any, given: Cell, *, bold: bool) -> None:
    run = None
    if given.look is not None:
        told = f"{_BLOCK}{given.text.replace(' ', _BLOCK)}{_BLOCK}"
        run = runs.add(paragraph, told, size=8.5, bold=True, **_marked(given.look))
    elif given.text:
        colour = SECOND if given.missing else None
        run = runs.add(paragraph, given.text, size=9, bold=bold, colour=colour)
    for each in given.under:
        if run is not None:
            run.add_br()
        run = runs.add(paragraph, each, size=9, colour=SECOND)


def _grid(document: Document, part: LaidGrid, sheet: Sheet) -> None:
    share = part.share + part.bar
    widths = [part.name, *[part.cell] * len(part.headings), share, part.trouble]
    whole = sum(widths)
    percents = [100 * each / whole for each in widths]
    if part.new_page:
        document.add_paragraph().paragraph_format.page_break_before = True
    table = parts.table(document, percents, whole, sheet.title, grid=True)
    head = parts.heading_row(table, height=part.head)
    texts = [part.corner, *part.headings, part.done_heading, part.trouble_heading]
    for at, (cell, text) in enumerate(zip(head, texts, strict=True)):
        turned = 0 < at <= len(part.headings)
        parts.fill(cell, tight=True, turned=turned, low=not turned, right=at > len(part.headings))
        parts.run(cell.paragraphs[0], text, size=7.5 if part.dense else 8, bold=True)
    _grid_rows(document, table, part)
    for total in part.totals:
        cells = parts.whole_row(table)
        texts = [total.label, *(str(count or "–") for count in total.counts), total.together,
                 total.trouble]  # fmt: skip
        for at, (cell, text) in enumerate(zip(cells, texts, strict=True)):
            after = at > len(part.headings)
            parts.fill(cell, centre=at > 0 and not after, right=after, tight=True)
            parts.run(cell.paragraphs[0], text, size=8, bold=at == 0)


def _grid_rows(document: Document, table: Any, part: LaidGrid) -> None:
    """Fill the rows: their names, their letters, how much is in order, and what is not."""
    count = len(part.headings)
    occurring = {cell for row in part.rows for cell in row.cells if cell is not None}
    letters = {
        letter: RowModel(table, partial(_grid_letter, letter=letter)).cells[1]
        for letter in occurring
    }
    model = RowModel(table, partial(_grid_looks, part=part))
    runs = RunModels(document)
    for row in part.rows:
        cells = deepcopy(model.cells)
        cells[1 : count + 1] = [
            deepcopy(letters[letter]) if letter is not None else blank
            for letter, blank in zip(row.cells, cells[1 : count + 1], strict=True)
        ]
        model.add_of(cells)
        name, share, trouble = (cells[at][-1] for at in (0, -2, -1))
        runs.add(name, row.name, size=8, bold=not part.dense)
        runs.add(trouble, row.trouble, size=8)
        _grid_share(runs, share, part, row)


def _grid_looks(cells: Sequence[Any], part: LaidGrid) -> None:
    """The looks of the cells of a row, but for those of its letters."""
    name, *_, share, trouble = cells
    parts.fill(name, tight=True)
    parts.fill(trouble, right=True, tight=True)
    parts.fill(share, right=not part.bar, tight=True)
    if part.bar:
        parts.tab_at_right(share.paragraphs[0], part.share - 2)
        parts.tab_at(share.paragraphs[0], part.share)


def _grid_share(runs: RunModels, told: Any, part: LaidGrid, row: LaidGridRow) -> None:
    """How much is in order, with a bar where there is room for one."""
    runs.add(told, f"\t{row.told}\t" if part.bar else row.told, size=8)
    if part.bar and row.share is not None:
        _bar(runs, told, row.share)


def _grid_letter(cells: Sequence[Any], letter: GridCell) -> None:
    """The cell of a letter, in the first column of letters."""
    cell, colours = cells[1], COLOURS_OF[letter.look]
    parts.fill(cell, ground=colours.ground, centre=True, tight=True)
    bold = letter.look not in (Look.PLAIN, Look.QUIET)
    if letter.look is Look.UNKNOWN:
        for side in ("top", "left", "bottom", "right"):
            parts.cell_border(cell, side, colours.frame, 8)
    parts.run(cell.paragraphs[0], letter.letter, size=8, bold=bold, colour=colours.ink)


def _bar(runs: RunModels, paragraph: Any, share: float) -> None:
    """A share as a bar behind its numbers; nothing is read out of it."""
    done = round(_BAR * share)
    for count, ground in ((done, ACCENT), (_BAR - done, GROUP)):
        if count:
            runs.add(paragraph, _BLOCK * count, size=8, ground=ground, frame=ACCENT)
    # Blanks at the end of a line are not drawn by all programs.
    runs.add(paragraph, _NOTHING, size=8)


def _notes(document: Document, sheet: Sheet) -> None:
    """How it was counted and where it was read, beside each other in small type."""
    if not (sheet.counted or sheet.sources or sheet.closing):
        return
    before = document.add_paragraph()
    parts.space(before, before=0, after=2)
    parts.run(before, _NOTHING, size=4)
    # What follows on the last rows takes them along, so that it never has a page for itself.
    before.paragraph_format.keep_with_next = True
    told = "How this was counted, and sources"
    upright = sheet.orientation == PORTRAIT
    shares = [50, 50] if sheet.sources or not upright else [75, 25]
    table = parts.table(document, shares, WIDTHS[sheet.orientation], told, ruled=False)
    cells = parts.whole_row(table)
    for cell in cells:
        parts.fill(cell, gap=_NOTE)
        parts.cell_border(cell, "top", HAIRLINE, 5)
    first, second = cells if sheet.counted else (cells[1], cells[0])
    for each in sheet.counted:
        if each is sheet.counted[0]:
            parts.small_heading(first, "How this was counted", INK)
        line = first.add_paragraph(style="List Bullet")
        parts.indent(line, _NOTE, hanging=_NOTE)
        parts.run(line, each, size=8.5)
    # A number of two digits has more room, or its text would begin at the next stop.
    beside = _NOTE + 2.0 * (len(sheet.sources) > 9)
    for number, source in enumerate(sheet.sources, 1):
        if number == 1:
            parts.small_heading(second, "Sources", INK)
        line = second.add_paragraph()
        parts.indent(line, beside, hanging=beside)
        parts.run(line, f"{number}.\t{source.text}{' ' if source.text else ''}", size=8.5)
        if source.address:
            parts.address(document, line, source.address, size=8.5)
    if sheet.closing:
        parts.run(second.add_paragraph(), sheet.closing, size=8.5)
    for cell in cells:
        if len(cell.paragraphs) > 1:
            parts.without_first_line(cell)

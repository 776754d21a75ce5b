"""Letters as Word documents, to be changed before they go out."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from data.exports.column_widths import AIR, GAP
from data.exports.layout import WIDTHS
from data.exports.markdown_blocks import Block, Runs, blocks_of
from data.exports.writers import word_parts as parts
from data.exports.writers.cells import clean, clean_line
from data.exports.writers.looks import ACCENT, INK
from data.letters.letter import DOTS, Letter
from data.letters.writers.pdf import column_shares

if TYPE_CHECKING:
    from docx.document import Document

_MARGINS = {"top": 13, "right": 15, "bottom": 15, "left": 20}
_WIDTH = WIDTHS["portrait"]
_SENDER, _WINDOW = 33, 33
"""Millimetres: the sender's block, so that the address begins 48 below the edge; the address's."""


def write(letters: Sequence[Letter], format_name: str) -> bytes:
    """These letters as one document, each on a page of its own."""
    from docx import Document
    from docx.shared import Pt

    document = Document()
    first = letters[0]
    parts.lay_page(document.sections[0], landscape=False, margins=_MARGINS)
    parts.set_styles(document, INK)
    document.styles["Normal"].font.size = Pt(10.5)
    about = document.core_properties
    about.title, about.author = clean_line(f"{first.title} – {first.sender.name}"), "Alliance Desk"
    about.comments, about.language, about.last_modified_by = "", "en-GB", "Alliance Desk"
    about.created = about.modified = datetime.combine(first.day, time())
    for number, letter in enumerate(letters):
        _letter(document, letter, new_page=number > 0)
    file = io.BytesIO()
    document.save(file)
    return parts.dated(file.getvalue(), first.day)


def _letter(document: Document, letter: Letter, *, new_page: bool) -> None:
    from docx.shared import Pt

    sender = letter.sender
    top = document.add_paragraph()
    top.paragraph_format.page_break_before = new_page
    parts.border(top, "top", ACCENT, 24)
    parts.space(top, before=0, after=0)
    parts.run(top, " ", size=2)
    # As high as its rule: an empty line would move the address out of the window.
    top.paragraph_format.line_spacing = Pt(3)
    _beside(document, [(sender.name, 11, True)], [(each, 9, False) for each in sender.lines],
            _SENDER - 3, colour=ACCENT)  # fmt: skip
    _beside(document, [(each, 10.5, False) for each in letter.address],
            [(each, 9.5, False) for each in letter.facts], _WINDOW)  # fmt: skip
    _paragraph(document, clean_line(letter.salutation))
    heading = document.add_heading(level=1)
    parts.space(heading, before=4, after=6)
    parts.run(heading, clean_line(letter.subject), size=13, bold=True, colour=INK)
    _blocks(document, letter.body)
    close = _paragraph(document, f"{letter.close},", after=42)
    close.paragraph_format.keep_with_next = True
    signed = [each for each in (sender.signed_by or DOTS, sender.signed_as) if each]
    last = _paragraph(document, "\n".join(clean_line(each) for each in signed))
    last.paragraph_format.keep_together = True
    if letter.enclosures:
        titles = "; ".join(clean_line(each.title) for each in letter.enclosures)
        _paragraph(document, f"Enclosed: {titles}")
    if letter.slip:
        _slip(document, letter.slip)
    for each in letter.enclosures:
        begin = document.add_paragraph()
        begin.paragraph_format.page_break_before = True
        parts.space(begin, before=0, after=0)
        _blocks(document, each.words)


def _beside(
    document: Document,
    left: Iterable[tuple[str, float, bool]],
    right: Iterable[tuple[str, float, bool]],
    height: float,
    colour: str | None = None,
) -> None:
    """Two blocks of lines beside each other, in a row of at least this height."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Mm

    made = parts.table(document, [60, 40], _WIDTH, "Letter head", ruled=False)
    cells = parts.whole_row(made)
    made.rows[-1].height = Mm(height)
    for cell, lines, at_right in ((cells[0], left, False), (cells[1], right, True)):
        for number, (text, size, bold) in enumerate(lines):
            paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
            if at_right:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            parts.run(paragraph, clean_line(text), size=size, bold=bold,
                      colour=colour if bold else None)  # fmt: skip


def _slip(document: Document, words: str) -> None:
    drawn = _blocks(document, words, keep=True)
    if drawn:
        parts.border(drawn[0], "top", INK, 8, style="dashed")
        parts.space(drawn[0], before=16, after=6)


def _blocks(document: Document, words: str, *, keep: bool = False) -> list[Any]:
    """Draw Markdown; the paragraphs that it became, kept on one page where asked for."""
    drawn = []
    blocks = list(blocks_of(clean(words)))
    for at, block in enumerate(blocks):
        goes_on = at + 1 < len(blocks) and blocks[at + 1].kind == "item"
        if block.kind == "table":
            _table(document, block)
            continue
        if block.kind == "heading":
            paragraph = document.add_heading(level=2)
            parts.space(paragraph, before=8, after=6)
            _runs(paragraph, block.runs, 15 if block.level == 1 else 12, bold=True)
        elif block.kind == "rule":
            paragraph = _paragraph(document, "")
            parts.border(paragraph, "bottom", INK, 4)
        else:
            paragraph = document.add_paragraph()
            parts.space(paragraph, before=0, after=2 if block.kind == "item" and goes_on else 7)
            if block.kind == "item":
                from docx.shared import Mm

                paragraph.paragraph_format.left_indent = Mm(6 * block.level)
                paragraph.paragraph_format.first_line_indent = Mm(-6 if block.mark else 0)
                paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(6 * block.level))
                if block.mark:
                    parts.run(paragraph, f"{block.mark}\t", size=10.5)
            _runs(paragraph, block.runs, 10.5)
        if keep:
            paragraph.paragraph_format.keep_with_next = True
        drawn.append(paragraph)
    return drawn


def _table(document: Document, block: Block) -> None:
    shares = column_shares(block)
    percents = [100 * each / sum(shares) for each in shares]
    made = parts.table(document, percents, _WIDTH, "Table")
    for number, row in enumerate(block.rows):
        cells = parts.heading_row(made) if number == 0 else parts.whole_row(made)
        for at, (cell, runs) in enumerate(zip(cells, row, strict=False)):
            right = [*block.right, *[False] * len(cells)]
            # Numbers stand apart from the words that follow.
            apart = AIR if right[at] and not right[at + 1] else 0.0
            parts.fill(cell, right=right[at], gap=GAP + apart)
            if number == 0:
                parts.cell_border(cell, "bottom", INK, 10)
            cell.paragraphs[0].paragraph_format.keep_with_next = number < len(block.rows) - 1
            _runs(cell.paragraphs[0], runs, 9.5, bold=number == 0)
    parts.space(document.add_paragraph(), before=0, after=4)


def _runs(paragraph: Any, runs: Runs, size: float, *, bold: bool = False) -> None:
    for run in runs:
        made = parts.run(paragraph, run.text, size=size, bold=bold or run.bold, colour=INK)
        made.font.italic = run.italic or None


def _paragraph(document: Document, text: str, after: float = 7) -> Any:
    paragraph = document.add_paragraph()
    parts.space(paragraph, before=0, after=after)
    parts.run(paragraph, text, size=10.5)
    return paragraph

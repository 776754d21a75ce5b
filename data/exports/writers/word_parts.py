"""Parts of Word that its library cannot make: borders, shading, header rows, fields."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from data.exports.column_widths import GAP
from data.exports.writers.looks import HAIRLINE

_TWIPS = 56.6929
"""In a millimetre."""
_ABOVE, _TIGHT = 32, 10
"""Twips above and below the text of a row, and of a tight one."""
_SIDES = ("top", "left", "bottom", "right")


def run(
    paragraph: Any,
    text: str,
    *,
    size: float,
    bold: bool = False,
    colour: str | None = None,
    ground: str | None = None,
    frame: str | None = None,
) -> Any:
    """A run of text; line ends in it are line breaks."""
    from docx.shared import Pt, RGBColor

    made = paragraph.add_run(text)
    made.font.size = Pt(size)
    if bold:
        made.font.bold = True
    if colour:
        made.font.color.rgb = RGBColor.from_string(colour.lstrip("#"))
    properties = made._r.get_or_add_rPr()
    if frame:
        properties.append(_line("bdr", frame, 4))
    if ground and ground.upper() != "#FFFFFF":
        properties.append(_element("w:shd", **_shade(ground)))
    return made


def space(paragraph: Any, *, before: float, after: float) -> None:
    """Points above and below a paragraph."""
    from docx.shared import Pt

    paragraph.paragraph_format.space_before = Pt(before)
    paragraph.paragraph_format.space_after = Pt(after)


def indent(paragraph: Any, millimetres: float, *, hanging: float = 0.0) -> None:
    """Indent a paragraph; its first line by that much less where it is `hanging`."""
    from docx.shared import Mm

    paragraph.paragraph_format.left_indent = Mm(millimetres)
    if hanging:
        paragraph.paragraph_format.first_line_indent = Mm(-hanging)
        paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(millimetres))


def border(paragraph: Any, side: str, colour: str, eighths: int, *, style: str = "single") -> None:
    """A line at one side of a paragraph, so many eighths of a point thick."""
    properties = paragraph._p.get_or_add_pPr()
    borders = _element("w:pBdr")
    space_of = 8 if side == "left" else 4
    borders.append(_line(side, colour, eighths, space=space_of, style=style))
    # The order in which these may stand is fixed, and the library knows it.
    properties.insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def tab_at_right(paragraph: Any, width: float) -> None:
    """A tab that takes what follows to the right margin."""
    from docx.enum.text import WD_TAB_ALIGNMENT
    from docx.shared import Mm

    paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(width), WD_TAB_ALIGNMENT.RIGHT)


def tab_at(paragraph: Any, place: float) -> None:
    """A tab that takes what follows to this place."""
    from docx.shared import Mm

    paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(place))


def lay_page(section: Any, *, landscape: bool, margins: Mapping[str, int]) -> None:
    """An A4 page, with its margins in millimetres."""
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm

    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    width, height = (297, 210) if landscape else (210, 297)
    section.page_width, section.page_height = Mm(width), Mm(height)
    for side, wide in margins.items():
        setattr(section, f"{side}_margin", Mm(wide))


def set_styles(document: Any, ink: str) -> None:
    """Arial throughout, in British English, without space that nobody asked for."""
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    for name in ("Normal", "Heading 1", "Heading 2", "List Bullet"):
        style = document.styles[name]
        style.font.name = "Arial"
        style.font.color.rgb = RGBColor.from_string(ink.lstrip("#"))
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        fonts.set(qn("w:cs"), "Arial")
        style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)
    document.styles["List Bullet"].font.size = Pt(8.5)
    language = _element("w:lang", **{"w:val": "en-GB", "w:eastAsia": "en-GB"})
    properties = document.styles["Normal"].element.get_or_add_rPr()
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    properties.append(language)


def set_foot(document: Any, section: Any, text: str, width: float, colour: str) -> None:
    """The foot of every page: a text, and "Page 1 of 2" at the right."""
    line = section.footer.paragraphs[0]
    # The style of feet has tab stops of its own, for a page with other margins.
    line.style = document.styles["Normal"]
    tab_at_right(line, width)
    run(line, f"{text}\tPage ", size=8, colour=colour)
    _field(line, "PAGE", colour)
    run(line, " of ", size=8, colour=colour)
    _field(line, "NUMPAGES", colour)


def table(
    document: Any,
    percents: Sequence[float],
    width: float,
    told: str,
    *,
    grid: bool = False,
    ruled: bool = True,
) -> Any:
    """A table without rows: its columns in per cent of so many millimetres, and what it is.

    One that is neither a `grid` nor `ruled` has no lines at all.
    """
    from docx.shared import Mm

    made = document.add_table(rows=0, cols=len(percents))
    made.autofit = False
    if grid:
        made.style = document.styles["Table Grid"]
    properties = made._tbl.tblPr
    for name in ("w:tblCaption", "w:tblDescription"):
        properties.append(_element(name, **{"w:val": told}))
    ruled_sides = ("bottom", "insideH") if ruled else ()
    borders = _element("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV") if grid else ruled_sides:
        borders.append(_line(side, HAIRLINE, 4))
    margins = _element("w:tblCellMar")
    above = 0 if grid else _ABOVE
    for side, wide in (("top", above), ("left", 0), ("bottom", above), ("right", 0)):
        margins.append(_element(f"w:{side}", **{"w:w": str(wide), "w:type": "dxa"}))
    properties.insert_element_before(
        borders, "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook", "w:tblCaption"
    )
    properties.insert_element_before(margins, "w:tblLook", "w:tblCaption")
    # Both the grid and each cell must say it: readers differ in which of them they believe.
    for column, percent in zip(made.columns, percents, strict=True):
        column.width = Mm(width * percent / 100)
    return made


def heading_row(made: Any, height: float = 0.0) -> Sequence[Any]:
    """The row of headings, which is repeated on every page."""
    cells = whole_row(made)
    properties = made.rows[-1]._tr.get_or_add_trPr()
    properties.append(_element("w:tblHeader"))
    if height:
        from docx.shared import Mm

        made.rows[-1].height = Mm(height)
    return cells


def whole_row(made: Any, *, tight: bool = False) -> Sequence[Any]:
    """A new row that no page break parts; its cells, as wide as their columns."""
    row = made.add_row()
    row._tr.get_or_add_trPr().append(_element("w:cantSplit"))
    cells: Sequence[Any] = row.cells
    for cell, column in zip(cells, made.columns, strict=True):
        cell.width = column.width
        if tight:
            _margins(cell, {"top": _TIGHT, "bottom": _TIGHT})
    return cells


def fill(
    cell: Any,
    *,
    ground: str | None = None,
    right: bool = False,
    centre: bool = False,
    tight: bool = False,
    turned: bool = False,
    low: bool = False,
    gap: float = GAP,
) -> None:
    """How a cell looks: its ground, where its text stands, whether that is turned upwards.

    `gap` are the millimetres that part it from the next.
    """
    from docx.enum.table import WD_ALIGN_VERTICAL
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    properties = cell._tc.get_or_add_tcPr()
    if ground and ground.upper() != "#FFFFFF":
        properties.append(_element("w:shd", **_shade(ground)))
    narrow = 0 if centre or turned else 40
    beside = {"left": narrow, "right": narrow} if tight else {"right": round(gap * _TWIPS)}
    if any(beside.values()):
        _margins(cell, beside)
    if low:
        cell.vertical_alignment = WD_ALIGN_VERTICAL.BOTTOM
    if turned:
        properties.append(_element("w:textDirection", **{"w:val": "btLr"}))
    if right:
        cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    elif centre:
        cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER


def _margins(cell: Any, beside: Mapping[str, int]) -> None:
    """Twips between the sides of a cell and its text; of other sides they stay."""
    from docx.oxml.ns import qn

    properties = cell._tc.get_or_add_tcPr()
    margins = properties.find(qn("w:tcMar"))
    if margins is None:
        margins = _element("w:tcMar")
        properties.append(margins)
    for side, wide in beside.items():
        margins.append(_element(f"w:{side}", **{"w:w": str(wide), "w:type": "dxa"}))
    margins[:] = sorted(margins, key=lambda each: _SIDES.index(each.tag.rpartition("}")[2]))


def cell_border(cell: Any, side: str, colour: str, eighths: int) -> None:
    """A line at one side of a cell."""
    from docx.oxml.ns import qn

    properties = cell._tc.get_or_add_tcPr()
    borders = properties.find(qn("w:tcBorders"))
    if borders is None:
        borders = _element("w:tcBorders")
        # The order in which these may stand is fixed.
        later = ("shd", "noWrap", "tcMar", "textDirection", "tcFitText", "vAlign", "hideMark")
        found = [each for name in later for each in properties.findall(qn(f"w:{name}"))]
        if found:
            found[0].addprevious(borders)
        else:
            properties.append(borders)
    borders.append(_line(side, colour, eighths))


def keep_with_next(cells: Sequence[Any]) -> None:
    """Keep a row on the page of the one after it, or of what follows on the table."""
    for cell in cells:
        for paragraph in cell.paragraphs:
            paragraph.paragraph_format.keep_with_next = True


def without_first_line(cell: Any) -> None:
    """Take away the empty line with which a cell begins that was filled by paragraphs."""
    first = cell.paragraphs[0]._p
    first.getparent().remove(first)


def small_heading(cell: Any, text: str, colour: str) -> None:
    """A heading above the notes in a cell."""
    title = cell.add_paragraph(style="Heading 2")
    space(title, before=0, after=1)
    run(title, text, size=8.5, bold=True, colour=colour)


def named_place(paragraph: Any, name: str, number: int) -> None:
    """Give a paragraph a name by which its page is found."""
    begin = _element("w:bookmarkStart", **{"w:id": str(number), "w:name": name})
    end = _element("w:bookmarkEnd", **{"w:id": str(number)})
    paragraph.runs[0]._r.addprevious(begin)
    paragraph._p.append(end)


def page_of(paragraph: Any, name: str, *, size: float) -> None:
    """The page on which a named place stands, as a link to it."""
    _field(paragraph, f"PAGEREF {name} \\h", None, size=size, known="–")


def address(document: Any, paragraph: Any, text: str, *, size: float) -> None:
    """An address on the web as a link; any other as text, so that nothing can be run."""
    from docx.opc.constants import RELATIONSHIP_TYPE

    if not text.startswith(("https://", "http://")) or any(each.isspace() for each in text):
        run(paragraph, text, size=size)
        return
    of = document.part.relate_to(text, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = _element("w:hyperlink", **{"r:id": of})
    made = run(paragraph, text, size=size)
    made.font.underline = True
    link.append(made._r)
    paragraph._p.append(link)


def describe_picture(drawn: Any, told: str) -> None:
    """Give a picture its alternative text, and no frame."""
    drawn._inline.docPr.set("descr", told)
    for side in ("distT", "distB", "distL", "distR"):
        # Some programs leave three millimetres where it is not said.
        drawn._inline.set(side, "0")


def dated(content: bytes, day: date) -> bytes:
    """The document with the day for the time of every part, so that it is always the same bytes."""
    made = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as read, ZipFile(made, "w", ZIP_DEFLATED) as packed:
        for name in read.namelist():
            part = ZipInfo(name, (max(1980, day.year), day.month, day.day, 0, 0, 0))
            part.compress_type = ZIP_DEFLATED
            packed.writestr(part, read.read(name))
    return made.getvalue()


def _field(
    paragraph: Any, name: str, colour: str | None, *, size: float = 8, known: str = ""
) -> None:
    """A number that Word fills in; what is `known` stands there until it does."""
    kinds = ("begin", "", "separate", "known", "end") if known else ("begin", "", "end")
    for kind in kinds:
        made = run(paragraph, known if kind == "known" else "", size=size, colour=colour)
        if kind == "begin" and known:
            # Word counts it when the document is opened.
            made._r.append(_element("w:fldChar", **{"w:fldCharType": kind, "w:dirty": "true"}))
        elif not kind:
            instruction = _element("w:instrText")
            instruction.text = name
            made._r.append(instruction)
        elif kind != "known":
            made._r.append(_element("w:fldChar", **{"w:fldCharType": kind}))


def _shade(ground: str) -> dict[str, str]:
    return {"w:val": "clear", "w:color": "auto", "w:fill": ground.lstrip("#")}


def _line(side: str, colour: str, eighths: int, space: int = 0, style: str = "single") -> Any:
    given = {"w:val": style, "w:sz": str(eighths), "w:space": str(space)}
    return _element(f"w:{side}", **given, **{"w:color": colour.lstrip("#")})


def _element(name: str, **attributes: str) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(key), value)
    return made

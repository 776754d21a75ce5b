"""Whether what stands in a Word document stands in the order that Word asks for."""

from __future__ import annotations

import io
from xml.etree import ElementTree
from zipfile import ZipFile

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SIDES = "top left bottom right insideH insideV"
_ORDERS = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore numPr pBdr shd tabs spacing ind "
           "contextualSpacing jc rPr sectPr",
    "rPr": "rStyle rFonts b bCs i iCs color sz szCs u bdr shd vertAlign lang",
    "tblPr": "tblStyle tblW jc tblInd tblBorders tblLayout tblCellMar tblLook tblCaption "
             "tblDescription",
    "tcPr": "tcW gridSpan vMerge tcBorders shd noWrap tcMar textDirection vAlign",
    "tblBorders": _SIDES,
    "tcBorders": _SIDES,
    "tblCellMar": _SIDES,
    "tcMar": _SIDES,
}  # fmt: skip


def out_of_order(document: bytes) -> list[str]:
    """The properties of which some stand twice or out of their order: Word may not open such."""
    found: dict[str, None] = {}
    root = ElementTree.fromstring(ZipFile(io.BytesIO(document)).read("word/document.xml"))
    for element in root.iter():
        order = _ORDERS.get(str(element.tag).removeprefix(_WORD), "").split()
        names = [str(each.tag).removeprefix(_WORD) for each in element]
        if order and names != [name for name in order if name in names]:
            found[f"{str(element.tag).removeprefix(_WORD)}: {' '.join(names)}"] = None
    return list(found)

"""Facts about an OpenDocument spreadsheet (.ods) that its cells do not tell."""

from __future__ import annotations

import zipfile
from xml.parsers import expat

from data.imports.sheet_facts import SheetFacts, TooLargeError

_LARGEST = 200 << 20
_CONTENT = "content.xml"
_CHUNK = 1 << 20
_CELLS = ("table:table-cell", "table:covered-table-cell")


class _Look:
    """Follows the document and measures its sheets."""

    def __init__(self) -> None:
        self.sheets: dict[str, SheetFacts] = {}
        self._facts = SheetFacts()
        self._row = self._column = self._rows = self._columns = 0
        self._is_error = self._counted = False

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        if name == "table:table":
            self._facts = self.sheets.setdefault(attributes.get("table:name", ""), SheetFacts())
            self._row = self._rows = 0
        elif name == "table:table-row":
            self._row += self._rows
            self._rows = _count(attributes.get("table:number-rows-repeated"))
            self._column = self._columns = 0
        elif name in _CELLS:
            self._column += self._columns
            self._columns = _count(attributes.get("table:number-columns-repeated"))
            self._is_error = attributes.get("calcext:value-type") == "error"
            self._counted = False
            if "office:value-type" in attributes:
                self._count_cell()
            elif "table:formula" in attributes:
                self._facts.uncalculated.setdefault(self._row, []).append(self._column)
                self._count_cell()
        elif name == "text:p":
            self._count_cell()

    def text(self, text: str) -> None:
        if self._is_error and text.strip():
            self._facts.errors.setdefault(self._row, {})[self._column] = text.strip()

    def end(self, name: str) -> None:
        if name in _CELLS:
            self._is_error = False

    def _count_cell(self) -> None:
        if not self._counted:
            self._counted = True
            self._facts.rows = max(self._facts.rows, self._row + self._rows)
            self._facts.columns = max(self._facts.columns, self._column + self._columns)


def facts_of_sheets(packed: zipfile.ZipFile) -> dict[str, SheetFacts]:
    """Facts about each sheet that its cells do not tell, by its name.

    Raises TooLargeError when they are too many, BadZipFile, KeyError or expat.ExpatError.
    """
    size = packed.getinfo(_CONTENT).file_size
    if size > _LARGEST:
        raise TooLargeError(f"it unpacks to {size >> 20:,} MB")
    look, parser = _Look(), expat.ParserCreate()
    parser.StartElementHandler = look.begin
    parser.EndElementHandler = look.end
    parser.CharacterDataHandler = look.text
    with packed.open(_CONTENT) as file:
        while chunk := file.read(_CHUNK):
            parser.Parse(chunk, False)
    parser.Parse(b"", True)
    for facts in look.sheets.values():
        facts.refuse_too_large()
    return look.sheets


def _count(repeated: str | None) -> int:
    return int(repeated) if repeated and repeated.isascii() and repeated.isdigit() else 1

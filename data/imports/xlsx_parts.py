"""Facts about an Excel workbook (.xlsx) that its cells do not tell."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

from data.imports.sheet_facts import (
    LARGEST_PART,
    MOST_CELLS,
    MOST_TEXTS,
    SheetFacts,
    TooLargeError,
    column_number,
)

_BOOK = "xl/workbook.xml"
_LARGEST_OTHER = 64 << 20
"""Bytes to which the parts beside sheets and texts may unpack; they are a few kB."""

_CHUNK = 1 << 20
_LONGEST_ROW = 64 << 20
_REFERENCE = re.compile(rb"""\br=["']([A-Z]{1,3})([0-9]{1,7})["']""")
_BEGINS_CELL = re.compile(rb"<(?:\w+:)?c[ />]")
_BEGINS_ROW = re.compile(rb"<(?:\w+:)?row\b")
_HIDDEN_ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*\bhidden=\"(?:1|true)\"[^>]*>")
_HIDDEN_COLUMNS = re.compile(rb"<(?:\w+:)?col\b[^>]*\bhidden=\"(?:1|true)\"[^>]*>")
_FROM_COLUMN = re.compile(rb"\bmin=\"(\d+)\"")
_TO_COLUMN = re.compile(rb"\bmax=\"(\d+)\"")
_MOST_HIDDEN = 100
_ROW_NUMBER = re.compile(rb"""<(?:\w+:)?row\b[^>]*?\br=["']([0-9]{1,7})["']""")
_FILLED = re.compile(rb"""<(?:\w+:)?c\b[^>]*?\br=["']([A-Z]{1,3})([0-9]{1,7})["'][^>]*(?<!/)>""")
_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*)(?<!/)>(.*?)</(?:\w+:)?c>", re.DOTALL)
_ERROR = re.compile(rb"""\bt=["']e["']""")
_TEXT_RESULT = re.compile(rb"""\bt=["']str["']""")
_FORMULA = re.compile(rb"<(?:\w+:)?f[ />]")
_VALUE = re.compile(rb"<(?:\w+:)?v\b[^>]*(?:/>|>([^<]*)<)")
_ENDS_ROW = re.compile(rb"</(?:\w+:)?row>")
_LONGEST_END = 40


class XlsxParts:
    """The parts of one workbook.

    Every method may raise TooLargeError, and KeyError, BadZipFile or ParseError of a damaged one.
    """

    def __init__(self, packed: zipfile.ZipFile) -> None:
        self._packed = packed
        for each in packed.infolist():
            is_large_by_right = each.filename.startswith(("xl/worksheets/", "xl/sharedStrings"))
            limit = LARGEST_PART if is_large_by_right else _LARGEST_OTHER
            if each.filename.endswith((".xml", ".rels")) and each.file_size > limit:
                raise TooLargeError(
                    f"a part of it ({each.filename}) unpacks to {each.file_size >> 20:,} MB"
                )
        self._refuse_too_many_texts()
        book = ElementTree.fromstring(packed.read(_BOOK))
        self._by_name = self._parts_by_name(book)
        self._calculates_when_opened = any(
            each.get("fullCalcOnLoad") in ("1", "true")
            for each in book.iter()
            if _is(each, "calcPr")
        )

    def facts(self, sheet: str) -> SheetFacts:
        """Facts about a sheet that its cells do not tell. Raises TooLargeError for too many."""
        part = self._by_name[sheet]
        facts, filled = SheetFacts(), 0
        widest = rows = 0
        for piece in self._pieces(part):
            references = _REFERENCE.findall(piece)
            filled += piece.count(b"<v") + piece.count(b"<is") + piece.count(b":v>")
            if references:
                facts.rows = max(facts.rows, max(int(number) for _, number in references))
                _widen(facts, {letters for letters, _ in references})
            if len(_BEGINS_CELL.findall(piece)) > len(references):
                # Cells without an address follow each other.
                by_row = _BEGINS_ROW.split(piece)
                widest = max(widest, *(len(_BEGINS_CELL.findall(row)) for row in by_row))
                rows += len(by_row)
                rows = max(rows, *(int(number) for number in _ROW_NUMBER.findall(piece)), 0)
            if b"hidden=" in piece:
                _note_hidden(piece, facts)
            if _FORMULA.search(piece) or _ERROR.search(piece):
                self._note_faults(piece, facts)
        facts.rows, facts.columns = max(facts.rows, rows), max(facts.columns, widest)
        if filled > MOST_CELLS:
            raise TooLargeError(f"it has {filled:,} cells")
        if facts.rows * facts.columns > MOST_CELLS:
            if not widest:
                self._measure_filled(part, facts)
            facts.refuse_too_large()
        return facts

    def _measure_filled(self, part: str, facts: SheetFacts) -> None:
        """Measure the cells that hold something, for whole rows and columns may be coloured."""
        facts.rows = facts.columns = 0
        for piece in self._pieces(part):
            filled = _FILLED.findall(piece)
            if filled:
                facts.rows = max(facts.rows, max(int(number) for _, number in filled))
                _widen(facts, {letters for letters, _ in filled})

    def _refuse_too_many_texts(self) -> None:
        for each in self._packed.infolist():
            if each.filename.lower() == "xl/sharedstrings.xml":
                count = 0
                for piece in self._chunks(each.filename):
                    count += piece.count(b"<si") + piece.count(b":si>")
                    if count > MOST_TEXTS:
                        raise TooLargeError(f"it holds more than {MOST_TEXTS:,} different texts")

    def _parts_by_name(self, book: ElementTree.Element) -> dict[str, str]:
        links = ElementTree.fromstring(self._packed.read("xl/_rels/workbook.xml.rels"))
        targets = {
            str(each.get("Id")): posixpath.normpath(posixpath.join("xl", str(each.get("Target"))))
            for each in links
        }
        names = set(self._packed.namelist())
        found = {}
        for each in book.iter():
            if _is(each, "sheet"):
                link = next((value for key, value in each.items() if key.endswith("}id")), "")
                part = targets.get(link, "").removeprefix("/")
                if part in names:
                    found[str(each.get("name"))] = part
        return found

    def _note_faults(self, piece: bytes, facts: SheetFacts) -> None:
        for attributes, inside in _CELL.findall(piece):
            place = _REFERENCE.search(attributes)
            if place is None:
                continue
            row, column = int(place[2]) - 1, column_number(place[1].decode())
            value = _VALUE.search(inside)
            result = value[1] or b"" if value else b""
            if _ERROR.search(attributes):
                shown = result.decode("utf-8", errors="replace") or "#VALUE!"
                facts.errors.setdefault(row, {})[column] = shown
            elif _FORMULA.search(inside):
                is_text = value is not None and _TEXT_RESULT.search(attributes)
                # Programs that do not calculate write a nought, and ask Excel to do it later.
                guessed = self._calculates_when_opened and result == b"0"
                if guessed or not (result or is_text):
                    facts.uncalculated.setdefault(row, []).append(column)

    def _chunks(self, part: str) -> Iterator[bytes]:
        with self._packed.open(part) as file:
            while chunk := file.read(_CHUNK):
                yield chunk

    def _pieces(self, part: str) -> Iterator[bytes]:
        """The part in pieces that end with a row. Raises TooLargeError when a row has no end."""
        held = bytearray()
        for chunk in self._chunks(part):
            # The end may have begun in the chunk before.
            searched = max(0, len(held) - _LONGEST_END)
            held += chunk
            ends = [match.end() for match in _ENDS_ROW.finditer(held, searched)]
            if ends:
                yield bytes(held[: ends[-1]])
                del held[: ends[-1]]
            elif len(held) > _LONGEST_ROW:
                raise TooLargeError("one of its rows has no end")
        yield bytes(held)


def _is(element: ElementTree.Element, name: str) -> bool:
    return element.tag.rpartition("}")[2] == name


def _note_hidden(piece: bytes, facts: SheetFacts) -> None:
    facts.hidden += [
        int(number[1]) - 1
        for begins in _HIDDEN_ROW.findall(piece)
        if (number := _ROW_NUMBER.search(begins))
    ]
    for begins in _HIDDEN_COLUMNS.findall(piece):
        first, last = _FROM_COLUMN.search(begins), _TO_COLUMN.search(begins)
        # A whole sheet's unused columns are hidden as one.
        if first and last and int(last[1]) - int(first[1]) < _MOST_HIDDEN:
            facts.hidden_columns += range(int(first[1]) - 1, int(last[1]))


def _widen(facts: SheetFacts, columns: set[bytes]) -> None:
    last = max(columns, key=lambda letters: (len(letters), letters))
    facts.columns = max(facts.columns, column_number(last.decode()) + 1)

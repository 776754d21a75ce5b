"""Reading tables of a web page, which many school systems save under a workbook's name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape

from data.imports.csv_rows import LONGEST_CELL, FileRow

# Not the standard library's parser: on a page that is cut off it needs the square of its length.
_PIECE = re.compile(r"<(/?)([a-zA-Z]+[0-9]?)\b([^<>]*)>|([^<]+)|<")
_COLSPAN = re.compile(r"""\bcolspan\s*=\s*["']?([0-9]{1,3})\b""", re.IGNORECASE)
_BREAKS = frozenset({"br", "p", "div", "li"})
_SILENT = frozenset({"script", "style"})
_CELLS = frozenset({"td", "th"})
_MOST_COLUMNS = 1_000


class _Tables:
    """Collects the rows of each table; a table within a cell is text of that cell."""

    def __init__(self) -> None:
        self.tables: list[list[FileRow]] = []
        self._depth = 0
        self._cells: list[str] = []
        self._parts: list[str] | None = None
        self._span = 1
        self._silent = False

    def begin(self, tag: str, attributes: str) -> None:
        if tag in _SILENT:
            self._silent = True
        elif tag == "table":
            self._depth += 1
            if self._depth == 1:
                self.tables.append([])
        elif self._depth == 1 and tag == "tr":
            self._end_row()
        elif self._depth == 1 and tag in _CELLS:
            self._end_cell()
            self._parts = []
            span = _COLSPAN.search(attributes)
            self._span = int(span[1]) if span else 1
        elif tag in _BREAKS:
            self.text("\n")

    def end(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = False
        elif tag == "table":
            if self._depth == 1:
                self._end_row()
            self._depth = max(0, self._depth - 1)
        elif self._depth == 1 and tag in _CELLS:
            self._end_cell()
        elif self._depth == 1 and tag == "tr":
            self._end_row()

    def text(self, text: str) -> None:
        if self._parts is not None and not self._silent:
            self._parts.append(text)

    def close(self) -> None:
        self._end_row()

    def _end_cell(self) -> None:
        if self._parts is not None:
            lines = unescape("".join(self._parts)).split("\n")
            text = "\n".join(" ".join(line.split()) for line in lines).strip()
            self._cells.append(text[:LONGEST_CELL])
            room = max(0, _MOST_COLUMNS - len(self._cells))
            self._cells += [""] * min(self._span - 1, room)
            self._parts = None

    def _end_row(self) -> None:
        self._end_cell()
        if self.tables and any(self._cells):
            self.tables[-1].append(FileRow(len(self.tables[-1]) + 1, self._cells))
        self._cells = []


def read_tables(lines: Iterable[str]) -> list[list[FileRow]]:
    """The tables of a page, each as its rows that are not blank, counted from 1."""
    found = _Tables()
    for piece in _PIECE.finditer(_without_comments("".join(lines))):
        closing, tag, attributes, text = piece.groups()
        if text:
            found.text(text)
        elif closing:
            found.end(tag.lower())
        elif tag:
            found.begin(tag.lower(), attributes)
    found.close()
    return found.tables


def _without_comments(page: str) -> str:
    kept, at = [], 0
    while (begins := page.find("<!--", at)) >= 0:
        kept.append(page[at:begins])
        ends = page.find("-->", begins)
        at = len(page) if ends < 0 else ends + 3
    return "".join([*kept, page[at:]])

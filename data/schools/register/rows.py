"""The rows of one CSV file, read as a stream of at most a megabyte at a time.

A line that is not UTF-8 is read as Windows-1252, by itself: one bad byte costs one line.
"""

from __future__ import annotations

import codecs
import csv
import hashlib
import re
from collections.abc import Callable, Iterator
from itertools import chain
from typing import IO

from data.problems import Problem
from models.fields.text import harmless, one_line

_CHUNK = 1 << 20
_LONGEST_LINE = 1 << 20
_DELIMITERS = (",", ";", "\t")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_UTF_8_MARK = b"\xef\xbb\xbf"
_ROW_INSIDE = re.compile(r'\n"?[0-9]{5,6}"?[,;\t]')
_MOST_BAD_ROWS = 0.01
_SPREADSHEET_ERRORS = frozenset(
    ("#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!")
)
"""Cells that say nothing but that a formula failed."""


class Rows:
    """The rows of a file below its headings, to be gone through once.

    `progress` is called with each further number of bytes that was read, and may raise to stop.
    Rows whose cells do not fit the headings are left out; `bad_rows` has the line and the reason of
    each. Once all rows have been read, `digest` is the SHA-256 of the file. Raises Problem when the
    file is no table, or is cut off.
    """

    def __init__(
        self, file: IO[bytes], name: str, progress: Callable[[int], object] = lambda count: None
    ) -> None:
        self._file, self._name, self._progress = file, name, progress
        self._sum = hashlib.sha256()
        pieces = self._pieces()
        start = next(pieces, [])
        heading = next((line for line in start if line.strip()), "")
        self.delimiter = max(_DELIMITERS, key=heading.count)
        self._lines = chain.from_iterable(chain([start], pieces))
        self._line = 0
        csv.field_size_limit(_LONGEST_LINE)
        first = next((row for row in self._rows() if any(cell.strip() for cell in row)), [])
        self.headings = tuple(one_line(cell) for cell in first)
        self.count = 0
        self.bad_rows: list[tuple[int, str]] = []

    @property
    def digest(self) -> str:
        """The SHA-256 of what was read of the file, in hexadecimal digits."""
        return self._sum.hexdigest()

    def __iter__(self) -> Iterator[list[str]]:
        width = len(self.headings)
        short = False
        for row in self._rows():
            if len(row) == width:
                short = False
            elif not any(row):
                continue
            elif len(row) > width and not any(row[width:]):
                del row[width:]
            else:
                short = len(row) < width
                self.bad_rows.append((self._line, _misfit(len(row), width)))
                continue
            self.count += 1
            yield row
        if short:
            raise Problem(
                f"{self._name} is cut off in its last line, line {self._line:,}. Fetch it again."
            )
        if len(self.bad_rows) > max(5, _MOST_BAD_ROWS * self.count):
            at, why = self.bad_rows[0]
            raise Problem(
                f"{self._name} is spoilt: {len(self.bad_rows):,} rows do not fit their headings, "
                f"the first in line {at:,}, where {why}. Fetch it again."
            )

    def _rows(self) -> Iterator[list[str]]:
        """The rows; `_line` is the line on which the newest begins."""
        delimiter, lines = self.delimiter, self._lines
        after = self._line
        for line in lines:
            after += 1
            self._line = after
            if '"' not in line:
                # Without quotation marks this is all that there is to parsing, at half the time.
                row = line.split(delimiter)
                plain = line.isascii() and line.isprintable() and "#" not in line
                yield row if plain else _harmless(row)
                continue
            ended = (f"{each}\n" for each in chain([line], lines))
            reader = csv.reader(ended, delimiter=delimiter)
            try:
                row = next(reader)
            except csv.Error:
                raise self._never_closed(after) from None
            if reader.line_num > 1:
                after += reader.line_num - 1
                if any("\n" in cell and _ROW_INSIDE.search(cell) for cell in row):
                    raise self._never_closed(self._line)
            yield _harmless(row)

    def _never_closed(self, line: int) -> Problem:
        return Problem(
            f"{self._name} cannot be read: a quotation mark that opens in line {line:,} is never "
            "closed, so the rows below it would be lost. Fetch the file again."
        )

    def _pieces(self) -> Iterator[list[str]]:
        """The lines without their ends, about a megabyte at a time."""
        chunk = self._read()
        if chunk.startswith(_UTF_16):
            yield from self._pieces_of_utf_16(chunk)
            return
        rest, chunk = b"", chunk.removeprefix(_UTF_8_MARK)
        while chunk:
            whole = rest + chunk
            cut = whole.rfind(b"\n")
            if cut >= 0:
                yield _decoded(whole[:cut])
                whole = whole[cut + 1 :]
            rest = whole
            self._refuse_long(len(rest))
            chunk = self._read()
        if rest:
            yield _decoded(rest)

    def _pieces_of_utf_16(self, chunk: bytes) -> Iterator[list[str]]:
        decoder = codecs.getincrementaldecoder("utf-16")()
        rest = ""
        try:
            while chunk:
                *lines, rest = (rest + decoder.decode(chunk)).split("\n")
                self._refuse_long(len(rest))
                yield [line.removesuffix("\r") for line in lines]
                chunk = self._read()
            yield [(rest + decoder.decode(b"", final=True)).removesuffix("\r")]
        except UnicodeDecodeError:
            raise Problem(f"{self._name} is cut off or no text: fetch it again.") from None

    def _read(self) -> bytes:
        chunk = self._file.read(_CHUNK)
        self._sum.update(chunk)
        self._progress(len(chunk))
        return chunk

    def _refuse_long(self, length: int) -> None:
        if length > _LONGEST_LINE:
            raise Problem(
                f"{self._name} is no file of the register: it has a line of more than a megabyte. "
                "Fetch the CSV file again."
            )


def _misfit(cells: int, width: int) -> str:
    return f"there are {cells} cells under {width} headings"


def _decoded(lines: bytes) -> list[str]:
    if b"\r" in lines:
        lines = lines.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    if lines.isascii():
        return lines.decode().split("\n")
    return [line.decode() if line.isascii() else _decoded_line(line) for line in lines.split(b"\n")]


def _decoded_line(line: bytes) -> str:
    try:
        return line.decode()
    except UnicodeDecodeError:
        return line.decode("cp1252", errors="replace")


def _harmless(row: list[str]) -> list[str]:
    # Cell by cell: a sequence that a terminal obeys may be followed by a delimiter.
    return [
        ("" if cell in _SPREADSHEET_ERRORS else cell)
        if cell.isascii() and cell.isprintable()
        else harmless(cell).replace("\n", " ")
        for cell in row
    ]

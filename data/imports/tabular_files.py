"""Reading CSV and XLSX as rows of text, whichever program wrote them.

Files come from the national register, from spreadsheets of three countries' habits, and from our
own exports. A row is handed on as text with the line it stands on; a row that cannot be read is
handed on with the reason, so that one bad line does not cost the other 52,000.
"""

from __future__ import annotations

import codecs
import csv
import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import chain, islice
from pathlib import Path
from types import TracebackType
from typing import IO, Any, NamedTuple, Self

from data.exports.writers.csv_file import read_back, says_what_was_left_out
from data.problems import Problem
from models.fields.dates import show_date
from models.fields.text import one_line

LONGEST_CELL = 1_000_000
"""Characters in a cell; a row with a longer one is handed on as a problem."""

_LONGEST_ROW = 4 * LONGEST_CELL
_ROWS_BEFORE_HEADINGS = 50
_CHUNK = 1 << 20
_DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs"}
_NOT_IN_WINDOWS_1252 = (b"\x81", b"\x8d", b"\x8f", b"\x90", b"\x9d")

Known = Callable[[str], bool]
"""Whether a text is one of the headings that the reader of the file looks for."""


class FileRow(NamedTuple):
    """A row: the line it begins on (from 1), its cells, and why it cannot be used, if so."""

    line: int
    cells: Sequence[str]
    problem: str = ""


@dataclass
class TabularFile:
    """An open file of rows below headings. `about` is how many rows there may be, for progress.

    The rows can be gone through once. `text` gives a cell's text as it was before our own export
    made it harmless.
    """

    path: Path
    headings: tuple[str, ...]
    rows: Iterator[FileRow]
    about: int
    text: Callable[[str], str]
    notes: list[str] = field(default_factory=list)
    _open: ExitStack = field(default_factory=ExitStack)

    def close(self) -> None:
        """Close the file."""
        self._open.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def open_rows(path: Path, known: Known, wanted: str) -> TabularFile:
    """Open a CSV file, an Excel workbook's first sheet, or the one CSV file in a ZIP.

    The headings are the first row in which at least two are `known`, or of which half are; titles
    and notes above it are passed over. `wanted` names a few headings for the message when there
    are none. Raises Problem when the file cannot be read as rows.
    """
    start = _first_bytes(path)
    if not start:
        raise Problem(
            f"{_name(path)} is empty, so there is nothing to import. "
            f"A file for import begins with headings such as {wanted}."
        )
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise Problem(
            f"{_name(path)} is an Excel workbook of the kind before 2007, or has a password. "
            "Open it in Excel and save it as “Excel workbook (.xlsx)” without a password, "
            "or as “CSV UTF-8”."
        )
    if start.startswith(b"PK"):
        member = _csv_in_zip(path)
        if member is None:
            return _open_workbook(path, known, wanted)
        return _open_csv(path, lambda: _open_member(path, member), known, wanted)
    return _open_csv(path, lambda: _open_file(path), known, wanted)


def _name(path: Path) -> str:
    return f"“{one_line(path.name or str(path))}”"


def _first_bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise Problem(f"{_name(path)} is a folder. Name a file in it, such as schools.csv.")
        if path.exists() and not path.is_file():
            raise Problem(f"{_name(path)} is a device or a pipe. Name a file, such as schools.csv.")
        with path.open("rb") as file:
            return file.read(8)
    except FileNotFoundError:
        raise Problem(
            f"There is no file {_name(path)} in {one_line(str(path.absolute().parent))}. "
            "Check the name and the folder."
        ) from None
    except PermissionError:
        raise Problem(
            f"{_name(path)} may not be read: it belongs to somebody else or is open in another "
            "program. Close it there, or copy it to a folder of your own."
        ) from None
    except (OSError, ValueError) as error:
        why = one_line(getattr(error, "strerror", None) or str(error))
        raise Problem(
            f"{_name(path)} cannot be read: {why}. Copy it to this computer and try again."
        ) from None


# CSV


@contextmanager
def _open_file(path: Path) -> Iterator[IO[bytes]]:
    with path.open("rb") as file:
        yield file


@contextmanager
def _open_member(path: Path, member: str) -> Iterator[IO[bytes]]:
    with zipfile.ZipFile(path) as packed, packed.open(member) as file:
        yield file


def _csv_in_zip(path: Path) -> str | None:
    """The CSV file in a ZIP such as the register's download; None for an Excel workbook."""
    try:
        with zipfile.ZipFile(path) as packed:
            names = packed.namelist()
            if "xl/workbook.xml" in names:
                return None
            tables = [name for name in names if name.lower().endswith(".csv")]
            schools = [name for name in tables if Path(name).name.lower().startswith("edubase")]
            chosen = tables if len(tables) == 1 else schools
            if len(chosen) == 1 and not packed.getinfo(chosen[0]).flag_bits & 1:
                return chosen[0]
    except (zipfile.BadZipFile, OSError, ValueError):
        raise Problem(
            f"{_name(path)} is damaged: it begins like a workbook or a ZIP, but its end is "
            "missing. Fetch or save it again."
        ) from None
    raise Problem(
        f"{_name(path)} is neither an Excel workbook nor a ZIP with one CSV file in it. "
        "Save it as .xlsx or as CSV, or unpack it and name the file to import."
    )


@dataclass(frozen=True)
class _Csv:
    """How a CSV file is to be read."""

    open: Callable[[], Any]
    encoding: str
    delimiter: str = ","

    def rows(self) -> Iterator[FileRow]:
        csv.field_size_limit(LONGEST_CELL)
        with self.open() as file:
            text = io.TextIOWrapper(file, self.encoding, errors="replace", newline="")
            reader = csv.reader(_lines(text), delimiter=self.delimiter)
            while True:
                line = reader.line_num + 1
                try:
                    cells = next(reader)
                except StopIteration:
                    return
                except csv.Error:
                    yield FileRow(line, (), _too_long(line, reader.line_num))
                    continue
                if "".join(cells).strip() and not says_what_was_left_out(cells):
                    yield FileRow(line, cells)


def _too_long(first: int, last: int) -> str:
    lines = f"line {first}" if first == last else f"lines {first} to {last}"
    return (
        f"a cell in {lines} has more than {LONGEST_CELL:,} characters: "
        "perhaps a quotation mark was never closed"
    )


def _lines(file: io.TextIOWrapper) -> Iterator[str]:
    """The lines of a file, those that no row could need so long cut off at the limit."""
    while line := file.readline(_LONGEST_ROW):
        if len(line) == _LONGEST_ROW and not line.endswith(("\n", "\r")):
            while (rest := file.readline(_LONGEST_ROW)) and not rest.endswith(("\n", "\r")):
                pass
            # One cell beyond the limit makes the reader refuse this row and go on with the next.
            line = "x" * (LONGEST_CELL + 1) + "\n"
        yield line


def _open_csv(path: Path, opener: Callable[[], Any], known: Known, wanted: str) -> TabularFile:
    encoding, lines, remarks = _encoding(path, opener)
    best, best_row, most = None, FileRow(0, ()), 0
    for delimiter in _DELIMITERS:
        source = _Csv(opener, encoding, delimiter)
        rows = source.rows()
        found, count = _headings(islice(rows, _ROWS_BEFORE_HEADINGS), known)
        rows.close()  # type: ignore[attr-defined]
        if found is not None and count > most:
            best, best_row, most = source, found, count
    if best is None:
        raise _no_headings(path, wanted)
    rows = best.rows()
    opened = ExitStack()
    opened.callback(rows.close)  # type: ignore[attr-defined]
    for row in rows:
        if row.line == best_row.line:
            break
    shown = {"utf-8-sig": "UTF-8", "cp1252": "Windows-1252", "utf-16": "UTF-16"}[encoding]
    notes = [f"Read as {shown}, cells parted by {_DELIMITERS[best.delimiter]}.", *remarks]
    headings = tuple(one_line(read_back(cell)) for cell in best_row.cells)
    return TabularFile(
        path, headings, rows, max(0, lines - best_row.line), read_back, notes, opened
    )


def _encoding(path: Path, opener: Callable[[], Any]) -> tuple[str, int, list[str]]:
    """How the bytes are to be read, how many lines there are, and what to say about it."""
    utf_8 = codecs.getincrementaldecoder("utf-8")()
    is_utf_8, lost, lines, last, encoding = True, False, 0, b"\n", ""
    try:
        with opener() as file:
            while chunk := file.read(_CHUNK):
                if not encoding:
                    wide = chunk.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
                    encoding = "utf-16" if wide else "utf-8-sig"
                lines += chunk.count(b"\n")
                last = chunk[-1:]
                if encoding == "utf-16":
                    continue
                if b"\0" in chunk:
                    raise _not_text(path)
                if is_utf_8:
                    try:
                        utf_8.decode(chunk)
                    except UnicodeDecodeError:
                        is_utf_8 = False
                lost = lost or any(byte in chunk for byte in _NOT_IN_WINDOWS_1252)
            if is_utf_8 and encoding == "utf-8-sig":
                try:
                    utf_8.decode(b"", final=True)
                except UnicodeDecodeError:
                    is_utf_8 = False
    except (OSError, zipfile.BadZipFile, RuntimeError, EOFError) as error:
        raise Problem(
            f"{_name(path)} cannot be read to its end: {one_line(str(error))}. "
            "Copy or fetch it again."
        ) from None
    lines += last not in b"\n\r\0"
    if encoding == "utf-16" or is_utf_8:
        return encoding, lines, []
    remark = "Some characters are in neither of these alphabets and stand as �."
    return "cp1252", lines, [remark] if lost else []


def _not_text(path: Path) -> Problem:
    return Problem(
        f"{_name(path)} is not a table of text: it holds bytes that no CSV file has. "
        "Save it from your spreadsheet as “CSV UTF-8” or as .xlsx."
    )


# XLSX


def _open_workbook(path: Path, known: Known, wanted: str) -> TabularFile:
    rows, total, opened = _sheet(path)
    try:
        before = list(islice(rows, _ROWS_BEFORE_HEADINGS))
        heading, _ = _headings(iter(before), known)
        if heading is None:
            raise _no_headings(path, wanted)
    except BaseException:
        opened.close()
        raise
    below = [row for row in before if row.line > heading.line]
    return TabularFile(
        path,
        tuple(one_line(cell) for cell in heading.cells),
        chain(below, rows),
        max(total - heading.line, len(below)),
        str,
        ["Read the first sheet of the workbook."],
        opened,
    )


def _sheet(path: Path) -> tuple[Iterator[FileRow], int, ExitStack]:
    import warnings

    from openpyxl import load_workbook

    opened = ExitStack()
    # The library warns on standard error of drawings and rules, which no row depends on.
    opened.enter_context(warnings.catch_warnings())
    warnings.simplefilter("ignore")
    try:
        workbook = load_workbook(path, read_only=True, data_only=True, keep_links=False)
        opened.callback(workbook.close)
        if not workbook.worksheets:
            raise Problem(f"{_name(path)} has no sheet with cells. Save the table as CSV.")
        sheet = workbook.worksheets[0]
        total = sheet.max_row or 0
        # Some programs write a wrong size into the sheet, which would cut it off.
        sheet.reset_dimensions()
    except Problem:
        opened.close()
        raise
    except Exception as error:
        opened.close()
        raise _damaged(path) from error
    return _sheet_rows(path, sheet), total, opened


def _sheet_rows(path: Path, sheet: Any) -> Iterator[FileRow]:
    try:
        for line, values in enumerate(sheet.iter_rows(values_only=True), start=1):
            cells = ["" if value is None else _shown(value) for value in values]
            if "".join(cells).strip():
                long = any(len(cell) > LONGEST_CELL for cell in cells)
                yield FileRow(line, () if long else cells, _too_long(line, line) if long else "")
    # Whatever a damaged workbook makes the library raise, it means the same to the user.
    except Exception as error:
        raise _damaged(path) from error


def _damaged(path: Path) -> Problem:
    return Problem(
        f"{_name(path)} cannot be read as an Excel workbook: it is damaged or of another kind. "
        "Open it in Excel and save it again as .xlsx, or as “CSV UTF-8”."
    )


def _shown(value: object) -> str:
    """A cell of a workbook as people would have typed it."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime):
        return show_date(value.date())
    if isinstance(value, date):
        return show_date(value)
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else format(value, ".15g")
    return str(value)


# Headings


def _headings(rows: Iterator[FileRow], known: Known) -> tuple[FileRow | None, int]:
    """The row of headings and how many of them are known."""
    fallback: tuple[FileRow | None, int] = None, 0
    for row in rows:
        filled = {text for cell in row.cells if (text := one_line(read_back(cell[:300])))}
        count = sum(map(known, filled))
        if count >= 2:
            return row, count
        if fallback[0] is None and count and 2 * count >= len(filled):
            fallback = row, count
    return fallback


def _no_headings(path: Path, wanted: str) -> Problem:
    return Problem(
        f"{_name(path)} has no row of headings that this import knows, so its columns have no "
        f"meaning. Put headings above the rows, such as {wanted}."
    )

"""Reading a file as rows of text below headings, whichever program wrote it.

Files come from the national register, from spreadsheets of three countries' habits, and from our
own exports. A row is handed on as text with the line it stands on; a row that cannot be read is
handed on with the reason, so that one bad line does not cost the other 52,000.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import IO, Any, Self

from data.exports.writers.csv_file import read_back, says_what_was_left_out, without_note
from data.exports.writers.xlsx_choices import SHEET as CHOICES
from data.imports import workbooks
from data.imports.csv_rows import DELIMITERS, LONGEST_CELL, LONGEST_LINE, FileRow, read_rows
from data.imports.file_kinds import WORKBOOKS, FileKind, csv_in_zip, kind_of, named, no_table
from data.imports.headings import ROWS_LOOKED_AT, Headings, Known, find_headings
from data.imports.left_out import lines_in_words
from data.imports.sheet_facts import SheetFacts, address
from data.imports.text_decoding import NotTextError, Text, survey
from data.problems import Problem
from models.fields.text import one_line

__all__ = [
    "LONGEST_CELL",
    "FileRow",
    "Known",
    "TabularFile",
    "UnknownHeadings",
    "file_and_sheet",
    "of_sheet",
    "open_rows",
]

_LARGEST_PAGE = 100 << 20


class UnknownHeadings(Problem):
    """The file can be read, but none of its rows is known as headings."""


_SHEETS_NAMED = 8


@dataclass
class TabularFile:
    """An open file of rows below headings. `about` is how many rows there may be, for progress.

    The rows can be gone through once. `text` gives a cell's text as it was before our own export
    made it harmless. `name` is the file's, or that of the file in a ZIP. `columns_of_csv` is how
    many columns a CSV file has; 0 for other files, in whose cells no row can be swallowed.
    `original` are its headings as they stand in the file, where columns are read under others.
    `sheet` is the name of the sheet that is read, of a workbook.
    """

    path: Path
    headings: tuple[str, ...]
    rows: Iterator[FileRow]
    about: int
    text: Callable[[str], str]
    notes: list[str] = field(default_factory=list)
    name: str = ""
    columns_of_csv: int = 0
    _open: ExitStack = field(default_factory=ExitStack)
    original: tuple[str, ...] = ()
    sheet: str = ""

    def close(self) -> None:
        """Close the file."""
        self._open.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def open_rows(path: Path, known: Known, wanted: str) -> TabularFile:
    """Open a CSV file, the one in a ZIP, a workbook's sheet, or a web page's table.

    What a file is, its content tells and not its name. The headings are the first row in which at
    least two are `known`, or of which half are; titles and notes above it are passed over. Of a
    workbook the first visible sheet with headings is read, or the one that is named as
    FILE#Sheet. `wanted` names a few headings for the message when there are none. Raises Problem
    when the file cannot be read as rows: UnknownHeadings where only the headings are missing.
    """
    path, sheet = file_and_sheet(path)
    kind = kind_of(path, wanted)
    if kind in WORKBOOKS:
        return _open_workbook(path, kind, sheet, known, wanted)
    if sheet:
        raise Problem(
            f"{named(path)} is no workbook, so it has no sheet “{one_line(sheet)}”. "
            f"Name the file alone: {path.name}"
        )
    if kind is FileKind.ZIP_OF_CSV:
        member = csv_in_zip(path)
        return _open_csv(path, lambda: _open_member(path, member), known, wanted, member)
    if kind is FileKind.WEB_PAGE:
        return _open_page(path, known, wanted)
    return _open_csv(path, lambda: _open_file(path), known, wanted, path.name)


def file_and_sheet(path: Path) -> tuple[Path, str]:
    """The file, and the sheet that is named behind it as in schools.xlsx#Members, or none."""
    if "#" in path.name and not path.exists():
        for at, character in enumerate(path.name):
            if character == "#" and at and (file := path.with_name(path.name[:at])).exists():
                return file, path.name[at + 1 :].strip()
    return path, ""


def of_sheet(file: Path, sheet: str) -> Path:
    """The path that names a sheet of a file."""
    return file.with_name(f"{file.name}#{sheet}")


# CSV


@contextmanager
def _open_file(path: Path) -> Iterator[IO[bytes]]:
    with path.open("rb") as file:
        yield file


@contextmanager
def _open_member(path: Path, member: str) -> Iterator[IO[bytes]]:
    with zipfile.ZipFile(path) as packed, packed.open(member) as file:
        yield file


@dataclass(frozen=True)
class _Csv:
    """How a CSV file is to be read."""

    open: Callable[[], Any]
    text: Text
    delimiter: str = ","

    def rows(self) -> Iterator[FileRow]:
        width = None
        with self.open() as file:
            lines = self.text.read_lines(file, LONGEST_LINE)
            for at, row in enumerate(read_rows(lines, self.delimiter)):
                if says_what_was_left_out(row.cells):
                    continue
                # Our own files begin with their headings; below them it is a text like any other.
                if at == 0 and (named := without_note(row.cells)) is not row.cells:
                    width = len(named)
                yield row if width is None else row._replace(cells=row.cells[:width])


def _open_csv(
    path: Path, opener: Callable[[], Any], known: Known, wanted: str, name: str
) -> TabularFile:
    text = _survey(path, opener)
    best: tuple[_Csv, Headings] | None = None
    widest, broken = -1, ""
    for delimiter in DELIMITERS:
        source = _Csv(opener, text, delimiter)
        rows = source.rows()
        first_rows = list(islice(rows, ROWS_LOOKED_AT))
        rows.close()  # type: ignore[attr-defined]
        found = find_headings(first_rows, known, read_back)
        # Of the ways to part it, the one that makes most cells tells what is wrong with the file.
        width = max((len(row.cells) for row in first_rows), default=0)
        if width > widest:
            widest, broken = width, next((row.problem for row in first_rows if row.problem), "")
        if found is not None and (best is None or found.known > best[1].known):
            best = source, found
    if best is None:
        raise _no_headings(path, wanted, also=f" Perhaps that is why: {broken}." if broken else "")
    source, found = best
    rows = source.rows()
    opened = ExitStack()
    opened.callback(rows.close)  # type: ignore[attr-defined]
    for row in rows:
        if row.line >= found.last_line:
            break
    parted = f"Read as {text.label}, {DELIMITERS[source.delimiter]}-separated."
    notes = [parted, *text.notes, *filter(None, [found.note])]
    about = max(0, text.lines - found.last_line)
    columns = len(found.texts)
    return TabularFile(path, found.texts, rows, about, read_back, notes, name, columns, opened)


def _survey(path: Path, opener: Callable[[], Any]) -> Text:
    try:
        return survey(opener)
    except NotTextError:
        raise no_table(
            path,
            "a file of another kind: it holds bytes that no CSV has",
            "Save it from your spreadsheet as “CSV UTF-8” or as .xlsx.",
        ) from None
    except (OSError, zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError) as error:
        raise Problem(
            f"{named(path)} cannot be read to its end: {one_line(str(error))}. "
            "Copy or fetch it again."
        ) from None


# Web pages


def _open_page(path: Path, known: Known, wanted: str) -> TabularFile:
    from data.imports.web_tables import read_tables

    if path.stat().st_size > _LARGEST_PAGE:
        raise no_table(
            path,
            "a web page of more than 100 MB",
            "Open it in Excel, save it as “Excel workbook (.xlsx)”, and import that.",
        )
    text = _survey(path, lambda: _open_file(path))
    with path.open("rb") as file:
        tables = read_tables(text.read_lines(file, LONGEST_LINE))
    way_out = "open it in Excel, save it as “Excel workbook (.xlsx)”, and import that"
    for table in tables:
        found = find_headings(table[:ROWS_LOOKED_AT], known, str)
        if found is not None:
            rows = table[found.last_line :]
            is_a = "This is a web page under another name" if _misnamed(path) else "A web page"
            note = f"{is_a}; its table was read. Should a row look wrong, {way_out}."
            notes = [note, *text.notes, *filter(None, [found.note])]
            return TabularFile(path, found.texts, iter(rows), len(rows), str, notes, path.name)
    raise UnknownHeadings(
        f"{named(path)} is a web page, whatever its name says, and none of its tables has headings "
        f"that this import knows, such as {wanted}. Otherwise {way_out}."
    )


def _misnamed(path: Path) -> bool:
    return path.suffix.lower() not in (".htm", ".html")


# Workbooks


def _open_workbook(
    path: Path, kind: FileKind, wanted_sheet: str, known: Known, wanted: str
) -> TabularFile:
    sheets = workbooks.open_sheets(path, kind)
    chosen = _sheets_of_name(path, sheets, wanted_sheet) if wanted_sheet else sheets
    looked_at = [each for each in chosen if each.visible or wanted_sheet]
    refusal: Problem | None = None
    for sheet in looked_at:
        try:
            content = sheet.read()
            before = list(islice(content.rows, ROWS_LOOKED_AT))
        except Problem as problem:
            refusal = refusal or problem
            continue
        found = find_headings(before, known, str)
        if found is not None:
            below = [row for row in before if row.line > found.last_line]
            notes = [_note_of_sheets(sheet, sheets), *filter(None, [found.note])]
            notes += _notes_of_merged(found, content.merged)
            notes += _notes_of_hidden(found, content.facts)
            about = max(content.lines - found.last_line, len(below))
            rows = chain(below, content.rows)
            title = one_line(sheet.name)
            return TabularFile(path, found.texts, rows, about, str, notes, path.name, sheet=title)
    if refusal is not None:
        raise refusal
    raise _no_headings(path, wanted, looked_at, sheets)


def _sheets_of_name(
    path: Path, sheets: Sequence[workbooks.Sheet], name: str
) -> list[workbooks.Sheet]:
    found = [each for each in sheets if each.name.strip().casefold() == name.casefold()]
    if not found:
        raise Problem(
            f"{named(path)} has no sheet “{one_line(name)}”. It has: {_names(sheets)}. "
            f"For example: {path.name}#{sheets[0].name if sheets else 'Sheet1'}"
        )
    return found


def _names(sheets: Sequence[workbooks.Sheet]) -> str:
    shown = [
        f"“{one_line(each.name)}”{'' if each.visible else ' (hidden)'}"
        for each in sheets[:_SHEETS_NAMED]
    ]
    more = len(sheets) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more > 0 else "")


def _note_of_sheets(sheet: workbooks.Sheet, sheets: Sequence[workbooks.Sheet]) -> str:
    said = f"Read the sheet “{one_line(sheet.name)}”"
    # The lists of a template of ours hold no rows.
    others = [each for each in sheets if each is not sheet and each.name != CHOICES]
    if not others:
        return f"{said}."
    return f"{said}. Others are read when they are named, as FILE#Sheet: {_names(others)}."


def _notes_of_merged(found: Headings, merged: Sequence[workbooks.Merged]) -> list[str]:
    """Notes about headings that span several columns, of which only the first has the text."""
    notes = []
    for top, left, bottom, right in merged:
        over = found.texts[left + 1 : right + 1]
        if top < found.last_line <= bottom + 1 and right > left and not any(over):
            area = f"{address(top, left)}:{address(bottom, right)}"
            notes.append(
                f"The heading “{found.texts[left]}” is merged over several columns ({area}): only "
                "the first of them is read. Give each column its own heading to read them all."
            )
    return notes


def _notes_of_hidden(found: Headings, facts: SheetFacts) -> list[str]:
    """Notes about rows and columns that the user does not see, and that are read all the same."""
    notes = []
    if rows := [at + 1 for at in facts.hidden if at + 1 > found.last_line]:
        notes.append(f"Hidden rows are read as well ({lines_in_words(rows)}).")
    columns = [
        found.texts[at] for at in facts.hidden_columns if at < len(found.texts) and found.texts[at]
    ]
    if columns:
        notes.append(f"Hidden columns are read as well: {', '.join(columns)}.")
    return notes


def _no_headings(
    path: Path,
    wanted: str,
    looked_at: Sequence[workbooks.Sheet] = (),
    sheets: Sequence[workbooks.Sheet] = (),
    also: str = "",
) -> UnknownHeadings:
    where = f" on the sheets looked at ({_names(looked_at)})" if len(sheets) > 1 else ""
    hidden = [each for each in sheets if each not in looked_at]
    if hidden:
        also = f" Not looked at: {_names(hidden)}; name one as FILE#Sheet."
    return UnknownHeadings(
        f"{named(path)} has no row of headings that this import knows{where}, so its columns have "
        f"no meaning. Put headings above the rows, such as {wanted}.{also}"
    )

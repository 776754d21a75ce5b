"""Telling what kind of file it is by its bytes, not its name; what is no table is refused."""

from __future__ import annotations

import codecs
import stat
import zipfile
from enum import Enum
from pathlib import Path

from data.problems import Problem
from models.fields.text import one_line


class FileKind(Enum):
    """The kinds of file that rows can be read from."""

    TEXT = "CSV"
    WEB_PAGE = "a web page"
    EXCEL = "an Excel workbook"
    EXCEL_BEFORE_2007 = "an Excel workbook of the kind before 2007"
    OPEN_DOCUMENT = "an OpenDocument spreadsheet"
    ZIP_OF_CSV = "a ZIP"


WORKBOOKS = (FileKind.EXCEL, FileKind.EXCEL_BEFORE_2007, FileKind.OPEN_DOCUMENT)
"""The kinds that have sheets."""

LARGEST_TEXT = 400_000_000
"""Bytes of a CSV file, also in a ZIP: more than six times the whole extract of the register."""

_MOST_MEMBERS = 2_000
_HEAD = 4_096
_COMPOUND = b"\xd0\xcf\x11\xe0"
_LARGEST_OLD_WORKBOOK = 200 << 20
_SAVE = "Save the table as an Excel workbook (.xlsx) or as “CSV UTF-8”, and import that."

_OTHERS: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF", "a PDF", "Ask for the table that it was made from, as a workbook or as CSV."),
    (b"\x89PNG", "a picture (PNG)", _SAVE),
    (b"\xff\xd8\xff", "a picture (JPEG)", _SAVE),
    (b"GIF8", "a picture (GIF)", _SAVE),
    (b"II*\0", "a picture (TIFF)", _SAVE),
    (b"MM\0*", "a picture (TIFF)", _SAVE),
    (b"{\\rtf", "a text of a word processor (RTF)", _SAVE),
    (b"SQLite format 3\0", "a database, perhaps a store or its backup",
     "Rows are exported from it first: alliance --store FILE list schools --format csv"),
    (b"\x1f\x8b", "a compressed file (gzip)", "Unpack it and import the file in it."),
    (b"BZh", "a compressed file (bzip2)", "Unpack it and import the file in it."),
    (b"\xfd7zXZ", "a compressed file (xz)", "Unpack it and import the file in it."),
    (b"7z\xbc\xaf", "a compressed file (7z)", "Unpack it and import the file in it."),
    (b"Rar!", "a compressed file (RAR)", "Unpack it and import the file in it."),
    (b"BEGIN:VCARD", "a file of contacts (vCard)", "Export the contacts as CSV, and import that."),
    (b"BEGIN:VCALENDAR", "a calendar (iCalendar)", "Export its entries as CSV, and import that."),
)  # fmt: skip
_IN_COMPOUND: tuple[tuple[str, str, str], ...] = (
    ("WordDocument", "a Word document", _SAVE),
    ("PowerPoint Document", "a PowerPoint presentation", _SAVE),
    ("__properties_version1.0", "an Outlook message", "Save what is attached to it, if that is "
     "the table, and import that."),
)  # fmt: skip
_IN_ZIP: tuple[tuple[str, str, str], ...] = (
    ("word/document.xml", "a Word document", _SAVE),
    ("ppt/presentation.xml", "a PowerPoint presentation", _SAVE),
    ("Index/Document.iwa", "a Numbers, Pages or Keynote document",
     "Export it from Numbers to Excel or CSV, and import that."),
    ("xl/workbook.bin", "an Excel binary workbook (.xlsb)",
     "Open it in Excel and save it as “Excel workbook (.xlsx)”."),
)  # fmt: skip
_PAGE_BEGINS = ("<!doctype html", "<html", "<table", "<head", "<body", "<meta", "<style", "<div")


def named(path: Path) -> str:
    """The file's name for messages."""
    return f"“{one_line(path.name or str(path))}”"


def kind_of(path: Path, wanted: str) -> FileKind:
    """The kind of a file. `wanted` names a few headings for the message about an empty one.

    Raises Problem, with what to do, when it cannot be read or is of a kind without rows.
    """
    start = _first_bytes(path)
    if not start:
        raise Problem(
            f"{named(path)} is empty, so there is nothing to import. "
            f"A file for import begins with headings such as {wanted}."
        )
    if start.startswith(_COMPOUND):
        return _kind_of_compound(path)
    if start.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _kind_of_zip(path)
    for first, what, instead in _OTHERS:
        if start.startswith(first):
            raise no_table(path, what, instead)
    return _kind_of_text(path, start)


def no_table(path: Path, what: str, instead: str) -> Problem:
    """The error to raise for a file of another kind."""
    return Problem(f"{named(path)} is {what}, not a table of text. {instead}")


def damaged(path: Path, like: str = "a workbook or a ZIP") -> Problem:
    """The error to raise for a workbook or a ZIP whose inside cannot be read."""
    return Problem(
        f"{named(path)} is damaged: it begins like {like}, but the rest cannot be read. "
        "Fetch it again, or open it in your spreadsheet and save it again as .xlsx or as "
        "“CSV UTF-8”."
    )


def _first_bytes(path: Path) -> bytes:
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise Problem(f"{named(path)} is a folder. Name a file in it, such as schools.csv.")
        if not stat.S_ISREG(mode):
            raise Problem(f"{named(path)} is a device or a pipe. Name a file, such as schools.csv.")
        with path.open("rb") as file:
            return file.read(_HEAD)
    except FileNotFoundError:
        raise Problem(
            f"There is no file {named(path)} in {one_line(str(path.absolute().parent))}. "
            "Check the name and the folder."
        ) from None
    except PermissionError:
        raise Problem(
            f"{named(path)} may not be read: it belongs to somebody else or is open in another "
            "program. Close it there, or copy it to a folder of your own."
        ) from None
    except (OSError, ValueError) as error:
        why = one_line(getattr(error, "strerror", None) or str(error))
        raise Problem(
            f"{named(path)} cannot be read: {why}. Copy it to this computer and try again."
        ) from None


def _kind_of_compound(path: Path) -> FileKind:
    """The kind of file in a Microsoft container, by the names in its directory."""
    with path.open("rb") as file:
        content = file.read(_LARGEST_OLD_WORKBOOK + 1)
    if len(content) > _LARGEST_OLD_WORKBOOK:
        raise Problem(
            f"{named(path)} is larger than a workbook of the kind before 2007 can be. "
            "Open it in Excel and save it as “Excel workbook (.xlsx)”."
        )

    def holds(name: str) -> bool:
        return name.encode("utf-16-le") in content

    if holds("EncryptedPackage") or holds("EncryptionInfo"):
        raise has_password(path)
    for name, what, instead in _IN_COMPOUND:
        if holds(name):
            raise no_table(path, what, instead)
    return FileKind.EXCEL_BEFORE_2007


def has_password(path: Path) -> Problem:
    """The error to raise for a workbook that only a password opens."""
    return Problem(
        f"{named(path)} has a password, so nothing in it can be read. Open it in Excel, take the "
        "password away under File, Info, Protect Workbook, and save it under another name."
    )


def _kind_of_zip(path: Path) -> FileKind:
    try:
        with zipfile.ZipFile(path) as packed:
            members = packed.infolist()
            kind = b""
            if any(each.filename == "mimetype" and each.file_size < 200 for each in members):
                kind = packed.read("mimetype")
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError):
        raise damaged(path) from None
    if len(members) > _MOST_MEMBERS:
        raise Problem(
            f"{named(path)} holds {len(members):,} files, and at most {_MOST_MEMBERS:,} are looked "
            "through. Unpack it and name the file to import."
        )
    names = {each.filename for each in members}
    if "xl/workbook.xml" in names:
        return FileKind.EXCEL
    if kind.startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
        return FileKind.OPEN_DOCUMENT
    if kind.startswith(b"application/vnd.oasis.opendocument"):
        raise no_table(path, "an OpenDocument text, drawing or presentation", _SAVE)
    for name, what, instead in _IN_ZIP:
        if name in names:
            raise no_table(path, what, instead)
    return FileKind.ZIP_OF_CSV


def csv_in_zip(path: Path) -> str:
    """The name of the CSV file in a ZIP such as the register's download. Raises Problem."""
    try:
        with zipfile.ZipFile(path) as packed:
            tables = [each for each in packed.infolist() if _is_csv(each.filename)]
    except (zipfile.BadZipFile, OSError, ValueError):
        raise damaged(path) from None
    schools = [each for each in tables if Path(each.filename).name.lower().startswith("edubase")]
    chosen = tables if len(tables) == 1 else schools
    if len(chosen) != 1:
        there = f"it has {len(tables)}" if tables else "it has none"
        raise Problem(
            f"{named(path)} is neither an Excel workbook nor a ZIP with one CSV file in it: "
            f"{there}. Save it as .xlsx or as CSV, or unpack it and name the file to import."
        )
    member = chosen[0]
    if member.flag_bits & 1:
        raise Problem(
            f"{named(path)} has a password. Unpack it with that, and name the file to import."
        )
    if member.file_size > LARGEST_TEXT:
        raise Problem(
            f"{named(path)} unpacks to {member.file_size / 1e6:,.0f} MB, and at most 400 MB are "
            "read. Fetch it again, or unpack it and look what is in it."
        )
    return member.filename


def _is_csv(name: str) -> bool:
    return name.lower().endswith(".csv") and not name.startswith("__MACOSX/")


def _kind_of_text(path: Path, start: bytes) -> FileKind:
    wide = start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    text = start.decode("utf-16" if wide else "utf-8-sig", errors="replace").lstrip().lower()
    if text.startswith("mime-version:"):
        raise no_table(path, "a web archive (MHTML)", f"Open it in Excel. {_SAVE}")
    if (size := path.stat().st_size) > LARGEST_TEXT:
        raise Problem(
            f"{named(path)} has {size / 1e6:,.0f} MB, and at most 400 MB are read. "
            "Fetch it again, or look what is in it."
        )
    if not text.startswith("<"):
        return FileKind.TEXT
    if "schemas-microsoft-com:office:spreadsheet" in text or 'progid="excel.sheet"' in text:
        raise no_table(path, "an XML spreadsheet of 2003", f"Open it in Excel. {_SAVE}")
    if text.startswith(_PAGE_BEGINS) or "<html" in text or "<table" in text:
        return FileKind.WEB_PAGE
    if text.startswith("<?xml"):
        raise no_table(path, "an XML file", _SAVE)
    return FileKind.TEXT

"""Files of other kinds: each is told what it is and what to do, whatever its name says."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest

from tests.data.imports.making_files import refusal_of, rows_of

FILES = Path(__file__).with_name("files")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def written(tmp_path: Path, content: bytes, name: str = "schools.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("content", "what", "instead"),
    [
        (b"%PDF-1.7\n", "is a PDF", "Ask for the table"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "is a picture (JPEG)", ".xlsx"),
        (b"GIF89a\1\0", "is a picture (GIF)", ".xlsx"),
        (b"{\\rtf1\\ansi Name,Town}", "(RTF)", ".xlsx"),
        (b"SQLite format 3\0" + bytes(84), "perhaps a store or its backup", "alliance --store"),
        (b"\x1f\x8b\x08\0", "(gzip)", "Unpack it"),
        (b"BEGIN:VCARD\nVERSION:3.0\n", "contacts (vCard)", "Export the contacts as CSV"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related", "web archive", "Open it in Excel"),
        (b'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>', "XML spreadsheet of "
         "2003", "Open it in Excel"),
        (b"<?xml version='1.0'?><schools/>", "is an XML file", ".xlsx"),
        (OLE + "WordDocument".encode("utf-16-le"), "is a Word document", ".xlsx"),
        (OLE + "__properties_version1.0".encode("utf-16-le"), "an Outlook message", "attached"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "has a password", "take the password away"),
    ],
)  # fmt: skip
def test_files_of_other_kinds_are_told_what_they_are_and_what_to_do(
    tmp_path: Path, content: bytes, what: str, instead: str
) -> None:
    said = refusal_of(written(tmp_path, content))
    assert what in said
    assert instead in said


def test_a_workbook_with_a_password_is_told_so() -> None:
    said = refusal_of(FILES / "with_password.xlsx")
    assert "“with_password.xlsx” has a password" in said


@pytest.mark.parametrize(
    ("members", "what"),
    [
        ({"word/document.xml": ""}, "is a Word document"),
        ({"xl/workbook.bin": ""}, "is an Excel binary workbook (.xlsb)"),
        ({"Index/Document.iwa": ""}, "is a Numbers, Pages or Keynote document"),
        ({"mimetype": "application/vnd.oasis.opendocument.text"}, "is an OpenDocument text"),
        ({"one.csv": "Name\nA\n", "two.csv": "Name\nB\n"}, "with one CSV file in it: it has 2"),
        ({"notes.txt": ""}, "with one CSV file in it: it has none"),
    ],
)
def test_what_is_packed_is_told_too(tmp_path: Path, members: dict[str, str], what: str) -> None:
    path = tmp_path / "schools.zip"
    with zipfile.ZipFile(path, "w") as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    assert what in refusal_of(path)


def test_the_one_csv_of_a_zip_is_found_in_its_folder_and_beside_what_a_mac_adds(
    tmp_path: Path,
) -> None:
    path = tmp_path / "download.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("extract/../schools.csv", "Name,Town\nMoor,Leeds\n")
        packed.writestr("__MACOSX/._schools.csv", "\0")
    assert rows_of(path) == [(2, ["Moor", "Leeds"])]


def test_a_zip_of_very_many_files_or_with_a_huge_one_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w") as packed:
        for number in range(2_001):
            packed.writestr(f"{number}.txt", "")
    assert "holds 2,001 files" in refusal_of(path)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("schools.csv", b"Name,Town\n" + b"0" * 5_000_000)
    content = bytearray(path.read_bytes())
    listed = content.rindex(b"PK\x01\x02")
    content[listed + 24 : listed + 28] = (600_000_000).to_bytes(4, "little")
    path.write_bytes(content)
    assert "unpacks to 600 MB, and at most 400 MB" in refusal_of(path)


def test_a_csv_of_more_than_anybody_keeps_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "schools.csv"
    path.write_bytes(b"Name,Town\n")
    os.truncate(path, 600_000_000)
    assert "has 600 MB, and at most 400 MB" in refusal_of(path)


def test_a_zip_that_says_it_is_smaller_than_it_is_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("schools.csv", b"Name,Town\n" + b"Moor,Leeds\n" * 100_000)
    content = bytearray(path.read_bytes())
    listed = content.rindex(b"PK\x01\x02")
    content[listed + 24 : listed + 28] = (1_000).to_bytes(4, "little")
    path.write_bytes(content)
    assert "cannot be read to its end" in refusal_of(path)


@pytest.mark.skipif(os.name != "posix", reason="devices of POSIX")
def test_devices_and_folders_are_refused_and_not_waited_for(tmp_path: Path) -> None:
    assert "is a device or a pipe" in refusal_of(Path("/dev/null"))
    assert "is a folder" in refusal_of(tmp_path)
    assert "There is no file" in refusal_of(tmp_path / "none\udce9.csv")

"""The given files: CSVs as they are, and those inside a ZIP, which is never unpacked."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from typing import IO

from data.problems import Problem
from models.fields.text import one_line

MOST_BYTES = 400_000_000
"""More than six times the whole extract of today."""

MOST_MEMBERS = 200

_DAY = re.compile(r"(?<!\d)(20\d\d)(\d\d)(\d\d)(?!\d)")


@dataclass(frozen=True)
class Source:
    """One CSV file: its own, or the member of a ZIP. `size` is in bytes, unpacked."""

    path: Path
    name: str
    size: int
    member: str = ""

    @property
    def shown(self) -> str:
        """What people call the file."""
        return one_line(f"{self.name} in {self.path.name}" if self.member else self.name)

    @property
    def day(self) -> date | None:
        """The day that stands in the file's name, or in that of its ZIP; None without one."""
        return _day_in(self.name) or (_day_in(self.path.name) if self.member else None)

    @contextmanager
    def open(self) -> Iterator[IO[bytes]]:
        """The file's bytes. Raises Problem when they cannot be read to the end."""
        try:
            if self.member:
                with zipfile.ZipFile(self.path) as packed, packed.open(self.member) as member:
                    yield member
            else:
                with self.path.open("rb") as file:
                    yield file
        except (OSError, zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, RuntimeError) as error:
            why = one_line(getattr(error, "strerror", None) or str(error))
            raise Problem(
                f"{self.shown} cannot be read to its end: {why}. Fetch it again."
            ) from None


def sources_of(paths: Sequence[Path]) -> tuple[list[Source], list[str]]:
    """The CSV files that these paths hold, and a line for each thing that was passed over.

    A path that is given twice counts once. Raises Problem for what is missing, encrypted, damaged
    or too large.
    """
    found: list[Source] = []
    remarks: list[str] = []
    seen: set[Path] = set()
    for path in paths:
        whole = path.absolute()
        if whole in seen:
            continue
        seen.add(whole)
        size = _size(path)
        with path.open("rb") as file:
            packed = file.read(4) == b"PK\x03\x04"
        if packed:
            inside, passed_over = _members(path)
            found += inside
            remarks += passed_over
        else:
            found.append(Source(path, path.name, size))
    total = sum(source.size for source in found)
    if total > MOST_BYTES:
        raise _too_large("Together the files", total)
    return found, remarks


def _size(path: Path) -> int:
    name = f"“{one_line(path.name or str(path))}”"
    try:
        if path.is_dir():
            raise Problem(
                f"{name} is a folder. Name the files in it, such as edubasealldata20261112.csv."
            )
        if not path.is_file():
            where = one_line(str(path.absolute().parent))
            raise Problem(f"There is no file {name} in {where}. Check the name and the folder.")
        with path.open("rb"):
            size = path.stat().st_size
    except (OSError, ValueError) as error:
        why = one_line(getattr(error, "strerror", None) or str(error))
        raise Problem(
            f"{name} cannot be read: {why}. Copy it to a folder of your own and try again."
        ) from None
    if size == 0:
        raise Problem(f"{name} is empty: fetch it again.")
    return size


def _members(path: Path) -> tuple[list[Source], list[str]]:
    """The CSV files in a ZIP, however deep they lie."""
    name = f"“{one_line(path.name)}”"
    try:
        with zipfile.ZipFile(path) as packed:
            entries = [entry for entry in packed.infolist() if not entry.is_dir()]
    except (zipfile.BadZipFile, OSError, ValueError):
        raise Problem(f"{name} is damaged or cut off: fetch the ZIP again.") from None
    if len(entries) > MOST_MEMBERS:
        raise Problem(
            f"{name} holds {len(entries):,} files, and at most {MOST_MEMBERS} are read. "
            "Name the register's CSV files themselves."
        )
    total = sum(entry.file_size for entry in entries)
    if total > MOST_BYTES:
        raise _too_large(name, total)
    found, remarks = [], []
    for entry in entries:
        inner = PurePosixPath(entry.filename.replace("\\", "/"))
        if ".." in inner.parts:
            remarks.append(f"{one_line(entry.filename)} in {name} was left: its name leads astray.")
        elif inner.suffix.lower() != ".csv":
            remarks.append(f"{one_line(inner.name)} in {name} was left: it is no CSV file.")
        elif entry.flag_bits & 1:
            raise Problem(f"{name} has a password. Unpack it yourself and name the CSV files.")
        elif entry.file_size:
            found.append(Source(path, inner.name, entry.file_size, entry.filename))
    if not found:
        raise Problem(f"There is no CSV file in {name}. Fetch the ZIP of the register's download.")
    return found, remarks


def _too_large(what: str, size: int) -> Problem:
    return Problem(
        f"{what} would be {size / 1e6:,.0f} MB unpacked, and at most 400 MB are read. "
        "The register's whole extract has about 60 MB."
    )


def _day_in(name: str) -> date | None:
    for match in _DAY.finditer(name):
        try:
            return date(int(match[1]), int(match[2]), int(match[3]))
        except ValueError:
            continue
    return None

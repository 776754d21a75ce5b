"""Replacing the register's file: built beside the old one, then put in its place whole.

A reader, a full disk or a power cut never meets half a register, and the one before stays at hand.
"""

from __future__ import annotations

import os
import secrets
import struct
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from data.files.safe_files import FileProblem, reason_of, sync_folder
from data.problems import Problem

APPLICATION_ID = 0x414C5247
"""Marks a register's file: "ALRG" in its header."""

VERSION = 1
"""The version of its tables. A file of another version is made anew from the department's files."""

_PART = ".alliance-register-{}.part"
_LEFT_OVER_SECONDS = 24 * 60 * 60


class RegisterProblem(Problem):
    """The register is not there, is damaged, or is not one."""


class NoRegister(RegisterProblem):
    """No register has been read yet."""


def previous_of(path: Path) -> Path:
    """The file in which the register before this one is kept."""
    return path.with_name(f"{path.stem}-previous{path.suffix}")


def refuse_unusable(path: Path) -> None:
    """Raise RegisterProblem when there is no register in this file, or none that can be read."""
    again = "Read the department's files anew: alliance register update FILE…"
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except FileNotFoundError:
        raise NoRegister(
            "There is no register of schools yet. Fetch the files from “Get Information about "
            "Schools”, Downloads, then: alliance register update FILE…"
        ) from None
    except OSError as error:
        raise RegisterProblem(f"The register {path} cannot be read: {error.strerror}.") from None
    if len(header) < 100 or not header.startswith(b"SQLite format 3\0"):
        raise RegisterProblem(f"{path} is damaged or no register. {again}")
    version, application = (struct.unpack(">I", header[at : at + 4])[0] for at in (60, 68))
    if application != APPLICATION_ID:
        raise RegisterProblem(f"{path} is no register of Alliance Desk. Move it away. {again}")
    if version != VERSION:
        raise RegisterProblem(f"{path} was made by another version of Alliance Desk. {again}")


@contextmanager
def new_file(path: Path) -> Iterator[Path]:
    """An empty file beside the register, for its owner alone; gone at the end unless it was taken.

    Raises FileProblem when none can be made there.
    """
    _remove_left_over(path.parent)
    part = path.with_name(_PART.format(secrets.token_hex(8)))
    try:
        # Within the block, so that Ctrl+C leaves nothing behind at any moment.
        try:
            os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        except OSError as error:
            raise FileProblem(path, reason_of(error, path)) from error
        yield part
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def take_place(part: Path, path: Path) -> None:
    """Put a whole new file in the register's place; what stood there is kept as the previous one.

    Raises FileProblem, and leaves the old one where it is, when that cannot be done.
    """
    try:
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        if path.exists():
            _keep(path, previous_of(path))
        part.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        raise FileProblem(path, reason_of(error, path)) from error


def go_back(path: Path) -> None:
    """Let the previous register and the one that stands change places.

    Raises RegisterProblem when there is no previous one that can be read.
    """
    previous = previous_of(path)
    if not previous.exists():
        raise RegisterProblem("There is no register before this one to go back to.")
    refuse_unusable(previous)
    aside = path.with_name(_PART.format(secrets.token_hex(8)))
    try:
        if path.exists():
            _keep(path, aside)
        previous.replace(path)
        if aside.exists():
            aside.replace(previous)
        sync_folder(path.parent)
    except OSError as error:
        raise FileProblem(path, reason_of(error, path)) from error
    finally:
        with suppress(OSError):
            aside.unlink(missing_ok=True)


def _keep(path: Path, kept: Path) -> None:
    """Give the file a second name, so that it is never without one; move it where that is not so.

    Memory sticks and some network drives have no second names.
    """
    second = path.with_name(_PART.format(secrets.token_hex(8)))
    try:
        os.link(path, second)
    except OSError:
        path.replace(kept)
    else:
        second.replace(kept)


def _remove_left_over(folder: Path) -> None:
    """Remove what an update left that was killed, once nobody can be writing it any more."""
    for part in folder.glob(_PART.format("*")):
        with suppress(OSError):
            if time.time() - part.stat().st_mtime > _LEFT_OVER_SECONDS:
                part.unlink()

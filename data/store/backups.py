"""Backups: copies of the store that are made automatically, and thinned as they age."""

from __future__ import annotations

import contextlib
import glob
import itertools
import os
import re
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import apsw

from data.files.leftovers import sweep
from data.files.safe_files import reason_of, temporary_beside
from data.problems import Problem, StoreProblem
from data.store.books import Books
from data.store.database import fault_of

_NAME = re.compile(r".*-(\d{4}-\d\d-\d\dT\d{6})(?:-[\w-]+)?\.db")
_NAME_OF_A_DAY = re.compile(r"T\d{6}(?:-\d+)?\.db$")
_LAST_OPERATION = "SELECT number, at, desk FROM operation ORDER BY number DESC LIMIT 1"
_THAT_OPERATION = "SELECT 1 FROM operation WHERE number = ? AND at = ? AND desk = ?"
_STAMP = "%Y-%m-%dT%H%M%S"


def folder_of(store: Path) -> Path:
    """The folder in which a store's backups lie."""
    return store.parent / f"{store.stem}-backups"


def backups_of(store: Path) -> list[Path]:
    """The backups that the desk made of this store, newest first."""
    ours = glob.escape(store.stem)
    found = [path for path in folder_of(store).glob(f"{ours}-*.db") if moment_of(path)]
    return sorted(found, key=lambda path: path.name, reverse=True)


def moment_of(backup: Path) -> datetime | None:
    """When a backup was made, from its name; None when it is no name of ours."""
    match = _NAME.fullmatch(backup.name)
    with contextlib.suppress(ValueError):
        return datetime.strptime(match[1], _STAMP) if match else None
    return None


def new_path(store: Path, now: datetime, reason: str) -> Path:
    """A name among the backups that no backup has yet."""
    stem = f"{store.stem}-{now.strftime(_STAMP)}{f'-{reason}' if reason else ''}"
    names = (f"{stem}{f'-{count}' if count else ''}.db" for count in itertools.count())
    return next(path for name in names if not (path := folder_of(store) / name).exists())


def make(books: Books, *, reason: str = "", now: datetime | None = None) -> Path:
    """Copy the store into its folder of backups and thin that folder. Returns the copy."""
    folder = folder_of(books.path)
    sweep(folder)
    now = now or datetime.now()
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise Problem(f"No backup could be made in {folder}: {fault_of(error)}.") from None
    path = new_path(books.path, now, reason)
    copy(books, path)
    thin(books.path, now)
    return path


def daily(books: Books, now: datetime | None = None) -> Path | None:
    """Make today's backup when something changed since the last one; None when nothing did."""
    now = now or datetime.now()
    # Copies made for a reason of their own may hold other books than those that now stand.
    backups = [path for path in backups_of(books.path) if _NAME_OF_A_DAY.search(path.name)]
    if any(moment.date() == now.date() for path in backups if (moment := moment_of(path))):
        return None
    # A backup that cannot be read is no reason to go without a new one.
    with contextlib.suppress(StoreProblem):
        for newest in backups[:1]:
            with opened(newest) as old:
                last = list(old.execute(_LAST_OPERATION))
            if last == books.database.rows(_LAST_OPERATION):
                return None
    return make(books, now=now)


def copy(books: Books, path: Path, *, replace: bool = False) -> None:
    """Copy the whole store to this file, which nobody else may read.

    An older copy of the same books is replaced by a newer; other books only if told to `replace`
    them, for somebody may be working in them. A backup of these books never is.
    """
    if path.is_dir():
        raise Problem(f"{path} is a folder. Name a file in it: {path / 'backup.db'}")
    if not path.parent.is_dir():
        raise Problem(f"There is no folder {path.parent}. Make it first, or name another file.")
    if path.exists() and path.samefile(books.path):
        raise Problem(f"{path} is the store itself. Name another file for its copy.")
    if any(path.exists() and path.samefile(each) for each in backups_of(books.path)):
        raise Problem(f"{path} is a backup of this store. Name another file for the copy.")
    if path.exists() and not replace and not _is_older_copy(books, path):
        raise Problem(
            f"{path} holds books that are no older copy of this store. Name another file for the "
            "copy, or say that they may be replaced: --force"
        )
    copy_to_file(books.database.connection(), path)


def _is_older_copy(books: Books, path: Path) -> bool:
    """Whether all that was ever saved in that file was saved in these books as well."""
    with contextlib.suppress(StoreProblem), opened(path) as old:
        last = list(old.execute(_LAST_OPERATION))
        return all(books.database.rows(_THAT_OPERATION, *each) for each in last)
    return False


def copy_to_file(source: apsw.Connection, path: Path) -> None:
    """Copy a whole database to a file that is there whole or not at all, for its owner alone."""
    part = temporary_beside(path)
    try:
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        target = apsw.Connection(str(part))
        try:
            with target.backup("main", source, "main") as backup:
                backup.step(-1)
        finally:
            target.close()
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        part.replace(path)
    except (OSError, apsw.Error) as error:
        with contextlib.suppress(OSError):
            part.unlink()
        why = (
            reason_of(error, path)
            if isinstance(error, OSError)
            else f"{fault_of(error)}; name a file on a disk with room"
        )
        raise Problem(f"The copy {path} could not be written: {why}.") from None


def thin(store: Path, now: datetime) -> None:
    """Remove the backups that age has made superfluous."""
    backups = {path: moment for path in backups_of(store) if (moment := moment_of(path))}
    keep = kept(backups.values(), now)
    for path, moment in backups.items():
        if moment not in keep:
            with contextlib.suppress(OSError):
                path.unlink()


def kept(moments: Iterable[datetime], now: datetime) -> set[datetime]:
    """Which backups stay: all of two days, then the last of 12 days, 10 weeks and 9 months."""
    newest_first = sorted(moments, reverse=True)
    stay = {moment for moment in newest_first if now - moment < timedelta(days=2)}
    for form, count in (("%Y-%m-%d", 12), ("%G-%V", 10), ("%Y-%m", 9)):
        periods: dict[str, datetime] = {}
        for moment in newest_first:
            periods.setdefault(moment.strftime(form), moment)
        stay.update(list(periods.values())[:count])
    return stay


@contextlib.contextmanager
def opened(path: Path) -> Iterator[apsw.Connection]:
    """A connection that only reads this file. Raises StoreProblem when it is no store."""
    try:
        connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
        try:
            yield connection
        finally:
            connection.close()
    except apsw.Error as error:
        raise StoreProblem(f"{path} cannot be read as a store: {error}.") from None

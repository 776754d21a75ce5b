"""Backups: copies of the store that are made without being asked for, thinned as they age."""

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

from data.problems import Problem, StoreProblem
from data.store import database
from data.store.books import Books

_NAME = re.compile(r".*-(\d{4}-\d\d-\d\dT\d{6})(?:-[\w-]+)?\.db")
_NAME_OF_A_DAY = re.compile(r"T\d{6}(?:-\d+)?\.db$")
_LAST_OPERATION = "SELECT number, at, desk FROM operation ORDER BY number DESC LIMIT 1"
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


def _new_path(store: Path, now: datetime, reason: str) -> Path:
    """A name among the backups that no backup has yet."""
    stem = f"{store.stem}-{now.strftime(_STAMP)}{f'-{reason}' if reason else ''}"
    names = (f"{stem}{f'-{count}' if count else ''}.db" for count in itertools.count())
    return next(path for name in names if not (path := folder_of(store) / name).exists())


def make(books: Books, *, reason: str = "", now: datetime | None = None) -> Path:
    """Copy the store into its folder of backups and thin that folder. Returns the copy."""
    folder = folder_of(books.path)
    now = now or datetime.now()
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise Problem(f"No backup could be made in {folder}: {error.strerror}.") from None
    path = _new_path(books.path, now, reason)
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
            with _opened(newest) as old:
                last = list(old.execute(_LAST_OPERATION))
            if last == books.database.rows(_LAST_OPERATION):
                return None
    return make(books, now=now)


def copy(books: Books, path: Path) -> None:
    """Copy the whole store to this file, which nobody else may read; replaces it if it is there."""
    if path.is_dir():
        raise Problem(f"{path} is a folder. Name a file in it: {path / 'backup.db'}")
    if path.exists() and path.samefile(books.path):
        raise Problem(f"{path} is the store itself. Name another file for its copy.")
    _copy(books.database.connection(), path)


def _copy(source: apsw.Connection, path: Path) -> None:
    part = path.with_name(f".alliance-{os.urandom(8).hex()}.part")
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
        why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise Problem(
            f"The copy {path} could not be written: {why}. Name a file on a disk with room."
        ) from None


def restore(backup: Path, store: Path, now: datetime | None = None) -> Path | None:
    """Bring a backup back into the store's place.

    What stood there is kept among the backups; its path is returned, None when there was nothing.
    Raises StoreProblem when the backup is not a whole store, and changes nothing then.
    """
    if not backup.exists():
        raise StoreProblem(f"There is no backup at {backup}. List those there are: alliance where")
    database.version_of(backup)
    with _opened(backup) as source:
        sound = list(source.execute("PRAGMA integrity_check(1)")) == [("ok",)]
    if not sound:
        raise StoreProblem(f"{backup} is damaged. Choose another backup: alliance where")
    if not store.parent.is_dir():
        raise StoreProblem(f"There is no folder {store.parent} to restore into. Make it first.")
    kept = _put_aside(store, now or datetime.now()) if store.exists() else None
    with _opened(backup) as source:
        if not _copy_into(source, store):
            _copy(source, store)
    return kept


def _put_aside(store: Path, now: datetime) -> Path:
    """Keep what stands in the store's place, byte for byte, whatever it is."""
    if not store.is_file():
        raise StoreProblem(f"{store} is no file, so nothing can be restored in its place.")
    kept = _new_path(store, now, "before-restore")
    try:
        kept.parent.mkdir(mode=0o700, exist_ok=True)
        with _held(store):
            for end in ("", "-journal"):
                whole = store.with_name(store.name + end)
                if whole.exists():
                    _write_aside(kept.with_name(kept.name + end), whole.read_bytes())
    except OSError as error:
        raise Problem(
            f"What stands at {store} could not be put aside as {kept}: {error.strerror}. "
            "Nothing was restored; free some space and try again."
        ) from None
    return kept


def _write_aside(path: Path, content: bytes) -> None:
    with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


@contextlib.contextmanager
def _held(store: Path) -> Iterator[None]:
    """Let nobody else write the store meanwhile, where it is whole enough to be held.

    Raises StoreProblem when another program is writing or reading it just now.
    """
    connection = None
    try:
        connection = apsw.Connection(str(store), flags=apsw.SQLITE_OPEN_READWRITE)
        connection.execute("BEGIN EXCLUSIVE").fetchall()
    except (apsw.BusyError, apsw.LockedError):
        raise _in_use(store) from None
    except apsw.Error:
        pass
    try:
        yield
    finally:
        if connection is not None:
            connection.close()


def _copy_into(source: apsw.Connection, store: Path) -> bool:
    """Copy into the store's own file in one transaction; False when that file is past it.

    A desk that has the store open goes on with the restored books. Under a new file of the same
    name it would write on into the old one, and what it saved would be lost.
    """
    if not store.exists():
        return False
    try:
        target = apsw.Connection(str(store), flags=apsw.SQLITE_OPEN_READWRITE)
        try:
            if list(target.execute("PRAGMA quick_check(1)")) != [("ok",)]:
                return False
            target.execute("PRAGMA synchronous = EXTRA").fetchall()
            with target.backup("main", source, "main") as backup:
                backup.step(-1)
        finally:
            target.close()
    except (apsw.BusyError, apsw.LockedError):
        raise _in_use(store) from None
    except (apsw.NotADBError, apsw.CorruptError, apsw.CantOpenError):
        return False
    except apsw.Error as error:
        raise Problem(
            f"{store} could not be written: {error}. Free some space and restore again; "
            "what stood there stands there still."
        ) from None
    return True


def _in_use(store: Path) -> StoreProblem:
    return StoreProblem(f"{store} is in use by another program. Close it, then restore.")


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
def _opened(path: Path) -> Iterator[apsw.Connection]:
    try:
        connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
        try:
            yield connection
        finally:
            connection.close()
    except apsw.Error as error:
        raise StoreProblem(f"{path} cannot be read as a store: {error}.") from None

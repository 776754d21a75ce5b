"""Backups: copies of the store that are made without being asked for, thinned as they age."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import apsw

from data import database
from data.problems import Problem, StoreProblem

if TYPE_CHECKING:
    from data.store import Store

_NAME = re.compile(r".*-(\d{4}-\d\d-\d\dT\d{6})(?:-[\w-]+)?\.db")
_STAMP = "%Y-%m-%dT%H%M%S"


def folder_of(store: Path) -> Path:
    """The folder in which a store's backups lie."""
    return store.parent / f"{store.stem}-backups"


def backups_of(store: Path) -> list[Path]:
    """The backups that the desk made of this store, newest first."""
    found = [path for path in folder_of(store).glob(f"{store.stem}-*.db") if moment_of(path)]
    return sorted(found, key=lambda path: path.name, reverse=True)


def moment_of(backup: Path) -> datetime | None:
    """When a backup was made, from its name; None when it is no name of ours."""
    match = _NAME.fullmatch(backup.name)
    return datetime.strptime(match[1], _STAMP) if match else None


def make(store: Store, *, reason: str = "", now: datetime | None = None) -> Path:
    """Copy the store into its folder of backups and thin that folder. Returns the copy."""
    folder = folder_of(store.path)
    now = now or datetime.now()
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise Problem(f"No backup could be made in {folder}: {error.strerror}.") from None
    end = f"-{reason}" if reason else ""
    path = folder / f"{store.path.stem}-{now.strftime(_STAMP)}{end}.db"
    copy(store, path)
    thin(store.path, now)
    return path


def daily(store: Store, now: datetime | None = None) -> Path | None:
    """Make today's backup when something changed since the last one; None when nothing did."""
    if store.read_only or store.throw_away or not store.opened_after:
        return None
    now = now or datetime.now()
    newest = next(iter(backups_of(store.path)), None)
    if newest is not None:
        moment = moment_of(newest)
        if moment is not None and moment.date() >= now.date():
            return None
        with _opened(newest) as old:
            numbers = list(old.execute("SELECT max(number) FROM operation"))
        if numbers and numbers[0][0] == store.opened_after:
            return None
    return make(store, now=now)


def copy(store: Store, path: Path) -> None:
    """Copy the whole store to this file, which nobody else may read; replaces it if it is there."""
    if path.is_dir():
        raise Problem(f"{path} is a folder. Name a file in it: {path / 'backup.db'}")
    _copy(store.database.connection(), path)


def _copy(source: apsw.Connection, path: Path) -> None:
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        os.close(os.open(part, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600))
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
    kept = None
    if store.exists():
        _refuse_in_use(store)
        folder = folder_of(store)
        folder.mkdir(mode=0o700, exist_ok=True)
        stamp = (now or datetime.now()).strftime(_STAMP)
        kept = folder / f"{store.stem}-{stamp}-before-restore.db"
        content = store.read_bytes()
        kept.touch(mode=0o600)
        kept.write_bytes(content)
        journal = store.with_name(store.name + "-journal")
        if journal.exists():
            journal.replace(kept.with_name(kept.name + "-journal"))
    with _opened(backup) as source:
        _copy(source, store)
    return kept


def _refuse_in_use(store: Path) -> None:
    try:
        connection = apsw.Connection(str(store), flags=apsw.SQLITE_OPEN_READWRITE)
    except apsw.Error:
        return
    try:
        connection.execute("BEGIN EXCLUSIVE").fetchall()
        connection.execute("ROLLBACK").fetchall()
    except (apsw.BusyError, apsw.LockedError):
        raise StoreProblem(
            f"{store} is in use by another program. Close it, then restore."
        ) from None
    except apsw.Error:
        pass
    finally:
        connection.close()


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
def _opened(path: Path):  # type: ignore[no-untyped-def]
    try:
        connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
        try:
            yield connection
        finally:
            connection.close()
    except apsw.Error as error:
        raise StoreProblem(f"{path} cannot be read as a store: {error}.") from None

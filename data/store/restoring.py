"""Restoring a backup in the store's place; the store that was there is kept."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import apsw

from data.problems import Problem, StoreProblem
from data.store import database
from data.store.backups import copy_to_file, new_path, opened


class _Doubtful(Problem):
    """Nobody can say whether the restored books stand, so nothing may be thrown away."""


def restore(backup: Path, store: Path, now: datetime | None = None) -> Path | None:
    """Bring a backup back into the store's place.

    What stood there is kept among the backups; its path is returned, None when there was nothing.
    Both happen while nobody else can write, so no save is lost in between. Raises StoreProblem when
    the backup is not a whole store, or the store stays in use for ten seconds; nothing has changed
    then.
    """
    if not backup.exists():
        raise StoreProblem(f"There is no backup at {backup}. List those there are: alliance where")
    database.version_of(backup)
    with opened(backup) as source:
        sound = list(source.execute("PRAGMA integrity_check(1)")) == [("ok",)]
    if not sound:
        raise StoreProblem(f"{backup} is damaged. Choose another backup: alliance where")
    if not store.parent.is_dir():
        raise StoreProblem(f"There is no folder {store.parent} to restore into. Make it first.")
    if not store.exists():
        with opened(backup) as source:
            copy_to_file(source, store)
        return None
    if not store.is_file():
        raise StoreProblem(f"{store} is no file, so nothing can be restored in its place.")
    kept = new_path(store, now or datetime.now(), "before-restore")
    try:
        with contextlib.ExitStack() as after, _held(store, backup) as target:
            _put_aside(store, kept, after)
            if target is not None:
                _replace_content(target, store)
            else:
                # Nobody can be working in what is no whole store, so its file is replaced.
                with opened(backup) as source:
                    copy_to_file(source, store)
    except _Doubtful as doubt:
        raise Problem(f"{doubt} The store that was there is kept: {kept}") from None
    except BaseException:
        _forget(kept)
        raise
    return kept


@contextlib.contextmanager
def _held(store: Path, backup: Path) -> Iterator[apsw.Connection | None]:
    """The store's connection, held against everybody else, the backup attached; None if damaged."""
    connection = None
    try:
        connection = _hold(store, backup)
    except (apsw.BusyError, apsw.LockedError):
        raise StoreProblem(
            f"{store} is in use by another program, which has held it for ten seconds. "
            "Close it, then restore."
        ) from None
    except (apsw.NotADBError, apsw.CorruptError, apsw.CantOpenError, apsw.IOError, apsw.SQLError):
        connection = None
    try:
        yield connection
    finally:
        if connection is not None:
            connection.close()


def _hold(store: Path, backup: Path) -> apsw.Connection | None:
    connection = apsw.Connection(
        str(store), flags=apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_URI
    )
    try:
        connection.set_busy_handler(_wait_in_turn)
        connection.execute("PRAGMA synchronous = EXTRA; PRAGMA foreign_keys = 0").fetchall()
        connection.execute("ATTACH ? AS backup", (f"{backup.absolute().as_uri()}?mode=ro",))
        connection.execute("BEGIN EXCLUSIVE")
        sound = list(connection.execute("PRAGMA main.quick_check(1)")) == [("ok",)]
    except BaseException:
        connection.close()
        raise
    if not sound:
        connection.close()
        return None
    return connection


def _wait_in_turn(tries: int) -> bool:
    pause = 0.05
    time.sleep(pause)
    return (tries + 1) * pause < database.BUSY_SECONDS


def _put_aside(store: Path, kept: Path, after: contextlib.ExitStack) -> None:
    """Keep what stands in the store's place, byte for byte, whatever it is.

    What is read for it stays open until `after`: whoever closes a file lets go of all locks that
    the process holds on it, also those of SQLite, and the store would not be held any more.
    """
    try:
        kept.parent.mkdir(mode=0o700, exist_ok=True)
        for end in ("", "-journal"):
            whole = store.with_name(store.name + end)
            if whole.exists():
                file = after.enter_context(whole.open("rb"))
                _write_aside(kept.with_name(kept.name + end), file.read())
    except OSError as error:
        raise Problem(
            f"What stands at {store} could not be put aside as {kept}: "
            f"{database.fault_of(error)}. Nothing was restored; free some space and try again."
        ) from None


def _write_aside(path: Path, content: bytes) -> None:
    with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _forget(kept: Path) -> None:
    for end in ("", "-journal"):
        with contextlib.suppress(OSError):
            kept.with_name(kept.name + end).unlink()


def _replace_content(target: apsw.Connection, store: Path) -> None:
    """Give the store the backup's content in the one transaction that holds it.

    A desk that has the store open goes on with the restored books. Under a new file of the same
    name it would write on into the old one, and its saves would be lost.
    """
    try:
        for kind, name in list(_objects(target, "main")):
            target.execute(f'DROP {kind} IF EXISTS main."{name}"')
        made = list(
            target.execute(
                "SELECT type, name, sql FROM backup.sqlite_schema WHERE sql IS NOT NULL "
                "AND name NOT LIKE 'sqlite_%' ORDER BY type = 'table' DESC, rowid"
            )
        )
        for kind, name, sql in made:
            target.execute(sql)
            if kind == "table":
                _copy_rows(target, name)
        target.execute("DELETE FROM main.sqlite_sequence")
        target.execute("INSERT INTO main.sqlite_sequence SELECT * FROM backup.sqlite_sequence")
        for setting in ("application_id", "user_version"):
            ((value,),) = target.execute(f"PRAGMA backup.{setting}")
            target.execute(f"PRAGMA main.{setting} = {value}")
    except apsw.Error as error:
        raise Problem(
            f"{store} could not be written: {database.fault_of(error)}. "
            "Free some space and restore again; what stood there stands there still."
        ) from None
    try:
        target.execute("COMMIT")
    except apsw.Error as error:
        raise _Doubtful(
            f"The disk of {store} reported a fault at the very end ({database.fault_of(error)}). "
            "Look before you restore again: alliance check."
        ) from None


def _objects(target: apsw.Connection, database_name: str) -> Iterator[tuple[str, str]]:
    # Tables take their indexes along, and those that refer to others are dropped first.
    yield from reversed(
        list(
            target.execute(
                f"SELECT type, name FROM {database_name}.sqlite_schema "
                "WHERE type IN ('table', 'view', 'trigger') AND name NOT LIKE 'sqlite_%' "
                "ORDER BY rowid"
            )
        )
    )


def _copy_rows(target: apsw.Connection, table: str) -> None:
    columns = [row[1] for row in target.execute(f'PRAGMA backup.table_info("{table}")')]
    has_rowid = not list(
        target.execute("SELECT 1 FROM backup.pragma_table_list(?) WHERE wr", (table,))
    )
    names = ", ".join(f'"{name}"' for name in columns)
    plain = has_rowid and not any(name.lower() == "rowid" for name in columns)
    names = f"rowid, {names}" if plain else names
    target.execute(
        f'INSERT INTO main."{table}" ({names}) SELECT {names} FROM backup."{table}" '
        f"{'ORDER BY rowid' if has_rowid else ''}"
    )

"""The connection to a store's file: how it is opened, checked, guarded and brought up to date."""

from __future__ import annotations

import errno
import os
import stat
import struct
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any, cast

import apsw
import peewee
from playhouse.apsw_ext import APSWDatabase

from data.files.safe_files import take_name, temporary_beside
from data.problems import Problem, StoreProblem
from data.store.soundness import damage_message

APPLICATION_ID = 0x414C4C59
"""Marks our files: "ALLY" in the header of the file."""

_HEADER_BYTES = 100
"""How long the header of a file of SQLite is."""

BUSY_SECONDS = 10.0
NOTICE_AFTER_SECONDS = 1.0

_SCHEMA = Path(__file__).parent / "schema"

NEWEST = _SCHEMA / "newest.sql"
"""The newest schema in one script, from which new books are made."""


@contextmanager
def readable_errors(path: Path, *, refusals: bool = True) -> Iterator[None]:
    """Turn the driver's errors into sentences that say what to do.

    What the tables refuse is left to the caller unless `refusals`.
    """
    try:
        yield
    except (peewee.IntegrityError, apsw.ConstraintError) as error:
        if not refusals:
            raise
        raise Problem(f"The store refused the change: {error}.") from error
    except UnicodeDecodeError as error:
        raise StoreProblem(damage_message(path)) from error
    except (peewee.DatabaseError, apsw.Error) as error:
        said = _sentence_for(_result_code(error), path, error)
        if said is None:
            # A mistake of the program, such as an unknown column, is no fault of the file.
            raise
        raise StoreProblem(said) from error


def _result_code(error: BaseException) -> int | None:
    """SQLite's primary result code of an error, or of the one that Peewee made it from."""
    seen: BaseException | None = error
    while seen is not None:
        code = getattr(seen, "result", None)
        if isinstance(code, int):
            return code & 0xFF
        seen = seen.__cause__ or seen.__context__
    return None


def _sentence_for(code: int | None, path: Path, error: Exception) -> str | None:
    if code in (apsw.SQLITE_BUSY, apsw.SQLITE_LOCKED):
        return (
            f"{path} is in use by another program, which has held it for ten seconds. "
            "Close that program, or wait, and try again; nothing was changed."
        )
    if code == apsw.SQLITE_FULL:
        return f"The disk of {path} is full, so nothing was saved. Free some space and save again."
    if code in (apsw.SQLITE_READONLY, apsw.SQLITE_CANTOPEN, apsw.SQLITE_PERM):
        return (
            f"{path} or its folder cannot be written, so nothing was saved. "
            "Make both writable, or look with alliance --read-only."
        )
    if code in (apsw.SQLITE_CORRUPT, apsw.SQLITE_NOTADB):
        return damage_message(path)
    if code == apsw.SQLITE_IOERR:
        return (
            f"The disk of {path} reports an error ({error}); nothing was saved. "
            "Copy the store to another disk and open it there."
        )
    return None


_FAULTS = {
    apsw.SQLITE_FULL: "the disk is full",
    apsw.SQLITE_READONLY: "it may not be written there",
    apsw.SQLITE_PERM: "it may not be written there",
    apsw.SQLITE_CANTOPEN: "it cannot be opened there",
    apsw.SQLITE_IOERR: "the disk reports an error",
    apsw.SQLITE_BUSY: "another program holds it",
    apsw.SQLITE_LOCKED: "another program holds it",
}


def fault_of(error: OSError | apsw.Error) -> str:
    """What is wrong, within a sentence; by its code, as SQLite may call a full disk no error."""
    if isinstance(error, OSError):
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        return _FAULTS[apsw.SQLITE_FULL] if full else error.strerror or str(error)
    return _FAULTS.get(_result_code(error) or 0) or str(error)


class DeskDatabase(APSWDatabase):
    """Peewee's database on APSW, with the settings that keep a store safe.

    `waiting` is called once when another program holds the store for longer than a second.
    """

    def __init__(
        self,
        path: Path,
        *,
        read_only: bool = False,
        throw_away: bool = False,
        waiting: Callable[[], None] = lambda: None,
    ) -> None:
        self.path = path
        self._read_only, self._throw_away, self._waiting = read_only, throw_away, waiting
        flags = apsw.SQLITE_OPEN_READONLY if read_only else apsw.SQLITE_OPEN_READWRITE
        super().__init__(
            str(path), lock_type="IMMEDIATE", timeout=None, flags=flags, thread_safe=False
        )

    def _add_conn_hooks(self, conn: Any) -> None:
        conn.set_busy_handler(self._busy)
        conn.convert_binding = _bind
        super()._add_conn_hooks(conn)
        settings = [
            "foreign_keys = 1",
            "trusted_schema = 0",
            "query_only = 1",
            "cache_size = -16000",
            "temp_store = MEMORY",
        ]
        if self._throw_away:
            settings += ["journal_mode = MEMORY", "synchronous = OFF"]
        elif not self._read_only:
            settings += ["journal_mode = DELETE", "synchronous = EXTRA"]
        for setting in settings:
            conn.execute(f"PRAGMA {setting}").fetchall()

    def _busy(self, tries: int) -> bool:
        pauses = (0.001, 0.002, 0.005, 0.01, 0.02)
        waited = sum(pauses[:tries]) + 0.05 * max(0, tries - len(pauses))
        if waited > BUSY_SECONDS:
            return False
        if waited > NOTICE_AFTER_SECONDS >= waited - 0.05:
            self._waiting()
        time.sleep(pauses[tries] if tries < len(pauses) else 0.05)
        return True

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """The rows that the SQL gives. Raises StoreProblem when the file fails."""
        with readable_errors(self.path, refusals=False):
            return cast("list[tuple[Any, ...]]", self.execute_sql(sql, values).fetchall())

    @contextmanager
    def readable(self) -> Iterator[None]:
        """Turn the errors of a reading into sentences."""
        with readable_errors(self.path, refusals=False):
            yield

    def value(self, sql: str, *values: Any) -> Any:
        """The first value of the first row; None when there is no row."""
        rows = self.rows(sql, *values)
        return rows[0][0] if rows else None

    def many(self, sql: str, rows: list[tuple[Any, ...]]) -> None:
        """Run the SQL once for each row of values."""
        with peewee.__exception_wrapper__:  # type: ignore[attr-defined]
            self.connection().executemany(sql, rows)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One immediate transaction, all or nothing; the only time the file can be written."""
        connection = self.connection()
        connection.execute("PRAGMA query_only = 0").fetchall()
        try:
            with self.atomic("IMMEDIATE"):
                yield
        finally:
            connection.execute("PRAGMA query_only = 1").fetchall()

    @contextmanager
    def one_moment(self) -> Iterator[None]:
        """See the file as it stood at the first question, whatever others save meanwhile.

        Others' saves wait until the end, so nothing that waits for anybody stands in it. Within
        another, or within a transaction, it is a part of that.
        """
        connection = self.connection()
        if connection.in_transaction:
            yield
            return
        connection.execute("BEGIN DEFERRED").fetchall()
        try:
            yield
        finally:
            connection.execute("COMMIT").fetchall()

    def data_version(self) -> int:
        """A number that changes when another program has written."""
        return cast(int, self.value("PRAGMA data_version"))


def _bind(_cursor: Any, _number: int, value: object) -> object:
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} cannot be kept in the store")


def migrations() -> list[Path]:
    """The scripts that bring a store up to date, oldest first; their count is the version."""
    return sorted(_SCHEMA.glob("[0-9]*.sql"))


def version_of(path: Path) -> int:
    """The schema version of a store's file, after a look at its header alone.

    Raises StoreProblem when the file is not a whole store of ours; never changes anything.
    """
    header, size = _header_of(path)
    page_size = struct.unpack(">H", header[16:18])[0]
    page_size = 65536 if page_size <= 1 else page_size
    pages, version, application = (
        struct.unpack(">I", header[at : at + 4])[0] for at in (28, 60, 68)
    )
    if application != APPLICATION_ID:
        raise StoreProblem(
            f"{path} belongs to another program, so it was left alone. "
            "Name another file with --store."
        )
    # After a crash the header may be ahead of the file: SQLite mends that from the journal.
    if size < pages * page_size and not _has_journal(path):
        raise StoreProblem(
            f"{path} is cut short: {size:,} of {pages * page_size:,} bytes are left. "
            f"Bring a backup back: alliance restore FILE (see alliance where)"
        )
    newest = len(migrations())
    if version > newest:
        raise StoreProblem(
            f"{path} was written by a newer Alliance Desk (version {version}, this one knows "
            f"{newest}). Install the newer program: pip install --upgrade alliance-desk"
        )
    return cast(int, version)


def _header_of(path: Path) -> tuple[bytes, int]:
    """The header of a file of SQLite, and the size of the file. Raises StoreProblem for others."""
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise StoreProblem(f"{path} is a folder. Name a file in it: {path / 'alliance.db'}")
        if not stat.S_ISREG(mode):
            raise StoreProblem(f"{path} is no ordinary file. Name another file with --store.")
        with path.open("rb") as file:
            header = file.read(_HEADER_BYTES)
        size = path.stat().st_size
    except PermissionError:
        raise StoreProblem(f"{path} cannot be read by you. Ask its owner.") from None
    except (OSError, ValueError) as error:
        raise StoreProblem(
            f"{path} cannot be read: {_why(error)}. Name another file with --store."
        ) from None
    if not header:
        raise StoreProblem(
            f"{path} is empty, so it holds no books. Remove it to start anew, "
            "or bring a backup back: alliance restore FILE"
        )
    if not header.startswith(b"SQLite format 3\0") or len(header) < _HEADER_BYTES:
        raise StoreProblem(
            f"{path} is not a store of Alliance Desk. Name another file with --store."
        )
    return header, size


def _why(error: OSError | ValueError) -> str:
    return (isinstance(error, OSError) and error.strerror) or str(error)


def _has_journal(path: Path) -> bool:
    journal = path.with_name(path.name + "-journal")
    return journal.is_file() and journal.stat().st_size > 0


def create(path: Path, *, throw_away: bool = False) -> None:
    """Make new books, readable by nobody else; they are there whole or not at all.

    Raises StoreProblem when the folder is missing, or something stands in their place.
    """
    try:
        there = path.parent.is_dir()
    except OSError:
        there = False
    if not there:
        raise StoreProblem(
            f"There is no folder {path.parent}, so no store can be made in it. "
            "Make the folder, or name another with --store."
        )
    try:
        part = temporary_beside(path)
        try:
            os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
            _fill_new(part, throw_away)
            take_name(part, path, replace=False)
        finally:
            part.unlink(missing_ok=True)
    except (OSError, ValueError, apsw.Error) as error:
        why = _why(error) if isinstance(error, ValueError) else fault_of(error)
        way_out = "Name another file with --store."
        if why == _FAULTS[apsw.SQLITE_FULL]:
            way_out = "Free some space and try again, or name a file on another disk with --store."
        raise StoreProblem(f"{path} cannot be made: {why}. {way_out}") from None


def _fill_new(path: Path, throw_away: bool) -> None:
    connection = apsw.Connection(str(path))
    try:
        if throw_away:
            connection.execute("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF").fetchall()
        else:
            connection.execute("PRAGMA synchronous = EXTRA").fetchall()
        with connection:
            _run_script(connection, NEWEST, path)
            connection.execute(f"PRAGMA user_version = {len(migrations())}")
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    finally:
        connection.close()


def is_read_only(path: Path) -> bool:
    """Whether the file may not be written, even by its owner."""
    return not os.access(path, os.W_OK) or path.stat().st_mode & 0o222 == 0


def migrate(database: DeskDatabase, version: int) -> None:
    """Bring the schema from this version to the newest, all or nothing.

    References are not enforced meanwhile, because a table that is made anew is gone for a moment;
    they are all looked at before the end.
    """
    connection = database.connection()
    connection.execute("PRAGMA foreign_keys = 0").fetchall()
    try:
        with database.writing():
            # Another desk may have done it while this one waited its turn.
            version = max(version, database.value("PRAGMA user_version"))
            for script in migrations()[version:]:
                _run_script(connection, script, database.path)
            connection.execute(f"PRAGMA user_version = {len(migrations())}")
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            astray = len(database.rows("PRAGMA foreign_key_check"))
            if astray:
                what = f"{astray} records refer to others that are"
                what = "a record refers to another that is" if astray == 1 else what
                raise StoreProblem(
                    f"{database.path} cannot be brought up to date: {what} not there. "
                    "It stays as it was; bring a backup back: alliance restore FILE"
                )
    finally:
        connection.execute("PRAGMA foreign_keys = 1").fetchall()


def _run_script(connection: Any, script: Path, path: Path) -> None:
    try:
        connection.execute(script.read_text(encoding="utf-8"))
    except apsw.SQLError as error:
        raise StoreProblem(
            f"{path} cannot be brought up to date ({script.stem}: {error}). "
            "It stays as it was; bring a backup back: alliance restore FILE"
        ) from error


def close(database: DeskDatabase) -> None:
    """Close the connection."""
    if not database.is_closed():
        database.close()

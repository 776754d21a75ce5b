"""The store: the books in their file, read as plain values and changed by history."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self
from uuid import uuid4

from data.problems import Problem, StoreProblem
from data.store import database, history
from data.store.books import Books
from data.store.database import readable_errors
from data.store.history import Entry, Session
from data.store.network_drives import refuse_network_drive
from data.store.soundness import check_statement, damage_message
from models.records.record import Record

if TYPE_CHECKING:
    # Whoever only looks waits for neither.
    from data.store.change import Change
    from data.store.undo import Done


class Store(Books):
    """The books of one file, and the only way to change them: by operations and undo."""

    def __init__(
        self,
        path: Path,
        *,
        today: date,
        read_only: bool = False,
        throw_away: bool = False,
        waiting: Callable[[], None] = lambda: None,
    ) -> None:
        opened = database.DeskDatabase(
            path, read_only=read_only, throw_away=throw_away, waiting=waiting
        )
        super().__init__(opened, today)
        self.read_only, self.throw_away = read_only, throw_away
        self.session = Session(history.operating_system_user(), uuid4().hex)
        self._in_operation = False
        self._is_sound = throw_away
        self._seen_version = 0

    # Opening and closing

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        today: date,
        read_only: bool = False,
        create: bool = False,
        throw_away: bool = False,
        waiting: Callable[[], None] = lambda: None,
    ) -> Store:
        """Open the store in this file, bringing its schema up to date after a backup.

        `create` makes the file when there is none. Raises StoreProblem when the file is missing,
        damaged, newer than this program, somebody else's, or in use.
        """
        version = cls._look_at(path, read_only, create, throw_away)
        store = cls(path, today=today, read_only=read_only, throw_away=throw_away, waiting=waiting)
        with readable_errors(path):
            try:
                store._connect(version)
            except BaseException:
                store.close()
                raise
        return store

    @staticmethod
    def _look_at(path: Path, read_only: bool, create: bool, throw_away: bool) -> int:
        if not os.path.lexists(path):
            if not create or read_only:
                raise StoreProblem(
                    f"There is no store at {path}. "
                    "Open the desk to make one (alliance), or name another with --store."
                )
            refuse_network_drive(path.parent)
            database.create(path, throw_away=throw_away)
        version = database.version_of(path)
        refuse_network_drive(path)
        if not read_only and database.is_read_only(path):
            raise StoreProblem(
                f"{path} is read-only, so nothing could be saved. "
                "Look at it with alliance --read-only, or make it writable."
            )
        return version

    def _connect(self, version: int) -> None:
        self.database.connect()
        if version < len(database.migrations()):
            if self.read_only:
                raise StoreProblem(
                    f"{self.path} was written by an older Alliance Desk and must be brought up to "
                    "date first: open it once without --read-only."
                )
            if version:
                from data.store import backups

                backups.make(self, reason=f"before-version-{len(database.migrations())}")
            database.migrate(self.database, version)
        if not self.read_only and os.name == "posix" and self.path.stat().st_mode & 0o077:
            with suppress(PermissionError):
                self.path.chmod(0o600)
        last = self.database.value("SELECT max(number) FROM operation") or 0
        self.session = self.session._replace(opened_after=last)
        self._seen_version = self.database.data_version()

    def close(self) -> None:
        """Close the file."""
        database.close(self.database)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def prepare_register(self) -> None:
        """Lay a register beside books that come with one of their own; most do not."""

    # Looking back

    def history(
        self, record: type[Record] | None = None, key: str = "", limit: int = 200
    ) -> list[Entry]:
        """Who changed what, and when; newest first."""
        return history.history(self, record, key, limit)

    def history_with_entries(self, record: type[Record], key: str, limit: int = 200) -> list[Entry]:
        """The history of a record and of the entries that belong to it, such as its reviews."""
        return history.history_with_entries(self, record, key, limit)

    # Writing

    @contextmanager
    def operation(self, label: str) -> Iterator[Change]:
        """One change of the books: all or nothing, one step of undo, one entry of history."""
        from data.store.change import Change

        self._refuse_looking_only()
        with readable_errors(self.path), self._transaction():
            self._refuse_damaged()
            number = history.begin(self, self.session, label)
            change = Change(self, number)
            yield change
            if not change.touched:
                raise _NothingChanged
        self._follow(change.touched)

    @contextmanager
    def rehearsal(self, label: str) -> Iterator[Change]:
        """An operation that meets the same rules, and of which nothing stays in the books."""
        from data.store.change import Change

        self._refuse_looking_only()
        with suppress(_OnlyRehearsed), readable_errors(self.path), self._transaction():
            self._refuse_damaged()
            yield Change(self, history.begin(self, self.session, label))
            raise _OnlyRehearsed

    def _refuse_looking_only(self) -> None:
        if self.read_only:
            raise Problem("The desk was opened to look only, so nothing can be changed.")

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        if self._in_operation:
            raise RuntimeError("An operation was begun within another; use its Change instead.")
        self._in_operation = True
        try:
            with self.database.writing():
                yield
        except _NothingChanged:
            pass
        except BaseException:
            self._forget()
            raise
        finally:
            self._in_operation = False

    def _follow(self, touched: Mapping[str, set[str]]) -> None:
        self._forget_names(touched)
        for name, (_, _, view) in list(self._cached.items()):
            if not view.update(self, touched):
                del self._cached[name]

    def undoable(self) -> int:
        """How many operations can be taken back."""
        return history.undoable(self, self.session)

    def redoable(self) -> int:
        """How many operations that were taken back can be done again."""
        return history.redoable(self, self.session)

    def undo(self) -> Done:
        """Take back the newest operation. Raises Problem when there is nothing to take back."""
        return self._replay(back=True)

    def redo(self) -> Done:
        """Do again what was taken back. Raises Problem when there is nothing."""
        return self._replay(back=False)

    def _replay(self, *, back: bool) -> Done:
        from data.store import undo

        self._refuse_looking_only()
        with readable_errors(self.path), self._transaction():
            self._refuse_damaged()
            done = (undo.undo if back else undo.redo)(self, self.session)
        self._follow(history.touched(self, done.number))
        return done

    # Keeping watch

    def back_up_daily(self, now: datetime | None = None) -> Path | None:
        """Make today's backup when something changed since the last one; None when nothing did.

        What a killed program left half-written beside the store goes.
        """
        from data.files.leftovers import sweep
        from data.store import backups

        if self.read_only or self.throw_away:
            return None
        sweep(self.path.parent)
        if not self.session.opened_after:
            return None
        return backups.daily(self, now)

    def changed_elsewhere(self) -> bool:
        """Whether another program has written since this was last asked."""
        version = self.database.data_version()
        if version == self._seen_version:
            return False
        self._seen_version = version
        self._forget()
        return True

    def check(self) -> list[str]:
        """What is wrong with the file, in words; an empty list when it is sound."""
        problems = []
        with readable_errors(self.path):
            found = [str(row[0]) for row in self.database.rows("PRAGMA integrity_check(20)")]
            problems += [f"The file is damaged: {line}" for line in found if line != "ok"]
            for table, row, parent, _ in self.database.rows("PRAGMA foreign_key_check"):
                problems.append(f"{table} {row} refers to a {parent} that does not exist.")
        return problems

    def found_sound(self) -> None:
        """Take note that the file was checked and is whole, so that the first save need not."""
        self._is_sound = True

    def _refuse_damaged(self) -> None:
        """Raise StoreProblem before anything is written into a damaged file."""
        if not self._is_sound:
            if self.database.value(check_statement(self.path)) != "ok":
                raise StoreProblem(damage_message(self.path))
            self._is_sound = True


class _NothingChanged(Exception):
    """Rolls an operation back that changed nothing, so that it leaves no entry."""


class _OnlyRehearsed(Exception):
    """Rolls back an operation that was only to say what it would do."""

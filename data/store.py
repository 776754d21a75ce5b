"""The store: the books in their file, read as plain values and changed by operations."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self, TypeVar, cast
from uuid import uuid4

from data import database, namesakes, operations
from data.database import readable_errors
from data.operations import Change, Done, Entry
from data.problems import Problem, StoreProblem
from models.fields import ReferenceField
from models.kinds import referring_to
from models.records import Record, Values
from models.text import folded
from models.values import Value


class WorkedOut(Protocol):
    """Something that was worked out of the books and can follow their changes."""

    def follow(self, store: Any, touched: Mapping[str, set[str]]) -> bool:
        """Take in a change of records, by kind; false when it must be worked out anew."""


Work = TypeVar("Work", bound=WorkedOut)


class Store:
    """The books of one file.

    Used from the one thread that opened it. What it hands out are plain values; references are
    keys. `today` is the day that rules and states reckon for.
    """

    def __init__(
        self,
        path: Path,
        *,
        today: date,
        read_only: bool = False,
        throw_away: bool = False,
        waiting: Callable[[], None] = lambda: None,
    ) -> None:
        self.path, self.today, self.read_only = path, today, read_only
        self.throw_away = throw_away
        self.who = operations.operating_system_user()
        self.desk = uuid4().hex
        self.opened_after = 0
        self.database = database.DeskDatabase(
            path, read_only=read_only, throw_away=throw_away, waiting=waiting
        )
        self._names: dict[str, dict[str, str]] = {}
        self._namesakes: dict[str, namesakes.Groups] = {}
        self._worked_out: dict[str, tuple[int, date, WorkedOut]] = {}
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
        created = not os.path.lexists(path)
        version = cls._look_at(path, read_only, create)
        store = cls(path, today=today, read_only=read_only, throw_away=throw_away, waiting=waiting)
        with readable_errors(path):
            try:
                store._connect(version)
            except BaseException:
                store.close()
                if created:
                    path.unlink(missing_ok=True)
                raise
        return store

    @staticmethod
    def _look_at(path: Path, read_only: bool, create: bool) -> int:
        if not os.path.lexists(path):
            if not create or read_only:
                raise StoreProblem(
                    f"There is no store at {path}. "
                    "Open the desk to make one (alliance), or name another with --store."
                )
            database.refuse_network_drive(path.parent)
            database.create(path)
            return 0
        version = database.version_of(path)
        database.refuse_network_drive(path)
        if not read_only and database.is_read_only(path):
            raise StoreProblem(
                f"{path} is read-only, so nothing could be saved. "
                "Look at it with alliance --read-only, or make it writable."
            )
        return version

    def _connect(self, version: int) -> None:
        self.database.connect()
        if version and not self.database.value("PRAGMA application_id"):
            raise StoreProblem(
                f"{self.path} was never finished: the desk was stopped while it made it. "
                "Remove it to start anew, or bring a backup back: alliance restore FILE"
            )
        if version < len(database.migrations()):
            if self.read_only:
                raise StoreProblem(
                    f"{self.path} was written by an older Alliance Desk and must be brought up to "
                    "date first: open it once without --read-only."
                )
            if version:
                from data import backups

                backups.make(self, reason=f"before-version-{len(database.migrations())}")
            database.migrate(self.database, version)
        if not self.read_only and os.name == "posix" and self.path.stat().st_mode & 0o077:
            with suppress(PermissionError):
                self.path.chmod(0o600)
        self.opened_after = self.database.value("SELECT max(number) FROM operation") or 0
        self._seen_version = self.database.data_version()

    def close(self) -> None:
        """Close the file."""
        database.close(self.database)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    # Reading

    def get(self, record: type[Record], key: str) -> Values | None:
        """The values of one record with its key; None when there is none."""
        found = self.find(record, key=key)
        return found[0] if found else None

    def find(self, record: type[Record], **equal: Any) -> list[Values]:
        """The records whose attributes have these values."""
        fields = record._meta.fields
        conditions = [fields[name] == value for name, value in equal.items()]
        query = record.select()
        if conditions:
            query = query.where(*conditions)
        return self.read(query)

    def read(self, query: Any) -> list[Values]:
        """The rows of a Peewee query as plain values."""
        with readable_errors(self.path):
            return cast("list[Values]", list(query.bind(self.database).dicts()))

    def count(self, record: type[Record]) -> int:
        """How many records of this kind there are."""
        return cast(int, self.database.value(f'SELECT count(*) FROM "{record.table()}"'))

    def name_of(self, record: type[Record], key: str | None) -> str:
        """What a record is called: its name, or the names of what it ties together."""
        if not key:
            return ""
        names = self._names.setdefault(record.kind, {})
        if key not in names:
            values = self.get(record, key)
            if values is None:
                return ""
            names[key] = self.name_from(record, values)
        return names[key]

    def names(self, record: type[Record]) -> dict[str, str]:
        """The names of all records of a kind by their keys."""
        plain = all(not isinstance(record.field(name), ReferenceField) for name in record.named_by)
        if plain:
            columns = [record._meta.fields[name] for name in record.named_by]
            query = record.select(record.key, *columns).bind(self.database).tuples()
            with readable_errors(self.path):
                rows = cast("list[tuple[Any, ...]]", list(query))
            names = {row[0]: " ".join(str(part) for part in row[1:]) for row in rows}
            if record.namesakes_by:
                for group in namesakes.groups_of(self, record).values():
                    for values in group if len(group) > 1 else ():
                        key = values["key"]
                        names[key] = namesakes.told_apart(record, values, names[key], group)
            return names
        return {str(row["key"]): self.name_from(record, row) for row in self.find(record)}

    def name_from(self, record: type[Record], values: Values) -> str:
        """The name that these values make."""
        parts = [self.show(record, name, values.get(name)) for name in record.named_by]
        if record.own_name and values.get(record.own_name):
            parts[0] = self.show(record, record.own_name, values[record.own_name])
        name = " · ".join(part for part in parts if part)
        return self._told_apart(record, values, name) if record.namesakes_by else name

    def _told_apart(self, record: type[Record], values: Values, name: str) -> str:
        groups = self._namesakes.get(record.kind)
        if groups is None:
            groups = self._namesakes[record.kind] = namesakes.groups_of(self, record)
        return namesakes.told_apart(record, values, name, groups.get(folded(name), ()))

    def show(self, record: type[Record], attribute: str, value: Value) -> str:
        """A value as people read it; a reference by the name of its record."""
        field = record.field(attribute)
        if isinstance(field, ReferenceField):
            return self.name_of(field.to, cast("str | None", value))
        return field.show(value)

    def worked_out(self, name: str, work: Callable[[Store], Work]) -> Work:
        """What was worked out of the books under this name; worked out now when it must be."""
        version = self.database.data_version()
        kept = self._worked_out.get(name)
        if kept is None or kept[:2] != (version, self.today):
            kept = self._worked_out[name] = version, self.today, work(self)
        return cast("Work", kept[2])

    def hanging_on(self, record: type[Record], key: str) -> list[tuple[type[Record], str, bool]]:
        """What refers to a record: its kind, its name, and whether it would be removed with it."""
        found = []
        for other, attribute in referring_to(record):
            goes = other.goes_with(attribute)
            for values in self.find(other, **{attribute: key}):
                found.append((other, self.name_from(other, values), goes))
                if goes:
                    found += self.hanging_on(other, str(values["key"]))
        return found

    def history(
        self, record: type[Record] | None = None, key: str = "", limit: int = 200
    ) -> list[Entry]:
        """Who changed what, and when; newest first."""
        return operations.history(self, record, key, limit)

    def history_with_entries(self, record: type[Record], key: str, limit: int = 200) -> list[Entry]:
        """The history of a record and of the entries that belong to it, such as its reviews."""
        entries = self.history(record, key, limit)
        for other, attribute in referring_to(record):
            if other.append_only and other.goes_with(attribute):
                for each in self.find(other, **{attribute: key}):
                    entries += self.history(other, str(each["key"]), limit)
        return sorted(entries, key=lambda each: each.number, reverse=True)

    # Writing

    @contextmanager
    def operation(self, label: str) -> Iterator[Change]:
        """One change of the books: all or nothing, one step of undo, one entry of history."""
        if self.read_only:
            raise Problem("The desk was opened to look only, so nothing can be changed.")
        with readable_errors(self.path), self._transaction():
            number = operations.begin(self, label)
            change = Change(self, number)
            yield change
            if not change.touched:
                raise _NothingChanged
        self._follow(change.touched)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        try:
            with self.database.writing():
                yield
        except _NothingChanged:
            pass
        except BaseException:
            self._forget_names()
            self._worked_out.clear()
            raise

    def _forget_names(self) -> None:
        self._names.clear()
        self._namesakes.clear()

    def _follow(self, touched: Mapping[str, set[str]]) -> None:
        self._forget_names()
        for name, (_, _, work) in list(self._worked_out.items()):
            if not work.follow(self, touched):
                del self._worked_out[name]

    def undoable(self) -> int:
        """How many operations can be taken back."""
        return operations.undoable(self)

    def undo(self) -> Done:
        """Take back the newest operation. Raises Problem when there is nothing to take back."""
        return self._turn(operations.undo)

    def redo(self) -> Done:
        """Do again what was taken back. Raises Problem when there is nothing."""
        return self._turn(operations.redo)

    def _turn(self, turn: Callable[[Store], Done]) -> Done:
        if self.read_only:
            raise Problem("The desk was opened to look only, so nothing can be changed.")
        with readable_errors(self.path), self._transaction():
            done = turn(self)
        self._follow(operations.touched(self, done.number))
        return done

    # Keeping watch

    def changed_elsewhere(self) -> bool:
        """Whether another program has written since this was last asked."""
        version = self.database.data_version()
        if version == self._seen_version:
            return False
        self._seen_version = version
        self._forget_names()
        self._worked_out.clear()
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

    def damaged(self) -> bool:
        """Whether a quick look finds the file damaged."""
        with readable_errors(self.path):
            return bool(self.database.value("PRAGMA quick_check(1)") != "ok")


class _NothingChanged(Exception):
    """Rolls an operation back that changed nothing, so that it leaves no entry."""

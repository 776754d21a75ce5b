"""The national register as others read it: schools, a search, successors, groups, figures."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Self, cast

import apsw

from data.imports.cell_reading import UnusableRowError
from data.schools.register.asking import rows_of
from data.schools.register.columns import FileKind
from data.schools.register.extract import SchoolReader
from data.schools.register.replacing import RegisterProblem, previous_of, refuse_unusable
from data.schools.register.successors import Link, Succession, follow
from models.fields.values import Value
from models.records.record import Values
from models.schools.school import School

if TYPE_CHECKING:
    from data.schools.register.search import Found, Search

_AT_ONCE = 500

_AS_KEPT = (
    *("laestab", "local_authority", "phase", "type", "status", "low_age", "high_age", "pupils"),
    *("gender", "religious_character", "nursery", "sixth_form", "boarders", "opened", "closed"),
)
"""Attributes of a school whose columns hold what the store would keep."""

_AS_WRITTEN = {
    "name": "EstablishmentName",
    "urn": "URN",
    "ukprn": "UKPRN",
    "street": "Street",
    "town": "Town",
    "postcode": "Postcode",
    "telephone": "TelephoneNum",
    "website": "SchoolWebsite",
    "trust": "Trusts (name)",
    "federation": "Federations (name)",
}
"""Columns that hold what the department wrote, with the heading under which it is read."""

ATTRIBUTES = tuple(
    field.attribute
    for field in School.fields()
    if field.attribute in {*_AS_KEPT, *_AS_WRITTEN} and field.attribute != "urn"
)
"""What the register may say of a school, beside its URN, in the order of its fields."""

_OPEN = ("1", "3")


class FileOfRegister(NamedTuple):
    """A file that the register was made of."""

    kind: str
    name: str
    day: date
    rows: int
    remarks: tuple[str, ...]
    read_by: str
    read_at: datetime


class Group(NamedTuple):
    """A trust, federation or other group of schools, and since when the school belongs to it.

    Where the files have only its name, there is no `uid`.
    """

    uid: str | None
    name: str
    type: str | None
    type_name: str | None
    status: str | None
    joined: date | None


class Figures(NamedTuple):
    """What a school had in one year: texts, because some are withheld under a mark."""

    year: str
    roll: str | None
    pupils: str | None
    allocation: str | None


@dataclass(frozen=True)
class Register:
    """An open register, used from the one thread that opened it. Values are plain, URNs text."""

    path: Path
    database: apsw.Connection

    @classmethod
    def open(cls, path: Path) -> Register:
        """Open the register in this file. Raises RegisterProblem when none can be read there."""
        refuse_unusable(path)
        try:
            database = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
            database.execute("PRAGMA trusted_schema = 0").fetchall()
            database.execute("PRAGMA cache_size = -16000").fetchall()
        except apsw.Error as error:
            raise _damaged(path, error) from None
        return cls(path, database)

    @classmethod
    @contextmanager
    def if_there(cls, path: Path) -> Iterator[Register | None]:
        """The register in this file while the block lasts; None when there is none to be read."""
        try:
            register = cls.open(path)
        except RegisterProblem:
            yield None
            return
        with register:
            yield register

    def close(self) -> None:
        """Close the file."""
        self.database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # The register as a whole

    @cached_property
    def day(self) -> date:
        """The day of its schools: that of the newest file of establishments."""
        return max(file.day for file in self.files if file.kind == FileKind.ESTABLISHMENTS)

    @cached_property
    def files(self) -> tuple[FileOfRegister, ...]:
        """The files that it was made of, schools first."""
        order = [kind.value for kind in FileKind]
        rows = self._rows("SELECT kind, name, day, rows, remarks, read_by, read_at FROM files")
        found = [
            FileOfRegister(kind, name, date.fromisoformat(day), count, tuple(json.loads(remarks)),
                           who, datetime.fromisoformat(at))
            for kind, name, day, count, remarks, who, at in rows
        ]  # fmt: skip
        return tuple(sorted(found, key=lambda file: (order.index(file.kind), file.name)))

    @property
    def previous_day(self) -> date | None:
        """The day of the register before this one, to which one may go back; None without one."""
        with Register.if_there(previous_of(self.path)) as before:
            return before.day if before else None

    def counts(self) -> dict[str, int]:
        """How many schools there are of each status, by its code, and in all, under ""."""
        rows = self._rows("SELECT coalesce(status, '?'), count(*) FROM establishments GROUP BY 1")
        found = {str(status): int(count) for status, count in rows}
        return {"": sum(found.values()), **found}

    def anomalies(self) -> dict[str, int]:
        """How many anomalies of each kind there are."""
        return dict(self._rows("SELECT kind, count(*) FROM anomalies GROUP BY kind"))

    def anomaly_rows(self, kind: str = "") -> list[tuple[str, str, str, str]]:
        """Each anomaly of a kind, or of all: kind, URN, name of the school, what is wrong."""
        rows = self._rows(
            "SELECT kind, coalesce(anomalies.urn, ''), coalesce(name, ''), message FROM anomalies "
            "LEFT JOIN establishments ON establishments.urn = CAST(anomalies.urn AS INTEGER) "
            "WHERE ?1 = '' OR kind = ?1 ORDER BY kind, anomalies.rowid",
            kind,
        )
        return cast("list[tuple[str, str, str, str]]", rows)

    # Schools

    def school(self, urn: str) -> Values | None:
        """What the register says of a school, by the attributes of our schools; None for none.

        What it does not say is not named.
        """
        return self.schools([urn]).get(urn)

    def schools(self, urns: Iterable[str]) -> dict[str, Values]:
        """What the register says of these schools, by their URNs; those it lacks are left out."""
        columns = ", ".join([*_AS_WRITTEN, *_AS_KEPT])
        reader = SchoolReader(list(_AS_WRITTEN.values()), self.day)
        found: dict[str, Values] = {}
        for row in self._of_urns(f"SELECT {columns} FROM establishments WHERE urn IN", urns):
            texts = ["" if text is None else str(text) for text in row[: len(_AS_WRITTEN)]]
            try:
                values = reader.read(texts)
            except UnusableRowError:
                continue
            for attribute, kept in zip(_AS_KEPT, row[len(_AS_WRITTEN) :], strict=True):
                if kept is not None:
                    values[attribute] = School.field(attribute).decode(kept)
            found[texts[1]] = _without_contradictions(values)
        return found

    def changed_on(self, urns: Iterable[str]) -> dict[str, date]:
        """The day on which the register last changed what it says of these schools."""
        sql = "SELECT urn, last_changed FROM establishments WHERE last_changed <> '' AND urn IN"
        return {str(urn): date.fromisoformat(day) for urn, day in self._of_urns(sql, urns)}

    def particulars(self, urn: str) -> dict[str, Value]:
        """All that is kept of a school, by the register's own columns; empty for an unknown URN."""
        cursor = self.database.execute(
            "SELECT * FROM establishments WHERE urn = ?", (_number(urn),)
        )
        row = cursor.fetchone()
        if row is None:
            return {}
        names = [name for name, _ in self.database.execute(
            "SELECT name, cid FROM pragma_table_info('establishments') ORDER BY cid")]  # fmt: skip
        return dict(zip(names, cast("tuple[Value, ...]", row), strict=True))

    def heads(self, urns: Iterable[str]) -> dict[str, tuple[str, str]]:
        """The name and job title of each school's head; of none unless the register keeps them."""
        sql = (
            "SELECT urn, concat_ws(' ', head_title, head_first_name, head_last_name), head_job "
            "FROM establishments WHERE head_last_name IS NOT NULL AND urn IN"
        )
        return {str(urn): (name, job or "") for urn, name, job in self._of_urns(sql, urns)}

    # Finding

    def search(self, typed: str, *, own: Collection[str] = (), limit: int | None = 200) -> Found:
        """The schools that the typed words mean; those of the `own` authorities before others."""
        try:
            return self._search.find(typed, own=own, limit=limit)
        except apsw.Error as error:
            raise _damaged(self.path, error) from None

    def successors(self, urn: str) -> Succession:
        """Where a school goes on, as far as the links tell."""
        return follow(_number(urn), self._links_from, self._is_open)

    def groups(self, urn: str) -> list[Group]:
        """The trusts, federations and other groups that a school belongs to; open ones first."""
        rows = self._rows(
            "SELECT uid, name, type, type_name, status, joined FROM group_members "
            "JOIN groups USING (uid) WHERE urn = ?1 "
            "ORDER BY coalesce(status, 'OPEN') <> 'OPEN', name",
            _number(urn),
        )
        known = [
            Group(
                uid, name, kind, kind_name, status, date.fromisoformat(joined) if joined else None
            )
            for uid, name, kind, kind_name, status, joined in rows
        ]
        have = {each for group in known for each in (group.uid, group.name)}
        for uid, name, kind, kind_name, status in self._rows(
            "SELECT belongs.uid, belongs.name, type, type_name, groups.status FROM ("
            "SELECT trust_uid AS uid, trust AS name FROM establishments "
            "WHERE urn = ?1 AND trust IS NOT NULL "
            "UNION ALL SELECT federation_uid, federation FROM establishments "
            "WHERE urn = ?1 AND federation IS NOT NULL) belongs LEFT JOIN groups USING (uid)",
            _number(urn),
        ):
            if (uid or name) not in have:
                known.append(Group(uid, name, kind, kind_name, status, None))
        return known

    def group(self, uid: str | None) -> dict[str, str]:
        """What the register has of a trust or federation beside its name, by its columns."""
        columns = (
            *("group_id", "companies_house", "ukprn", "opened", "closed"),
            *("street", "town", "postcode"),
        )
        rows = self._rows(f"SELECT {', '.join(columns)} FROM groups WHERE uid = ?1", uid)
        return {
            name: str(value)
            for row in rows
            for name, value in zip(columns, row, strict=True)
            if value not in (None, "")
        }

    def figures(self, urn: str) -> list[Figures]:
        """The school's pupil premium, the newest year first."""
        rows = self._rows(
            "SELECT year, roll, pupils, allocation FROM figures WHERE urn = ? ORDER BY year DESC",
            _number(urn),
        )
        return [Figures(*row) for row in rows]

    # Asking the file

    @cached_property
    def _search(self) -> Search:
        # Only who searches needs it: what a school is, is asked at every start.
        from data.schools.register.search import Search

        return Search(self.database)

    def _links_from(self, urn: int) -> Sequence[Link]:
        found: dict[int, Link] = {}
        for to, kind, day in self._rows(
            "SELECT to_urn, type, day FROM succession WHERE urn = ? ORDER BY to_urn", urn
        ):
            # Of a link that stands at both schools, the one that says more.
            if to not in found or len(kind) > len(found[to].type):
                found[to] = Link(urn, to, kind, day)
        return list(found.values())

    def _is_open(self, urn: int) -> bool | None:
        rows = self._rows("SELECT status FROM establishments WHERE urn = ?", urn)
        return rows[0][0] in _OPEN if rows else None

    def _of_urns(self, sql: str, urns: Iterable[str]) -> Iterator[tuple[Any, ...]]:
        numbers = [number for number in map(_number, dict.fromkeys(urns)) if number]
        for start in range(0, len(numbers), _AT_ONCE):
            among = ", ".join(map(str, numbers[start : start + _AT_ONCE]))
            yield from self._rows(f"{sql} ({among})")

    def _rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        try:
            return rows_of(self.database, sql, *values)
        except apsw.Error as error:
            raise _damaged(self.path, error) from None


def _without_contradictions(values: Values) -> Values:
    """The values without the second of two that no school can have together."""
    for first, second in (("low_age", "high_age"), ("opened", "closed")):
        earlier, later = values.get(first), values.get(second)
        if (isinstance(earlier, int) and isinstance(later, int) and earlier > later) or (
            isinstance(earlier, date) and isinstance(later, date) and earlier > later
        ):
            del values[second]
    return values


def _number(urn: str) -> int:
    return int(urn) if urn.isascii() and urn.isdigit() else 0


def _damaged(path: Path, error: apsw.Error) -> RegisterProblem:
    return RegisterProblem(
        f"The register {path} cannot be read ({error}). Go back to the one before (alliance "
        "register back) or read the department's files anew (alliance register update FILE…)."
    )

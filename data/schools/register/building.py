"""Building a register: its tables filled from files, and from the register before."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

import apsw

from data.problems import Problem
from data.schools.register.asking import number_of
from data.schools.register.columns import FileKind, Layout
from data.schools.register.reading import Anomaly, EstablishmentReader, read_day, read_urn
from data.schools.register.replacing import APPLICATION_ID, VERSION
from data.schools.register.rows import Rows

_TABLES = Path(__file__).with_name("tables.sql")
_SETTINGS = ("journal_mode = OFF", "synchronous = OFF", "cache_size = -64000",
             "locking_mode = EXCLUSIVE", "trusted_schema = 0")  # fmt: skip

_TABLE_OF = {
    FileKind.ESTABLISHMENTS: "establishments",
    FileKind.LINKS: "links",
    FileKind.GROUPS: "groups",
    FileKind.GROUP_MEMBERS: "group_members",
}
_KEY_OF = {"establishments": "urn", "links": "urn", "groups": "uid", "group_members": "urn"}
_HEADS = ("head_title", "head_first_name", "head_last_name", "head_job")


@contextmanager
def building(part: Path) -> Iterator[apsw.Connection]:
    """A register with empty tables in this file, written once the block ends."""
    flags = apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_URI
    connection = apsw.Connection(str(part), flags=flags)
    try:
        for setting in _SETTINGS:
            connection.execute(f"PRAGMA {setting}").fetchall()
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {VERSION}")
        connection.execute(_TABLES.read_text(encoding="utf-8"))
        yield connection
    except apsw.FullError:
        raise Problem(
            f"The disk of {part.parent} is full, so the register stays as it was. "
            "Free about 100 MB and try again."
        ) from None
    except apsw.IOError as error:
        raise Problem(
            f"The disk of {part.parent} reports an error ({error}); the register stays as it was."
        ) from None
    finally:
        connection.close()


@dataclass
class FileRead:
    """One file as it was read: what the register remembers of it."""

    kind: FileKind
    name: str
    digest: str
    rows: int
    day: date | None
    newest_change: date | None = None
    remarks: list[str] = field(default_factory=list)


def load(
    database: apsw.Connection, rows: Rows, layout: Layout, name: str, day: date | None,
    today: date, *, heads: bool = False,
) -> FileRead:  # fmt: skip
    """Read a whole file into its table."""
    table = _TABLE_OF[layout.kind]
    before = _count(database, table)
    anomalies: list[Anomaly] = []
    newest = None
    if layout.kind is FileKind.ESTABLISHMENTS:
        reader = EstablishmentReader(layout, today, heads=heads)
        with _transaction(database):
            _insert(database, table, reader.columns, reader.rows(rows))
        anomalies += reader.anomalies
        newest = date.fromisoformat(reader.newest_change) if reader.newest_change else None
    else:
        columns, make = _PLAIN[layout.kind]
        with _transaction(database):
            tuples = _plain_rows(rows, layout, make, today, anomalies)
            _insert(database, table, columns, tuples)
    anomalies += [
        Anomaly("bad-row", "", f"{name}, line {line:,}: {why}") for line, why in rows.bad_rows
    ]
    with _transaction(database):
        database.executemany(
            "INSERT INTO anomalies VALUES (?, ?, ?, ?)",
            [(each.kind, layout.kind, each.urn or None, each.message) for each in anomalies],
        )
    read = _count(database, table) - before
    return FileRead(layout.kind, name, rows.digest, read, day, newest, layout.remarks())


def note_file(database: apsw.Connection, file: FileRead, who: str, now: datetime) -> None:
    """Remember a file that was read, under its day."""
    assert file.day
    database.execute(
        "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (file.kind, file.name, file.digest, file.day.isoformat(), file.rows,
         json.dumps(file.remarks, ensure_ascii=False), who,
         now.isoformat(timespec="seconds")),
    )  # fmt: skip


class TakenOver(NamedTuple):
    """What came over: how many schools, and whether names of heads were left behind."""

    schools: int
    heads_left: bool


def carry_over(
    database: apsw.Connection, old: Path, whole: Iterable[FileKind], *, heads: bool = False
) -> TakenOver:
    """Take over from the register before what the files of this one do not tell.

    Of the kinds that are `whole` nothing is taken; of a kind that was read in part, the rows about
    other schools; figures always. Names of heads stay only with `heads`.
    """
    left = set(whole)
    database.execute("ATTACH ? AS old", (f"{old.absolute().as_uri()}?mode=ro",))
    try:
        with _transaction(database):
            before = _count(database, "establishments")
            for kind, table in _TABLE_OF.items():
                if kind not in left:
                    _carry_table(database, kind, table)
            named = number_of(database, "SELECT count(head_last_name) FROM old.establishments")
            if named and not heads:
                nothing = ", ".join(f"{name} = NULL" for name in _HEADS)
                database.execute(f"UPDATE main.establishments SET {nothing}")
            database.execute("INSERT INTO figures SELECT * FROM old.figures")
            after = _count(database, "establishments")
            return TakenOver(after - before, bool(named) and not heads)
    finally:
        database.execute("DETACH old")


def _carry_table(database: apsw.Connection, kind: FileKind, table: str) -> None:
    key = _KEY_OF[table]
    database.execute(
        "CREATE TEMP TABLE brought AS "
        f"SELECT DISTINCT CAST({key} AS TEXT) AS about FROM main.{table}"
    )
    columns = ", ".join(row[1] for row in database.execute(f"PRAGMA main.table_info({table})"))
    database.execute(
        f"INSERT OR IGNORE INTO main.{table} ({columns}) SELECT {columns} FROM old.{table} "
        f"WHERE {key} NOT IN (SELECT about FROM brought)"
    )
    database.execute(
        "INSERT OR IGNORE INTO main.files SELECT * FROM old.files WHERE kind = ?", (kind,)
    )
    database.execute(
        "INSERT INTO main.anomalies SELECT * FROM old.anomalies WHERE file = ? "
        "AND coalesce(urn, '') NOT IN (SELECT about FROM brought)",
        (kind,),
    )
    database.execute("DROP TABLE temp.brought")


@contextmanager
def _transaction(database: apsw.Connection) -> Iterator[None]:
    database.execute("BEGIN")
    yield
    # Without a journal there is no way back: a file that failed is thrown away.
    database.execute("COMMIT")


def _insert(
    database: apsw.Connection, table: str, columns: Iterable[str], rows: Iterable[tuple[Any, ...]]
) -> None:
    names = list(columns)
    marks = ", ".join("nullif(?, '')" for _ in names)
    database.executemany(
        f"INSERT OR IGNORE INTO {table} ({', '.join(names)}) VALUES ({marks})", rows
    )


def _count(database: apsw.Connection, table: str) -> int:
    return number_of(database, f"SELECT count(*) FROM main.{table}")


# Links, groups and their members

_Cell = Callable[[str], str]


def _plain_rows(
    rows: Rows,
    layout: Layout,
    make: Callable[[_Cell, date], tuple[Any, ...] | None],
    today: date,
    anomalies: list[Anomaly],
) -> Iterator[tuple[Any, ...]]:
    places = layout.places
    row: list[str] = []

    def cell(name: str) -> str:
        place = places.get(name, -1)
        return " ".join(row[place].split()) if place >= 0 else ""

    for row in rows:
        values = make(cell, today)
        if values is None:
            message = f"{layout.kind}: the row “{' '.join(row)[:60]}” has no usable URN or UID"
            anomalies.append(Anomaly("bad-urn", "", message))
        else:
            yield values


def _link(cell: _Cell, today: date) -> tuple[Any, ...] | None:
    urn, to = read_urn(cell("urn")), read_urn(cell("link_urn"))
    if not urn or not to:
        return None
    return urn, to, cell("link_type") or "Other", _day(cell("link_date"), today)


def _group(cell: _Cell, today: date) -> tuple[Any, ...] | None:
    uid, name = cell("group_uid").removesuffix(".0"), cell("group_name")
    if not uid or not name:
        return None
    company = cell("companies_house")
    code = cell("group_type_code")
    return (
        uid, cell("group_id"), name, code.zfill(2) if code else "", cell("group_type"),
        (cell("group_status_code") or cell("group_status").replace(" ", "_")).upper(),
        _day(cell("group_opened"), today), _day(cell("group_closed"), today),
        company.zfill(8) if company.isdigit() else company, cell("ukprn"),
        cell("group_street"), cell("group_town"), cell("group_postcode"),
    )  # fmt: skip


def _member(cell: _Cell, today: date) -> tuple[Any, ...] | None:
    uid, urn = cell("group_uid").removesuffix(".0"), read_urn(cell("urn"))
    return (uid, urn, _day(cell("joined"), today)) if uid and urn else None


def _day(cell: str, today: date) -> str | None:
    try:
        return read_day(cell, today)
    except ValueError:
        # A quarter of the links have no usable day, so that this is nothing to tell of.
        return None


_PLAIN: dict[FileKind, tuple[tuple[str, ...], Callable[[_Cell, date], tuple[Any, ...] | None]]] = {
    FileKind.LINKS: (("urn", "link_urn", "type", "day"), _link),
    FileKind.GROUPS: (
        ("uid", "group_id", "name", "type", "type_name", "status", "opened", "closed",
         "companies_house", "ukprn", "street", "town", "postcode"),
        _group,
    ),
    FileKind.GROUP_MEMBERS: (("uid", "urn", "joined"), _member),
}  # fmt: skip

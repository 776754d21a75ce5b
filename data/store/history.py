"""History: who changed what and when, with each field's old and new value."""

from __future__ import annotations

import getpass
import json
from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime
from functools import cache
from typing import Any, NamedTuple, cast

from data.files import systems
from data.store import former_fields
from data.store.books import Books
from data.store.kept_columns import AMONG
from models.kinds import KINDS, referring_to
from models.records.record import Record, Values


class Entry(NamedTuple):
    """One line of history.

    `was` and `now` are the touched fields as people read them; `was` is None for a record that was
    added, `now` for one that was removed.
    """

    number: int
    label: str
    who: str
    at: datetime
    kind: str
    state: str
    record_kind: str = ""
    record: str = ""
    was: dict[str, str] | None = None
    now: dict[str, str] | None = None


class Session(NamedTuple):
    """One opening of a store: who works, a key of its own, and the last operation before it."""

    who: str
    key: str
    opened_after: int = 0


def begin(
    books: Books, session: Session, label: str, kind: str = "change", of: int | None = None
) -> int:
    """Write the head of an operation and return its number."""
    if kind == "change":
        books.database.rows("UPDATE operation SET state = 'gone' WHERE state = 'undone'")
    books.database.rows(
        "INSERT INTO operation (kind, of, state, label, who, desk, at, day) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        kind,
        of,
        "done" if kind == "change" else "gone",
        label,
        session.who,
        session.key,
        datetime.now(UTC).isoformat(timespec="seconds"),
        books.today.isoformat(),
    )
    return cast(int, books.database.value("SELECT last_insert_rowid()"))


def touched(books: Books, number: int) -> dict[str, set[str]]:
    """The keys of the records that an operation touched, by kind."""
    found: dict[str, set[str]] = {}
    for kind, key in books.database.rows(
        "SELECT kind, record FROM change WHERE operation = ?", number
    ):
        found.setdefault(kind, set()).add(key)
    return found


def history(books: Books, record: type[Record] | None, key: str, limit: int) -> list[Entry]:
    """The newest entries of history, of one record or of the whole store, newest first."""
    if record is None:
        rows = books.database.rows(
            "SELECT number, label, who, at, kind, state FROM operation "
            "ORDER BY number DESC LIMIT ?",
            limit,
        )
        return [Entry(n, label, who, _moment(at), *rest) for n, label, who, at, *rest in rows]
    rows = books.database.rows(
        "SELECT o.number, o.label, o.who, o.at, o.kind, o.state, "
        "c.kind, c.record, c.before, c.after "
        "FROM change c JOIN operation o ON c.operation IN (o.number, o.of) "
        "WHERE c.record = ? ORDER BY o.number DESC, c.position LIMIT ?",
        key,
        limit,
    )
    entries = []
    for number, label, who, at, kind, state, record_kind, of, before, after in rows:
        was, now = (after, before) if kind == "undo" else (before, after)
        shown = [_shown(books, record_kind, unjson(side)) for side in (was, now)]
        entries.append(Entry(number, label, who, _moment(at), kind, state, record_kind, of, *shown))
    return entries


def last_changes(
    books: Books, record: type[Record], key: str, attributes: Collection[str], among: int = 30
) -> dict[str, Entry]:
    """The newest entry that changed each of these attributes of a record, of its newest entries."""
    found: dict[str, Entry] = {}
    for entry in history(books, record, key, among):
        was, now = entry.was or {}, entry.now or {}
        for attribute in attributes:
            label = record.field(attribute).label
            if attribute not in found and was.get(label) != now.get(label):
                found[attribute] = entry
    return found


class DoneOperation(NamedTuple):
    """An operation that stands, with each of its changes: kind, key, and the values of both sides.

    The values are as the file keeps them; None before a record was added, and after it went.
    """

    label: str
    who: str
    at: datetime
    changes: Sequence[tuple[str, str, dict[str, Any] | None, dict[str, Any] | None]]


def newest_done(books: Books, limit: int) -> list[DoneOperation]:
    """The newest operations that nobody took back, oldest first."""
    found = []
    for number, label, who, at in books.database.rows(
        "SELECT number, label, who, at FROM operation WHERE kind = 'change' AND state = 'done' "
        "ORDER BY number DESC LIMIT ?",
        limit,
    ):
        changes = books.database.rows(
            "SELECT kind, record, before, after FROM change WHERE operation = ? ORDER BY position",
            number,
        )
        sides = [(kind, key, unjson(was), unjson(now)) for kind, key, was, now in changes]
        found.append(DoneOperation(label, who, _moment(at), sides))
    return found[::-1]


def operating_system_user() -> str:
    """Whose name stands in the history."""
    try:
        return getpass.getuser()
    except (ImportError, KeyError, OSError):
        # Nothing in the environment says it, and Windows has no list of users that Python reads.
        return (systems.user_name() if systems.name() == "win32" else "") or "unknown"


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def history_with_entries(
    books: Books, record: type[Record], key: str, limit: int = 200
) -> list[Entry]:
    """The history of a record and of what belongs to it, such as its reviews or payments."""
    entries = history(books, record, key, limit)
    for other, attribute in referring_to(record):
        if other.told_with == attribute:
            for part in _ever_with(books, other, attribute, key):
                entries += history(books, other, part, limit)
        elif other.append_only and other.deleted_with(attribute):
            for each in books.find(other, **{attribute: key}):
                entries += history(books, other, str(each["key"]), limit)
    return sorted(entries, key=lambda each: each.number, reverse=True)


def _ever_with(books: Books, record: type[Record], attribute: str, key: str) -> list[str]:
    """The records of a kind that belong to another, those that were removed among them."""
    rows = books.database.rows(
        "SELECT DISTINCT record FROM change "
        "WHERE kind = ? AND json_extract(coalesce(after, before), ?) = ?",
        record.kind,
        f"$.{attribute}",
        key,
    )
    return [row[0] for row in rows]


def _shown(books: Books, kind: str, encoded: dict[str, Any] | None) -> dict[str, str] | None:
    """Display values of the changed fields, those that later versions moved elsewhere included."""
    if encoded is None:
        return None
    shown = {}
    for name, value in encoded.items():
        if name in ("key", "position"):
            continue
        if former_fields.is_kept(kind, name):
            record = KINDS[kind]
            field = record.field(name)
            shown[field.label] = books.show(record, name, field.decode(value))
        else:
            shown[former_fields.label_of(name)] = former_fields.show(books, kind, name, value)
    return shown


def stored_row(books: Books, record: type[Record], key: str) -> dict[str, Any] | None:
    """A record as the file keeps it, without its key; None when there is none."""
    rows = books.database.rows(_row_query(record, len(record._meta.fields)), key)
    if not rows:
        return None
    return dict(zip((each.name for each in _columns(record)), rows[0], strict=True))


def _columns(record: type[Record]) -> list[Any]:
    return [each for each in record._meta.sorted_fields if each.name != "key"]


@cache
def _row_query(record: type[Record], count: int) -> str:
    columns = ", ".join(f'"{each.column_name}"' for each in _columns(record))
    return f'SELECT {columns} FROM "{record.table()}" WHERE "key" = ?'


def unjson(text: str | None) -> dict[str, Any] | None:
    """The encoded values of one side of a change."""
    return None if text is None else cast("dict[str, Any]", json.loads(text))


def values_ever(
    books: Books, record: type[Record], attribute: str, keys: Collection[str]
) -> set[str]:
    """Every value that a reference of these records ever had."""
    path = f"$.{attribute}"
    rows = books.database.rows(
        'SELECT json_extract("before", ?), json_extract("after", ?) FROM "change" '
        f'WHERE "kind" = ? AND "record" {AMONG}',
        path,
        path,
        record.kind,
        json.dumps(sorted(keys)),
    )
    return {value for row in rows for value in row if value}


def added_on(books: Books, record: type[Record], key: str) -> date | None:
    """The books' day on which a record was entered; None when that is no step of undo any more."""
    day = books.database.value(
        "SELECT max(operation.day) FROM change JOIN operation ON number = change.operation "
        "WHERE change.kind = ? AND record = ? AND state = 'done' AND before IS NULL",
        record.kind,
        key,
    )
    return date.fromisoformat(day) if day else None


def last_set_on(books: Books, record: type[Record], key: str, attribute: str) -> date | None:
    """The day (UTC) on which an attribute was last given a value; None when it never was."""
    at = books.database.value(
        "SELECT max(operation.at) FROM change JOIN operation ON number = change.operation "
        "WHERE change.kind = ? AND record = ? AND state = 'done' "
        "AND json_extract(after, ?) IS NOT NULL",
        record.kind,
        key,
        f"$.{attribute}",
    )
    return date.fromisoformat(at[:10]) if at else None


def changes_beside_adding(
    books: Books, added: type[Record], added_key: str, record: type[Record], key: str
) -> list[tuple[Values, Values]]:
    """Each change of a record in the operation that added another: values before and after."""
    rows = books.database.rows(
        "SELECT other.before, other.after FROM change added "
        "JOIN change other ON other.operation = added.operation "
        "WHERE added.kind = ? AND added.record = ? AND added.before IS NULL AND other.kind = ? "
        "AND other.record = ? AND other.before IS NOT NULL AND other.after IS NOT NULL "
        "ORDER BY other.position",
        added.kind,
        added_key,
        record.kind,
        key,
    )
    return [(_values(record, before), _values(record, after)) for before, after in rows]


def changed_after(
    books: Books, record: type[Record], attributes: Collection[str]
) -> tuple[dict[str, Values], set[str]]:
    """What records of a kind had before they were changed on days after the books' day.

    The values of these attributes, by the keys of the records; and the keys of those that were
    added on such days. What was taken back since does not count.
    """
    today = books.today.isoformat()
    if not books.database.value("SELECT 1 FROM operation WHERE day > ? LIMIT 1", today):
        return {}, set()
    rows = books.database.rows(
        "SELECT c.record, c.before FROM operation o JOIN change c ON c.operation = o.number "
        "WHERE o.day > ? AND o.kind = 'change' AND o.state = 'done' AND c.kind = ? "
        "AND c.after IS NOT NULL "
        "ORDER BY o.number, c.position",
        today,
        record.kind,
    )
    found: dict[str, Values] = {}
    added: set[str] = set()
    for key, before in rows:
        if before is None:
            added.add(key)
            continue
        had = found.setdefault(key, {})
        for name, value in _values(record, before).items():
            if name in attributes:
                had.setdefault(name, value)
    return {key: had for key, had in found.items() if had}, added


def moment(books: Books) -> tuple[int, int] | None:
    """What is another value once anything was written; None within an operation.

    What stands in an unfinished operation may never come to be.
    """
    connection = books.database.connection()
    if connection.in_transaction:
        return None
    return connection.total_changes(), books.database.data_version()


def newest_operation(books: Books) -> int:
    """The number of the newest operation; 0 when there is none."""
    return cast(int, books.database.value("SELECT max(number) FROM operation") or 0)


def touched_since(books: Books, kinds: Collection[str], number: int) -> bool:
    """Whether an operation after this one touched records of these kinds."""
    return bool(
        books.database.value(
            "SELECT 1 FROM operation o JOIN change c ON c.operation IN (o.number, o.of) "
            f"WHERE o.number > ? AND c.kind {AMONG} LIMIT 1",
            number,
            json.dumps(list(kinds)),
        )
    )


def touched_until(books: Books, record: type[Record], number: int) -> bool:
    """Whether this operation or one before it touched records of the kind."""
    return bool(
        books.database.value(
            "SELECT 1 FROM change WHERE kind = ? AND operation <= ? LIMIT 1", record.kind, number
        )
    )


def labels_that_stand(books: Books, beginning: str, part: str) -> list[str]:
    """The labels of operations not taken back that begin so and have this part."""
    rows = books.database.rows(
        "SELECT label FROM operation WHERE kind = 'change' AND state = 'done' "
        "AND substr(label, 1, length(?1)) = ?1 AND instr(label, ?2)",
        beginning,
        part,
    )
    return [row[0] for row in rows]


def keep_from_undo(books: Books, number: int) -> None:
    """Let an operation be no step of undo."""
    books.database.rows("UPDATE operation SET state = 'gone' WHERE number = ?", number)


def _values(record: type[Record], text: str) -> Values:
    return {name: record.field(name).decode(kept) for name, kept in json.loads(text).items()}


def former_values(books: Books, record: type[Record], attribute: str) -> list[tuple[str, str]]:
    """Every value that an attribute of records of a kind was changed from: key and value."""
    path = f"$.{attribute}"
    return books.database.rows(
        "SELECT DISTINCT c.record, json_extract(c.before, ?) FROM change c "
        "JOIN operation o ON o.number = c.operation "
        "WHERE c.kind = ? AND c.after IS NOT NULL AND o.state = 'done' AND o.kind = 'change' "
        "AND json_extract(c.before, ?) IS NOT NULL",
        path,
        record.kind,
        path,
    )


def attributes_changed(books: Books, keys: Collection[str]) -> list[tuple[str, list[str], str]]:
    """Each change of these records that stands, oldest first: key, attributes, what it was called.

    What added or removed them is not among these.
    """
    rows = books.database.rows(
        'SELECT "change"."record", "change"."after", "operation"."label" FROM "change" '
        'JOIN "operation" ON "operation"."number" = "change"."operation" '
        f'WHERE "change"."record" {AMONG} AND "operation"."state" = \'done\' '
        'AND "change"."before" IS NOT NULL AND "change"."after" IS NOT NULL '
        'ORDER BY "operation"."number", "change"."position"',
        json.dumps(list(keys)),
    )
    return [(key, list(json.loads(after)), label) for key, after, label in rows]


_OURS = (
    "(SELECT t.desk = ? OR t.number <= ? FROM operation t "
    "WHERE t.number = o.number OR t.of = o.number ORDER BY t.number DESC LIMIT 1)"
)
"""Operations last done, undone or redone in this session, or before it began: what others do
while it lasts is theirs to undo."""


def replayable(
    books: Books, session: Session, state: str, what: str, rest: str = ""
) -> list[tuple[Any, ...]]:
    """What the SQL asks of the operations in this state that the session may undo or redo."""
    return books.database.rows(
        f"SELECT {what} FROM operation o WHERE kind = 'change' AND state = ? AND {_OURS} {rest}",
        state,
        session.key,
        session.opened_after,
    )


def undoable(books: Books, session: Session) -> int:
    """How many operations this session can undo: its own, and those from before it began."""
    return cast(int, replayable(books, session, "done", "count(*)")[0][0])


def redoable(books: Books, session: Session) -> int:
    """How many operations this session can redo: of those that it can undo, the undone ones."""
    return cast(int, replayable(books, session, "undone", "count(*)")[0][0])

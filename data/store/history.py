"""Operations: the only way to change the books, and the way back.

An operation is one immediate transaction, all or nothing. It is one step of undo, one entry of
history with who, when, and each field's old and new value, and it tells the views which kinds of
record changed.
"""

from __future__ import annotations

import getpass
import json
from collections.abc import Collection
from datetime import UTC, date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from data.store import former_fields
from data.store.books import AMONG, Books
from models.kinds import KINDS
from models.records.record import Record, Values

if TYPE_CHECKING:
    from data.store.store import Store


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


def begin(store: Store, label: str, kind: str = "change", of: int | None = None) -> int:
    """Write the head of an operation and return its number."""
    if kind == "change":
        store.database.rows("UPDATE operation SET state = 'gone' WHERE state = 'undone'")
    store.database.rows(
        "INSERT INTO operation (kind, of, state, label, who, desk, at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        kind,
        of,
        "done" if kind == "change" else "gone",
        label,
        store.who,
        store.session,
        datetime.now(UTC).isoformat(timespec="seconds"),
    )
    return cast(int, store.database.value("SELECT last_insert_rowid()"))


def _is_kept(kind: str, name: str) -> bool:
    return kind in KINDS and (name == "key" or name in KINDS[kind]._meta.fields)


def touched(store: Store, number: int) -> dict[str, set[str]]:
    """The keys of the records that an operation touched, by kind."""
    found: dict[str, set[str]] = {}
    for kind, key in store.database.rows(
        "SELECT kind, record FROM change WHERE operation = ?", number
    ):
        found.setdefault(kind, set()).add(key)
    return found


def history(store: Store, record: type[Record] | None, key: str, limit: int) -> list[Entry]:
    """The newest entries of history, of one record or of the whole store, newest first."""
    if record is None:
        rows = store.database.rows(
            "SELECT number, label, who, at, kind, state FROM operation "
            "ORDER BY number DESC LIMIT ?",
            limit,
        )
        return [Entry(n, label, who, _moment(at), *rest) for n, label, who, at, *rest in rows]
    rows = store.database.rows(
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
        shown = [_shown(store, record_kind, _unjson(side)) for side in (was, now)]
        entries.append(Entry(number, label, who, _moment(at), kind, state, record_kind, of, *shown))
    return entries


def operating_system_user() -> str:
    """Whose name stands in the history."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _shown(store: Store, kind: str, encoded: dict[str, Any] | None) -> dict[str, str] | None:
    """What was touched, as people read it; what is kept elsewhere by now included."""
    if encoded is None:
        return None
    shown = {}
    for name, value in encoded.items():
        if name == "key":
            continue
        if _is_kept(kind, name):
            record = KINDS[kind]
            field = record.field(name)
            shown[field.label] = store.show(record, name, field.decode(value))
        else:
            shown[former_fields.label_of(kind, name)] = former_fields.show(store, kind, name, value)
    return shown


def _standing(store: Store, record: type[Record], key: str) -> dict[str, Any] | None:
    """The record as the file has it now, without its key."""
    rows = store.database.rows(_standing_query(record), key)
    if not rows:
        return None
    return dict(zip((each.attribute for each in record.fields()), rows[0], strict=True))


@cache
def _standing_query(record: type[Record]) -> str:
    columns = ", ".join(f'"{each.column_name}"' for each in record.fields())
    return f'SELECT {columns} FROM "{record.table()}" WHERE "key" = ?'


def _unjson(text: str | None) -> dict[str, Any] | None:
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


def _values(record: type[Record], text: str) -> Values:
    return {name: record.field(name).decode(kept) for name, kept in json.loads(text).items()}

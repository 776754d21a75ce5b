"""Operations: the only way to change the books, and the way back.

An operation is one immediate transaction, all or nothing. It is one step of undo, one entry of
history with who, when, and each field's old and new value, and it tells the views which kinds of
record changed.
"""

from __future__ import annotations

import getpass
import json
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, cast

import peewee

from data import former_fields
from data.changes import Change as Change
from data.changes import column_of, delete, write
from data.older_paths import why_path_stands
from data.problems import Clash, Problem
from models import rules
from models.kinds import KINDS
from models.records import Record

if TYPE_CHECKING:
    from data.store import Store


class Done(NamedTuple):
    """What an operation did: its number in the history, its label, and the kinds it touched."""

    number: int
    label: str
    kinds: frozenset[str]
    warnings: tuple[rules.Finding, ...] = ()


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
        store.desk,
        datetime.now(UTC).isoformat(timespec="seconds"),
    )
    return cast(int, store.database.value("SELECT last_insert_rowid()"))


_OURS = (
    "(SELECT t.desk = ? OR t.number <= ? FROM operation t "
    "WHERE t.number = o.number OR t.of = o.number ORDER BY t.number DESC LIMIT 1)"
)
"""Operations last done, undone or redone by this desk, or before it opened: what others turn
while we are open is theirs."""


def _ours(store: Store, state: str, what: str, rest: str = "") -> list[tuple[Any, ...]]:
    """Read this of the operations in this state that are this desk's to turn."""
    return store.database.rows(
        f"SELECT {what} FROM operation o WHERE kind = 'change' AND state = ? AND {_OURS} {rest}",
        state,
        store.desk,
        store.opened_after,
    )


def undoable(store: Store) -> int:
    """How many operations this desk can take back: its own, and those from before it opened."""
    return cast(int, _ours(store, "done", "count(*)")[0][0])


def undo(store: Store) -> Done:
    """Take back the newest operation. Raises Problem when there is none or it is overtaken."""
    newest = _ours(store, "done", "number, label", "ORDER BY number DESC LIMIT 1")
    if not newest:
        raise Problem("There is nothing to undo.")
    return _turn(store, *newest[0], back=True)


def redo(store: Store) -> Done:
    """Do again what was taken back last. Raises Problem when there is nothing."""
    oldest = _ours(store, "undone", "number, label", "ORDER BY number LIMIT 1")
    if not oldest:
        raise Problem("There is nothing to redo.")
    return _turn(store, *oldest[0], back=False)


def _turn(store: Store, number: int, label: str, *, back: bool) -> Done:
    """Undo or redo one operation, refusing when its fields have been changed since."""
    kinds: set[str] = set()
    changes = store.database.rows(
        "SELECT kind, record, before, after FROM change WHERE operation = ? "
        f"ORDER BY position {'DESC' if back else 'ASC'}",
        number,
    )
    _refuse_former(changes, label, back)
    _refuse_without_path(store, number, changes, label, back)
    for kind, key, before, after in changes:
        record = KINDS[kind]
        kinds.add(kind)
        was, becomes = (after, before) if back else (before, after)
        try:
            _turn_one(store, record, key, _unjson(was), _unjson(becomes), label)
        except peewee.IntegrityError:
            name = store.name_of(record, key)
            raise Clash(
                f"“{label}” cannot be {'taken back' if back else 'done again'}: other records "
                f"made since depend on {name or 'it'}. Remove those first.",
                {},
            ) from None
    store.database.rows(
        "UPDATE operation SET state = ? WHERE number = ?", "undone" if back else "done", number
    )
    begin(store, label, "undo" if back else "redo", number)
    return Done(number, label, frozenset(kinds))


def _refuse_former(changes: list[tuple[Any, ...]], label: str, back: bool) -> None:
    """Raise Clash when an operation touched what this version of the program keeps elsewhere."""
    for kind, _, *sides in changes:
        names = [name for side in sides for name in _unjson(side) or {}]
        former = [name for name in dict.fromkeys(names) if not _is_kept(kind, name)]
        if former:
            labels = ", ".join(former_fields.label_of(kind, name) for name in former)
            raise Clash(
                f"“{label}” cannot be {'taken back' if back else 'done again'}: it was done with "
                f"an earlier version, and {labels} of {kind} {'are' if len(former) > 1 else 'is'} "
                f"kept elsewhere since{former_fields.where_is(kind)}. Correct it there instead.",
                {},
            )


def _refuse_without_path(
    store: Store, number: int, changes: list[tuple[Any, ...]], label: str, back: bool
) -> None:
    """Raise Clash when turning an operation would leave memberships with paths of other stages."""
    sides = [
        (kind, key, *((_unjson(after), _unjson(before)) if back else
                      (_unjson(before), _unjson(after))))
        for kind, key, before, after in changes
    ]  # fmt: skip
    why = why_path_stands(store, number, sides)
    if why:
        done = "taken back" if back else "done again"
        raise Clash(f"“{label}” cannot be {done}: {why}", {})


def _is_kept(kind: str, name: str) -> bool:
    return kind in KINDS and (name == "key" or name in KINDS[kind]._meta.fields)


def _turn_one(
    store: Store,
    record: type[Record],
    key: str,
    was: dict[str, Any] | None,
    becomes: dict[str, Any] | None,
    label: str,
) -> None:
    now = _standing(store, record, key)
    if was is None:
        if now is not None:
            raise Clash(f"“{label}”: this {record.singular} exists again already.", {})
        values = {"key": key} | (becomes or {})
        names = ", ".join(f'"{column_of(record, name)}"' for name in values)
        store.database.rows(
            f'INSERT INTO "{record.table()}" ({names}) VALUES ({", ".join("?" * len(values))})',
            *values.values(),
        )
        return
    overtaken = [name for name, value in was.items() if now is None or now[name] != value]
    if becomes is None and now is not None:
        overtaken += [name for name, value in now.items() if value is not None and name not in was]
    if overtaken:
        fields = ", ".join(record.field(name).label for name in overtaken)
        raise Clash(
            f"“{label}” cannot be turned back: {fields} of {store.name_of(record, key) or 'it'} "
            "changed since. Look at the history with h.",
            {},
        )
    if becomes is None:
        delete(store, record, key)
    else:
        write(store, record, key, becomes)


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

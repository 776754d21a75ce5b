"""Operations: the only way to change the books, and the way back.

An operation is one immediate transaction, all or nothing. It is one step of undo, one entry of
history with who, when, and each field's old and new value, and it tells the views which kinds of
record changed.
"""

from __future__ import annotations

import getpass
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, cast

import peewee

from data.problems import Clash, Problem, Refused, WrongCall
from models import rules
from models.kinds import KINDS, referring_to
from models.records import Record, Values, new_key
from models.values import Value

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


@dataclass
class Change:
    """What happens in one operation. Made by `Store.operation`."""

    store: Store
    number: int
    warnings: list[rules.Finding] = field(default_factory=list)
    touched: dict[str, set[str]] = field(default_factory=dict)
    """The keys of the records that it added, changed or removed, by kind."""
    _position: int = 0

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of record that it touched."""
        return frozenset(self.touched)

    def add(self, record: type[Record], values: Values, key: str | None = None) -> str:
        """Add a record; fields that are not named get their starting values. Returns its key.

        Raises Refused when a rule forbids it, KeyError when there is no such field.
        """
        for name in values.keys() - {"key"}:
            record.field(name)
        key = key or new_key()
        whole = record.starting_values() | values | {"key": key}
        self._obey(record, whole)
        self._insert(record, [whole])
        return key

    def add_many(self, record: type[Record], several: Sequence[Values]) -> None:
        """Add many records whose codes are known to be unused; each has its key and all fields."""
        for values in several:
            self._obey(record, values, uniqueness=False)
        self._insert(record, several)

    def set(
        self, record: type[Record], key: str, new: Values, seen: Values | None = None
    ) -> list[str]:
        """Change fields of a record; returns the attributes that really changed.

        `seen` are the values that the change started from. When somebody else changed one of the
        same fields meanwhile, Clash is raised and nothing is saved; other fields merge.
        """
        now = self.store.get(record, key)
        if now is None:
            raise WrongCall(
                f"This {record.singular} was removed meanwhile, so it cannot be changed. "
                "Take the removal back with undo, then try again."
            )
        changed = {name: value for name, value in new.items() if now[name] != value}
        self._refuse_clash(record, now, changed, seen or {})
        if not changed:
            return []
        self._obey(record, now | changed)
        self._update(record, key, {name: now[name] for name in changed}, changed)
        return list(changed)

    def remove(self, record: type[Record], key: str) -> None:
        """Remove a record and all that cannot be without it; references to it are emptied."""
        for other, attribute in referring_to(record):
            for hanging in self.store.find(other, **{attribute: key}):
                if other.field(attribute).required:
                    self.remove(other, str(hanging["key"]))
                else:
                    self._update(other, str(hanging["key"]), {attribute: key}, {attribute: None})
        values = self.store.get(record, key)
        if values is None:
            raise WrongCall(f"This {record.singular} was removed already.")
        self._note([(record.kind, key, _encoded(record, values), None)])
        _delete(self.store, record, key)

    def _obey(self, record: type[Record], values: Values, uniqueness: bool = True) -> None:
        found = list(rules.findings(record, values, self.store, uniqueness=uniqueness))
        refusals = [each for each in found if each.severity is rules.Severity.REFUSE]
        if refusals:
            raise Refused(refusals)
        self.warnings += found

    def _refuse_clash(
        self, record: type[Record], now: Values, changed: Values, seen: Values
    ) -> None:
        clashes = {
            name: tuple(
                self.store.show(record, name, value) for value in (seen[name], now[name], mine)
            )
            for name, mine in changed.items()
            if name in seen and seen[name] != now[name]
        }
        if clashes:
            said = "; ".join(
                f"{record.field(name).label} was {was or 'empty'}, is now {theirs or 'empty'}, "
                f"yours is {mine or 'empty'}"
                for name, (was, theirs, mine) in clashes.items()
            )
            raise Clash(
                f"Somebody else changed this {record.singular} meanwhile: {said}.",
                cast("dict[str, tuple[str, str, str]]", clashes),
            )

    def _insert(self, record: type[Record], several: Sequence[Values]) -> None:
        fields = record.fields()
        columns = ", ".join(f'"{each.column_name}"' for each in fields)
        marks = ", ".join("?" for _ in fields)
        encoded = [_encoded(record, values) for values in several]
        attributes = [each.attribute for each in fields]
        self._note(
            (record.kind, str(values["key"]), None, row)
            for values, row in zip(several, encoded, strict=True)
        )
        self.store.database.many(
            f'INSERT INTO "{record.table()}" ("key", {columns}) VALUES (?, {marks})',
            [
                (values["key"], *(row.get(name) for name in attributes))
                for values, row in zip(several, encoded, strict=True)
            ],
        )

    def _update(self, record: type[Record], key: str, was: Values, now: Values) -> None:
        self._note([(record.kind, key, _encoded(record, was, True), _encoded(record, now, True))])
        _write(self.store, record, key, _encoded(record, now, True))

    def _note(
        self, changes: Iterable[tuple[str, str, dict[str, Any] | None, dict[str, Any] | None]]
    ) -> None:
        rows = []
        for kind, key, before, after in changes:
            self._position += 1
            self.touched.setdefault(kind, set()).add(key)
            rows.append((self.number, self._position, kind, key, _json(before), _json(after)))
        self.store.database.many("INSERT INTO change VALUES (?, ?, ?, ?, ?, ?)", rows)


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
        names = ", ".join(f'"{_column(record, name)}"' for name in values)
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
        _delete(store, record, key)
    else:
        _write(store, record, key, becomes)


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
        shown = [_shown(store, KINDS[record_kind], _unjson(side)) for side in (was, now)]
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


def _shown(
    store: Store, record: type[Record], encoded: dict[str, Any] | None
) -> dict[str, str] | None:
    if encoded is None:
        return None
    return {
        record.field(name).label: store.show(record, name, record.field(name).decode(value))
        for name, value in encoded.items()
        if name in record._meta.fields and name != "key"
    }


def _encoded(record: type[Record], values: Values, empties: bool = False) -> dict[str, Any]:
    """The values as the file keeps them; empty ones are left out unless `empties`."""
    encoded = {}
    for each in record.fields():
        name = each.attribute
        if name in values:
            value: Value = values[name]
            if value is not None:
                encoded[name] = each.encode(value)
            elif empties:
                encoded[name] = None
    return encoded


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


def _json(encoded: dict[str, Any] | None) -> str | None:
    return (
        None if encoded is None else json.dumps(encoded, ensure_ascii=False, separators=(",", ":"))
    )


def _unjson(text: str | None) -> dict[str, Any] | None:
    return None if text is None else cast("dict[str, Any]", json.loads(text))


def _column(record: type[Record], name: str) -> str:
    return cast(str, record._meta.fields[name].column_name)


def _write(store: Store, record: type[Record], key: str, encoded: dict[str, Any]) -> None:
    assignments = ", ".join(f'"{_column(record, name)}" = ?' for name in encoded)
    sql = f'UPDATE "{record.table()}" SET {assignments} WHERE "key" = ?'
    store.database.rows(sql, *encoded.values(), key)


def _delete(store: Store, record: type[Record], key: str) -> None:
    store.database.rows(f'DELETE FROM "{record.table()}" WHERE "key" = ?', key)

"""TODO"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, cast

import peewee

from data.memberships.older_paths import why_path_stands
from data.problems import Clash, Problem
from data.store import former_fields
from data.store.change import column_of, delete, write
from data.store.history import _is_kept, _standing, _unjson, begin
from models.kinds import KINDS
from models.records.record import Record
from models.records.rules import Finding

if TYPE_CHECKING:
    from data.store.store import Store


class Done(NamedTuple):
    """What an operation did: its number in the history, its label, and the kinds it touched."""

    number: int
    label: str
    kinds: frozenset[str]
    warnings: tuple[Finding, ...] = ()


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
        store.session,
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

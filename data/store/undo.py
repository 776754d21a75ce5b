"""Undo and redo: operations replayed, unless a rule or a later change forbids it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import peewee

from data.problems import Clash, Problem
from data.store import former_fields, history
from data.store.books import Books, RememberingBooks
from data.store.change import column_of, delete, write
from data.store.history import Session, replayable, stored_row, unjson
from models.kinds import KINDS
from models.records.record import Record, Values
from models.records.rules import Finding, lasting_breaches, lasting_breaches_of_removal
from models.subjects import load


class Done(NamedTuple):
    """What an operation did: its number in the history, its label, and the kinds it touched."""

    number: int
    label: str
    kinds: frozenset[str]
    warnings: tuple[Finding, ...] = ()


class Replayed(NamedTuple):
    """One change that undo or redo carries out: encoded values as they are, and as they become.

    `was` is None for a record that comes back, `becomes` for one that goes.
    """

    kind: str
    key: str
    was: Mapping[str, Any] | None
    becomes: Mapping[str, Any] | None


Guard = Callable[[Books, int, Sequence[Replayed]], str]
"""Gives why an operation, by its number, cannot be replayed, in words; empty when it can."""

_GUARDS: list[Guard] = []


def undo_guard(guard: Guard) -> Guard:
    """Declare what a subject refuses to undo or redo; in a module `…_undo_guard`."""
    _GUARDS.append(guard)
    return guard


def undo(books: Books, session: Session) -> Done:
    """Undo the newest operation.

    Raises Problem when there is none, Clash when it is overtaken or a rule forbids the outcome.
    """
    newest = replayable(books, session, "done", "number, label", "ORDER BY number DESC LIMIT 1")
    if not newest:
        raise Problem("There is nothing to undo.")
    return _replay(books, session, *newest[0], back=True)


def redo(books: Books, session: Session) -> Done:
    """Redo the operation that was undone last. Raises as `undo` does."""
    oldest = replayable(books, session, "undone", "number, label", "ORDER BY number LIMIT 1")
    if not oldest:
        raise Problem("There is nothing to redo.")
    return _replay(books, session, *oldest[0], back=False)


def _replay(books: Books, session: Session, number: int, label: str, *, back: bool) -> Done:
    done = "undone" if back else "redone"
    changes = list(_changes(books, number, back))
    _refuse_former(changes, label, done)
    _refuse_guarded(books, number, changes, label, done)
    for each in changes:
        try:
            _replay_change(books, each, label, done)
        except peewee.IntegrityError:
            name = books.name_of(KINDS[each.kind], each.key) or "it"
            raise Clash(
                f"“{label}” cannot be {done}: other records made since depend on {name}. "
                "Remove those first.",
                {},
            ) from None
    _refuse_broken_rules(books, changes, label, done)
    books.database.rows(
        "UPDATE operation SET state = ? WHERE number = ?", "undone" if back else "done", number
    )
    history.begin(books, session, label, "undo" if back else "redo", number)
    return Done(number, label, frozenset(each.kind for each in changes))


def _changes(books: Books, number: int, back: bool) -> Iterator[Replayed]:
    rows = books.database.rows(
        "SELECT kind, record, before, after FROM change WHERE operation = ? "
        f"ORDER BY position {'DESC' if back else 'ASC'}",
        number,
    )
    for kind, key, before, after in rows:
        was, becomes = (after, before) if back else (before, after)
        yield Replayed(kind, key, unjson(was), unjson(becomes))


def _refuse_former(changes: Sequence[Replayed], label: str, done: str) -> None:
    """Raise Clash when an operation touched what this version of the program keeps elsewhere."""
    for each in changes:
        names = {**(each.was or {}), **(each.becomes or {})}
        former = [name for name in names if not former_fields.is_kept(each.kind, name)]
        if former:
            labels = ", ".join(former_fields.label_of(name) for name in former)
            raise Clash(
                f"“{label}” cannot be {done}: it was done with an earlier version, and {labels} "
                f"of {each.kind} {'are' if len(former) > 1 else 'is'} kept elsewhere "
                f"since{former_fields.places_of(each.kind)}. Correct it there instead.",
                {},
            )


def _refuse_guarded(
    books: Books, number: int, changes: Sequence[Replayed], label: str, done: str
) -> None:
    load("data", "undo_guard")
    for guard in _GUARDS:
        if why := guard(books, number, changes):
            raise Clash(f"“{label}” cannot be {done}: {why}", {})


def _refuse_broken_rules(books: Books, changes: Sequence[Replayed], label: str, done: str) -> None:
    """Raise Clash when the books as they stand now break a rule that they did not break before."""
    asked = RememberingBooks(books)
    newest_last = {(each.kind, each.key): each for each in changes}
    for each in newest_last.values():
        record = KINDS[each.kind]
        now = asked.get(record, each.key)
        if now is None:
            gone = _decoded(record, each.was or {}) | {"key": each.key}
            whole = dict.fromkeys((field.attribute for field in record.fields()), None) | gone
            found = lasting_breaches_of_removal(record, whole, asked)
        else:
            found = lasting_breaches(record, now, asked)
            if found and each.was is not None:
                before = now | _decoded(record, each.was)
                old = lasting_breaches(record, before, asked)
                found = [message for message in found if message not in old]
        if found:
            raise Clash(f"“{label}” cannot be {done}: {found[0]}", {})


def _decoded(record: type[Record], encoded: Mapping[str, Any]) -> Values:
    fields = {field.attribute: field for field in record.fields()}
    return {
        name: None if value is None else fields[name].decode(value)
        for name, value in encoded.items()
        if name in fields
    }


def _replay_change(books: Books, change: Replayed, label: str, done: str) -> None:
    record, key, was, becomes = KINDS[change.kind], change.key, change.was, change.becomes
    now = stored_row(books, record, key)
    if was is None:
        if now is not None:
            raise Clash(f"“{label}”: this {record.singular} exists again already.", {})
        values = {"key": key} | dict(becomes or {})
        names = ", ".join(f'"{column_of(record, name)}"' for name in values)
        books.database.rows(
            f'INSERT INTO "{record.table()}" ({names}) VALUES ({", ".join("?" * len(values))})',
            *values.values(),
        )
        return
    overtaken = [name for name, value in was.items() if now is None or now[name] != value]
    if becomes is None and now is not None:
        overtaken += [
            name
            for name, value in now.items()
            if value is not None and name not in was and name != "position"
        ]
    if overtaken:
        fields = ", ".join(record.field(name).label for name in overtaken if name != "position")
        raise Clash(
            f"“{label}” cannot be {done}: {fields} of {books.name_of(record, key) or 'it'} "
            "changed since. Look at the history with h.",
            {},
        )
    if becomes is None:
        delete(books, record, key)
    else:
        write(books, record, key, dict(becomes))

"""The log of changes as `alliance` commands that make them again."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from data.store.books import Books
from data.store.history import DoneOperation, newest_done
from data.tables.parsing import show_value, unmistakable_name
from models.fields.dates import show_date
from models.fields.text import harmless
from models.kinds import KINDS
from models.records.record import Deed, Record, Values

Encoded = dict[str, Any] | None


class Logged(NamedTuple):
    """What was done, when and by whom, and the lines that do it again."""

    when: str
    what: str
    lines: list[str]


def command_log(books: Books, limit: int = 100) -> list[Logged]:
    """The newest operations that stand, oldest first, each with its lines.

    What follows from a change by itself has no line where nobody enters such records by hand.
    """
    return [_logged(books, done) for done in newest_done(books, limit)]


def script_of(log: list[Logged]) -> str:
    """The lines as a script for a shell, what each does before it."""
    parts = []
    for each in log:
        parts += [f"# {each.when}: {each.what}", *each.lines]
    return "\n".join(parts)


def _logged(books: Books, done: DoneOperation) -> Logged:
    moment = done.at.astimezone()
    when = f"{show_date(moment.date())} {moment:%H:%M} {done.who}"
    lines = [
        line
        for kind, key, before, after in done.changes
        if kind in KINDS
        for line in _lines(books, KINDS[kind], key, before, after)
    ]
    return Logged(when, " ".join(harmless(done.label).split()), lines)


def _lines(
    books: Books, record: type[Record], key: str, before: Encoded, after: Encoded
) -> Iterator[str]:
    deed: Deed = "added" if before is None else "removed" if after is None else "changed"
    if record.not_by_hand(deed):
        return
    was, now = _decoded(record, before), _decoded(record, after)
    if deed == "added":
        given: Values = {name: value for name, value in now.items() if value is not None}
        yield _call("add", record.kind, *_assigned(books, record, given))
        return
    name = unmistakable_name(books, record, key) if books.get(record, key) else ""
    name = name or books.name_from(record, was)
    if deed == "removed":
        yield _call("remove", record.kind, name, "--yes")
        return
    changed = {name: value for name, value in now.items() if was.get(name) != value}
    if changed:
        yield _call("set", record.kind, name, *_assigned(books, record, changed))


def _decoded(record: type[Record], encoded: Mapping[str, Any] | None) -> Values:
    entered = {field.attribute: field for field in record.fields()}
    kept = (encoded or {}).items()
    return {name: entered[name].decode(value) for name, value in kept if name in entered}


def _assigned(books: Books, record: type[Record], values: Values) -> Iterator[str]:
    for name, value in values.items():
        field = record.field(name)
        yield f"{field.script_name}={show_value(books, field, value)}"


def _call(*words: str) -> str:
    return " ".join(["alliance", *(shlex.quote(harmless(word)) for word in words)])

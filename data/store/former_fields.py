"""Fields that earlier versions had: how the history shows them, and where they are now."""

from __future__ import annotations

from typing import Any

from data.store.books import Books
from models.kinds import KINDS
from models.records.record import Record


def is_kept(kind: str, name: str) -> bool:
    """Whether this version of the program has such an attribute."""
    return kind in KINDS and (name == "key" or name in KINDS[kind]._meta.fields)


def label_of(name: str) -> str:
    """The label that a field had: `statement_version` was "Statement version"."""
    return name.replace("_", " ").capitalize()


def kind_that_has(record: type[Record], name: str) -> type[Record] | None:
    """The kind that keeps the values of a former field now; None when there is none."""
    place = record.formerly.get(name)
    return KINDS[place.partition(".")[0]] if place else None


def show(books: Books, kind: str, name: str, value: Any) -> str:
    """A value of a former field as people read it."""
    place = KINDS[kind].formerly.get(name) if kind in KINDS else None
    if place is None or value is None:
        return "" if value is None else str(value)
    now, attribute = place.split(".")
    record = KINDS[now]
    return books.show(record, attribute, record.field(attribute).decode(value))


def places_of(kind: str) -> str:
    """Where the former fields of this kind are kept now, in brackets; empty if nowhere."""
    places = KINDS[kind].formerly.values() if kind in KINDS else ()
    kinds = sorted({place.partition(".")[0] for place in places})
    return f" ({', '.join(kinds)})" if kinds else ""

"""Fields that earlier versions kept: how the history tells of them, and where they are now."""

from __future__ import annotations

from typing import Any, NamedTuple

from data.store.books import Books
from models.alliances.agreed_text import AgreedText
from models.alliances.alliance import Alliance
from models.people.person import Person
from models.people.post import Post
from models.records.record import Record


class Former(NamedTuple):
    """A field that is gone: its label, and the kind and attribute in which its values are now."""

    label: str
    record: type[Record]
    attribute: str


FORMER: dict[str, dict[str, Former]] = {
    Person.kind: {
        "role": Former("Role", Post, "role"),
        "school": Former("School", Post, "school"),
        "strategic_accountability": Former(
            "Strategic accountability", Post, "strategic_accountability"
        ),
    },
    Alliance.kind: {
        "statement_version": Former("Statement version", AgreedText, "version"),
        "statement_date": Former("Statement date", AgreedText, "agreed"),
        "memorandum_version": Former("Memorandum version", AgreedText, "version"),
        "memorandum_date": Former("Memorandum date", AgreedText, "agreed"),
        "data_protocol_version": Former("Data protocol version", AgreedText, "version"),
    },
}


def label_of(kind: str, name: str) -> str:
    """What a field that is gone was called."""
    former = FORMER.get(kind, {}).get(name)
    return former.label if former else name.replace("_", " ").capitalize()


def show(books: Books, kind: str, name: str, value: Any) -> str:
    """A value of a field that is gone, as people read it."""
    former = FORMER.get(kind, {}).get(name)
    if former is None or value is None:
        return "" if value is None else str(value)
    field = former.record.field(former.attribute)
    return books.show(former.record, former.attribute, field.decode(value))


def where_is(kind: str) -> str:
    """Where the fields of this kind that are gone are kept now, in brackets; empty if nowhere."""
    kinds = sorted({former.record.kind for former in FORMER.get(kind, {}).values()})
    return f" ({', '.join(kinds)})" if kinds else ""

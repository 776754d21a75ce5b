"""All the kinds of record, by the names that screens and scripts use."""

from __future__ import annotations

from importlib import import_module

from models.records.record import Record
from models.subjects import SUBJECTS


def _kinds_of(subject: str) -> list[type[Record]]:
    found = []
    for name in import_module(f"models.{subject}").KINDS:
        module = import_module(f"models.{subject}.{name}")
        found += [
            value
            for value in vars(module).values()
            if isinstance(value, type)
            and issubclass(value, Record)
            and value.__module__ == module.__name__
        ]
    return found


RECORDS: tuple[type[Record], ...] = tuple(
    record for subject in SUBJECTS for record in _kinds_of(subject)
)
"""Every kind, each after those that it refers to."""

KINDS: dict[str, type[Record]] = {record.kind: record for record in RECORDS}


def referring_to(record: type[Record]) -> list[tuple[type[Record], str]]:
    """The kinds and attributes that may refer to records of this kind."""
    return [
        (other, field.attribute)
        for other in RECORDS
        for field in other.references()
        if field.to is record
    ]


def telling_former(record: type[Record]) -> list[type[Record]]:
    """The kinds that tell what records of this kind were called before, and by which codes."""
    return [
        other
        for other in RECORDS
        if other.tells_former and referred_by(other, other.tells_former[0]) is record
    ]


def referred_by(record: type[Record], attribute: str) -> type[Record] | None:
    """The kind to which a reference leads."""
    return next((field.to for field in record.references() if field.attribute == attribute), None)

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

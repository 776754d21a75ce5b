"""All the kinds of record, by the names that screens and scripts use.

A subject's kinds are loaded when one of them is asked for: most calls and the first screen of the
desk need those of a few subjects.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import import_module
from typing import overload

from models.records.record import Record
from models.subjects import SUBJECTS


@cache
def kinds_of(subject: str) -> tuple[type[Record], ...]:
    """The kinds of a subject, each after those that it refers to."""
    found: list[type[Record]] = []
    for name in import_module(f"models.{subject}").KINDS:
        module = import_module(f"models.{subject}.{name}")
        found += [
            value
            for value in vars(module).values()
            if isinstance(value, type)
            and issubclass(value, Record)
            and value.__module__ == module.__name__
        ]
    return tuple(found)


class _Records(Sequence[type[Record]]):
    """Every kind, loaded subject by subject as it is gone through."""

    def __iter__(self) -> Iterator[type[Record]]:
        for subject in SUBJECTS:
            yield from kinds_of(subject)

    def __len__(self) -> int:
        return sum(len(kinds_of(subject)) for subject in SUBJECTS)

    @overload
    def __getitem__(self, place: int) -> type[Record]: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[type[Record], ...]: ...
    def __getitem__(self, place: int | slice) -> type[Record] | tuple[type[Record], ...]:
        return tuple(self)[place]


class _Kinds(Mapping[str, type[Record]]):
    """Every kind by its name."""

    def __getitem__(self, name: str) -> type[Record]:
        for record in RECORDS:
            if record.kind == name:
                return record
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        return (record.kind for record in RECORDS)

    def __len__(self) -> int:
        return len(RECORDS)


RECORDS: Sequence[type[Record]] = _Records()
"""Every kind, each after those that it refers to."""

KINDS: Mapping[str, type[Record]] = _Kinds()


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

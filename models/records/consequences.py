"""Consequences: how one is declared for the kind of record that causes it, and how it is run.

A consequence belongs to the operation that caused it, so one undo takes both back. It says what it
did as a warning, and stands in the history like any other change.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from models.records.record import Record, Values
from models.subjects import load

if TYPE_CHECKING:
    from data.store.change import Change

Following = Callable[["Change", Sequence[Values]], None]
FollowingChange = Callable[["Change", Values, Values], None]


class OfAdding(NamedTuple):
    """What follows from adding records of a kind: in words, and how it is done."""

    record: type[Record]
    says: str
    follow: Following


class OfChanging(NamedTuple):
    """What follows from changing a record of a kind; `follow` gets it as it was and as it is."""

    record: type[Record]
    says: str
    follow: FollowingChange


OF_ADDING: list[OfAdding] = []
OF_CHANGING: list[OfChanging] = []


def on_adding(record: type[Record], says: str) -> Callable[[Following], Following]:
    """Declare what follows when records of this kind are added; `says` is that in words."""

    def declare(follow: Following) -> Following:
        OF_ADDING.append(OfAdding(record, says, follow))
        return follow

    return declare


def on_changing(record: type[Record], says: str) -> Callable[[FollowingChange], FollowingChange]:
    """Declare what follows when a record of this kind is changed; `says` is that in words."""

    def declare(follow: FollowingChange) -> FollowingChange:
        OF_CHANGING.append(OfChanging(record, says, follow))
        return follow

    return declare


def run_after_adding(change: Change, record: type[Record], added: Sequence[Values]) -> None:
    """Run what was declared to follow from adding these records, which have just been written."""
    load("models", "consequences")
    for each in OF_ADDING:
        if each.record is record:
            each.follow(change, added)


def run_after_changing(change: Change, record: type[Record], before: Values, after: Values) -> None:
    """Run what was declared to follow from a record's change, which has just been written."""
    load("models", "consequences")
    for each in OF_CHANGING:
        if each.record is record:
            each.follow(change, before, after)

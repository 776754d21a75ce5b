"""How a consequence is declared: for the kind of record that brings it about when it changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from models.records import Record, Values

if TYPE_CHECKING:
    from data.changes import Change

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

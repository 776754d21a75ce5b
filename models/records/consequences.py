"""Consequences: how one is declared for the kind of record that causes it, and how it is run.

A consequence belongs to the operation that caused it, so one undo takes both back. It says what it
did as a warning, and stands in the history like any other change.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple, Protocol

from models.records.books import Books
from models.records.record import Record, Values
from models.records.rules import Finding
from models.subjects import load


class Change(Protocol):
    """The operation that a consequence belongs to."""

    warnings: list[Finding]
    touched: dict[str, set[str]]
    """The keys of the records that it added, changed or removed so far, by kind."""

    @property
    def books(self) -> Books:
        """The books as they stand within the operation."""

    @property
    def today(self) -> date:
        """The day that consequences reckon for."""

    def warn(self, attribute: str, message: str) -> None:
        """Say something about the change when it is done."""

    def add_as_result(self, record: type[Record], values: Values, key: str = "") -> None:
        """Add a record that the program keeps itself."""

    def set_as_result(self, record: type[Record], key: str, new: Values) -> None:
        """Change fields of a record; rules only warn, because nobody typed these values."""

    def remove_as_result(self, record: type[Record], key: str) -> None:
        """Remove a record with all that hangs on it."""

    def last_set_on(self, record: type[Record], key: str, attribute: str) -> date | None:
        """The day on which an attribute was last given a value; None when it never was."""

    def changes_beside_adding(
        self, added: type[Record], added_key: str, record: type[Record], key: str
    ) -> list[tuple[Values, Values]]:
        """Each change of a record in the operation that added another: values before and after."""


Following = Callable[[Change, Sequence[Values]], None]
FollowingChange = Callable[[Change, Values, Values], None]


class OfAdding(NamedTuple):
    """A consequence of adding records of a kind: in words, and the function that does it."""

    record: type[Record]
    says: str
    follow: Following


class OfChanging(NamedTuple):
    """A consequence of changing a record of a kind; `follow` gets its values before and after."""

    record: type[Record]
    says: str
    follow: FollowingChange


OF_ADDING: list[OfAdding] = []
OF_CHANGING: list[OfChanging] = []


def after_adding(record: type[Record], says: str) -> Callable[[Following], Following]:
    """Declare what follows when records of this kind are added; `says` is that in words."""

    def declare(follow: Following) -> Following:
        OF_ADDING.append(OfAdding(record, says, follow))
        return follow

    return declare


def after_changing(record: type[Record], says: str) -> Callable[[FollowingChange], FollowingChange]:
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

"""Records as they stood on the books' day, for kinds whose past is kept.

A subject declares for one of its kinds what stood otherwise on that day than is recorded now;
lists, details and Today ask here, so that they never tell different things of one day.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from data.store.books import Books, RememberingBooks
from models.records.record import Record, Values
from models.subjects import load_own


class Differences(NamedTuple):
    """Values that were different on the books' day from those recorded now.

    `values` are the attributes that differ, by the keys of the records; `not_begun` the records
    that were not there yet.
    """

    values: Mapping[str, Values] = {}
    not_begun: frozenset[str] = frozenset()


Differ = Callable[[Books], Differences]

_DECLARED: dict[type[Record], Differ] = {}


def as_of_day(record: type[Record]) -> Callable[[Differ], Differ]:
    """Declare the function that finds what stood otherwise on the books' day for a kind."""

    def declare(differ: Differ) -> Differ:
        _DECLARED[record] = differ
        return differ

    return declare


def differences_as_of(books: Books, record: type[Record]) -> Differences:
    """Values of this kind that were different on the books' day from those recorded now.

    Its subject declares that, in `as_of.py`.
    """
    load_own("data", "as_of", record)
    differ = _DECLARED.get(record)
    return differ(books) if differ else Differences()


def values_as_of(books: Books, record: type[Record], values: Values) -> Values:
    """The values of a record as they stood on the books' day."""
    return values | differences_as_of(books, record).values.get(str(values["key"]), {})


def find_as_of(books: Books, record: type[Record], **equal: Any) -> list[Values]:
    """The records as they stood on the books' day, with these values of what never changes.

    Those that had ended are among them; those that had not begun are not.
    """
    return _as_of(differences_as_of(books, record), books.find(record, **equal))


class BooksOnTheDay(RememberingBooks):
    """The books as rules ask them, with all records as they stood on the books' day."""

    def __init__(self, books: Books) -> None:
        super().__init__(books)
        self._recorded = books
        # Looked for once: a rule asks for each of its records, and nothing is written meanwhile.
        self._then: dict[type[Record], Differences] = {}

    def find(self, record: type[Record], **equal: Any) -> list[Values]:
        """The records that had begun, and whose attributes have these values."""
        recorded = super().find(record, **equal)
        return _as_of(self._differences(record), recorded)

    def get(self, record: type[Record], key: str) -> Values | None:
        """The record of this key; None when it had not begun."""
        recorded = super().get(record, key)
        if recorded is None:
            return None
        return next(iter(_as_of(self._differences(record), [recorded])), None)

    def _differences(self, record: type[Record]) -> Differences:
        if record not in self._then:
            self._then[record] = differences_as_of(self._recorded, record)
        return self._then[record]


def _as_of(then: Differences, recorded: list[Values]) -> list[Values]:
    if not then.values and not then.not_begun:
        return recorded
    return [
        each | then.values.get(str(each["key"]), {})
        for each in recorded
        if each["key"] not in then.not_begun
    ]

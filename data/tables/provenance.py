"""Which values of a record are the same as in another source, such as a register."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from data.store.books import Books
from models.records.record import Record, Values
from models.subjects import load


class Provenance(NamedTuple):
    """A source: the mark of its values, what the mark means, and the attributes that have it."""

    mark: str = ""
    meaning: str = ""
    attributes: frozenset[str] = frozenset()


Trace = Callable[[Books, Values], Provenance]

_DECLARED: dict[type[Record], Trace] = {}


def traces_values(record: type[Record]) -> Callable[[Trace], Trace]:
    """Declare what finds the values of such a record that stand as a source has them."""

    def declare(trace: Trace) -> Trace:
        _DECLARED[record] = trace
        return trace

    return declare


def provenance_of(books: Books, record: type[Record], values: Values) -> Provenance:
    """Which of these values stand as another source has them; none where none is declared."""
    load("data", "provenance")
    trace = _DECLARED.get(record)
    return trace(books, values) if trace else Provenance()

"""What would follow from a change before it is made: said where somebody still can decide."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from data.store.books import Books
from models.records.record import Record, Values
from models.subjects import load, place_of

Foresee = Callable[[Books, Sequence[tuple[Values, Values]]], str]
"""Says what follows when records of these values get those; empty when nothing does."""

_DECLARED: dict[type[Record], list[Foresee]] = {}


def foresees(record: type[Record]) -> Callable[[Foresee], Foresee]:
    """Declare what says what follows when such records change; each subject may add its own."""

    def declare(foresee: Foresee) -> Foresee:
        _DECLARED.setdefault(record, []).append(foresee)
        return foresee

    return declare


def what_would_follow(
    books: Books, record: type[Record], changes: Sequence[tuple[Values, Values]]
) -> str:
    """What follows when records of these values get those, in words; empty when nothing does."""
    load("data", "foreseen")
    told = [foresee(books, changes) for foresee in sorted(_DECLARED.get(record, ()), key=place_of)]
    return " ".join(each for each in told if each)

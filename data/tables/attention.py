"""What needs attention on the books' day: how a subject declares its lines of Today."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from data.store.books import Books
from data.tables.as_of import BooksOnTheDay
from models.fields.states import Tone
from models.records.record import Record
from models.records.rules import Check
from models.subjects import load


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing that needs attention: what it is, the worst of it, and its records.

    Its list is the summary of the name `view`, the section of this label, or the records of the
    kind narrowed to `keys`.
    `must`, `should`, `open` and `unknown` say how many of them are a must, a should, left open, and
    of a school whose type is unknown; None where that is no question.
    """

    title: str
    tone: Tone
    keys: tuple[str, ...]
    detail: str
    record: type[Record] | None = None
    view: str = ""
    section: str = ""
    must: int | None = None
    should: int | None = None
    open: int | None = None
    unknown: int | None = None

    @property
    def count(self) -> int:
        """How many records it is about."""
        return len(self.keys)


Look = Callable[[Books], Iterable[Matter]]
"""Looks for matters, and gives quiet ones without records where there is nothing."""

_DECLARED: dict[int, Look] = {}


def needs_attention(place: int) -> Callable[[Look], Look]:
    """Declare matters that stand at this place of Today: the lower, the more pressing.

    Raises ValueError when others stand there already.
    """

    def declare(look: Look) -> Look:
        if place in _DECLARED:
            there = _DECLARED[place]
            raise ValueError(f"{place} is the place of {there.__module__}.{there.__name__}")
        _DECLARED[place] = look
        return look

    return declare


def declared_matters() -> list[Look]:
    """What all subjects have declared, in its places."""
    load("data", "attention")
    return [look for _, look in sorted(_DECLARED.items())]


def breaches_of(books: Books, record: type[Record], check: Check, title: str) -> Matter:
    """The matter of all records that a rule would report, as they stood on the books' day."""
    breaches = []
    on_the_day = BooksOnTheDay(books)
    for values in on_the_day.find(record):
        breach = check(values, on_the_day)
        if breach:
            breaches.append((str(values["key"]), breach[1]))
    first = ""
    if breaches:
        name = books.name_of(record, breaches[0][0]).split(" · ")[0]
        first = f"{name}: {breaches[0][1]}"
    return Matter(title, Tone.WARN, tuple(key for key, _ in breaches), first, record)

"""What counts as a school's taking part in a strand of work: declared by each that knows of it.

In a module `engagement` of its folder on this floor, so that rules may ask as well as papers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import NamedTuple

from models.records.books import Books
from models.subjects import load


class TakingPart(NamedTuple):
    """A school's taking part in a strand of an alliance's work, from its first day to its last.

    School and alliance are keys. A day that is not known is None: it took part from ever, or takes
    part still.
    """

    school: str
    alliance: str
    strand: str
    first: date | None
    last: date | None

    def within(self, first: date, last: date) -> bool:
        """Whether it took part on any of these days."""
        return (self.first is None or self.first <= last) and (
            self.last is None or self.last >= first
        )


Find = Callable[[Books], Iterable[TakingPart]]


class Way(NamedTuple):
    """A way of taking part: what it is called, how it is found, whether it is confidential."""

    says: str
    find: Find
    confidential: bool


_DECLARED: list[Way] = []


def counts_as_engaged(says: str, *, confidential: bool = False) -> Callable[[Find], Find]:
    """Declare a way of taking part; `says` names it in the definition of the rate.

    What is confidential counts in no paper for circulation.
    """

    def declare(find: Find) -> Find:
        _DECLARED.append(Way(says, find, confidential))
        return find

    return declare


def ways_of_taking_part(*, for_circulation: bool = False) -> list[Way]:
    """What counts as taking part, in the order of the subjects."""
    load("models", "engagement")
    return [way for way in _DECLARED if not (for_circulation and way.confidential)]


def all_taking_part(books: Books, *, for_circulation: bool = False) -> Iterator[TakingPart]:
    """Every taking part that any subject knows of; the same may come more than once."""
    for way in ways_of_taking_part(for_circulation=for_circulation):
        yield from way.find(books)

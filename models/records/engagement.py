"""What counts as a school's taking part in a workstream: declared by each subject that knows.

In a module `engagement` of its folder on this floor, so that rules may ask as well as papers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import NamedTuple

from models.records.books import Books
from models.subjects import load


class TakingPart(NamedTuple):
    """A school's taking part in a workstream, from its first day to its last.

    A day that is not known is None: it took part from ever, or takes part still.
    """

    school: str
    workstream: str
    first: date | None
    last: date | None

    def within(self, first: date, last: date) -> bool:
        """Whether it took part on any of these days."""
        return (self.first is None or self.first <= last) and (
            self.last is None or self.last >= first
        )


Find = Callable[[Books], Iterable[TakingPart]]

_DECLARED: list[tuple[str, Find]] = []


def counts_as_engaged(says: str) -> Callable[[Find], Find]:
    """Declare a way of taking part; `says` names it in the definition of the rate."""

    def declare(find: Find) -> Find:
        _DECLARED.append((says, find))
        return find

    return declare


def ways_of_taking_part() -> list[str]:
    """What counts as taking part, in words, in the order of the subjects."""
    load("models", "engagement")
    return [says for says, _ in _DECLARED]


def all_taking_part(books: Books) -> Iterator[TakingPart]:
    """Every taking part that any subject knows of; the same may come more than once."""
    load("models", "engagement")
    for _, find in _DECLARED:
        yield from find(books)

"""Records that follow one another in time: a change that ends one and begins the next.

A kind whose past must stay declares which changes are no corrections. Whoever changes such a
record, in a form, by a letter, for many at once or from a file, ends what stood and begins what
follows, in the same operation.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from models.records.books import Books
from models.records.record import Record, Values
from models.records.rules import Breach
from models.subjects import load


class Succession(NamedTuple):
    """What a change makes of a record: the values with which it ends, and those of the next one."""

    ends: Values
    begins: Values


EnteredToday = Callable[[], bool]
"""Whether the record was entered on the books' day, so that it may still be put right."""

Succeed = Callable[[Values, Values, Books, EnteredToday], Succession | Breach | None]
"""Gives what a change of a record makes of it, by its values and those that change.

None where it is a correction, a breach where it can be neither.
"""

_DECLARED: dict[type[Record], Succeed] = {}


def succeeded_by_changes(record: type[Record]) -> Callable[[Succeed], Succeed]:
    """Declare which changes of a kind begin another record; in a module `…_succession`."""

    def declare(succeed: Succeed) -> Succeed:
        _DECLARED[record] = succeed
        return succeed

    return declare


def succession(
    record: type[Record], now: Values, changed: Values, books: Books, entered_today: EnteredToday
) -> Succession | Breach | None:
    """What a change of a record makes of it; None where its values are simply written."""
    load("models", "succession")
    declared = _DECLARED.get(record)
    return declared(now, changed, books, entered_today) if declared else None

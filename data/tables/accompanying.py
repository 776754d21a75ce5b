"""Records that are added together with others, in the same operation: declared by subjects."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager

from data.store.change import Change
from models.records.record import Record, Values
from models.subjects import load_own

Accompany = Callable[[Change, Sequence[Values]], AbstractContextManager[None]]
"""Is entered before records with these values are added, and left when they are."""

_DECLARED: dict[type[Record], Accompany] = {}


def accompanies_adding(record: type[Record]) -> Callable[[Accompany], Accompany]:
    """Declare what is done before and after records of the kind are added by a form or a file."""

    def declare(accompany: Accompany) -> Accompany:
        _DECLARED[record] = accompany
        return accompany

    return declare


@contextmanager
def accompanied(change: Change, record: type[Record], added: Sequence[Values]) -> Iterator[None]:
    """While these are added, what their subject does beside it, in `data/<subject>/added.py`."""
    load_own("data", "added", record)
    accompany = _DECLARED.get(record)
    if accompany is None or not added:
        yield
        return
    with accompany(change, added):
        yield

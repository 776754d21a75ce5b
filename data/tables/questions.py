"""Questions to ask before a change is saved, declared by the subjects that it would concern."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from data.store.books import Books
from models.records.record import Record, Values
from models.subjects import load


class Question(NamedTuple):
    """A question before something is done, and line by line what it would bring with it."""

    asks: str
    details: list[str]


Ask = Callable[[Books, Sequence[str], Values], Question | None]
"""Gives the question before the records of these keys get these values; None when there is none."""

_DECLARED: dict[type[Record], Ask] = {}


def asks_before(record: type[Record]) -> Callable[[Ask], Ask]:
    """Declare the question before records of a kind are changed; in a module `…_question`."""

    def declare(ask: Ask) -> Ask:
        _DECLARED[record] = ask
        return ask

    return declare


def question_before(
    books: Books, record: type[Record], keys: Sequence[str], new: Values
) -> Question | None:
    """The question to ask before these records get these values; None when there is none."""
    load("data", "question")
    ask = _DECLARED.get(record)
    return ask(books, keys, new) if ask else None


def names_of_several(books: Books, record: type[Record], keys: Sequence[str]) -> list[list[str]]:
    """Short names of the records that a question is about; none for a single one."""
    found = books.get_many(record, keys) if len(keys) > 1 else {}
    names = [books.name_from(record, found[key]).split(" · ")[0] for key in keys if key in found]
    return [names] if names else []

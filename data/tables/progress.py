"""Moving records on through their states: what is asked for on the way, and the move itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import copy

from data.store.books import Books
from data.store.store import Store
from data.tables.cells import Outcome, outcome_of
from models.fields.date_fields import DateField
from models.fields.field import DeskField
from models.records.progress import Progress
from models.records.record import Record, Values
from models.subjects import load

Propose = Callable[[Books, Values, str], Values]
"""Proposes values of a record on its way to a state."""

_PROPOSING: dict[type[Record], Propose] = {}


def proposes(record: type[Record]) -> Callable[[Propose], Propose]:
    """Declare what stands in the questions about a kind; in a module `proposals` of its subject."""

    def declare(propose: Propose) -> Propose:
        _PROPOSING[record] = propose
        return propose

    return declare


def called_together(books: Books, record: type[Record], several: Sequence[Values]) -> str:
    """These records in a sentence: the name of one, or how many."""
    if len(several) == 1:
        return books.name_from(record, several[0])
    return f"{len(several)} {record.plural()}"


def questions(
    books: Books, progress: Progress, several: Sequence[Values], state: str
) -> list[tuple[str, DeskField]]:
    """The fields to ask for before these records come to a state: what one of them lacks."""
    asked: dict[str, DeskField] = {}
    for each in several:
        for name in progress.asked(books, each, state):
            field = progress.record.field(name)
            if name in progress.tells and len(several) == 1:
                field = copy(field)
                field.help = progress.tells[name](each, books)
            asked.setdefault(name, field)
    return list(asked.items())


def proposed(books: Books, progress: Progress, several: Sequence[Values], state: str) -> Values:
    """Proposed answers; a day that is needed is today."""
    load("data", "proposals")
    values: Values = {
        name: books.today
        for name in progress.needs.get(state, ())
        if isinstance(progress.record.field(name), DateField)
    }
    propose = _PROPOSING.get(progress.record)
    return values | (propose(books, several[0], state) if propose else {})


def move_on(
    store: Store, progress: Progress, several: Sequence[Values], state: str, values: Values
) -> Outcome:
    """Move these records, as they were seen, to a state, filling in what they lacked for it.

    Raises Refused when a rule forbids it for one of them, and Clash when somebody else moved one
    meanwhile: then none moves.
    """
    record, attribute = progress.record, progress.attribute
    label = f"{progress.word(state)}: {called_together(store, record, several)}"
    with store.operation(label) as change:
        for each in several:
            asked = progress.asked(store, each, state)
            new: Values = {name: values[name] for name in asked if values.get(name) is not None}
            seen = {attribute: each[attribute]}
            change.set(record, str(each["key"]), new | {attribute: state}, seen)
    return outcome_of(change, label)

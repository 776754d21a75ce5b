"""The details of workstreams: their circle, who answers for them, and who sets the agenda."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from data.store.books import Books
from data.tables.details import Line, arranged_as_related, details
from data.workstreams.agenda import agenda_set_by
from models.records.record import Values
from models.workstreams.commitment import (
    CIRCLE_LEVELS,
    LEVELS,
    Commitment,
    counts_as_taking_part,
    is_open,
)
from models.workstreams.workstream import Workstream


@details(Workstream)
def circle_and_agenda(books: Books, workstream: Values) -> list[Line]:
    """How many are in the circle at each level, and who sets the agenda since when."""
    held = [
        each
        for each in books.find(Commitment, workstream=workstream["key"])
        if is_open(each, books.today)
    ]
    counts = Counter(str(each["level"]) for each in held)
    words = [f"{counts[level]} {state.word.lower()}" for level, state in LEVELS.items()
             if counts[level] and level in CIRCLE_LEVELS]  # fmt: skip
    interested = counts["interested"]
    lines = [("Circle", ", ".join(words) or "nobody yet")]
    lines += [("Interested", str(interested))] if interested else []
    set_by = agenda_set_by(books, workstream, books.today)
    return [*lines, *([("Agenda set by", set_by)] if set_by else [])]


@details(Commitment)
def whether_it_counts(books: Books, commitment: Values) -> list[Line]:
    """The line that a pause does not count as taking part while its reason or review is missing."""
    rests = commitment["level"] == "paused" and is_open(commitment, books.today)
    if not rests or counts_as_taking_part(commitment):
        return []
    return [("Counts", "not yet: a pause needs its reason and the day of its review")]


@arranged_as_related(Commitment)
def open_ones_first(commitments: Sequence[Values], books: Books) -> list[Values]:
    """Periods that go on before those that ended, the newest first."""

    def place(each: Values) -> tuple[bool, int]:
        began = each["began"]
        return (
            not is_open(each, books.today),
            -(began.toordinal() if isinstance(began, date) else 0),
        )

    return sorted(commitments, key=place)

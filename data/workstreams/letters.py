"""The letters of the workstream matrix, and what each does to a member's commitments."""

from __future__ import annotations

from datetime import date

from data.store.change import Change
from models.records.record import Values
from models.workstreams.commitment import LEVELS, Commitment, ends_with_membership

NONE = "none"

LEVEL_LETTERS = {
    "l": "lead", "c": "contribute", "r": "receive", "i": "interested", "p": "paused", "-": NONE
}  # fmt: skip
"""The letters of the workstream matrix."""

LEVEL_WORDS = {value: state.word for value, state in LEVELS.items()} | {NONE: "No commitment"}

LEVEL_HINTS = {
    "lead": "lead",
    "contribute": "contr.",
    "receive": "receive",
    "interested": "interest",
    "paused": "pause",
    NONE: "none",
}
"""Hints for the letters, short enough for the foot of a small screen."""


def set_level(
    change: Change,
    membership: str,
    workstream: str,
    level: str,
    on: date,
    said: Values | None = None,
) -> None:
    """Set a school's level in a workstream from this day; "none" ends its commitment.

    What is `said` of a level, such as why it is paused, stands with it.

    A level that stood before the day is ended on it and kept, because participation may go up and
    down and its history is never lost; one that began on the day itself is corrected.
    """
    books = change.books
    pair = {"membership": membership, "workstream": workstream}
    not_ended = [each for each in books.find(Commitment, **pair) if ends_with_membership(each, on)]
    if not not_ended:
        if level != NONE:
            begins: Values = {**pair, "level": level, "began": on}
            change.add(Commitment, begins | (said or {}))
        return
    for each in sorted(not_ended, key=lambda each: str(each["began"] or ""))[:1]:
        key, began = str(each["key"]), each["began"]
        to_come = isinstance(began, date) and began > on
        if level == NONE:
            if to_come or began == on:
                change.remove(Commitment, key)
            else:
                change.set(Commitment, key, {"ended": on})
        elif level != each["level"] or to_come:
            another: Values = {"level": level, "began": on}
            change.set(Commitment, key, another | (said or {}))
        elif said:
            change.set(Commitment, key, said)

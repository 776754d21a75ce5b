"""The letters of who does what, and what setting a level does to a member's commitments."""

from __future__ import annotations

from datetime import date

from data.store.change import Change
from models.workstreams.commitment import LEVELS, Commitment

LEVEL_LETTERS = {"l": "lead", "c": "contribute", "r": "receive", "-": "none"}
"""What may be typed into schools × workstreams."""

LEVEL_WORDS = {value: state.word for value, state in LEVELS.items()} | {"none": "No commitment"}

LEVEL_HINTS = {"lead": "lead", "contribute": "contribute", "receive": "receive", "none": "none"}


def set_level(change: Change, membership: str, workstream: str, level: str, on: date) -> None:
    """Set a school's level in a workstream from this day; "none" ends its commitment.

    A level that stood before the day is ended on it and kept, because participation may go up and
    down and its history is never lost; one that began on the day itself is corrected.
    """
    books = change.books
    pair = {"membership": membership, "workstream": workstream}
    standing = [each for each in books.find(Commitment, **pair) if each["ended"] is None]
    if any(each["level"] == level for each in standing):
        return
    for each in standing:
        key = str(each["key"])
        if each["began"] == on:
            if level == "none":
                change.remove(Commitment, key)
            else:
                change.set(Commitment, key, {"level": level})
                return
        else:
            change.set(Commitment, key, {"ended": on})
    if level != "none":
        change.add(Commitment, {**pair, "level": level, "began": on})

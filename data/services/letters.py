"""The letters of the matrix of shared services, and what each does to a school's share."""

from __future__ import annotations

from datetime import date

from data.store.change import Change
from models.services.share import PARTS, Share

PART_LETTERS = {"u": "uses", "l": "leads", "i": "interested", "-": "none"}
"""The letters of the matrix of shared services."""

PART_WORDS = {value: state.word for value, state in PARTS.items()} | {"none": "No share"}

PART_HINTS = {"uses": "uses", "leads": "leads", "interested": "interested", "none": "none"}


def set_part(change: Change, school: str, service: str, part: str, on: date) -> None:
    """Set what a school does in a service from this day; "none" ends its share.

    Whoever takes more or less of a part keeps the figures of the share. One that was only of
    interest, or began on the day itself, and is taken away, goes; others end on the day.
    """
    books = change.books
    standing = [
        each
        for each in books.find(Share, service=service, school=school)
        if not isinstance(each["ended"], date) or each["ended"] > on
    ]
    for each in standing:
        key = str(each["key"])
        if part != "none":
            change.set(Share, key, {"part": part})
        elif each["part"] == "interested" or each["began"] == on:
            change.remove(Share, key)
        else:
            change.set(Share, key, {"ended": on})
    if part != "none" and not standing:
        began = None if part == "interested" else on
        change.add(Share, {"service": service, "school": school, "part": part, "began": began})

"""The letters of the attendance matrix, and what each records about a member at a meeting."""

from __future__ import annotations

from data.store.change import Change
from models.meetings.attendance import ATTENDED, Attendance
from models.records.record import Values

NAMED, NONE = "named deputy", "none"

LETTERS = {
    "h": "head", "d": "deputy", "n": NAMED, "a": "apologies", "x": "absent", "-": NONE
}  # fmt: skip
"""The letters of the attendance matrix."""

WORDS = {value: state.word for value, state in ATTENDED.items()} | {
    NAMED: "Deputy, by name",
    NONE: "Nothing recorded",
}

HINTS = {value: state.word.lower() for value, state in ATTENDED.items()} | {
    NAMED: "name",
    NONE: "none",
}
"""Hints for the letters, short enough for the foot of a small screen."""


def set_attendance(
    change: Change, meeting: str, membership: str, attended: str, deputy: str | None = None
) -> None:
    """Record how a member was represented at a meeting; "none" takes the record away.

    It names who held the post of head of the school on the day of the meeting. A deputy's name
    stays until the school was represented otherwise. Raises Refused when a rule forbids it.
    """
    books = change.books
    found = books.find(Attendance, meeting=meeting, membership=membership)
    if attended == NONE:
        for each in found:
            change.remove(Attendance, str(each["key"]))
        return
    if not found:
        whole: Values = {"meeting": meeting, "membership": membership}
        change.add(Attendance, whole | {"attended": attended, "deputy": deputy})
        return
    kept = found[0]["deputy"] if attended == "deputy" else None
    new: Values = {"attended": attended, "deputy": deputy or kept}
    change.set(Attendance, str(found[0]["key"]), new)

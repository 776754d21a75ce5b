"""What follows from meetings: the name that the alliance gives, and the head of that day."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from data.attendance import head_at
from data.consequences.consequence import on_adding, on_changing
from models.alliances import Alliance
from models.meetings import ANNUAL, Attendance, Meeting
from models.records import Values

if TYPE_CHECKING:
    from data.changes import Change


@on_adding(Meeting, "An annual meeting has the name that its alliance gives it.")
def annual_meeting_has_its_name(change: Change, added: Sequence[Values]) -> None:
    """Fill in the name where none was typed."""
    for meeting in added:
        if meeting["kind_of_meeting"] != ANNUAL or meeting["name"] or not meeting["alliance"]:
            continue
        alliance = change.books.get(Alliance, str(meeting["alliance"]))
        if alliance and alliance["annual_meeting"]:
            change.let_follow(Meeting, str(meeting["key"]), {"name": alliance["annual_meeting"]})


@on_adding(Attendance, "Attendance names who held the post of head on the day of the meeting.")
def attendance_names_the_head(change: Change, added: Sequence[Values]) -> None:
    """Fill in the head where nobody is named."""
    for each in added:
        if each["person"] is None:
            head = head_at(change.store, str(each["meeting"]), str(each["membership"]))
            if head is not None:
                change.let_follow(Attendance, str(each["key"]), {"person": head})


@on_changing(Meeting, "When a meeting's day is corrected, so is who was head on it.")
def head_of_the_right_day(change: Change, before: Values, after: Values) -> None:
    """Name the head of the new day where one is known."""
    if before["held"] == after["held"]:
        return
    for each in change.books.find(Attendance, meeting=after["key"]):
        head = head_at(change.store, str(after["key"]), str(each["membership"]))
        if head is not None:
            change.let_follow(Attendance, str(each["key"]), {"person": head})

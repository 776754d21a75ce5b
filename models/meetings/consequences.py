"""What follows from meetings: the name that the alliance gives, and the head of that day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from data.meetings.attendance import head_at
from models.alliances.alliance import Alliance
from models.meetings.attendance import Attendance
from models.meetings.meeting import ANNUAL, Meeting
from models.memberships.membership import Membership
from models.people.post import Post, leads_on
from models.records.consequences import on_adding, on_changing
from models.records.record import Values

if TYPE_CHECKING:
    from data.store.change import Change


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


@on_changing(Attendance, "Attendance that names no head of that day names whoever was.")
def attendance_names_the_head_again(change: Change, before: Values, after: Values) -> None:
    """Fill in the head where the name was taken away, or is not of one who held the post."""
    person = after["person"]
    if person is not None and (person != before["person"] or _led(change, after)):
        return
    head = head_at(change.store, str(after["meeting"]), str(after["membership"]))
    if head is not None:
        change.let_follow(Attendance, str(after["key"]), {"person": head})


def _led(change: Change, attendance: Values) -> bool:
    meeting = change.books.get(Meeting, str(attendance["meeting"]))
    membership = change.books.get(Membership, str(attendance["membership"]))
    held = meeting["held"] if meeting else None
    if membership is None or not isinstance(held, date):
        return False
    place = str(membership["school"] or membership["organisation"])
    return leads_on(change.books.find(Post, person=attendance["person"]), place, held)


@on_changing(Meeting, "When a meeting's day is corrected, so is who was head on it.")
def head_of_the_right_day(change: Change, before: Values, after: Values) -> None:
    """Name the head of the new day where one is known."""
    if before["held"] == after["held"]:
        return
    for each in change.books.find(Attendance, meeting=after["key"]):
        head = head_at(change.store, str(after["key"]), str(each["membership"]))
        if head is not None:
            change.let_follow(Attendance, str(each["key"]), {"person": head})

"""Consequences of meetings: the name that the alliance gives, and the head of that day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from models.alliances.alliance import Alliance
from models.meetings.attendance import Attendance
from models.meetings.meeting import ANNUAL, Meeting
from models.memberships.membership import Membership
from models.people.post import Post, head_on, leads_on
from models.records.consequences import Change, after_adding, after_changing
from models.records.record import Values


@after_adding(Meeting, "An annual meeting has the name that its alliance gives it.")
def annual_meeting_has_its_name(change: Change, added: Sequence[Values]) -> None:
    """Fill in the name where none was typed."""
    for meeting in added:
        if meeting["kind_of_meeting"] != ANNUAL or meeting["name"] or not meeting["alliance"]:
            continue
        alliance = change.books.get(Alliance, str(meeting["alliance"]))
        if alliance and alliance["annual_meeting"]:
            change.set_as_result(Meeting, str(meeting["key"]), {"name": alliance["annual_meeting"]})


@after_adding(Attendance, "Attendance names who held the post of head on the day of the meeting.")
def attendance_names_the_head(change: Change, added: Sequence[Values]) -> None:
    """Fill in the head where nobody is named."""
    for each in added:
        if each["person"] is None:
            head = _head_at(change, str(each["meeting"]), str(each["membership"]))
            if head is not None:
                change.set_as_result(Attendance, str(each["key"]), {"person": head})


@after_changing(Attendance, "Attendance that names no head of that day names whoever was.")
def attendance_names_the_head_again(change: Change, before: Values, after: Values) -> None:
    """Fill in the head where the name was taken away, or is not of one who held the post."""
    person = after["person"]
    if person is not None and (person != before["person"] or _led(change, after)):
        return
    head = _head_at(change, str(after["meeting"]), str(after["membership"]))
    if head is not None:
        change.set_as_result(Attendance, str(after["key"]), {"person": head})


def _head_at(change: Change, meeting: str, membership: str) -> str | None:
    """The person who led the school of a member on the day of a meeting; None when unknown."""
    held = (change.books.get(Meeting, meeting) or {}).get("held")
    school = (change.books.get(Membership, membership) or {}).get("school")
    if not isinstance(held, date) or not school:
        return None
    post = head_on(change.books, str(school), held)
    return str(post["person"]) if post else None


def _led(change: Change, attendance: Values) -> bool:
    meeting = change.books.get(Meeting, str(attendance["meeting"]))
    membership = change.books.get(Membership, str(attendance["membership"]))
    held = meeting["held"] if meeting else None
    if membership is None or not isinstance(held, date):
        return False
    place = str(membership["school"] or membership["organisation"])
    return leads_on(change.books.find(Post, person=attendance["person"]), place, held)


@after_changing(Meeting, "When a meeting's day is corrected, so is who was head on it.")
def head_of_the_right_day(change: Change, before: Values, after: Values) -> None:
    """Name the head of the new day where one is known."""
    if before["held"] == after["held"]:
        return
    for each in change.books.find(Attendance, meeting=after["key"]):
        head = _head_at(change, str(after["key"]), str(each["membership"]))
        if head is not None:
            change.set_as_result(Attendance, str(each["key"]), {"person": head})

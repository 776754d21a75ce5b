"""Consequences of posts for attendance: it names who was head on the day of each meeting.

A successor ends the time of the one before, which the consequences of posts see to; this comes
after them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from models.fields.text import count_of
from models.meetings.attendance import Attendance
from models.meetings.meeting import Meeting
from models.memberships.membership import Membership
from models.people.person import Person
from models.people.post import HEADS, Post, head_on, leads_on
from models.records.consequences import Change, after_adding, after_changing
from models.records.record import Values


@after_adding(Post, "When it becomes known who was head, attendance of that time names that head.")
def attendance_names_a_head_known_later(change: Change, added: Sequence[Values]) -> None:
    """Look again at the attendance of each school that these heads lead or led."""
    for post in added:
        if post["role"] in HEADS and post["school"]:
            _name_heads(change, str(post["school"]))


@after_changing(Post, "When the time of a head is put right, so is whom attendance names.")
def attendance_follows_the_time_of_a_head(change: Change, before: Values, after: Values) -> None:
    """Look again at the attendance of the schools that it concerns."""
    if any(before[name] != after[name] for name in ("role", "school", "person", "began", "ended")):
        heads = [post for post in (before, after) if post["role"] in HEADS and post["school"]]
        for school in dict.fromkeys(str(post["school"]) for post in heads):
            _name_heads(change, school)


def _name_heads(change: Change, school: str) -> None:
    """Name the head of the day where nobody, or somebody else, is named.

    Of two who share a headship either may have been named, and stays.
    """
    posts = change.books.find(Post, school=school)
    renamed: dict[str, int] = {}
    for membership in change.books.find(Membership, school=school):
        for each in change.books.find(Attendance, membership=membership["key"]):
            head = _head_to_name(change, school, each, posts)
            if head is not None:
                change.set_as_result(Attendance, str(each["key"]), {"person": head})
                renamed[head] = renamed.get(head, 0) + 1
    for head, count in renamed.items():
        meetings = count_of(count, "meeting")
        name = change.books.name_of(Person, head)
        change.warn("began", f"The attendance of {meetings} names {name} as the head now.")


def _head_to_name(
    change: Change, school: str, attendance: Values, posts: Sequence[Values]
) -> str | None:
    """Who is to be named instead of whom attendance names; None where it may stay."""
    meeting = change.books.get(Meeting, str(attendance["meeting"]))
    held = meeting["held"] if meeting else None
    head = head_on(change.books, school, held) if isinstance(held, date) else None
    if head is None or not isinstance(held, date) or head["person"] == attendance["person"]:
        return None
    same = (attendance["person"], head["role"])
    shares = [post for post in posts if (post["person"], post["role"]) == same]
    return None if leads_on(shares, school, held) else str(head["person"])

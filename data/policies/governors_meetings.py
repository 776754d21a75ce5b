"""The last governors' meeting, and the last school day, before a policy falls due."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from data.policies.queries import meetings_of_schools
from data.store.books import Books
from models.fields.dates import show_date
from models.meetings.meeting import GOVERNORS_MEETINGS
from models.policies.due_dates import MISSING, OVERDUE
from models.policies.policy import Policy

if TYPE_CHECKING:
    from data.policies.standing import Board, Standing


_ONLY_IN_FULL = ("full governing body", "full board", "trust board")
"""Words of an approval level that no committee meets."""


class GovernorsMeeting(NamedTuple):
    """A meeting of a school's governors, which may approve its policies."""

    school: str
    held: date
    starts: str | None
    kind: str
    name: str | None
    place: str | None

    @property
    def body(self) -> str:
        """Who meets: "Pupils' committee", "Governing body"."""
        return self.name or GOVERNORS_MEETINGS[self.kind]

    @property
    def is_in_full(self) -> bool:
        """Whether the whole governing body or trust board meets, and not a committee of it."""
        return self.kind != "committee"

    @property
    def in_words(self) -> str:
        """What meets, when and where, on one line."""
        name = f" ({self.name})" if self.name else ""
        at = f" at {self.starts}" if self.starts else ""
        place = f", {self.place}" if self.place else ""
        return f"{GOVERNORS_MEETINGS[self.kind]}{name} on {show_date(self.held)}{at}{place}"


class GovernorsMeetings:
    """The meetings of all schools' governors from the store's day on, read once from the books."""

    def __init__(self, books: Books) -> None:
        self.today = books.today
        self._of_schools: dict[str, list[GovernorsMeeting]] = {}
        self._only_in_full = {
            key
            for key, level in books.kept(Policy, ("key", "approval_level"))
            if level and any(words in level.casefold() for words in _ONLY_IN_FULL)
        }
        for _, school, held, starts, kind, name, place in meetings_of_schools(books, books.today):
            if kind in GOVERNORS_MEETINGS:
                meeting = GovernorsMeeting(school, held, starts, kind, name, place)
                self._of_schools.setdefault(school, []).append(meeting)
        self._in_full = {
            school: [each for each in meetings if each.is_in_full]
            for school, meetings in self._of_schools.items()
        }

    def ahead(self, school: str) -> Sequence[GovernorsMeeting]:
        """The meetings of a school that are still to come, the next one first."""
        return self._of_schools.get(school, ())

    def needs_full_board(self, policy: str) -> bool:
        """Whether no committee may approve a policy, by its approval level."""
        return policy in self._only_in_full

    def ahead_for(self, standing: Standing) -> Sequence[GovernorsMeeting]:
        """The meetings still to come that may approve a school's policy, the next one first."""
        if self.needs_full_board(standing.policy):
            return self._in_full.get(standing.school, ())
        return self.ahead(standing.school)

    def next_for(self, standing: Standing) -> GovernorsMeeting | None:
        """The next meeting that may approve a school's policy; None when none is recorded."""
        return next(iter(self.ahead_for(standing)), None)

    def next(self, school: str) -> GovernorsMeeting | None:
        """The next meeting of a school; None when none is recorded."""
        return next(iter(self.ahead(school)), None)

    def after_next(self, school: str) -> GovernorsMeeting | None:
        """The first meeting of a school on a later day than the next one."""
        meetings = self.ahead(school)
        return next((each for each in meetings if each.held > meetings[0].held), None)

    def for_approval(self, standing: Standing) -> GovernorsMeeting | None:
        """The meeting that a school's policy goes to: the last in time, the next when it is late.

        Where its approval level names the full board, only a meeting of that counts. None when
        no such meeting is recorded, or nothing is to be approved.
        """
        if standing.state in (OVERDUE, MISSING):
            return self.next_for(standing)
        if standing.due is None:
            return None
        meetings = self.ahead_for(standing)
        at = bisect_right(meetings, standing.due, key=lambda each: each.held)
        return meetings[at - 1] if at else None

    def cells_for_approval(self, standing: Standing) -> tuple[date | None, str | None]:
        """The day of that meeting, and who meets."""
        meeting = self.for_approval(standing)
        return (meeting.held, meeting.body) if meeting else (None, None)


def act_by(board: Board, standing: Standing) -> date | None:
    """The last school day on or before the day a school's policy is due, by its own calendar."""
    if standing.due is None:
        return None
    return board.reckoning(standing.school).calendar.last_school_day(standing.due)

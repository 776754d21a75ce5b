"""Who came to the meetings of an alliance: attendance by member, and those who stay away.

A deputy and the head both represent the school; apologies are not attendance. Expected are the
members on the day of a meeting; whoever was none came as a guest, and is not counted.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from data.meetings.queries import attendance_from, meetings_of_alliances_between
from data.memberships.as_of import paths_of
from data.store.books import Books
from models.alliances.alliance import Alliance
from models.fields.dates import show_date
from models.fields.states import State
from models.meetings.attendance import ATTENDED, NOT_EXPECTED, OF_GUESTS, PRESENT
from models.meetings.meeting import ALLIANCE_MEETINGS, ANNUAL, Meeting
from models.memberships.membership import STAGES_THAT_SIGNED, Membership
from models.memberships.path import stage_on
from models.people.post import Post, leads_on
from models.records.record import Values

EXPECTED = STAGES_THAT_SIGNED - {"paused"}
"""Stages of a membership that is expected at the meetings."""


class HeldMeeting(NamedTuple):
    """A meeting of an alliance; `name` is what the alliance calls it."""

    key: str
    alliance: str
    kind: str
    name: str
    held: date

    @property
    def label(self) -> str:
        """The name and the day."""
        return f"{self.name}, {show_date(self.held)}"


class Came(NamedTuple):
    """How a member was represented at a meeting: the record, the state, the head of that day."""

    key: str
    attended: str
    person: str | None
    deputy: str | None


def annual_names(books: Books) -> dict[str, str]:
    """The name of each alliance's annual meeting of heads, by its key."""
    usual = ALLIANCE_MEETINGS[ANNUAL]
    return {key: name or usual for key, name in books.kept(Alliance, ("key", "annual_meeting"))}


def name_of_annual(books: Books, alliances: set[str]) -> str:
    """The name of these alliances' annual meeting; the usual one when they differ."""
    names = annual_names(books)
    found = {names[each] for each in alliances or names}
    usual = ALLIANCE_MEETINGS[ANNUAL]
    return found.pop() if len(found) == 1 else usual


def meetings_of_alliances(
    books: Books, first: date = date.min, last: date = date.max, alliance: str | None = None
) -> list[HeldMeeting]:
    """The meetings of one alliance, or of all, from one day to another, the newest first."""
    rows = meetings_of_alliances_between(books, first, last, alliance)
    annual = annual_names(books)
    return [
        HeldMeeting(
            key,
            of,
            kind,
            name or (annual[of] if kind == ANNUAL else ALLIANCE_MEETINGS.get(kind, kind)),
            date.fromisoformat(held),
        )
        for key, of, kind, name, held in rows
    ]


def alliances_that_met(books: Books) -> list[tuple[str, str]]:
    """The alliances with meetings, held or to come: key and name, by name."""
    found = {row[0] for row in books.kept(Meeting, ("alliance",))}
    names = books.names(Alliance).items()
    return sorted(
        (each for each in names if each[0] in found), key=lambda each: each[1].casefold()
    )  # fmt: skip


def the_meeting(books: Books, key: str) -> HeldMeeting | None:
    """A meeting of an alliance; None when it is gone, or is one of governors."""
    values = books.get(Meeting, key)
    if values is None or not values["alliance"]:
        return None
    found = meetings_of_alliances(books, alliance=str(values["alliance"]))
    return next((each for each in found if each.key == key), None)


def who_came(books: Books, first: date = date.min) -> dict[tuple[str, str], Came]:
    """The attendance at meetings from a day on, by meeting and membership."""
    return {(row[0], row[1]): Came(*row[2:]) for row in attendance_from(books, first)}


class Attendances:
    """The meetings of alliances from one day to another, and who came to them, read once.

    `meetings` are the newest first. Without an alliance they are those of all.
    """

    def __init__(
        self,
        books: Books,
        first: date = date.min,
        last: date = date.max,
        alliance: str | None = None,
    ) -> None:
        self.meetings = meetings_of_alliances(books, first, last, alliance)
        self.came = who_came(books, first) if self.meetings else {}
        self._paths = paths_of(books) if self.meetings else {}
        # Apologies come in before a meeting: they do not tell that somebody noted who was there.
        self._noted = {key[0] for key, came in self.came.items() if came.attended != "apologies"}
        self._recorded = {key[0] for key in self.came}
        self._today = books.today

    def how(self, meeting: HeldMeeting, membership: str) -> str | None:
        """How a member was represented at a meeting; None when nothing is recorded."""
        came = self.came.get((meeting.key, membership))
        return came.attended if came else None

    def is_expected(self, membership: Values, meeting: HeldMeeting) -> bool:
        """Whether a member belonged to the alliance on the day of a meeting, and did not pause."""
        return (
            membership["alliance"] == meeting.alliance
            and self._stage(str(membership["key"]), meeting) in EXPECTED
        )

    def is_guest(self, membership: str, meeting: HeldMeeting) -> bool:
        """Whether it was not a member on the day of a meeting: not yet signed, or gone."""
        return self._stage(membership, meeting) not in STAGES_THAT_SIGNED

    def is_noted(self, meeting: HeldMeeting) -> bool:
        """Whether anything is recorded of who was at a meeting; before its day apologies do not
        count.
        """
        over = meeting.held < self._today
        return meeting.key in (self._recorded if over else self._noted)

    def has_only_apologies(self, meeting: HeldMeeting) -> bool:
        """Whether apologies are all that is known: it tells of nobody who sent none."""
        return meeting.key in self._recorded and meeting.key not in self._noted

    @property
    def not_noted(self) -> list[HeldMeeting]:
        """The meetings that were held by today, of which nothing is recorded."""
        return [m for m in self.meetings if m.held <= self._today and not self.is_noted(m)]

    def state(self, membership: Values, meeting: HeldMeeting) -> State | None:
        """How it was represented, as a guest or a member; None when that is not recorded yet."""
        how = self.how(meeting, str(membership["key"]))
        if how is None:
            return None if self.is_expected(membership, meeting) else NOT_EXPECTED
        return (OF_GUESTS if self.is_guest(str(membership["key"]), meeting) else ATTENDED)[how]

    def that_count(self, membership: Values) -> list[HeldMeeting]:
        """The meetings at which a member was to be, as far as it is noted who was there.

        That is every annual meeting while it was a member, unless only apologies of others are
        known of it; of the other meetings, to which only some are invited, those at which something
        is recorded of it. Those that it visits as a guest are none of them.
        """
        return [meeting for meeting in self.meetings if self.counts(membership, meeting)]

    def counts(self, membership: Values, meeting: HeldMeeting) -> bool:
        """Whether a meeting is one of those at which a member was to be."""
        if not self.is_noted(meeting):
            return False
        key = str(membership["key"])
        if (meeting.key, key) in self.came:
            return not self.is_guest(key, meeting)
        expected = meeting.kind == ANNUAL and self.is_expected(membership, meeting)
        return expected and not self.has_only_apologies(meeting)

    def seen_at(self, membership: Values) -> list[HeldMeeting]:
        """The meetings that count for a member, and those that it visited without being one."""
        count, key = self.that_count(membership), str(membership["key"])
        return [m for m in self.meetings if m in count or (m.key, key) in self.came]

    def _stage(self, membership: str, meeting: HeldMeeting) -> str | None:
        stood = stage_on(self._paths.get(membership, ()), meeting.held)
        return stood.stage if stood else None

    def represented(self, membership: str, meetings: Iterable[HeldMeeting]) -> int:
        """At how many of these meetings a member was represented."""
        return sum(1 for meeting in meetings if self.how(meeting, membership) in PRESENT)


def heads_named(
    books: Books, kept: Attendances, members: Iterable[Values]
) -> dict[tuple[str, str], str]:
    """The head of the day that attendance names, by meeting and member.

    Somebody who held no such post there on that day is named, and is not shown as its head.
    """
    posts: dict[str, list[Values]] = {}
    for post in books.find(Post) if kept.came else ():
        posts.setdefault(str(post["person"]), []).append(post)
    places = {str(each["key"]): str(each["school"] or each["organisation"]) for each in members}
    held = {each.key: each.held for each in kept.meetings}
    return {
        (meeting, member): came.person
        for (meeting, member), came in kept.came.items()
        if came.person is not None
        and member in places
        and meeting in held
        and leads_on(posts.get(came.person, ()), places[member], held[meeting])
    }


def held_in(books: Books, first_year: int, alliance: str | None = None) -> Attendances:
    """The attendance of meetings that were held in a school year up to today.

    `first_year` is the year in which the school year begins.
    """
    last = min(books.today, date(first_year + 1, 8, 31))
    return Attendances(books, date(first_year, 9, 1), last, alliance)


def attendance_of_members(books: Books, first_year: int) -> dict[str, tuple[int, int]]:
    """How often each member was represented in a school year, and at how many meetings it might.

    `first_year` is the year in which the school year begins. By the keys of the memberships; those
    that were to be at no meeting are not among them.
    """
    year = held_in(books, first_year)
    counts = {}
    for membership in books.find(Membership) if year.meetings else ():
        wanted = year.that_count(membership)
        if wanted:
            key = str(membership["key"])
            counts[key] = (year.represented(key, wanted), len(wanted))
    return counts

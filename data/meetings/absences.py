"""Absences from the meetings of an alliance: heads, and members that miss two running."""

from __future__ import annotations

from typing import NamedTuple

from data.meetings.attendance import EXPECTED, Attendances, HeldMeeting, held_in
from data.store.books import Books
from data.tables.as_of import differences_as_of
from models.fields.dates import add_months, school_year
from models.meetings.meeting import ANNUAL, STEERING
from models.memberships.membership import Membership
from models.records.record import Values

_RUNNING = 2
"""Meetings of the steering group missed in a row from which Today mentions it."""
_MONTHS_BACK = 24
"""How far back meetings of steering groups are looked at; older absences are history."""


class Away(NamedTuple):
    """A member that stayed away, and the meetings at which it did, the newest first."""

    membership: str
    meetings: tuple[HeldMeeting, ...]


def heads_not_at_annual_meeting(books: Books) -> list[Away]:
    """Members whose head has not been at an annual meeting that was held this school year.

    A deputy represents the school, and is not the head. While none was held, or nobody noted who
    was there, nobody is missing; where only apologies are known, those who sent them are.
    """
    year = held_in(books, school_year(books.today))
    annual = [each for each in year.meetings if each.kind == ANNUAL and year.is_noted(each)]
    found = []
    for membership in _that_should_come(books) if annual else ():
        key = str(membership["key"])
        own = tuple(
            each
            for each in annual
            if year.is_expected(membership, each) and year.counts(membership, each)
        )
        if own and all(year.how(each, key) != "head" for each in own):
            found.append(Away(key, own))
    return _by_name(books, found)


def missed_running(books: Books) -> list[Away]:
    """Members not represented at the last two meetings of the steering group that they were to be.

    Only meetings count at which something is recorded of the member, and not those that it visited
    as a guest. Apologies and absence both mean that it was not there.
    """
    kept = Attendances(books, add_months(books.today, -_MONTHS_BACK), books.today)
    steering = [each for each in kept.meetings if each.kind == STEERING and kept.is_noted(each)]
    found = []
    for membership in _that_should_come(books) if len(steering) >= _RUNNING else ():
        key = str(membership["key"])
        own = [
            each
            for each in steering
            if (each.key, key) in kept.came and not kept.is_guest(key, each)
        ][:_RUNNING]
        if len(own) == _RUNNING and not kept.represented(key, own):
            found.append(Away(key, tuple(own)))
    return _by_name(books, found)


def _that_should_come(books: Books) -> list[Values]:
    """The members that are neither paused nor gone: key and alliance alone, as it is read often."""
    rows = books.kept(Membership, ("key", "alliance", "stage"))
    then = differences_as_of(books, Membership)
    return [
        {"key": key, "alliance": of}
        for key, of, stage in rows
        if key not in then.not_begun and then.values.get(key, {}).get("stage", stage) in EXPECTED
    ]


def _by_name(books: Books, found: list[Away]) -> list[Away]:
    return sorted(found, key=lambda each: books.name_of(Membership, each.membership).casefold())

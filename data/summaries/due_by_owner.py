"""What is overdue or due within a year, by half-term and owner, for the owners to work off."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from data.governors_meetings import GovernorsMeetings, act_by
from data.policy_standing import Board, Standing, board
from data.policy_tables import ACT_BY, BODY, DUE, DUTY, MEETING, STATE
from data.summaries import Limits
from data.summaries.by_owner import NOBODY, Owner, Owners
from data.tables import Column, Row, Summary
from data.watched_policies import duties_apart, shown_of, titles_of
from models.dates import HALF_TERM_NAMES, add_months, show_school_year
from models.due import MISSING, OVERDUE
from models.text import folded

if TYPE_CHECKING:
    from data.store import Store

MONTHS_AHEAD = 12
"""So far ahead the list looks."""

COLUMNS = (
    Column("when", "When", "text", 16, "Overdue, or the half-term in which it is due."),
    Column("owner", "Owner", "text", 18),
    Column("school", "School", "text", 20),
    Column("policy", "Policy", "text", 21),
    DUTY,
    STATE,
    DUE,
    MEETING,
    BODY,
    ACT_BY,
    Column("email", "Email", "text", 28, "Where to ask the owner."),
)


class _When(NamedTuple):
    """A part of the list: its place among the others, and what it is called."""

    place: int
    name: str


def make(store: Store, limits: Limits) -> Summary:
    """One row for each school's policy: what is overdue, then half-term by half-term."""
    standing = board(store)
    watched, notes = shown_of(store, limits, standing.of_watched())
    until = add_months(store.today, MONTHS_AHEAD)
    owners, meetings, titles = Owners(store), GovernorsMeetings(store), titles_of(standing)
    found: list[tuple[_When, Owner, Standing]] = [
        (_when(standing, each, each.due), owner, each)
        for each in watched
        if each.due is not None and each.due <= until
        for owner in owners.of(each)
    ]
    found.sort(
        key=lambda item: (
            item[0].place,
            not item[1].name,
            folded(item[1].name),
            standing.schools[item[2].school].name.casefold(),
            item[2].due or date.max,
            titles[item[2].policy],
        )
    )
    rows = [
        Row(
            each.pair,
            (
                when.name,
                owner.name or NOBODY,
                standing.schools[each.school].name,
                titles[each.policy],
                each.duty.level.capitalize(),
                each.state,
                each.due,
                *meetings.cells_for_approval(each),
                act_by(standing, each),
                owner.email,
            ),
        )
        for when, owner, each in found
    ]
    listed = list({each.pair: each for _, _, each in found}.values())
    overdue = [each for each in listed if each.state is OVERDUE]
    ahead = [each for each in listed if each.state is not OVERDUE]
    missing = [each for each in watched if each.state is MISSING]
    told = [
        f"{title}: {duties_apart(of_title)}."
        for title, of_title in (
            ("Overdue", overdue),
            ("Due within a year", ahead),
            ("Missing altogether, and not listed here", missing),
        )
        if of_title
    ]
    return Summary("due-by-owner", "Due by owner", store.today, COLUMNS, rows, told + notes)


def _when(standing: Board, each: Standing, due: date) -> _When:
    """The part of the list in which something due is to be done, by the calendar of the school."""
    if each.state is OVERDUE:
        return _When(-1, "Overdue")
    reckoning = standing.reckoning(each.school)
    half = reckoning.half_term_for(due)
    year = reckoning.calendar.year_of(half)
    place = year * len(HALF_TERM_NAMES) + HALF_TERM_NAMES.index(half.name)
    known = {reckoning.this_half: "This half-term", reckoning.next_half: "Next half-term"}
    if half in known:
        return _When(place, known[half])
    return _When(place, f"{half.name} {show_school_year(year)}")

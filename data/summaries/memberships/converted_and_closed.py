"""Converted and closed: schools that went on under a new URN, or closed, between two days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from data.alliances.names import subject_of
from data.memberships.circulation import named_schools
from data.store.books import Books
from data.summaries.memberships.days import days_asked_for
from data.tables.limits import Limits
from data.tables.paper import Group, Listing, Paper, Shown
from data.tables.table import Column, Content, Row
from models.alliances.alliance import Alliance
from models.fields.dates import show_date
from models.fields.states import State, Tone
from models.fields.text import count_of, folded
from models.memberships.membership import Membership
from models.records.record import Values
from models.schools.school import School
from models.schools.urn_period import UrnPeriod

CONVERTED = State("C", "Goes on", Tone.INFO)
CLOSED = State("X", "Closed", Tone.WARN)

COLUMNS = (
    Column("day", "Day", "date", 10, "Its first day under the new URN, or the day it closed."),
    Column("school", "School", "text", 30),
    Column("what", "What", "state", 8),
    Column("urn-before", "URN before", "code", 10),
    Column("urn", "URN", "code", 7),
    Column("type-before", "Type before", "text", 20),
    Column("type", "Type", "text", 20),
    Column("trust", "Trust", "text", 24),
    Column("alliances", "Alliances", "text", 24, "Where it is or was."),
)
_CLOSED = "2"


def make(books: Books, limits: Limits) -> Content:
    """One row for each school that changed so from the first day to the last, the newest first.

    Without days it is the school year up to today.
    """
    first, last = days_asked_for(books, limits)
    schools = {str(each["key"]): each for each in books.find(School)}
    found = [
        *_that_went_on(books, schools, first, last),
        *_that_closed(schools, first, last),
    ]
    wanted = {school for school, _, _ in found if _is_wanted(books, limits, school)}
    named, notes = named_schools(books, limits, wanted)
    rows = [_row(books, schools[key], day, then) for key, day, then in found if key in named]
    rows.sort(key=lambda row: folded(str(row.cells[1])))
    rows.sort(key=lambda row: str(row.cells[0]), reverse=True)
    told = _told(rows, first, last)
    paper = Paper(
        "Schools that converted or closed",
        "Converted and closed",
        subject_of(books, limits.alliance, limits.school),
        "the steering group",
        f"{show_date(first)} to {show_date(last)}",
        answer=[told],
        parts=[Listing("The newest first", COLUMNS, [Group("", rows)], _SHOWN)],
        left_out=notes,
        for_circulation=limits.for_circulation,
    )
    return Content(COLUMNS, rows, [told, *notes], paper)


def _told(rows: Sequence[Row], first: date, last: date) -> str:
    """How many went on, and how many closed, between these days."""
    between = f"From {show_date(first)} to {show_date(last)}"
    if not rows:
        return f"{between} no school went on under a new URN, and none closed."
    went_on = sum(row.cells[2] == CONVERTED for row in rows)
    return (
        f"{between} {count_of(went_on, 'school')} went on under a new URN and "
        f"{count_of(len(rows) - went_on, 'school')} closed."
    )


_SHOWN = (
    Shown("day"),
    Shown("school", under=("alliances",), heading="School and its alliances"),
    Shown("what", marked=True),
    Shown("urn-before"),
    Shown("urn", heading="URN now"),
    Shown("type-before", 2),
    Shown("type", 2, heading="Type now"),
    Shown("trust", 2),
)


_Found = tuple[str, date, Values]
"""The key of a school, the day, and what it was before; of one that closed nothing."""


def _that_went_on(
    books: Books, schools: dict[str, Values], first: date, last: date
) -> list[_Found]:
    found = []
    for period in books.find(UrnPeriod):
        until = period["until"]
        assert isinstance(until, date)
        day = until + timedelta(days=1)
        if first <= day <= last and str(period["school"]) in schools:
            found.append((str(period["school"]), day, period))
    return found


def _that_closed(schools: dict[str, Values], first: date, last: date) -> list[_Found]:
    found: list[_Found] = []
    for key, school in schools.items():
        day = school["closed"]
        if school["status"] == _CLOSED and isinstance(day, date) and first <= day <= last:
            found.append((key, day, {}))
    return found


def _is_wanted(books: Books, limits: Limits, school: str) -> bool:
    if limits.school:
        return school == limits.school
    return not limits.alliance or bool(
        books.find(Membership, alliance=limits.alliance, school=school)
    )


def _row(books: Books, school: Values, day: date, then: Values) -> Row:
    alliances = {
        books.name_of(Alliance, str(each["alliance"]))
        for each in books.find(Membership, school=school["key"])
    }
    kind = School.field("type").show
    cells = (
        day,
        books.name_from(School, school),
        CONVERTED if then else CLOSED,
        str(then["urn"]) if then else None,
        str(school["urn"]) if school["urn"] else None,
        kind(then["type"]) or None if then else None,
        kind(school["type"]) or None,
        str(school["trust"]) if school["trust"] else None,
        ", ".join(sorted(alliances, key=str.casefold)) or None,
    )
    return Row(str(school["key"]), cells)

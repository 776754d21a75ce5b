"""Computed columns of members: their workstreams, and how often they came."""

from __future__ import annotations

from collections.abc import Collection

from data.meetings.attendance import attendance_of_members
from data.store.books import Books
from data.tables.computed_columns import Cells, computed_columns
from data.tables.table import Column
from data.workstreams.computed_columns import workstreams_of_members
from models.fields.dates import school_year
from models.memberships.membership import Membership


@computed_columns(
    Membership,
    Column("workstreams", "Workstreams", "text", 24, "What it is committed to now."),
    Column(
        "attendance",
        "Attendance",
        "text",
        11,
        "Meetings of this school year, and at how many of them it was represented.",
    ),
    after="lead_contact",
)
def work_of_members(books: Books, keys: Collection[str] | None = None) -> Cells:
    """What each membership is committed to, and how often it was represented this school year."""
    workstreams = workstreams_of_members(books)
    came = attendance_of_members(books, school_year(books.today))
    return {
        key: (
            workstreams.get(key),
            f"{came[key][0]} of {came[key][1]}" if key in came else None,
        )
        for key in (keys if keys is not None else workstreams.keys() | came.keys())
    }

"""The rules about schools."""

from __future__ import annotations

from datetime import date

from models.fields.dates import add_months, show_date
from models.records.books import Books
from models.records.record import Values
from models.records.rules import REFUSE, WARN, Breach, days_in_order, rule
from models.schools.school import School

_OPEN = ("1", "3")
"""The statuses of schools that have opened."""

_SETTLING_MONTHS = 12
"""Months that are enough for typing in a school's policies."""


@rule(School, REFUSE, "The lowest age is not above the highest.")
def ages_in_order(values: Values, books: Books) -> Breach | None:
    """Low age ≤ high age."""
    low, high = values.get("low_age"), values.get("high_age")
    if isinstance(low, int) and isinstance(high, int) and low > high:
        return "high_age", f"High age ({high}) is below low age ({low})."
    return None


@rule(School, REFUSE, "A school does not close before it opens.")
def opened_before_closed(values: Values, books: Books) -> Breach | None:
    """Opened ≤ closed."""
    return days_in_order(values, "opened", "closed", School)


@rule(School, WARN, "A LAESTAB begins with its authority's three digits.")
def laestab_of_its_authority(values: Values, books: Books) -> Breach | None:
    """The authority that is chosen and the one in the LAESTAB agree."""
    laestab, authority = values.get("laestab"), values.get("local_authority")
    if laestab and authority and str(laestab)[:3] != authority:
        label = School.field("local_authority").show(authority)
        return "laestab", f"{label} is authority {authority}, but this begins {str(laestab)[:3]}."
    return None


@rule(School, WARN, "A school that is open has opened.")
def open_since_a_day_past(values: Values, books: Books) -> Breach | None:
    """Open, and opened on a day to come, is one slip or the other."""
    day, status = values.get("opened"), values.get("status")
    if not isinstance(day, date) or day <= books.today or status not in _OPEN:
        return None
    proposed, chosen = (School.field("status").show(each) for each in ("4", status))
    return "opened", (
        f"{show_date(day)} is still to come, but the status is {chosen}: is the day right? If it "
        f"is, choose {proposed}. Until then no review can be recorded."
    )


@rule(School, WARN, "A school settles in within a year.")
def settles_in_soon(values: Values, books: Books) -> Breach | None:
    """Until the day none of its policies raises an alarm, so it is no day far ahead."""
    day = values.get("settled_in")
    latest = add_months(books.today, _SETTLING_MONTHS)
    if not isinstance(day, date) or day <= latest:
        return None
    return "settled_in", (
        f"Until {show_date(day)} nothing of this school raises an alarm, more than a year from "
        f"now: is the year right? For example {show_date(add_months(books.today, 3))}."
    )

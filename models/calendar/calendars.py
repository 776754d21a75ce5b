"""The calendars that the schools of each authority keep, by the half-terms in the books."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from models.calendar.half_term_dates import HalfTermDates
from models.calendar.school_calendar import SchoolCalendar
from models.records.books import Books


def calendars(books: Books) -> dict[str | None, SchoolCalendar]:
    """The calendar of each authority that has half-terms of its own; None for all the others."""
    kept: dict[str | None, dict[tuple[int, str], tuple[date, date]]] = {None: {}}
    for row in books.find(HalfTermDates):
        authority, year = row["local_authority"], row["school_year"]
        first, last = row["first_day"], row["last_day"]
        if isinstance(year, int) and isinstance(first, date) and isinstance(last, date):
            place = None if authority is None else str(authority)
            kept.setdefault(place, {})[year, str(row["half_term"])] = (first, last)
    everywhere = kept[None]
    return {place: SchoolCalendar(everywhere | days) for place, days in kept.items()}


def calendar_for(
    found: Mapping[str | None, SchoolCalendar], authority: str | None
) -> SchoolCalendar:
    """The calendar that schools of an authority keep."""
    return found.get(authority) or found[None]

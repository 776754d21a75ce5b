"""The periods that indicators are reported for: the terms of a school year, and the year."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from models.fields.dates import school_year, show_school_year
from models.fields.half_terms import TERMS, half_terms

_ONE_DAY = timedelta(days=1)


class Period(NamedTuple):
    """A term of a school year, or the whole of one; holidays belong to the term before them."""

    year: int
    term: str | None
    first: date
    last: date

    @property
    def name(self) -> str:
        """Its name: Autumn 2026/27, or 2026/27."""
        year = show_school_year(self.year)
        return f"{TERMS[self.term]} {year}" if self.term else year


def period(year: int, term: str | None = None) -> Period:
    """The period of a term in the school year that begins in September of `year`, or of the year.

    Terms begin as they usually do in England, whatever an authority has set.
    """
    first, last = date(year, 9, 1), date(year + 1, 8, 31)
    if term is None:
        return Period(year, None, first, last)
    halves = half_terms(year)
    spring, summer = halves[2].first, halves[4].first
    bounds = {
        "autumn": (first, spring - _ONE_DAY),
        "spring": (spring, summer - _ONE_DAY),
        "summer": (summer, last),
    }
    return Period(year, term, *bounds[term])


def period_of(day: date, *, whole_year: bool = False) -> Period:
    """The term in which a day lies, or its school year."""
    year = school_year(day)
    if whole_year:
        return period(year)
    return next(each for term in TERMS if day <= (each := period(year, term)).last)


def period_before(of: Period) -> Period:
    """The term before a term, the year before a year."""
    return period_of(of.first - _ONE_DAY, whole_year=of.term is None)

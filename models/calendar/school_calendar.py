"""Half-terms as an authority sets them, and the school calendar that follows from them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from models.calendar.bank_holidays import bank_holiday
from models.fields import half_terms as usual_days
from models.fields.dates import school_year
from models.fields.half_terms import HALF_TERM_NAMES, HalfTerm


class SchoolCalendar:
    """The half-terms of one authority's schools, year by year.

    `kept` are the days that are in the books, by school year and name of half-term. What is not
    there is reckoned as it usually falls.
    """

    def __init__(self, kept: Mapping[tuple[int, str], tuple[date, date]] | None = None) -> None:
        self._kept = kept or {}
        self._years: dict[int, tuple[HalfTerm, ...]] = {}

    def half_terms(self, first: int) -> tuple[HalfTerm, ...]:
        """The six half-terms of the school year that begins in September of `first`."""
        found = self._years.get(first)
        if found is None:
            found = tuple(
                HalfTerm(usual.name, *self._kept.get((first, usual.name), usual[1:]))
                for usual in usual_days.half_terms(first)
            )
            self._years[first] = found
        return found

    def half_term_of(self, day: date) -> HalfTerm:
        """The half-term that a day counts to: a day in a holiday counts to the next one."""
        year = school_year(day)
        # A year that was set to begin in August, or to end in September, has its neighbour's days.
        for half in (*self.half_terms(year - 1)[-1:], *self.half_terms(year)):
            if day <= half.last:
                return half
        return self.half_terms(year + 1)[0]

    def half_term_after(self, half: HalfTerm) -> HalfTerm:
        """The half-term that follows this one."""
        year, at = divmod(_place(half) + 1, 6)
        return self.half_terms(year)[at]

    def half_term_before(self, half: HalfTerm) -> HalfTerm:
        """The half-term before this one."""
        year, at = divmod(_place(half) - 1, 6)
        return self.half_terms(year)[at]

    def year_of(self, half: HalfTerm) -> int:
        """The school year of a half-term, whether or not it begins in August."""
        return _place(half) // 6

    def term_of(self, day: date) -> tuple[date, date]:
        """The first and last school day of the term that a day counts to."""
        half = self.half_term_of(day)
        if HALF_TERM_NAMES.index(half.name) % 2:
            return self.half_term_before(half).first, half.last
        return half.first, self.half_term_after(half).last

    def term_after(self, day: date) -> tuple[date, date]:
        """The first and last school day of the term after the one that a day counts to."""
        return self.term_of(self.term_of(day)[1] + timedelta(days=1))

    def is_school_day(self, day: date) -> bool:
        """Whether schools work: within a half-term, no weekend, no bank holiday."""
        half = self.half_term_of(day)
        return half.first <= day and day.weekday() < 5 and not bank_holiday(day)

    def last_school_day(self, day: date) -> date:
        """The last school day that is not after this one: by then a thing must be done."""
        half = self.half_term_of(day)
        while not (half.first <= day and self.is_school_day(day)):
            if day <= half.first:
                # In a holiday: the half-term before it has ended.
                half = self.half_term_before(half)
                day = min(half.last, day - timedelta(days=1))
            else:
                day -= timedelta(days=1)
        return day


def _place(half: HalfTerm) -> int:
    """The place of a half-term among all that ever were; six of them are a school year."""
    # Its middle is in its school year even where it begins in August or ends in September.
    middle = half.first + (half.last - half.first) / 2
    return school_year(middle) * 6 + HALF_TERM_NAMES.index(half.name)


def working_days(after: date, until: date) -> int:
    """How many working days come after one day, up to another: no weekends, no bank holidays."""
    days = (after + timedelta(days=number) for number in range(1, (until - after).days + 1))
    return sum(1 for day in days if day.weekday() < 5 and not bank_holiday(day))

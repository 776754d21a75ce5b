"""The terms of a school year, and its half-terms on the days on which they usually fall."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

TERMS = {"autumn": "Autumn", "spring": "Spring", "summer": "Summer"}

HALF_TERM_NAMES = ("Autumn 1", "Autumn 2", "Spring 1", "Spring 2", "Summer 1", "Summer 2")


class HalfTerm(NamedTuple):
    """One of the six parts of a school year: its name and its first and last day of teaching."""

    name: str
    first: date
    last: date


def half_terms(first: int) -> tuple[HalfTerm, ...]:
    """The six half-terms of the school year that begins in September of `first`.

    These are the usual English dates, reckoned from Easter and the weekdays of the year.
    Authorities and schools differ by days, in some years by a week.
    """
    start = _monday_on_or_before(date(first, 9, 6)) + timedelta(days=1)
    autumn_break = _monday_on_or_before(date(first, 10, 27))
    christmas = _monday_on_or_before(date(first, 12, 25))
    new_year = max(_monday_on_or_before(date(first + 1, 1, 9)), date(first + 1, 1, 4))
    winter_break = _monday_on_or_before(date(first + 1, 2, 19))
    easter_sunday = easter(first + 1)
    good_friday = easter_sunday - timedelta(days=2)
    if good_friday.month == 3:
        spring_end = good_friday - timedelta(days=1)
        summer_start = easter_sunday + timedelta(days=15)
    else:
        weeks_before = 2 if good_friday.day > 12 else 1
        spring_end = easter_sunday - timedelta(days=7 * weeks_before + 2)
        summer_start = spring_end + timedelta(days=17)
        if summer_start == easter_sunday + timedelta(days=1):
            summer_start += timedelta(days=1)
    spring_bank = _monday_on_or_before(date(first + 1, 5, 31))
    summer_end = _monday_on_or_before(date(first + 1, 7, 26))
    to_friday, a_week = timedelta(days=3), timedelta(days=7)
    bounds = (
        (start, autumn_break - to_friday),
        (autumn_break + a_week, christmas - to_friday),
        (new_year, winter_break - to_friday),
        (winter_break + a_week, spring_end),
        (summer_start, spring_bank - to_friday),
        (spring_bank + a_week, summer_end - to_friday),
    )
    return tuple(HalfTerm(name, *days) for name, days in zip(HALF_TERM_NAMES, bounds, strict=True))


def easter(year: int) -> date:
    """Easter Sunday (the anonymous Gregorian reckoning)."""
    golden, century, rest = year % 19, year // 100, year % 100
    moon = (19 * golden + century - century // 4 - (8 * century + 13) // 25 + 15) % 30
    week = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    shift = (golden + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def _monday_on_or_before(day: date) -> date:
    return day - timedelta(days=day.weekday())

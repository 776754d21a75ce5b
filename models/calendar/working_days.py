"""Working days between two days, reckoned by rule: for lists that must not wait for a library."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from models.fields.dates import easter

_MOVED = {
    2020: ({date(2020, 5, 4)}, {date(2020, 5, 8)}),
    2022: ({date(2022, 5, 30)}, {date(2022, 6, 2), date(2022, 6, 3), date(2022, 9, 19)}),
    2023: (set(), {date(2023, 5, 8)}),
}
"""Years in which days were not as usual: those that were none, and those that were."""


@cache
def days_off(year: int) -> frozenset[date]:
    """The bank holidays of England on weekdays, from 2013 on."""
    easter_sunday, day = easter(year), timedelta(days=1)
    found = {easter_sunday - 2 * day, easter_sunday + day}
    found |= {_monday_from(date(year, 5, 1)), _monday_from(date(year, 5, 25))}
    found.add(_monday_from(date(year, 8, 25)))
    for first, count in ((date(year, 1, 1), 1), (date(year, 12, 25), 2)):
        # What falls on a weekend is made up on the weekdays that follow.
        free = first
        for _ in range(count):
            while free.weekday() > 4 or free in found:
                free += day
            found.add(free)
    gone, extra = _MOVED.get(year, (set(), set()))
    return frozenset(found - gone | extra)


def _monday_from(day: date) -> date:
    return day + timedelta(days=-day.weekday() % 7)


def working_days(after: date, until: date) -> int:
    """How many working days come after one day, up to another: no weekends, no bank holidays."""
    if until <= after:
        return 0
    weeks, rest = divmod((until - after).days, 7)
    part = (after + timedelta(days=7 * weeks + number) for number in range(1, rest + 1))
    days = 5 * weeks + sum(1 for day in part if day.weekday() < 5)
    off = (each for year in range(after.year, until.year + 1) for each in days_off(year))
    return days - sum(1 for each in off if after < each <= until)

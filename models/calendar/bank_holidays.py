"""The bank holidays of England and Wales, as the Act of 1971 and royal proclamations set them."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from models.fields.half_terms import easter

_SATURDAY, _SUNDAY = 5, 6

_MAY_DAY = {1995: date(1995, 5, 8), 2020: date(2020, 5, 8)}
"""Years in which May Day was moved to the anniversary of the end of the war."""

_SPRING = {2002: date(2002, 6, 4), 2012: date(2012, 6, 4), 2022: date(2022, 6, 2)}
"""Years in which the spring bank holiday was moved to a jubilee."""

_ONCE = {
    date(1999, 12, 31): "Millennium Celebrations",
    date(2002, 6, 3): "Golden Jubilee of Elizabeth II",
    date(2011, 4, 29): "Wedding of William and Catherine",
    date(2012, 6, 5): "Diamond Jubilee of Elizabeth II",
    date(2022, 6, 3): "Platinum Jubilee of Elizabeth II",
    date(2022, 9, 19): "State Funeral of Queen Elizabeth II",
    date(2023, 5, 8): "Coronation of Charles III",
}


def bank_holiday(day: date) -> str:
    """The name of the bank holiday on this day; empty when there is none. From 1995 on."""
    return _of_year(day.year).get(day, "")


@cache
def _of_year(year: int) -> dict[date, str]:
    sunday = easter(year)
    found = {
        date(year, 1, 1): "New Year's Day",
        sunday - timedelta(days=2): "Good Friday",
        sunday + timedelta(days=1): "Easter Monday",
        _MAY_DAY.get(year) or _first_monday(year, 5): "May Day",
        _SPRING.get(year) or _last_monday(year, 5): "Spring Bank Holiday",
        _last_monday(year, 8): "Late Summer Bank Holiday",
        date(year, 12, 25): "Christmas Day",
        date(year, 12, 26): "Boxing Day",
    }
    for day, name in list(found.items()):
        if day.weekday() in (_SATURDAY, _SUNDAY):
            found[_next_free(day, found)] = f"{name} (substitute day)"
    return found | {day: name for day, name in _ONCE.items() if day.year == year}


def _next_free(day: date, taken: dict[date, str]) -> date:
    """The first weekday after a day that is no bank holiday yet."""
    while day.weekday() in (_SATURDAY, _SUNDAY) or day in taken:
        day += timedelta(days=1)
    return day


def _first_monday(year: int, month: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=-first.weekday() % 7)


def _last_monday(year: int, month: int) -> date:
    last = date(year, month, 31)
    return last - timedelta(days=last.weekday())

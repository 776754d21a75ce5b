"""Dates as letters write them."""

from __future__ import annotations

from datetime import date

_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September",
           "October", "November", "December")  # fmt: skip
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def long_date(day: date) -> str:
    """A day as a letter has it: 3 October 2026."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def day_and_date(day: date) -> str:
    """A day with its day of the week: Tuesday 12 October 2027."""
    return f"{_DAYS[day.weekday()]} {long_date(day)}"

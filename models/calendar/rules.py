"""The rules about half-terms and meetings."""

from __future__ import annotations

from datetime import date

from models.calendar.bank_holidays import bank_holiday
from models.calendar.half_term_dates import HalfTermDates
from models.fields.dates import show_date, show_school_year
from models.fields.half_terms import HALF_TERM_NAMES
from models.records.books import Books
from models.records.record import Values
from models.records.rules import REFUSE, WARN, Breach, days_in_order, others, rule

_WEEKEND = {5: "a Saturday", 6: "a Sunday"}


@rule(HalfTermDates, REFUSE, "A half-term does not end before it begins.")
def half_term_days(values: Values, books: Books) -> Breach | None:
    """First day ≤ last day."""
    return days_in_order(values, "first_day", "last_day", HalfTermDates)


@rule(HalfTermDates, REFUSE, "A half-term lies within its school year.")
def within_its_school_year(values: Values, books: Books) -> Breach | None:
    """From 1 August before the school year to 31 August at its end: some begin early."""
    year = values.get("school_year")
    if not isinstance(year, int):
        return None
    begins, ends = date(year, 8, 1), date(year + 1, 8, 31)
    for name in ("first_day", "last_day"):
        day = values.get(name)
        if isinstance(day, date) and not begins <= day <= ends:
            return name, (
                f"{show_date(day)} is not in the school year {show_school_year(year)}: "
                f"enter a day from {show_date(begins)} to {show_date(ends)}, "
                f"or another school year."
            )
    return None


@rule(HalfTermDates, REFUSE, "An authority sets each half-term of a year once.", lasting=True)
def one_of_each_half_term(values: Values, books: Books) -> Breach | None:
    """No second record of the same authority, year and half-term."""
    for other in _of_the_authority(values, books):
        if _place(other) == _place(values):
            return "half_term", f"{_said(other)} is there already: change its days."
    return None


@rule(
    HalfTermDates,
    REFUSE,
    "Half-terms of one authority do not overlap, and follow in order.",
    lasting=True,
)
def half_terms_in_order(values: Values, books: Books) -> Breach | None:
    """Each ends before the next of the same authority begins."""
    first, last, place = values.get("first_day"), values.get("last_day"), _place(values)
    if not isinstance(first, date) or not isinstance(last, date) or last < first or not place:
        return None
    for other in _of_the_authority(values, books):
        begins, ends, theirs = other["first_day"], other["last_day"], _place(other)
        if not isinstance(begins, date) or not isinstance(ends, date) or theirs == place:
            continue
        if first <= ends and begins <= last:
            # The day to correct is the one that lies within the other half-term.
            return ("first_day" if first >= begins else "last_day"), (
                f"It overlaps {_said(other)}: no day belongs to two half-terms."
            )
        if (first < begins) != (place < theirs):
            order = "after" if place > theirs else "before"
            return "first_day", f"It must come {order} {_said(other)}."
    return None


@rule(HalfTermDates, WARN, "A half-term begins and ends on a school day.")
def half_term_of_school_days(values: Values, books: Books) -> Breach | None:
    """Neither end is on a weekend or a bank holiday."""
    return on_a_working_day(values, "first_day") or on_a_working_day(values, "last_day")


def on_a_working_day(values: Values, attribute: str) -> Breach | None:
    """The breach when a day is a weekend or a bank holiday."""
    day = values.get(attribute)
    if isinstance(day, date):
        what = _WEEKEND.get(day.weekday()) or bank_holiday(day)
        if what:
            return attribute, f"{show_date(day)} is {what}: is the day right?"
    return None


def _of_the_authority(values: Values, books: Books) -> list[Values]:
    return others(HalfTermDates, values, books, local_authority=values.get("local_authority"))


def _place(values: Values) -> tuple[int, ...]:
    """Where a half-term stands in the order of all of them; empty when that is not said yet."""
    year, name = values.get("school_year"), values.get("half_term")
    if not isinstance(year, int) or name not in HALF_TERM_NAMES:
        return ()
    return (year, HALF_TERM_NAMES.index(str(name)))


def _said(values: Values) -> str:
    year, first, last = (values[name] for name in ("school_year", "first_day", "last_day"))
    assert isinstance(year, int)
    assert isinstance(first, date)
    assert isinstance(last, date)
    name = f"{values['half_term']} {show_school_year(year)}"
    return f"{name} ({show_date(first)} to {show_date(last)})"

"""Days of every year, school years and times of day, as people type them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.fields.annual_date_fields import (
    SchoolYearField,
    TimeField,
    YearDaysField,
    show_year_day,
)
from models.fields.field import DeskField, UnreadableError

TODAY = date(2026, 11, 21)
DAYS, YEAR, TIME = YearDaysField("Due days"), SchoolYearField("School year"), TimeField("Starts")


@pytest.mark.parametrize(
    ("field", "typed", "kept", "shown"),
    [
        (DAYS, "15 March", "03-15", "15 March"),
        (DAYS, "15th mar.", "03-15", "15 March"),
        (DAYS, "31dec", "12-31", "31 December"),
        (DAYS, "15/3", "03-15", "15 March"),
        (DAYS, "15.3", "03-15", "15 March"),
        (DAYS, "15 3", "03-15", "15 March"),
        (DAYS, "5/3", "03-05", "5 March"),
        (DAYS, "03-15", "03-15", "15 March"),
        (DAYS, "15-03", "03-15", "15 March"),
        (DAYS, "03-03", "03-03", "3 March"),
        (DAYS, "28 February, 31 August", "02-28,08-31", "28 February, 31 August"),
        (DAYS, "31 August; 15/3 and 28 feb", "08-31,03-15,02-28",
         "31 August, 15 March, 28 February"),
        (DAYS, "15 March,, 15/3 ,", "03-15", "15 March"),
        (YEAR, "2026", 2026, "2026/27"),
        (YEAR, "2026/27", 2026, "2026/27"),
        (YEAR, "2026-27", 2026, "2026/27"),
        (YEAR, "2026 – 2027", 2026, "2026/27"),
        (YEAR, "26/27", 2026, "2026/27"),
        (YEAR, "99/00", 1999, "1999/00"),
        (YEAR, "1999/2000", 1999, "1999/00"),
        (TIME, "16:30", "16:30", "16:30"),
        (TIME, "16.30", "16:30", "16:30"),
        (TIME, "1630", "16:30", "16:30"),
        (TIME, "4pm", "16:00", "16:00"),
        (TIME, "4.30 p.m.", "16:30", "16:30"),
        (TIME, "9AM", "09:00", "09:00"),
        (TIME, "12am", "00:00", "00:00"),
        (TIME, "12 pm", "12:00", "12:00"),
        (TIME, "0:05", "00:05", "00:05"),
    ],
)  # fmt: skip
def test_it_is_read_as_people_write_it(
    field: DeskField, typed: str, kept: object, shown: str
) -> None:
    value = field.read(typed, TODAY)
    assert value == kept
    assert field.show(value) == shown


@pytest.mark.parametrize(
    ("field", "typed", "why"),
    [
        (DAYS, "29 February", "three years in four have no 29 February"),
        (DAYS, "29/2", "three years in four have no 29 February"),
        (DAYS, "30 feb", "there is no 30 Feb"),
        (DAYS, "31/11", "there is no 31 Nov"),
        (DAYS, "31/13", "there is no month 13"),
        (DAYS, "05-03", "it could be 5 March or 3 May"),
        (DAYS, "15 March 2027", "it is not a day of the year"),
        (DAYS, "15/3/2027", "it is not a day of the year"),
        (DAYS, "autumn 2", "it is not a day of the year"),
        (DAYS, "today", "it is not a day of the year"),
        (DAYS, "+7", "it is not a day of the year"),
        (DAYS, "15 March, soon", "“soon”: it is not a day of the year"),
        (DAYS, "15 xyz", "“xyz” is not a month"),
        (DAYS, ", ;", "it names no day"),
        (YEAR, "26", "it is not a school year"),
        (YEAR, "autumn", "it is not a school year"),
        (YEAR, "2026/28", "a school year ends in the year after it begins"),
        (YEAR, "2026/26", "a school year ends in the year after it begins"),
        (YEAR, "1899/00", "the year must be from 1900 to 2198"),
        (YEAR, "2199", "the year must be from 1900 to 2198"),
        (TIME, "24:00", "there is no such time"),
        (TIME, "9:60", "there is no such time"),
        (TIME, "13pm", "with am or pm the hour is from 1 to 12"),
        (TIME, "0am", "with am or pm the hour is from 1 to 12"),
        (TIME, "16m", "it is not a time of day"),
        (TIME, "after school", "it is not a time of day"),
    ],
)
def test_what_is_none_is_refused_in_words(field: DeskField, typed: str, why: str) -> None:
    with pytest.raises(UnreadableError) as refused:
        field.read(typed, TODAY)
    said = str(refused.value)
    assert said.startswith(f"“{typed}”: {why}")
    assert refused.value.why == why
    assert "2024" not in said, "a year that nobody typed"


@given(st.dates(date(2001, 1, 1), date(2001, 12, 31)), st.dates(date(1950, 1, 1)))
def test_every_day_of_the_year_is_shown_and_read_back_whatever_the_day_is(
    day: date, today: date
) -> None:
    kept = f"{day:%m-%d}"
    shown = show_year_day(kept)
    assert shown == f"{day.day} {day:%B}"
    for typed in (shown, f"{day.day}/{day.month}", shown.upper()):
        assert DAYS.read(typed, today) == kept


@given(st.times())
def test_every_minute_is_shown_and_read_back_by_either_clock(moment: object) -> None:
    for form in ("%H:%M", "%I:%M%p", "%I.%M %p"):
        assert TIME.read(format(moment, form), TODAY) == format(moment, "%H:%M")


def test_an_empty_one_is_empty() -> None:
    for field in (DAYS, YEAR, TIME):
        assert field.read("  ", TODAY) is None
        assert field.show(None) == ""

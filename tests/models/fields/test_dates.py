"""Dates as people type and read them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.fields.dates import (
    EARLIEST,
    LATEST,
    UnreadableDateError,
    add_months,
    read_date,
    school_year,
    show_date,
    show_school_year,
)
from models.fields.half_terms import HALF_TERM_NAMES, easter, half_terms

TODAY = date(2026, 11, 21)
days = st.dates(EARLIEST, LATEST)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("21/11/2026", date(2026, 11, 21)),
        ("1/9/2026", date(2026, 9, 1)),
        ("21-11-26", date(2026, 11, 21)),
        ("21.11.2026", date(2026, 11, 21)),
        ("21 11 2026", date(2026, 11, 21)),
        ("21 nov 2026", date(2026, 11, 21)),
        ("21 Nov 26", date(2026, 11, 21)),
        ("21-nov-2026", date(2026, 11, 21)),
        ("21st November, 2026", date(2026, 11, 21)),
        ("1st sept 2026", date(2026, 9, 1)),
        ("  21   NOV  2026 ", date(2026, 11, 21)),
        ("21 feb", date(2026, 2, 21)),
        ("2026-11-21", date(2026, 11, 21)),
        ("2026-1-2", date(2026, 1, 2)),
        ("today", TODAY),
        ("Today", TODAY),
        ("tomorrow", date(2026, 11, 22)),
        ("yesterday", date(2026, 11, 20)),
        ("+7", date(2026, 11, 28)),
        ("-7", date(2026, 11, 14)),
        ("+ 7d", date(2026, 11, 28)),
        ("+2w", date(2026, 12, 5)),
        ("+1y", date(2027, 11, 21)),
        ("-3m", date(2026, 8, 21)),
        ("+0", TODAY),
        ("autumn 2", date(2026, 12, 18)),
        ("Aut 2", date(2026, 12, 18)),
        ("HT2", date(2026, 12, 18)),
        ("half-term 3 26/27", date(2027, 2, 12)),
        ("Aut2 26", date(2026, 12, 18)),
        ("Autumn term 2", date(2026, 12, 18)),
        ("autumn half-term 2, 2026", date(2026, 12, 18)),
        ("Spr 1 26/27", date(2027, 2, 12)),
        ("Thurs 3rd Sep 2026", date(2026, 9, 3)),
        ("Thursday, 3/9/26", date(2026, 9, 3)),
        ("20260903", date(2026, 9, 3)),
        ("2026/09/03", date(2026, 9, 3)),
        ("Sept 3, 2026", date(2026, 9, 3)),
        ("'3/9/2026", date(2026, 9, 3)),
        ("Autumn 2", date(2026, 12, 18)),
        ("autumn1", date(2026, 10, 23)),
        ("summer 2 2026/27", date(2027, 7, 23)),
        ("spring 1 2025", date(2025, 2, 14)),
        ("autumn 1 2025", date(2025, 10, 24)),
        ("spring 1 2025/26", date(2026, 2, 13)),
        ("29/2/2028", date(2028, 2, 29)),
        ("01/03/1597", date(1597, 3, 1)),
        ("1/1/00", date(2000, 1, 1)),
        ("1/1/69", date(2069, 1, 1)),
        ("1/1/70", date(1970, 1, 1)),
        ("1/1/99", date(1999, 1, 1)),
    ],
)
def test_a_day_is_read_as_people_write_it(typed: str, meant: date) -> None:
    assert read_date(typed, TODAY) == meant


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("29/2/2026", "there is no 29 Feb 2026"),
        ("31/11/2026", "there is no 31 Nov 2026"),
        ("0/1/2026", "there is no 0 Jan 2026"),
        ("2026-13-01", "there is no month 13"),
        ("1/0/2026", "there is no month 0"),
        ("29 feb", "there is no 29 Feb 2026"),
        ("21 foo 2026", "“foo” is not a month"),
        ("21 decimal 2026", "“decimal” is not a month"),
        ("21/11/0999", "the year must be from 1000 to 2199"),
        ("1/1/2200", "the year must be from 1000 to 2199"),
        ("0000-01-01", "there is no 1 Jan 0"),
        ("+9999y", "it is too far from today"),
        ("-2000y", "the year must be from 1000 to 2199"),
        ("-3000y", "it is too far from today"),
        ("+500y", "the year must be from 1000 to 2199"),
        ("autumn 2 0000", "the year must be from 1000 to 2199"),
        ("Fri 3 Sep 2026", "03/09/2026 is a Thursday"),
        ("summer 2 9999", "the year must be from 1000 to 2199"),
        ("autumn 3", "it is not a date that can be read"),
        ("soon", "it is not a date that can be read"),
        ("", "it is not a date that can be read"),
        ("21/11", "it is not a date that can be read"),
        ("11/2026", "it is not a date that can be read"),
        ("21/11/026", "it is not a date that can be read"),
    ],
)
def test_what_is_no_day_is_refused_in_words(typed: str, says: str) -> None:
    with pytest.raises(UnreadableDateError) as refusal:
        read_date(typed, TODAY)
    assert str(refusal.value) == says


@given(st.text(max_size=20) | st.from_regex(r"[0-9+\-/. a-z]{1,16}", fullmatch=True), days)
def test_no_typing_breaks_the_reading_of_dates(typed: str, today: date) -> None:
    try:
        day = read_date(typed, today)
    except UnreadableDateError:
        return
    assert EARLIEST - timedelta(days=1) <= day <= LATEST + timedelta(days=1)


@given(days)
def test_a_day_that_is_shown_is_read_back(day: date) -> None:
    assert read_date(show_date(day), TODAY) == day
    assert read_date(day.isoformat(), TODAY) == day
    assert len(show_date(day)) == 10


def test_months_are_added_to_the_last_day_there_is() -> None:
    assert add_months(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert add_months(date(2027, 12, 31), 2) == date(2028, 2, 29)
    assert add_months(date(2028, 2, 29), 12) == date(2029, 2, 28)
    assert add_months(date(2026, 3, 31), -1) == date(2026, 2, 28)
    assert add_months(date(2026, 1, 15), -1) == date(2025, 12, 15)
    assert add_months(date(2026, 5, 20), 0) == date(2026, 5, 20)


@given(st.dates(date(1500, 1, 1), date(2100, 1, 1)), st.integers(-600, 600))
def test_months_added_land_in_the_month_that_was_meant(day: date, months: int) -> None:
    later = add_months(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == day.day or (later + timedelta(days=1)).day == 1


def test_the_school_year_begins_in_september() -> None:
    assert school_year(date(2026, 8, 31)) == 2025
    assert school_year(date(2026, 9, 1)) == 2026
    assert school_year(date(2027, 1, 1)) == 2026
    assert show_school_year(2026) == "2026/27"
    assert show_school_year(1999) == "1999/00"


@pytest.mark.parametrize("first", range(1990, 2101))
def test_half_terms_follow_one_another_and_fill_the_school_year(first: int) -> None:
    halves = half_terms(first)
    assert tuple(half.name for half in halves) == HALF_TERM_NAMES
    assert date(first, 9, 1) <= halves[0].first <= date(first, 9, 7)
    assert date(first + 1, 7, 15) <= halves[-1].last <= date(first + 1, 7, 31)
    for half in halves:
        assert timedelta(weeks=3) < half.last - half.first < timedelta(weeks=10), half
        assert half.first.weekday() < 5, half
        assert half.last.weekday() < 5, half
    for half, after in zip(halves, (*halves[1:], half_terms(first + 1)[0]), strict=True):
        holiday = after.first - half.last
        assert timedelta(days=3) < holiday < timedelta(weeks=8), (half, after)
    easter_holiday = halves[3].last, halves[4].first
    good_friday = easter(first + 1) - timedelta(days=2)
    assert easter_holiday[0] <= good_friday, "nobody is taught on Good Friday"
    assert not halves[4].first <= easter(first + 1) + timedelta(days=1) <= halves[4].last


@pytest.mark.parametrize(
    ("year", "day"),
    [(2024, date(2024, 3, 31)), (2025, date(2025, 4, 20)), (2026, date(2026, 4, 5)),
     (2038, date(2038, 4, 25)), (2285, date(2285, 3, 22))],
)  # fmt: skip
def test_easter_is_when_the_church_keeps_it(year: int, day: date) -> None:
    assert easter(year) == day

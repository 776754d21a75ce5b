"""The school calendar: half-terms, usual ones and those in the books; terms; bank holidays."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.calendar.bank_holidays import bank_holiday
from models.calendar.school_calendar import SchoolCalendar
from models.fields import half_terms as usual_days
from models.fields.dates import school_year
from models.fields.half_terms import HALF_TERM_NAMES, HalfTerm

DAY = timedelta(days=1)
some_day = st.dates(date(1990, 9, 1), date(2090, 8, 31))

LEICESTERSHIRE = SchoolCalendar(
    {
        (2025, "Summer 2"): (date(2026, 6, 1), date(2026, 7, 10)),
        (2026, "Autumn 1"): (date(2026, 8, 26), date(2026, 10, 9)),
        (2026, "Autumn 2"): (date(2026, 10, 19), date(2026, 12, 18)),
        (2027, "Autumn 1"): (date(2027, 8, 25), date(2027, 10, 8)),
    }
)
"""A county whose summer holiday is early, as far as somebody typed it in."""

LATE = SchoolCalendar(
    {
        (2025, "Summer 2"): (date(2026, 6, 8), date(2026, 9, 4)),
        (2026, "Autumn 1"): (date(2026, 9, 14), date(2026, 10, 23)),
    }
)
"""A year that was set to end in September, because a building had been closed."""

calendars = st.sampled_from([SchoolCalendar(), LEICESTERSHIRE, LATE])


def names_of(calendar: SchoolCalendar, *days: date) -> list[str]:
    return [calendar.half_term_of(day).name for day in days]


@given(some_day)
def test_every_day_counts_to_one_half_term_the_next_when_it_is_a_holiday(day: date) -> None:
    half = SchoolCalendar().half_term_of(day)
    assert day <= half.last
    before = [
        other
        for year in (school_year(day) - 1, school_year(day))
        for other in usual_days.half_terms(year)
        if other.last < half.first
    ]
    assert all(other.last < day for other in before)


def test_the_summer_holiday_counts_to_the_coming_autumn() -> None:
    usual = SchoolCalendar()
    assert usual.half_term_of(date(2026, 8, 10)).last == date(2026, 10, 23)
    assert names_of(usual, date(2026, 8, 10), date(2026, 10, 23), date(2026, 10, 24)) == [
        "Autumn 1", "Autumn 1", "Autumn 2"
    ]  # fmt: skip


@pytest.mark.parametrize("calendar", [SchoolCalendar(), LEICESTERSHIRE, LATE])
def test_half_terms_follow_one_another_forth_and_back_over_decades(
    calendar: SchoolCalendar,
) -> None:
    half = calendar.half_terms(1990)[0]
    for number in range(6 * 100):
        assert half.name == HALF_TERM_NAMES[number % 6]
        assert calendar.year_of(half) == 1990 + number // 6
        after = calendar.half_term_after(half)
        assert after.first > half.last
        assert calendar.half_term_before(after) == half
        assert calendar.half_term_of(half.last) == half
        assert calendar.half_term_of(half.last + DAY) == after
        half = after


def test_half_terms_in_the_books_stand_instead_of_the_usual_ones() -> None:
    usual = usual_days.half_terms(2026)
    found = LEICESTERSHIRE.half_terms(2026)
    assert found[0] == HalfTerm("Autumn 1", date(2026, 8, 26), date(2026, 10, 9))
    assert found[2:] == usual[2:], "what nobody typed in is as usual"
    assert LEICESTERSHIRE.half_terms(2030) == usual_days.half_terms(2030)
    assert SchoolCalendar({}).half_terms(2026) == usual


def test_a_half_term_that_begins_in_august_belongs_to_the_year_it_begins() -> None:
    in_august = date(2026, 8, 27)
    half = LEICESTERSHIRE.half_term_of(in_august)
    assert (half.name, half.last) == ("Autumn 1", date(2026, 10, 9))
    assert LEICESTERSHIRE.year_of(half) == 2026
    assert LEICESTERSHIRE.half_term_after(half).first == date(2026, 10, 19)
    assert LEICESTERSHIRE.half_term_before(half).last == date(2026, 7, 10)
    assert LEICESTERSHIRE.term_of(in_august) == (date(2026, 8, 26), date(2026, 12, 18))
    assert LEICESTERSHIRE.is_school_day(in_august)
    assert not SchoolCalendar().is_school_day(in_august)
    assert names_of(LEICESTERSHIRE, date(2026, 7, 10), date(2026, 7, 11), date(2026, 8, 25)) == [
        "Summer 2", "Autumn 1", "Autumn 1"
    ]  # fmt: skip


def test_a_year_that_ends_in_september_is_not_the_next_one() -> None:
    assert names_of(LATE, date(2026, 9, 4), date(2026, 9, 5)) == ["Summer 2", "Autumn 1"]
    summer = LATE.half_term_of(date(2026, 9, 3))
    assert LATE.year_of(summer) == 2025
    assert LATE.term_of(date(2026, 9, 3))[1] == date(2026, 9, 4)
    assert LATE.term_of(date(2026, 9, 3))[0].month == 4
    assert LATE.half_term_after(summer).name == "Autumn 1"
    assert LATE.half_term_after(summer).last == date(2026, 10, 23)


@pytest.mark.parametrize(
    ("day", "began", "ended", "next_ended"),
    [
        (date(2026, 9, 10), date(2026, 9, 1), date(2026, 12, 18), date(2027, 3, 25)),
        (date(2026, 12, 18), date(2026, 9, 1), date(2026, 12, 18), date(2027, 3, 25)),
        (date(2026, 12, 25), date(2027, 1, 4), date(2027, 3, 25), date(2027, 7, 23)),
        (date(2027, 5, 31), date(2027, 4, 12), date(2027, 7, 23), date(2027, 12, 17)),
        (date(2027, 8, 1), date(2027, 9, 7), date(2027, 12, 17), date(2028, 3, 31)),
    ],
)
def test_a_term_is_two_half_terms_and_a_holiday_belongs_to_the_next(
    day: date, began: date, ended: date, next_ended: date
) -> None:
    usual = SchoolCalendar()
    assert usual.term_of(day) == (began, ended)
    assert usual.term_after(day)[1] == next_ended


@given(calendars, some_day)
def test_terms_hold_their_half_terms_and_follow_one_another(
    calendar: SchoolCalendar, day: date
) -> None:
    began, ended = calendar.term_of(day)
    half = calendar.half_term_of(day)
    assert began <= half.first <= half.last <= ended
    assert half.last == ended or calendar.half_term_after(half).last == ended
    assert calendar.term_after(day) == calendar.term_of(ended + DAY)
    assert calendar.term_after(day)[0] > ended


# School days


def plain_school_day(calendar: SchoolCalendar, day: date) -> bool:
    halves = [
        half
        for year in (school_year(day) - 1, school_year(day), school_year(day) + 1)
        for half in calendar.half_terms(year)
    ]
    taught = any(half.first <= day <= half.last for half in halves)
    return taught and day.strftime("%a") not in ("Sat", "Sun") and not bank_holiday(day)


@given(calendars, some_day)
def test_the_last_school_day_is_the_newest_that_is_not_after_the_day(
    calendar: SchoolCalendar, day: date
) -> None:
    found = day
    while not plain_school_day(calendar, found):
        found -= DAY
    assert calendar.last_school_day(day) == found
    assert calendar.is_school_day(found)
    assert calendar.is_school_day(day) == (found == day)


@pytest.mark.parametrize(
    ("day", "last"),
    [
        (date(2026, 12, 31), date(2026, 12, 18)),
        (date(2027, 3, 15), date(2027, 3, 15)),
        (date(2026, 3, 15), date(2026, 3, 13)),
        (date(2026, 2, 28), date(2026, 2, 27)),
        (date(2026, 8, 31), date(2026, 7, 17)),
        (date(2026, 9, 1), date(2026, 9, 1)),
        (date(2026, 1, 1), date(2025, 12, 19)),
        (date(2026, 5, 4), date(2026, 5, 1)),
        (date(2027, 3, 26), date(2027, 3, 25)),
    ],
    ids=str,
)
def test_what_is_due_in_a_holiday_must_be_done_before_it(day: date, last: date) -> None:
    assert SchoolCalendar().last_school_day(day) == last


@pytest.mark.parametrize("year", range(2015, 2076))
def test_before_31_december_schools_end_in_december_before_christmas(year: int) -> None:
    last = SchoolCalendar().last_school_day(date(year, 12, 31))
    assert date(year, 12, 14) < last < date(year, 12, 25)
    assert last.weekday() < 5


# Bank holidays


@pytest.mark.parametrize(
    "day",
    [
        date(2022, 6, 2), date(2022, 6, 3), date(2022, 9, 19), date(2023, 5, 8),
        date(2021, 12, 27), date(2021, 12, 28), date(2022, 1, 3), date(2022, 12, 27),
        date(2020, 5, 8), date(2026, 4, 3), date(2026, 4, 6), date(2026, 12, 28),
        date(2027, 12, 27), date(2027, 12, 28), date(2028, 1, 3),
    ],
    ids=str,
)  # fmt: skip
def test_it_is_a_bank_holiday(day: date) -> None:
    assert bank_holiday(day)
    assert not SchoolCalendar({(day.year, "Autumn 1"): (day, day)}).is_school_day(day)


@pytest.mark.parametrize(
    "day",
    [
        date(2022, 5, 30),
        date(2020, 5, 4),
        date(2022, 9, 26),
        date(2026, 3, 17),
        date(2026, 11, 30),
        date(2027, 1, 4),
        date(2026, 12, 24),
    ],
    ids=str,
)
def test_it_is_none_in_england(day: date) -> None:
    assert bank_holiday(day) == ""


@pytest.mark.parametrize("year", range(2015, 2051))
def test_a_year_has_eight_bank_holidays_on_weekdays_and_in_some_more(year: int) -> None:
    first = date(year, 1, 1)
    days = [first + DAY * number for number in range(366 if not year % 4 else 365)]
    found = [day for day in days if bank_holiday(day) and day.weekday() < 5]
    assert len(found) == {2022: 10, 2023: 9}.get(year, 8), found


def test_the_late_queen_was_mourned_in_a_school_week() -> None:
    usual = SchoolCalendar()
    assert usual.half_term_of(date(2022, 9, 19)).name == "Autumn 1"
    assert not usual.is_school_day(date(2022, 9, 19))
    assert usual.last_school_day(date(2022, 9, 19)) == date(2022, 9, 16)

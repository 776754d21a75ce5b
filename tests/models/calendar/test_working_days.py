"""Working days: those of the calendar of England."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from models.calendar.school_calendar import bank_holiday
from models.calendar.working_days import days_off, working_days


def test_the_days_off_are_the_bank_holidays_of_england() -> None:
    for year in range(2013, 2041):
        every = (date(year, 1, 1) + timedelta(days=number) for number in range(366))
        official = {each for each in every if each.year == year and bank_holiday(each)}
        assert days_off(year) == {each for each in official if each.weekday() < 5}, year


def test_the_working_days_of_a_deployment_that_waits() -> None:
    assert working_days(date(2026, 10, 6), date(2026, 11, 21)) == 33
    assert working_days(date(2026, 12, 24), date(2026, 12, 29)) == 1
    assert working_days(date(2026, 11, 21), date(2026, 11, 21)) == 0


@given(st.dates(date(2014, 1, 1), date(2035, 1, 1)), st.integers(0, 900))
def test_they_are_those_that_one_counts_day_by_day(after: date, count: int) -> None:
    days = [after + timedelta(days=number) for number in range(1, count + 1)]
    counted = [each for each in days if each.weekday() < 5 and each not in days_off(each.year)]
    assert working_days(after, after + timedelta(days=count)) == len(counted)

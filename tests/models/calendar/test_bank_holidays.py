"""Bank holidays: the same days as in a table that others keep, and those of the government."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from holidays import country_holidays

from models.calendar.bank_holidays import bank_holiday


@pytest.mark.parametrize("year", range(1995, 2041))
def test_the_days_of_a_year_are_those_of_a_well_kept_table(year: int) -> None:
    days = (date(year, 1, 1) + timedelta(days=number) for number in range(366))
    ours = {day: bank_holiday(day) for day in days if day.year == year and bank_holiday(day)}
    theirs = country_holidays("GB", subdiv="ENG", years=year)
    assert ours == {
        day: name.replace("(observed)", "(substitute day)") for day, name in theirs.items()
    }


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 12, 28), "Boxing Day (substitute day)"),
        (date(2027, 3, 26), "Good Friday"),
        (date(2027, 12, 27), "Christmas Day (substitute day)"),
        (date(2027, 12, 28), "Boxing Day (substitute day)"),
        (date(2028, 1, 3), "New Year's Day (substitute day)"),
        (date(2026, 12, 24), ""),
    ],
)
def test_days_that_the_government_has_published(day: date, name: str) -> None:
    assert bank_holiday(day) == name

"""Working days: those of the calendar of England."""

from __future__ import annotations

from datetime import date

from models.calendar.school_calendar import working_days


def test_the_working_days_of_a_deployment_that_waits() -> None:
    assert working_days(date(2026, 10, 6), date(2026, 11, 21)) == 33
    assert working_days(date(2026, 12, 24), date(2026, 12, 29)) == 1
    assert working_days(date(2026, 11, 21), date(2026, 11, 21)) == 0

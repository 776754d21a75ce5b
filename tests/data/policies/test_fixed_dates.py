"""The days that the law names: when they come next, and which schools are ready for them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from data.store.store import Store
from data.tables.listing import Wanted
from data.tables.matrix import filter_rows
from models.calendar.half_term_dates import HalfTermDates
from tests.conftest import TODAY
from tests.policy_books import PolicyBooks

ADMISSIONS = "15 March (determined arrangements); in-year 31 August; appeals timetable 28 February"
DAY = timedelta(days=1)


@pytest.fixture
def books(store: Store) -> PolicyBooks:
    return PolicyBooks(store)


def test_each_named_day_comes_once_within_twelve_months_the_soonest_first(
    books: PolicyBooks,
) -> None:
    books.school("Ash")
    admissions = books.policy(
        "Admissions", due_days="03-15,08-31,02-28", fixed_date=ADMISSIONS, duty_academies="should"
    )
    books.policy("Pupil premium", due_days="12-31", fixed_date="31 December")
    books.policy("Today's", due_days=f"{TODAY:%m-%d}")
    books.policy("Yesterday's", due_days=f"{TODAY - DAY:%m-%d}")
    books.policy("Pay", fixed_date="Autumn term")
    rows = books.rows("fixed-dates")
    assert [(row["day"], row["in-days"], row["policy"], row["what"]) for row in rows] == [
        (TODAY, 0, "Today's", None),
        (date(2026, 12, 31), 40, "Pupil premium", "31 December"),
        (date(2027, 2, 28), 99, "Admissions", "appeals timetable 28 February"),
        (date(2027, 3, 15), 114, "Admissions", "15 March (determined arrangements)"),
        (date(2027, 8, 31), 283, "Admissions", "in-year 31 August"),
        (date(2027, 11, 20), 364, "Yesterday's", None),
    ]
    assert {row[""] for row in rows if row["policy"] == "Admissions"} == {admissions}
    assert rows[2]["duty"] == "Must (maintained), should (academies)"


def test_a_filter_finds_one_day_of_a_policy_that_has_several(books: PolicyBooks) -> None:
    books.school("Ash")
    books.policy("Admissions", due_days="03-15,08-31,02-28", fixed_date=ADMISSIONS)
    found = filter_rows(books.summary("fixed-dates"), Wanted(words="appeals"))
    assert [row.cells[0] for row in found] == [date(2027, 2, 28)]


@pytest.mark.parametrize(
    ("day", "by", "because"),
    [
        ("12-31", date(2026, 12, 18), "Publish before term ends on 18/12/2026"),
        ("08-31", date(2027, 7, 23), "Publish before term ends on 23/07/2027"),
        ("02-17", date(2027, 2, 12), "Publish before the half-term ends on 12/02/2027"),
        ("02-28", date(2027, 2, 26), "28/02/2027 is a Sunday: publish by 26/02/2027"),
        ("05-03", date(2027, 4, 30), "03/05/2027 is May Day: publish by 30/04/2027"),
        ("03-15", date(2027, 3, 15), None),
    ],
)
def test_a_day_without_school_is_met_before_it(
    day: str, by: date, because: str | None, books: PolicyBooks
) -> None:
    books.school("Ash")
    books.policy("Statement", due_days=day, publish_maintained="must")
    (row,) = books.rows("fixed-dates")
    assert (row["by"], row["hint"]) == (by, because)


def test_the_earliest_end_of_term_stands_where_authorities_differ(books: PolicyBooks) -> None:
    ash = books.school("Ash", local_authority="353")
    books.school("Beech", local_authority="929")
    books.policy("Statement", due_days="12-31")
    books.add(
        HalfTermDates, local_authority="929", school_year=2026, half_term="Autumn 2",
        first_day=date(2026, 11, 2), last_day=date(2026, 12, 16),
    )  # fmt: skip
    (row,) = books.rows("fixed-dates")
    assert row["hint"] == "Do it before term ends on 16/12/2026"
    assert "earliest" in books.summary("fixed-dates").notes[1]
    (of_ash,) = books.rows("fixed-dates", school=ash)
    assert of_ash["hint"] == "Do it before term ends on 18/12/2026"


def test_schools_count_as_ready_since_the_day_came_round_last(books: PolicyBooks) -> None:
    policy = books.policy("Statement", due_days="12-31", duty_academies="should")
    last = date(2025, 12, 31)
    for name, kind, approved, published in (
        ("Ash", "01", last, last),
        ("Beech", "01", last + DAY, None),
        ("Cedar", "01", TODAY, TODAY),
        ("Damson", "34", TODAY, None),
    ):
        books.hold(books.school(name, type=kind), policy, approved, published=published)
    books.school("Elm", settled_in=None)
    gone = books.school("Fir")
    books.hold(gone, policy, stage="not applicable", reason="No such pupils")
    (row,) = books.rows("fixed-dates")
    names = ("must-approved", "must-published", "must")
    assert tuple(row[name] for name in names) == (2, 1, 3)
    names = ("should-approved", "should-published", "should")
    assert tuple(row[name] for name in names) == (1, 0, 1)


def test_a_cycle_of_several_years_looks_back_as_far(books: PolicyBooks) -> None:
    policy = books.policy("Objectives", due_days="04-06", renewal="4 years")
    books.hold(books.school("Ash"), policy, date(2023, 4, 7))
    books.hold(books.school("Beech"), policy, date(2023, 4, 6))
    assert books.rows("fixed-dates")[0]["must-approved"] == 1


def test_days_that_are_asked_of_no_school_are_left_out(books: PolicyBooks) -> None:
    books.policy("Pay gap", due_days="03-30", condition="250 staff")
    assert [row["policy"] for row in books.rows("fixed-dates")] == ["Pay gap"], "no school yet"
    small = books.school("Ash", staff=40)
    assert books.rows("fixed-dates") == []
    books.school("Beech", staff=300)
    assert [row["must"] for row in books.rows("fixed-dates")] == [1]
    assert books.rows("fixed-dates", school=small) == []

"""What falls due in a holiday is worked off in the half-term before it, in every list."""

from __future__ import annotations

from datetime import date

import pytest

from data.store.store import Store
from data.today.matters import matters
from models.schools.school import School
from tests.policy_books import PolicyBooks

# The store's day is 21/11/2026. Autumn 2 ends on Friday 18/12/2026; spring 1 is from 04/01 to
# 12/02/2027, and spring 2 begins on 22/02/2027.


@pytest.fixture
def books(store: Store) -> PolicyBooks:
    """A school with a pupil premium statement, due on 31 December and last approved in July."""
    books = PolicyBooks(store)
    statement = books.policy(
        "Pupil premium statement", reckoning="fixed day", due_days="12-31", publish_maintained="no"
    )
    books.hold(books.school("Ash Grove"), statement, date(2026, 7, 9))
    return books


def of_today(books: PolicyBooks) -> dict[str, int]:
    return {each.view: each.count for each in matters(books.store)}


def test_the_statement_of_31_december_is_due_this_half_term_and_to_be_done_by_its_end(
    books: PolicyBooks,
) -> None:
    (row,) = books.rows("policies-due")
    # Approved in July it is this December's: the next school year's statement is not yet written.
    assert (row["due"], row["state"]) == (date(2026, 12, 31), "Due this half-term")
    assert books.rows("policies-due-next") == []
    (row,) = books.rows("due-by-owner")
    assert (row["when"], row["act-by"]) == ("This half-term", date(2026, 12, 18))
    (row,) = books.rows("school-schedule", school=str(books.store.find(School)[0]["key"]))
    assert (row["state"], row["act-by"]) == ("Due this half-term", date(2026, 12, 18))
    found = of_today(books)
    assert (found["policies-due"], found["policies-due-next"]) == (1, 0)


def test_between_the_years_it_is_still_due_now_and_overdue_only_after_its_day(
    books: PolicyBooks,
) -> None:
    books.store.today = date(2026, 12, 29)
    (row,) = books.rows("due-by-owner")
    assert (row["when"], row["state"]) == ("This half-term", "Due this half-term")
    books.store.today = date(2027, 1, 1)
    (row,) = books.rows("policies-overdue")
    assert row["due"] == date(2026, 12, 31), "the day of the law stays the day"


def test_what_falls_due_in_the_february_break_is_of_the_half_term_before_it(
    books: PolicyBooks,
) -> None:
    beech = books.school("Beech Hill")
    # Approved on a Wednesday of the break: the anniversary is 17/02/2027, to be met by 12/02.
    books.hold(beech, books.policy("Charging"), date(2026, 2, 17))
    (row,) = books.rows("policies-due-next")
    assert (row["due"], row["state"]) == (date(2027, 2, 17), "Due next half-term")
    # One that is due on the first day after the break is not.
    books.hold(beech, books.policy("Complaints"), date(2026, 2, 22))
    assert len(books.rows("policies-due-next")) == 1
    when = {row["policy"]: row["when"] for row in books.rows("due-by-owner")}
    assert (when["Charging"], when["Complaints"]) == ("Next half-term", "Spring 2 2026/27")
    # Of a half-term further on as well: 06/04/2027 is in the Easter holiday.
    books.hold(beech, books.policy("First aid"), date(2026, 4, 6))
    when = {row["policy"]: row["when"] for row in books.rows("due-by-owner")}
    assert when["First aid"] == when["Complaints"]

"""Where policies stand: reckoned from reviews, duties and the day, in one pass."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from data.policy_standing import (
    duty_of,
    standings,
    state_without_record,
    watched_schools,
)
from data.store import Store
from models.alliances import Alliance, Membership
from models.due import NOT_APPLICABLE, NOT_RECORDED
from models.policies import Policy, Review, SchoolPolicy
from models.schools import School
from tests.conftest import TODAY

SCHOOL, ACADEMY, POLICY = "a" * 32, "b" * 32, "c" * 32
YEAR_AGO = date(2025, 11, 21)


@pytest.fixture
def books(store: Store) -> Store:
    """A maintained school, an academy, and a yearly policy that only the first must publish."""
    with store.operation("Begin") as change:
        change.add(School, {"name": "Ash Grove", "type": "01"}, SCHOOL)
        change.add(School, {"name": "Beech Academy", "type": "34"}, ACADEMY)
        change.add(
            Policy,
            {"title": "Admissions", "renewal": "annual", "publish_maintained": "must",
             "publish_academies": "no"},
            POLICY,
        )  # fmt: skip
    return store


def hold(store: Store, school: str, *reviews: tuple[str, date], **values: Any) -> str:
    """Give a school the policy with these reviews; gives its state."""
    with store.operation("Hold") as change:
        held = change.add(
            SchoolPolicy, {"school": school, "policy": POLICY, "stage": "in force"} | values
        )
        for kind, day in reviews:
            change.add(Review, {"school_policy": held, "kind_of_review": kind, "reviewed": day})
    return next(each.state.word for each in standings(store) if each.key == held)


@pytest.mark.parametrize(
    ("approved", "state"),
    [
        (YEAR_AGO - timedelta(days=1), "Overdue"),
        (YEAR_AGO, "Due this half-term"),
        (date(2025, 12, 18), "Due this half-term"),
        (date(2025, 12, 19), "Due next half-term"),
        (TODAY, "Current"),
    ],
)
def test_the_state_follows_from_the_last_approval(approved: date, state: str, books: Store) -> None:
    earlier = ("approved", approved - timedelta(days=700))
    assert hold(books, ACADEMY, ("approved", approved), earlier) == state


def test_a_school_that_must_publish_has_not_until_it_did(books: Store) -> None:
    assert hold(books, SCHOOL, ("approved", TODAY)) == "Approved, not published"
    assert hold(books, ACADEMY, ("approved", TODAY)) == "Current"
    (held,) = books.find(SchoolPolicy, school=SCHOOL)
    with books.operation("Publish") as change:
        change.set(SchoolPolicy, str(held["key"]), {"published": TODAY})
    assert {each.state.word for each in standings(books)} == {"Current"}


def test_a_day_set_by_hand_stands_before_the_reckoned_one(books: Store) -> None:
    soon = TODAY - timedelta(days=1)
    values = {"next_review": soon, "reason": "The board said so"}
    assert hold(books, ACADEMY, ("approved", TODAY), **values) == "Overdue"
    (standing,) = standings(books)
    assert (standing.due, standing.approved, standing.checked) == (soon, TODAY, None)


def test_what_does_not_apply_is_never_due(books: Store) -> None:
    reason = {"stage": "not applicable", "reason": "No such pupils"}
    assert hold(books, ACADEMY, ("approved", date(2020, 1, 1)), **reason) == "Not applicable"
    assert standings(books)[0].due is None


def test_the_duty_without_a_type_is_that_of_maintained_schools() -> None:
    assert duty_of("34", "must", "should") == "should"
    assert duty_of("01", "must", "should") == "must"
    assert duty_of(None, "must", "should") == "must"
    assert duty_of("01", None, "must") == "varies"
    assert state_without_record("no") is NOT_APPLICABLE
    assert {state_without_record(duty) for duty in ("must", "should", "varies")} == {NOT_RECORDED}


def test_schools_are_watched_while_they_are_in_an_alliance(books: Store) -> None:
    assert watched_schools(books) == {SCHOOL, ACADEMY}, "without any alliance every open school"
    with books.operation("Join") as change:
        alliance = change.add(Alliance, {"name": "Northern"})
        values = {"school": SCHOOL, "alliance": alliance, "stage": "enquiry"}
        member = change.add(Membership, values)
    assert watched_schools(books) == {SCHOOL}
    hold(books, ACADEMY)
    assert watched_schools(books) == {SCHOOL, ACADEMY}, "who holds a policy is watched as well"
    with books.operation("Decline") as change:
        change.set(Membership, member, {"stage": "declined"})
    assert watched_schools(books) == {ACADEMY}

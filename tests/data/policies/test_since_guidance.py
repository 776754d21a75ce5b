"""Which schools have reviewed a policy since its newest guidance."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from data.store.store import Store
from models.policies.policy import Policy
from tests.conftest import TODAY
from tests.policy_books import PolicyBooks

GUIDANCE = date(2026, 9, 1)
BEFORE = GUIDANCE - timedelta(days=1)


@pytest.fixture
def books(store: Store) -> PolicyBooks:
    return PolicyBooks(store)


def test_schools_that_reviewed_before_the_guidance_stand_first(books: PolicyBooks) -> None:
    policy = books.policy("Child protection", guidance_of=GUIDANCE, duty_academies="should")
    for name, approved in (("Ash", [GUIDANCE]), ("Beech", [BEFORE]), ("Cedar", [])):
        books.hold(books.school(name), policy, *approved)
    books.hold(books.school("Damson", type="34"), policy, BEFORE)
    books.hold(books.school("Elm", settled_in=None), policy, BEFORE)
    rows = books.rows("since-guidance")
    assert [(row["school"], row["since"], row["approved"]) for row in rows] == [
        ("Beech", "No: before it", BEFORE),
        ("Damson", "No: before it", BEFORE),
        ("Cedar", "No: not approved yet", None),
        ("Ash", "Yes", GUIDANCE),
        ("Elm", "Settling in", BEFORE),
    ]
    assert list(books.summary("since-guidance").notes) == [
        "Child protection, since 01/09/2026: must 1 of 3, 1 settling in; should 0 of 1."
    ]


def test_the_newest_guidance_comes_first_and_policies_without_it_are_left_out(
    books: PolicyBooks,
) -> None:
    books.school("Ash")
    books.policy("Behaviour", guidance_of=date(2024, 2, 1))
    books.policy("Child protection", guidance_of=GUIDANCE)
    books.policy("Pay")
    assert [row["policy"] for row in books.rows("since-guidance")] == [
        "Child protection",
        "Behaviour",
    ]


def test_guidance_that_is_still_to_come_asks_nothing_yet(books: PolicyBooks) -> None:
    ash = books.school("Ash")
    policy = books.policy("Child protection", guidance_of=TODAY + timedelta(days=1))
    books.hold(ash, policy, TODAY)
    assert books.rows("since-guidance") == []
    assert books.summary("since-guidance").notes[1] == (
        "Guidance that is still to come: Child protection (22/11/2026)."
    )


def test_a_live_document_counts_as_reviewed_when_it_was_checked(books: PolicyBooks) -> None:
    ash = books.school("Ash")
    for title in ("Register", "Behaviour"):
        policy = books.policy(title, guidance_of=GUIDANCE, renewal="live")
        held = books.hold(ash, policy, BEFORE)
        books.review(held, TODAY, kind_of_review="checked")
    books.set(Policy, policy, renewal="annual")
    found = {row["policy"]: row["since"] for row in books.rows("since-guidance")}
    assert found == {"Register": "Yes", "Behaviour": "No: before it"}

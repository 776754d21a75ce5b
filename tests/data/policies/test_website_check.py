"""The website check: what must and should be published, by sector, and what is."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from data.policies.lists import LISTS
from data.policies.standing import board, pair_key
from data.store.store import Store
from data.today.matters import matters
from models.alliances.alliance import Alliance
from models.memberships.membership import Membership
from models.policies.policy import Policy
from tests.conftest import TODAY
from tests.policy_books import PolicyBooks

APPROVED = date(2026, 10, 6)
ADDRESS = "https://ash.example/behaviour"


@pytest.fixture
def books(store: Store) -> PolicyBooks:
    return PolicyBooks(store)


@pytest.mark.parametrize(
    ("approved", "published", "finding"),
    [
        ([APPROVED], {"published": APPROVED, "published_at": ADDRESS}, "On the website"),
        ([APPROVED], {"published": APPROVED}, "No address noted"),
        ([APPROVED], {"published_at": ADDRESS}, "Approved, not published"),
        (
            [APPROVED - timedelta(days=400), APPROVED],
            {"published": APPROVED - timedelta(days=1), "published_at": ADDRESS},
            "Old version published",
        ),
        ([], {"published": APPROVED, "published_at": ADDRESS}, "Not approved yet"),
    ],
)
def test_the_check_says_in_words_what_it_finds(
    approved: list[date], published: dict[str, Any], finding: str, books: PolicyBooks
) -> None:
    ash = books.school("Ash Grove")
    policy = books.policy("Behaviour", publish_maintained="must", publication_note="In full.")
    books.hold(ash, policy, *approved, **published)
    (row,) = books.rows("website-check")
    assert (row["finding"], row["website"], row["note"]) == (finding, "Must", "In full.")
    assert row["approved"] == (approved[-1] if approved else None)
    assert (row["published"], row["address"]) == (
        published.get("published"),
        published.get("published_at"),
    )
    assert row[""] == pair_key(ash, policy)


def test_what_nobody_recorded_is_not_approved_yet(books: PolicyBooks) -> None:
    books.school("Ash Grove")
    books.policy("Behaviour", publish_maintained="must")
    assert [row["finding"] for row in books.rows("website-check")] == ["Not approved yet"]


def test_the_sector_decides_what_is_published_and_must_and_should_are_counted_apart(
    books: PolicyBooks,
) -> None:
    ash = books.school("Ash Grove")
    books.school("Beech Academy", type="34")
    charging = books.policy("Charging", publish_maintained="should", publish_academies="must")
    books.policy("Pay")
    behaviour = books.policy("Behaviour", publish_maintained="must", publish_academies="no")
    books.policy("Exclusions", publish_maintained="varies")
    books.hold(ash, charging, APPROVED)
    books.hold(ash, behaviour, APPROVED, published=APPROVED, published_at=ADDRESS)
    found = [
        (row["school"], row["policy"], row["website"], row["finding"])
        for row in books.rows("website-check")
    ]
    assert found == [
        ("Beech Academy", "Charging", "Must", "Not approved yet"),
        ("Ash Grove", "Charging", "Should", "Approved, not published"),
        ("Ash Grove", "Behaviour", "Must", "On the website"),
    ], "the worst first, whichever school it is in"
    assert list(books.summary("website-check").notes) == [
        "Must be on the website: 2 (1 on the website; 1 not approved yet).",
        "Should be on the website: 1 (1 approved, not published).",
        "Not listed: 1. Whether these must be on the website is left open by the catalogue, or by "
        "what is recorded of the school.",
    ]


def test_a_school_that_settles_in_raises_no_alarm(books: PolicyBooks) -> None:
    ash = books.school("Ash Grove", settled_in=TODAY + timedelta(days=1))
    done, late = (
        books.policy(title, publish_maintained="must") for title in ("Behaviour", "Charging")
    )
    books.hold(ash, done, APPROVED, published=APPROVED, published_at=ADDRESS)
    books.hold(ash, late, APPROVED)
    assert {row["policy"]: row["finding"] for row in books.rows("website-check")} == {
        "Behaviour": "On the website",
        "Charging": "Settling in",
    }
    assert not LISTS["approved-not-published"].of(board(books.store))


def test_what_does_not_apply_is_not_asked_for_on_the_website(books: PolicyBooks) -> None:
    policy = books.policy("Biometrics", publish_maintained="must")
    books.hold(books.school("Ash"), policy, stage="not applicable", reason="None is held.")
    assert books.rows("website-check") == []


def test_a_check_of_a_live_document_is_as_good_as_an_approval(books: PolicyBooks) -> None:
    ash = books.school("Ash Grove")
    for title in ("Register", "Behaviour"):
        policy = books.policy(title, renewal="live", publish_maintained="must")
        held = books.hold(ash, policy, published=LAST_YEAR, published_at=ADDRESS)
        books.review(held, APPROVED, kind_of_review="checked")
    books.set(Policy, policy, renewal="annual")
    assert {row["policy"]: row["finding"] for row in books.rows("website-check")} == {
        "Register": "On the website",
        "Behaviour": "Not approved yet",
    }


LAST_YEAR = date(2025, 10, 1)


def test_for_circulation_only_schools_that_signed_are_named(books: PolicyBooks) -> None:
    books.policy("Behaviour", publish_maintained="must")
    alliance = books.add(Alliance, name="Northern")
    signed = {"stage": "member", "statement_signed": LAST_YEAR, "signatory": "A. Head"}
    for name, values in (("Ash Grove", signed), ("Beech Hill", {"stage": "enquiry"})):
        books.add(Membership, school=books.school(name), alliance=alliance, **values)
    assert {row["school"] for row in books.rows("website-check")} == {"Ash Grove", "Beech Hill"}
    rows = books.rows("website-check", for_circulation=True)
    assert {row["school"] for row in rows} == {"Ash Grove"}
    notes = books.summary("website-check", for_circulation=True).notes
    assert "1 school that has not signed" in notes[-1]


def test_approved_and_not_published_counts_what_must_be_published_apart(
    books: PolicyBooks,
) -> None:
    ash = books.school("Ash Grove")
    kinds = [("no", "Pay"), ("should", "Charging"), ("must", "Behaviour")]
    for publish, title in kinds:
        books.hold(ash, books.policy(title, publish_maintained=publish), APPROVED)
    register = books.policy("Register", renewal="live", publish_maintained="must")
    books.review(books.hold(ash, register), TODAY, kind_of_review="checked")
    rows = books.rows("approved-not-published")
    assert [row["policy"] for row in rows] == ["Behaviour", "Register", "Charging"]
    assert [row["website"] for row in rows] == ["Must", "Must", "Should"]
    (matter,) = [each for each in matters(books.store) if each.view == "approved-not-published"]
    assert (matter.count, matter.must, matter.should, matter.open) == (3, 2, 1, 0)


def test_what_is_not_published_and_soon_due_says_so_and_stands_in_both_lists(
    books: PolicyBooks,
) -> None:
    ash = books.school("Ash Grove")
    due = {"Behaviour": date(2026, 12, 18), "Charging": date(2027, 2, 12), "Pay": date(2027, 2, 22)}
    for title, day in due.items():
        policy = books.policy(title, publish_maintained="must")
        books.hold(ash, policy, APPROVED, next_review=day, reason="As agreed")
    rows = books.rows("approved-not-published")
    assert {row["policy"]: (row["due"], row["when"]) for row in rows} == {
        "Behaviour": (due["Behaviour"], "This half-term"),
        "Charging": (due["Charging"], "Next half-term"),
        "Pay": (due["Pay"], None),
    }
    assert [row["policy"] for row in books.rows("policies-due")] == ["Behaviour"]
    (following,) = books.rows("policies-due-next")
    assert (following["policy"], following["state"]) == ("Charging", "Approved, not published")


def test_a_paper_says_where_a_duty_was_read_when_and_what_force_it_has(books: PolicyBooks) -> None:
    books.school("Ash Grove")
    source = {"force": "statutory", "source": "The list\nA law", "source_read": TODAY}
    books.policy("Behaviour", publish_maintained="must", **source)
    for name in ("website-check", "school-schedule", "meeting-agenda", "policies-missing"):
        (row,) = books.rows(name)
        told = row["force"], row["source"], row["source-read"]
        assert told == ("Statutory", "The list; A law", TODAY), name
    for name in ("policies-own", "policy-compliance"):
        told = "Behaviour (statutory). Source: The list; A law. Checked on 21/11/2026."
        assert told in books.summary(name).notes, name

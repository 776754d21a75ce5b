"""Owners, models and guidance of policies, and what waits on each owner."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from data.store.store import Store
from models.alliances.alliance import Alliance
from models.memberships.membership import Membership
from models.people.person import Person
from models.people.post import Post
from models.policies.agreements import Purchase, ServiceAgreement
from tests.conftest import TODAY
from tests.policy_books import PolicyBooks

LAST_YEAR = date(2025, 11, 1)
DUE = date(2025, 11, 25)
DUE_NEXT = date(2026, 1, 15)


@pytest.fixture
def books(store: Store) -> PolicyBooks:
    return PolicyBooks(store)


@pytest.mark.parametrize(
    ("availability", "words"),
    [
        ("link", "Link"),
        ("none", "None: bespoke to each school"),
        ("email", "Ask by email"),
        ("gov.uk", "Follow gov.uk"),
        ("service agreement", "Only under: GDPR"),
        (None, "Not recorded"),
    ],
)
def test_a_model_stands_in_words(availability: str | None, words: str, books: PolicyBooks) -> None:
    agreement = books.add(ServiceAgreement, name="GDPR")
    books.policy(
        "Privacy notice",
        model_availability=availability,
        model_policy="Ask for it.",
        agreement=agreement if availability == "service agreement" else None,
        owner="Data team",
        owner_kind="team",
        owner_email="data@ncc.example",
        source="The page",
        source_read=TODAY,
        force="statutory guidance",
    )
    (row,) = books.rows("owners-and-models")
    assert (row["model"], row["model-policy"]) == (words, "Ask for it.")
    assert (row["owner"], row["owner-kind"], row["email"]) == (
        "Data team",
        "Team",
        "data@ncc.example",
    )
    assert (row["catalogue"], row["force"], row["source"], row["source-read"]) == (
        "Our own",
        "Statutory guidance",
        "The page",
        TODAY,
    )


def test_an_agreement_that_the_policy_does_not_name_is_still_a_condition(
    books: PolicyBooks,
) -> None:
    books.policy("Health and safety", model_availability="service agreement")
    (row,) = books.rows("owners-and-models")
    assert (row["model"], row["buyers"]) == ("Only under a service agreement", None)


def test_overdue_and_due_are_counted_apart_for_must_and_should_and_so_are_buyers(
    books: PolicyBooks,
) -> None:
    agreement = books.add(ServiceAgreement, name="GDPR")
    policy = books.policy(
        "Privacy notice", duty_academies="should", model_availability="service agreement",
        agreement=agreement,
    )  # fmt: skip
    ash, beech = books.school("Ash"), books.school("Beech", type="34")
    cedar = books.school("Cedar", type="34")
    settling = books.school("Damson", settled_in=None)
    books.hold(ash, policy, LAST_YEAR)
    books.hold(beech, policy, DUE)
    books.hold(cedar, policy, LAST_YEAR)
    books.hold(settling, policy, DUE)
    books.add(Purchase, school=beech, agreement=agreement, began=LAST_YEAR)
    (row,) = books.rows("owners-and-models")
    counts = {
        name: row[name] for name in ("must-overdue", "must-due", "should-overdue", "should-due")
    }
    assert counts == {"must-overdue": 1, "must-due": 0, "should-overdue": 1, "should-due": 1}
    assert row["buyers"] == 1
    (of_ash,) = books.rows("owners-and-models", school=ash)
    assert (of_ash["must-overdue"], of_ash["should-overdue"], of_ash["buyers"]) == (1, 0, 0)


def test_of_one_school_only_what_is_asked_of_it_is_listed(books: PolicyBooks) -> None:
    books.policy("Behaviour", owner="Jill Atkinson")
    books.policy("Governors' allowances", duty_academies="no")
    beech = books.school("Beech", type="34")
    assert len(books.rows("owners-and-models")) == 2
    assert [row["policy"] for row in books.rows("owners-and-models", school=beech)] == ["Behaviour"]
    assert books.summary("owners-and-models").notes[0] == "2 policies, 1 without an owner."


def test_for_circulation_the_numbers_are_those_of_schools_that_signed(books: PolicyBooks) -> None:
    policy = books.policy("Behaviour")
    alliance = books.add(Alliance, name="Northern")
    signed = {"stage": "member", "statement_signed": LAST_YEAR, "signatory": "A. Head"}
    for name, values in (("Ash Grove", signed), ("Beech Hill", {"stage": "enquiry"})):
        school = books.school(name)
        books.add(Membership, school=school, alliance=alliance, **values)
        books.hold(school, policy, LAST_YEAR, owner=f"Head of {name}")
    assert books.rows("owners-and-models")[0]["must-overdue"] == 2
    assert books.rows("owners-and-models", for_circulation=True)[0]["must-overdue"] == 1
    owners = [row["owner"] for row in books.rows("by-owner", for_circulation=True)]
    assert owners == ["Head of Ash Grove"]


def test_what_waits_on_an_owner_is_counted_by_urgency_and_must_apart(books: PolicyBooks) -> None:
    must = books.policy("Behaviour", owner="Jill Atkinson", owner_kind="person")
    should = books.policy(
        "Charging", duty_maintained="should", owner="JILL ATKINSON", owner_kind="person"
    )
    ash, beech = books.school("Ash"), books.school("Beech")
    books.hold(ash, must, LAST_YEAR)
    books.hold(beech, must, DUE_NEXT)
    books.hold(ash, should, DUE)
    books.add(Person, name="Jill Atkinson", email="jill@ncc.example")
    (row,) = books.rows("by-owner")
    assert {name: value for name, value in row.items() if value and name} == {
        "owner": "Jill Atkinson",
        "kind": "Person",
        "email": "jill@ncc.example",
        "schools": 2,
        "must-overdue": 1,
        "must-due-next": 1,
        "should-missing": 1,
        "should-due": 1,
    }
    assert list(books.summary("by-owner").notes) == [
        "Must: 1 overdue, 0 missing, 0 due, 1 due next.",
        "Should: 0 overdue, 1 missing, 1 due, 0 due next.",
    ]


def test_what_is_left_open_is_counted_apart_from_what_should_be(books: PolicyBooks) -> None:
    policy = books.policy("Charging", duty_maintained="varies", owner="Jill Atkinson")
    books.hold(books.school("Ash"), policy, LAST_YEAR)
    (row,) = books.rows("by-owner")
    assert (row["should-overdue"], row["open-overdue"]) == (0, 1)
    assert "open-due" not in row, "no column where nothing is left open"
    assert books.summary("by-owner").notes[-1] == (
        "Left open: 1 overdue, 0 missing, 0 due, 0 due next."
    )
    (row,) = books.rows("owners-and-models")
    assert (row["should-overdue"], row["open-overdue"]) == (0, 1)
    (row,) = books.rows("policy-compliance")
    assert (row["should"], row["open"], row["open-overdue"]) == (0, 1, 1)


def test_what_is_due_and_not_published_waits_on_its_owner_as_due(books: PolicyBooks) -> None:
    policy = books.policy("Charging", owner="Jill Atkinson", publish_maintained="must")
    books.hold(books.school("Ash"), policy, DUE_NEXT)
    (row,) = books.rows("by-owner")
    assert row["must-due-next"] == 1


def test_who_is_pressed_most_stands_first_and_a_must_before_a_should(books: PolicyBooks) -> None:
    ash = books.school("Ash")
    for owner, duty, approved in (
        ("Due", "must", DUE),
        ("Should", "should", LAST_YEAR),
        ("Nothing", "must", TODAY),
        ("Must", "must", LAST_YEAR),
    ):
        policy = books.policy(f"Policy of {owner}", owner=owner, duty_maintained=duty)
        books.hold(ash, policy, approved)
    owners = [row["owner"] for row in books.rows("by-owner")]
    assert owners == ["Must", "Should", "Due", "Nothing"]


def test_the_owner_in_the_school_stands_before_that_of_the_policy(books: PolicyBooks) -> None:
    policy = books.policy("Behaviour", owner="Jill Atkinson", owner_email="jill@ncc.example")
    ash, beech, cedar = (books.school(name) for name in ("Ash", "Beech", "Cedar"))
    books.hold(ash, policy, LAST_YEAR, owner="May Lee")
    books.hold(beech, policy, TODAY)
    for school, email in ((ash, "may@ash.example"), (cedar, "other@cedar.example")):
        person = books.add(Person, name="May Lee", email="private@may.example")
        books.add(Post, person=person, role="business manager", school=school, email=email)
    rows = books.rows("by-owner")
    assert [(row["owner"], row["kind"], row["email"], row["must-overdue"]) for row in rows] == [
        ("May Lee", "In the school", "may@ash.example", 1),
        ("Jill Atkinson", None, "jill@ncc.example", 0),
    ]
    assert rows[1]["must-missing"] == 1, "of the school that has no record"


def test_a_service_is_reached_at_the_address_of_its_agreement(books: PolicyBooks) -> None:
    books.add(ServiceAgreement, name="Health & Safety SLA", email="safety@ncc.example")
    policy = books.policy("Health and safety", owner="Health & Safety SLA", owner_kind="service")
    books.hold(books.school("Ash"), policy, TODAY)
    (row,) = books.rows("by-owner")
    assert (row["kind"], row["email"]) == ("Service agreement", "safety@ncc.example")


def test_what_nobody_owns_is_said_and_nothing_waits_in_a_school_that_settles_in(
    books: PolicyBooks,
) -> None:
    policy = books.policy("Behaviour")
    settling = books.school("Ash", settled_in=TODAY + timedelta(days=30))
    books.hold(settling, policy, DUE)
    (row,) = books.rows("by-owner")
    assert (row["owner"], row["kind"], row["schools"]) == ("Nobody is named", None, 0)
    assert not any(row[name] for name in row if name.startswith(("must", "should")))

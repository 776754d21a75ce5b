"""The rules about policies, the schools' copies of them, and taking either out of the books."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from models.policies.agreements import Purchase, ServiceAgreement
from models.policies.policy import CYCLES, Policy
from models.policies.review import Review
from models.policies.school_policy import SchoolPolicy
from models.records.record import Record
from models.records.rules import Severity
from models.schools.school import School
from tests.books import TODAY, BooksInMemory, messages_of, messages_on_removal

WARN = Severity.WARN
YEAR_AGO = date(2025, 11, 20)


@pytest.fixture
def books() -> BooksInMemory:
    """A community school and an academy, policies of two catalogues, and an agreement."""
    books = BooksInMemory()
    books.add(School, "ash", name="Ash Grove", type="01")
    books.add(School, "beech", name="Beech Academy", type="34")
    books.add(
        ServiceAgreement, "hr", name="Human resources", contact="HR team", email="hr@a.example"
    )
    books.add(
        Policy, "pay", title="Pay", model_availability="service agreement", agreement="hr",
        duty_maintained="must", duty_academies="no",
    )  # fmt: skip
    books.add(Policy, "whole", title="Equality", catalogue="dfe")
    books.add(Policy, "part", title="Objectives", catalogue="dfe", part_of="whole")
    return books


POLICY = {"title": "Behaviour", "catalogue": "dfe"}


@pytest.mark.parametrize(
    ("values", "attribute", "message"),
    [
        ({"renewal": "termly", "reckoning": "anniversary"}, "reckoning", "“Termly” counts no"),
        ({"renewal": "live", "reckoning": "school year"}, "reckoning", "“School year, from 1 Sep"),
        ({"renewal": "free", "reckoning": "fixed day", "due_days": "03-15"},
         "reckoning", "empty it"),
        ({"renewal": "none", "reckoning": "half-term", "half_term": "Autumn 2"},
         "reckoning", "every 2 years"),
        ({"reckoning": "half-term"}, "half_term", "For example Autumn 2"),
        ({"half_term": "Autumn 2"}, "half_term", "“A named half-term”"),
        ({"reckoning": "school year", "half_term": "Autumn 2"}, "half_term", "or empty"),
        ({"reckoning": "fixed day"}, "due_days", "For example 15 March"),
        ({"key": "whole", "part_of": "whole"}, "part_of", "no part of itself"),
        ({"catalogue": "own", "part_of": "whole"},
         "part_of", "Equality stands in another catalogue (Department for Education)"),
        ({"part_of": "part"}, "part_of", "Objectives is a part itself, of Equality"),
        ({"key": "whole", "part_of": "other"}, "part_of", "has parts itself"),
    ],
)  # fmt: skip
def test_a_cycle_that_contradicts_itself_or_a_part_of_nothing_is_refused(
    books: BooksInMemory, values: dict[str, Any], attribute: str, message: str
) -> None:
    books.add(Policy, "other", title="Other", catalogue="dfe")
    found = messages_of(books, Policy, POLICY | values)
    assert [each for each in found if each[0] == attribute and message in each[1]], found
    assert len(found) == 1


@pytest.mark.parametrize(
    "values",
    [
        *({"renewal": cycle} for cycle in CYCLES),
        {"renewal": "3 years", "reckoning": "anniversary"},
        {"renewal": "4 years", "reckoning": "school year"},
        {"reckoning": "half-term", "half_term": "Summer 1"},
        {"reckoning": "fixed day", "due_days": "03-15,08-31"},
        {"renewal": "termly", "due_days": "12-31"},
        {"due_days": "03-15"},
        {"part_of": "whole"},
        {"key": "part", "part_of": "whole"},
        {"ended": date(2020, 1, 1)},
    ],
)
def test_every_cycle_that_holds_together_is_let_in(
    books: BooksInMemory, values: dict[str, Any]
) -> None:
    assert messages_of(books, Policy, POLICY | values) == []


def test_a_model_under_an_agreement_that_nobody_named_is_warned_of(books: BooksInMemory) -> None:
    gated = POLICY | {"model_availability": "service agreement"}
    assert messages_of(books, Policy, gated) == []
    assert messages_of(books, Policy, gated, WARN)[0][0] == "agreement"
    assert messages_of(books, Policy, gated | {"agreement": "hr"}, WARN) == []


HELD = {"key": "held", "school": "ash", "policy": "pay", "stage": "in force"}


@pytest.fixture
def approved(books: BooksInMemory) -> BooksInMemory:
    """The same, with Ash Grove's copy of the pay policy approved a year ago."""
    books.add(SchoolPolicy, **HELD)
    books.add(Review, "first", school_policy="held", reviewed=YEAR_AGO)
    return books


@pytest.mark.parametrize(
    ("values", "attribute", "message"),
    [
        ({"published": date(2026, 11, 22)}, "published", "22/11/2026 is still to come"),
        ({"next_review": date(2025, 11, 19), "reason": "r"}, "next_review", "(20/11/2025)"),
        ({"next_review": YEAR_AGO, "reason": "r"}, "next_review", "is not after the last review"),
        ({"next_review": date(2027, 1, 1)}, "reason", "another day"),
        ({"stage": "not applicable"}, "reason", "no biometric data is held"),
        (
            {"stage": "not applicable", "reason": "r", "next_review": date(2027, 1, 1)},
            "next_review",
            "nothing to review: set another stage first",
        ),
    ],
)
def test_a_copy_that_cannot_be_so_is_refused(
    approved: BooksInMemory, values: dict[str, Any], attribute: str, message: str
) -> None:
    ((where, text),) = messages_of(approved, SchoolPolicy, HELD | values)
    assert where == attribute
    assert message in text


@pytest.mark.parametrize(
    ("values", "attribute", "message"),
    [
        ({"published": date(2025, 11, 19)}, "published", "Published on 19/11/2025, but no"),
        ({"published_at": "https://a.example"}, "published", "for example today"),
        ({"uses_model": True}, "uses_model",
         "Ash Grove does not buy Human resources today, and the model is only had under it. "
         "Ask HR team (hr@a.example)."),
        ({"school": "beech"}, "stage", "Pay is not asked of Beech Academy: Not asked of"),
        ({"reason": "No data is held"}, "reason", "“No data is held” is left over"),
    ],
)  # fmt: skip
def test_what_is_odd_in_a_copy_is_let_in_and_said(
    approved: BooksInMemory, values: dict[str, Any], attribute: str, message: str
) -> None:
    assert messages_of(approved, SchoolPolicy, HELD | values) == []
    ((where, text),) = messages_of(approved, SchoolPolicy, HELD | values, WARN)
    assert where == attribute
    assert message in text


@pytest.mark.parametrize(
    "values",
    [
        {"published": YEAR_AGO, "published_at": "https://a.example"},
        {"published": TODAY},
        {"next_review": date(2025, 11, 21), "reason": "The board said so"},
        {"school": "beech", "stage": "drafting"},
    ],
)
def test_a_copy_in_good_order_is_let_in_without_a_word(
    approved: BooksInMemory, values: dict[str, Any]
) -> None:
    assert messages_of(approved, SchoolPolicy, HELD | values, *Severity) == []


def test_an_exception_has_a_reason_of_its_own_and_not_that_of_another(books: BooksInMemory) -> None:
    aside = HELD | {"stage": "not applicable", "reason": "No data is held"}
    books.add(SchoolPolicy, **aside)
    assert messages_of(books, SchoolPolicy, aside) == []
    by_hand = HELD | {"next_review": date(2027, 1, 1)}
    ((where, text),) = messages_of(books, SchoolPolicy, by_hand | {"reason": "No data is held"})
    assert where == "reason"
    assert "“No data is held” was the reason for something else. Why is the next" in text
    assert messages_of(books, SchoolPolicy, by_hand | {"reason": "The guidance changes"}) == []


APPROVED_BY_TWO = [("second", "beech", TODAY), ("third", "elm", YEAR_AGO)]


@pytest.mark.parametrize(
    ("values", "attribute", "message"),
    [
        (
            {"renewal": "2 years"},
            "renewal",
            "3 schools have had it reviewed: their due days change",
        ),
        ({"renewal": "free"}, "renewal", "their due days go, and none is overdue any more"),
        ({"reckoning": "school year"}, "reckoning", "their due days change"),
        ({"reckoning": "fixed day", "due_days": "03-15"}, "reckoning", "their due days change"),
    ],
)
def test_another_cycle_of_a_policy_with_approvals_says_what_happens_to_their_days(
    approved: BooksInMemory, values: dict[str, Any], attribute: str, message: str
) -> None:
    policy = approved.get(Policy, "pay")
    assert policy is not None
    for key, school, day in APPROVED_BY_TWO:
        approved.add(SchoolPolicy, key, school=school, policy="pay")
        approved.add(Review, f"of {key}", school_policy=key, reviewed=day)
    approved.add(SchoolPolicy, "fourth", school="oak", policy="pay")
    assert messages_of(approved, Policy, policy, *Severity) == []
    assert messages_of(approved, Policy, policy | values) == []
    ((where, text),) = messages_of(approved, Policy, policy | values, WARN)
    assert where == attribute
    assert message in text


def test_a_cycle_that_nobody_was_reviewed_by_changes_without_a_word(books: BooksInMemory) -> None:
    policy = books.get(Policy, "pay")
    assert policy is not None
    books.add(SchoolPolicy, **HELD)
    assert messages_of(books, Policy, policy | {"renewal": "3 years"}, *Severity) == []


def test_what_becomes_live_or_ceases_to_be_says_that_its_force_stays(
    approved: BooksInMemory,
) -> None:
    policy = approved.get(Policy, "pay")
    assert policy is not None
    live = policy | {"renewal": "live"}
    days, force = messages_of(approved, Policy, live, WARN)
    assert "1 school has had it reviewed: its due days go" in days[1]
    assert force[0] == "force"
    assert "Legal status still says Recommended: choose Live document" in force[1]
    assert len(messages_of(approved, Policy, live | {"force": "live document"}, WARN)) == 1
    approved.add(Policy, "log", title="Log", renewal="live", force="live document")
    log = approved.get(Policy, "log")
    assert log is not None
    ((where, text),) = messages_of(approved, Policy, log | {"renewal": "annual"}, WARN)
    assert where == "force"
    assert "no live document any more" in text


@pytest.mark.parametrize(
    ("began", "ended", "bought"),
    [
        (date(2026, 4, 1), None, True),
        (TODAY, TODAY, True),
        (date(2026, 11, 22), None, False),
        (date(2025, 4, 1), date(2026, 11, 20), False),
    ],
)
def test_a_model_is_free_to_use_while_its_agreement_is_bought(
    approved: BooksInMemory, began: date, ended: date | None, bought: bool
) -> None:
    approved.add(Purchase, "p", school="ash", agreement="hr", began=began, ended=ended)
    assert (messages_of(approved, SchoolPolicy, HELD | {"uses_model": True}, WARN) == []) is bought


def test_a_live_document_may_have_a_day_by_which_it_is_checked(books: BooksInMemory) -> None:
    books.add(Policy, "register", title="Register", renewal="live")
    held = {"school": "ash", "policy": "register", "next_review": TODAY, "reason": "Inspection"}
    assert messages_of(books, SchoolPolicy, held, *Severity) == []


# Removal


def test_a_policy_that_schools_hold_with_reviews_is_not_removed(approved: BooksInMemory) -> None:
    approved.add(SchoolPolicy, "second", school="beech", policy="pay")
    ((where, text),) = messages_on_removal(approved, Policy, "pay")
    assert where == "ended"
    assert text == (
        "Pay: 2 schools hold it, with 1 review: that is the proof that it was done. Enter a day in "
        "Ended instead, for example today."
    )


def test_a_policy_that_is_held_without_reviews_is_removed_with_a_warning(
    books: BooksInMemory,
) -> None:
    assert messages_on_removal(books, Policy, "pay", *Severity) == []
    books.add(SchoolPolicy, **HELD)
    assert messages_on_removal(books, Policy, "pay") == []
    ((_, text),) = messages_on_removal(books, Policy, "pay", WARN)
    assert "1 school holds it, so far without a review" in text


def test_a_copy_with_reviews_and_a_review_are_not_removed(approved: BooksInMemory) -> None:
    ((_, text),) = messages_on_removal(approved, SchoolPolicy, "held")
    assert "Ash Grove · Pay has 1 review" in text
    assert "Not applicable" in text
    ((_, text),) = messages_on_removal(approved, Review, "first")
    assert text == (
        "A review is never removed: write an entry that corrects or withdraws it, or take it back "
        "with undo."
    )


def test_whatever_proves_nothing_is_removed_freely(books: BooksInMemory) -> None:
    books.add(SchoolPolicy, **HELD)
    kinds: list[tuple[type[Record], str]] = [(SchoolPolicy, "held"), (School, "ash")]
    for record, key in kinds:
        assert messages_on_removal(books, record, key, *Severity) == []

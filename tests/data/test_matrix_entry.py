"""What a letter in a matrix does to the books."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from data.matrix_entry import (
    LEVEL_LETTERS,
    LEVEL_WORDS,
    POLICY_LETTERS,
    POLICY_WORDS,
    record_review,
    set_level,
    set_policy,
)
from data.policy_standing import standings
from data.problems import Refused
from data.store import Store
from models.alliances import Alliance, Commitment, Membership, Workstream
from models.policies import Policy, Review, SchoolPolicy
from models.schools import School
from tests.conftest import TODAY

SCHOOL, MEMBER, WORK, POLICY, LIVE = (letter * 32 for letter in "abcde")
EARLIER = TODAY - timedelta(days=100)


@pytest.fixture
def books(store: Store) -> Store:
    """A member school, a workstream, a yearly policy and a live document."""
    with store.operation("Begin") as change:
        change.add(School, {"name": "Ash Grove", "type": "01"}, SCHOOL)
        alliance = change.add(Alliance, {"name": "Northern"})
        change.add(
            Membership,
            {"school": SCHOOL, "alliance": alliance, "stage": "member",
             "statement_sent": EARLIER, "statement_signed": EARLIER,
             "signatory": "A. Head"},
            MEMBER,
        )  # fmt: skip
        change.add(Workstream, {"name": "Training", "alliance": alliance}, WORK)
        change.add(Policy, {"title": "Admissions", "renewal": "annual"}, POLICY)
        change.add(Policy, {"title": "Register", "renewal": "live"}, LIVE)
    return store


def level(store: Store, level: str, on: date) -> list[tuple[object, object, object]]:
    """Set a level, and give every commitment: level, began, ended."""
    with store.operation("Level") as change:
        set_level(change, MEMBER, WORK, level, on)
    found = [(each["level"], each["began"], each["ended"]) for each in store.find(Commitment)]
    return sorted(found, key=lambda each: str(each[1]))


def state(store: Store, policy: str = POLICY) -> str:
    return next(each.state.word for each in standings(store) if each.policy == policy)


def enter(store: Store, meaning: str, policy: str = POLICY, reason: str | None = None) -> None:
    with store.operation(meaning) as change:
        set_policy(change, SCHOOL, policy, meaning, TODAY, reason)


def test_a_level_changes_by_ending_the_former_and_its_history_stays(books: Store) -> None:
    assert level(books, "lead", EARLIER) == [("lead", EARLIER, None)]
    assert level(books, "receive", TODAY) == [("lead", EARLIER, TODAY), ("receive", TODAY, None)]


def test_a_level_of_the_same_day_is_corrected(books: Store) -> None:
    level(books, "lead", TODAY)
    assert level(books, "contribute", TODAY) == [("contribute", TODAY, None)]
    assert level(books, "none", TODAY) == []


def test_none_ends_a_commitment_and_keeps_it(books: Store) -> None:
    level(books, "lead", EARLIER)
    assert level(books, "none", TODAY) == [("lead", EARLIER, TODAY)]
    assert level(books, "none", TODAY) == [("lead", EARLIER, TODAY)]


def test_the_same_level_again_changes_nothing_and_leaves_no_history(books: Store) -> None:
    level(books, "lead", EARLIER)
    entries = len(books.history())
    assert level(books, "lead", TODAY) == [("lead", EARLIER, None)]
    assert len(books.history()) == entries


@pytest.mark.parametrize(
    ("meaning", "word"),
    [
        ("drafting", "Drafting"),
        ("awaiting approval", "Awaiting approval"),
        ("not started", "Missing"),
        ("approved", "Current"),
    ],
)
def test_a_letter_makes_the_state_that_it_names(meaning: str, word: str, books: Store) -> None:
    enter(books, meaning)
    assert state(books) == word


def test_an_approval_of_the_day_is_one_review_however_often_it_is_typed(books: Store) -> None:
    enter(books, "approved")
    enter(books, "approved")
    (review,) = books.find(Review)
    assert (review["kind_of_review"], review["reviewed"]) == ("approved", TODAY)


def test_only_a_live_document_is_checked(books: Store) -> None:
    enter(books, "checked", LIVE)
    assert state(books, LIVE) == "Live"
    with pytest.raises(Refused, match="Only a live document is checked"):
        enter(books, "checked")
    assert len(books.find(SchoolPolicy)) == 1


def test_what_does_not_apply_needs_a_reason(books: Store) -> None:
    with pytest.raises(Refused):
        enter(books, "not applicable")
    assert books.find(SchoolPolicy) == []
    enter(books, "not applicable", reason="No such pupils")
    assert state(books) == "Not applicable"


def test_publication_is_a_day_and_does_not_touch_the_stage(books: Store) -> None:
    enter(books, "approved")
    enter(books, "published")
    (held,) = books.find(SchoolPolicy)
    assert (held["published"], held["stage"]) == (TODAY, "in force")


def test_one_approval_serves_several_schools_policies(books: Store) -> None:
    with books.operation("Two") as change:
        keys = [
            change.add(SchoolPolicy, {"school": SCHOOL, "policy": policy})
            for policy in (POLICY, LIVE)
        ]
        review = {"kind_of_review": "approved", "reviewed": EARLIER, "minute": "FGB 3"}
        record_review(change, keys, review)
    assert {each["school_policy"] for each in books.find(Review, minute="FGB 3")} == set(keys)
    assert {each["stage"] for each in books.find(SchoolPolicy)} == {"in force"}


def test_every_letter_has_a_word_and_no_two_are_the_same() -> None:
    assert sorted(LEVEL_LETTERS.values()) == sorted(LEVEL_WORDS)
    assert sorted(POLICY_LETTERS.values()) == sorted(POLICY_WORDS)
    assert len(set(POLICY_WORDS.values())) == len(POLICY_WORDS)

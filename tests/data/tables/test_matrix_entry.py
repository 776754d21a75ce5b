"""What a letter in a matrix does to the books."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from data.policies.letters import (
    POLICY_LETTERS,
    POLICY_WORDS,
    publish,
    reasons_used,
    set_next_review,
    set_policy,
)
from data.policies.matrix import policies_matrix
from data.policies.standing import board
from data.problems import Refused
from data.store.store import Store
from data.workstreams.letters import LEVEL_LETTERS, LEVEL_WORDS, set_level
from models.alliances.alliance import Alliance
from models.memberships.membership import Membership
from models.policies.policy import Policy
from models.policies.review import Review
from models.policies.school_policy import SchoolPolicy
from models.schools.school import School
from models.workstreams.commitment import Commitment
from models.workstreams.workstream import Workstream
from tests.conftest import TODAY

SCHOOL, MEMBER, WORK, POLICY, LIVE = (letter * 32 for letter in "abcde")
EARLIER = TODAY - timedelta(days=100)
CELLS = [(SCHOOL, POLICY)]


@pytest.fixture
def books(store: Store) -> Store:
    """A member school, a workstream, a yearly policy and a live document."""
    with store.operation("Begin") as change:
        change.add(School, {"name": "Ash Grove", "type": "01", "settled_in": EARLIER}, SCHOOL)
        alliance = change.add(Alliance, {"name": "Northern"})
        change.add(
            Membership,
            {"school": SCHOOL, "alliance": alliance, "stage": "member",
             "statement_sent": EARLIER, "statement_signed": EARLIER,
             "signatory": "A. Head"},
            MEMBER,
        )  # fmt: skip
        change.add(Workstream, {"name": "Training", "alliance": alliance}, WORK)
        must = {"duty_maintained": "must"}
        change.add(Policy, must | {"title": "Admissions", "renewal": "annual"}, POLICY)
        change.add(Policy, must | {"title": "Register", "renewal": "live"}, LIVE)
    return store


def level(store: Store, level: str, on: date) -> list[tuple[object, object, object]]:
    """Set a level, and give every commitment: level, began, ended."""
    with store.operation("Level") as change:
        set_level(change, MEMBER, WORK, level, on)
    found = [(each["level"], each["began"], each["ended"]) for each in store.find(Commitment)]
    return sorted(found, key=lambda each: str(each[1]))


def state(store: Store, policy: str = POLICY) -> str:
    standing = board(store).get(SCHOOL, policy)
    assert standing is not None
    return standing.state.word


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
    with pytest.raises(Refused, match="only a live document is checked"):
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


def test_an_approval_of_the_day_puts_what_was_set_otherwise_since_in_force_again(
    books: Store,
) -> None:
    enter(books, "approved")
    for meaning, reason in (("drafting", None), ("not applicable", "Closed unit")):
        enter(books, meaning, reason=reason)
        enter(books, "approved")
        assert state(books) == "Current"
    assert len(books.find(Review)) == 1
    assert books.find(SchoolPolicy)[0]["reason"] is None


def test_what_applies_again_keeps_no_reason_why_it_did_not(books: Store) -> None:
    enter(books, "not applicable", reason="No such pupils")
    enter(books, "drafting")
    assert books.find(SchoolPolicy)[0]["reason"] is None


def test_what_does_not_apply_has_no_next_review(books: Store) -> None:
    with books.operation("Later") as change:
        day = TODAY + timedelta(days=40)
        set_next_review(change, CELLS, {"next_review": day, "reason": "New guidance"})
    assert board(books).get(SCHOOL, POLICY).due == day  # type: ignore[union-attr]
    enter(books, "not applicable", reason="No such pupils")
    assert books.find(SchoolPolicy)[0]["next_review"] is None


def test_a_next_review_without_a_day_is_the_cycles_again(books: Store) -> None:
    enter(books, "approved")
    for day, due in ((TODAY + timedelta(days=40),) * 2, (None, TODAY.replace(year=2027))):
        with books.operation("Later") as change:
            set_next_review(change, CELLS, {"next_review": day, "reason": "New guidance"})
        assert board(books).get(SCHOOL, POLICY).due == due  # type: ignore[union-attr]
    assert books.find(SchoolPolicy)[0]["reason"] is None


def test_publication_is_noted_for_several_at_once(books: Store) -> None:
    with books.operation("Publish") as change:
        publish(change, [*CELLS, (SCHOOL, LIVE)], {"published": EARLIER})
    assert [each["published"] for each in books.find(SchoolPolicy)] == [EARLIER, EARLIER]


def test_reasons_are_offered_by_how_often_they_were_given_for_the_policy(books: Store) -> None:
    with books.operation("More") as change:
        for number, reason in enumerate(["Closed unit", "No such pupils", "No such pupils"]):
            school = change.add(School, {"name": f"School {number}", "type": "01"})
            set_policy(change, school, POLICY, "not applicable", TODAY, reason)
        set_policy(change, SCHOOL, LIVE, "not applicable", TODAY, "Elsewhere")
    assert reasons_used(books, [POLICY]) == ["No such pupils", "Closed unit"]


def test_every_letter_has_a_word_and_no_two_are_the_same() -> None:
    assert sorted(LEVEL_LETTERS.values()) == sorted(LEVEL_WORDS)
    assert sorted(POLICY_LETTERS.values()) == sorted(POLICY_WORDS)
    assert len(set(POLICY_WORDS.values())) == len(POLICY_WORDS)


def test_after_a_letter_only_the_row_that_it_changed_is_another(books: Store) -> None:
    with books.operation("More") as change:
        change.add(School, {"name": "Beech Lane", "type": "01"}, "f" * 32)
        alliance = str(books.find(Alliance)[0]["key"])
        member = {"school": "f" * 32, "alliance": alliance, "stage": "enquiry"}
        change.add(Membership, member)
    before = policies_matrix(books, "own")
    assert policies_matrix(books, "own", before).table.rows == before.table.rows
    enter(books, "drafting")
    after = policies_matrix(books, "own", before)
    same = [old is new for old, new in zip(before.table.rows, after.table.rows, strict=True)]
    assert same == [False, True]
    assert after.table.rows == policies_matrix(books, "own").table.rows
    books.undo()
    assert policies_matrix(books, "own", after).table.rows == before.table.rows

"""What follows from a change: in the same operation, said in words, and taken back with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from data.policies.standing import Board, Standing, board
from data.problems import Refused
from data.store.store import Store
from models.memberships.membership import Membership
from models.people.post import Post
from models.policies.consequences import TYPED_IN_LATE
from models.policies.policy import Policy
from models.policies.review import Review
from models.policies.school_policy import SchoolPolicy
from models.records.consequences import OF_ADDING, OF_CHANGING
from models.records.record import Values
from models.records.rules import Severity, findings
from models.schools.school import School
from tests.conftest import TODAY

SCHOOL, POLICY, LIVE, HELD = (letter * 32 for letter in "abcd")
MARCH, JUNE = date(2026, 3, 12), date(2026, 6, 15)
LATER = date(2027, 2, 1)


@pytest.fixture
def books(store: Store) -> Store:
    """A school that holds a yearly policy, not started yet, and a live document to be had."""
    with store.operation("Begin") as change:
        change.add(School, {"name": "Ash Grove", "type": "01", "settled_in": MARCH}, SCHOOL)
        asked = {"duty_maintained": "must", "duty_academies": "must"}
        change.add(Policy, {"title": "Behaviour", "renewal": "annual"} | asked, POLICY)
        change.add(Policy, {"title": "Register", "renewal": "live"} | asked, LIVE)
        change.add(SchoolPolicy, {"school": SCHOOL, "policy": POLICY}, HELD)
    return store


def put(store: Store, **values: Any) -> None:
    """Change the school's policy, as if before any of the reviews."""
    with store.operation("Change") as change:
        change.set(SchoolPolicy, HELD, values)
    pretend_set_on(store, date(2026, 1, 5))


def review(store: Store, day: date = TODAY, **values: Any) -> tuple[str, list[str]]:
    """Add a review of the policy; gives its key and what was said about it."""
    with store.operation("Review") as change:
        key = change.add(Review, {"school_policy": HELD, "reviewed": day} | values)
    return key, [each.message for each in change.warnings]


def withdraw(store: Store, key: str) -> list[str]:
    values = {"kind_of_review": "withdrawn", "corrects": key, "notes": "Typed for another school"}
    return review(store, **values)[1]


def held(store: Store) -> tuple[Any, ...]:
    """Stage, next review and reason of the school's policy."""
    values = store.get(SchoolPolicy, HELD)
    assert values is not None
    return values["stage"], values["next_review"], values["reason"]


def pretend_set_on(store: Store, day: date) -> None:
    """Let everything so far have been done on this day."""
    with store.database.writing():
        store.database.rows("UPDATE operation SET at = ?", f"{day.isoformat()}T09:00:00+00:00")


@pytest.mark.parametrize("stage", ["not started", "drafting", "awaiting approval", "in force"])
def test_an_approval_puts_the_policy_in_force_and_one_undo_takes_both_back(
    books: Store, stage: str
) -> None:
    put(books, stage=stage)
    assert review(books)[1] == []
    assert held(books) == ("in force", None, None)
    books.undo()
    assert held(books) == (stage, None, None)
    assert books.count(Review) == 0
    books.redo()
    assert held(books) == ("in force", None, None)


def test_a_check_of_a_live_document_puts_it_in_force(books: Store) -> None:
    with books.operation("Check") as change:
        live = change.add(SchoolPolicy, {"school": SCHOOL, "policy": LIVE})
        values = {"school_policy": live, "kind_of_review": "checked", "reviewed": TODAY}
        change.add(Review, values)
    found = books.get(SchoolPolicy, live)
    assert found is not None
    assert found["stage"] == "in force"


def test_what_was_not_applicable_and_is_approved_loses_the_reason(books: Store) -> None:
    put(books, stage="not applicable", reason="No such pupils")
    _, said = review(books)
    assert held(books) == ("in force", None, None)
    assert said == ["Ash Grove · Behaviour was Not applicable (No such pupils): now in force."]


@pytest.mark.parametrize("stage", ["drafting", "awaiting approval", "not applicable"])
def test_a_stage_that_was_set_long_after_the_review_stays(books: Store, stage: str) -> None:
    by_hand = None if stage == "not applicable" else MARCH
    put(books, stage=stage, reason="No such pupils", next_review=by_hand)
    pretend_set_on(books, JUNE)
    _, said = review(books, JUNE - TYPED_IN_LATE - timedelta(days=1))
    assert held(books)[0] == stage
    assert held(books)[1] is None, "the day had passed before the review took place"
    assert held(books)[2] == ("No such pupils" if stage == "not applicable" else None)
    assert "which was set long after this review" in said[0]
    review(books, JUNE - TYPED_IN_LATE)
    assert held(books) == ("in force", None, None)


def test_history_that_is_typed_in_later_does_not_move_the_policy(books: Store) -> None:
    review(books, JUNE)
    put(books, stage="drafting", next_review=LATER, reason="New law")
    _, said = review(books, MARCH)
    assert held(books) == ("drafting", LATER, "New law")
    assert "already approved on 15/06/2026" in said[0]
    assert len(said) == 1


def test_the_newest_review_meets_a_day_that_was_set_by_hand(books: Store) -> None:
    review(books, MARCH)
    put(books, next_review=LATER, reason="New law")
    _, said = review(books, TODAY)
    assert held(books) == ("in force", None, None)
    assert said == [
        "Ash Grove · Behaviour: the next review set by hand, 01/02/2027 (New law), has been met "
        "and was emptied; the cycle gives the day again."
    ]
    books.undo()
    assert held(books) == ("in force", LATER, "New law")


@pytest.mark.parametrize(("early", "met"), [(timedelta(0), True), (timedelta(days=1), False)])
def test_a_day_that_was_set_long_after_the_review_stays(
    books: Store, early: timedelta, met: bool
) -> None:
    put(books, next_review=LATER, reason="New law")
    pretend_set_on(books, JUNE)
    _, said = review(books, JUNE - TYPED_IN_LATE - early)
    assert held(books)[1:] == ((None, None) if met else (LATER, "New law"))
    assert ("has been met" if met else "stays, because it was set long after") in said[0]


def test_a_day_that_has_passed_before_the_review_is_met_whenever_it_was_set(books: Store) -> None:
    put(books, next_review=MARCH, reason="New law")
    assert review(books, MARCH)[1]
    assert held(books) == ("in force", None, None)


def test_a_correction_moves_nothing_that_was_set_since(books: Store) -> None:
    key, _ = review(books, MARCH)
    put(books, stage="drafting", next_review=LATER, reason="New law")
    assert review(books, date(2026, 3, 13), corrects=key)[1] == []
    assert held(books) == ("drafting", LATER, "New law")


# Withdrawals


def test_a_withdrawn_review_takes_along_what_followed_from_it(books: Store) -> None:
    put(books, stage="drafting", next_review=LATER, reason="New law")
    key, _ = review(books)
    assert held(books) == ("in force", None, None)
    assert withdraw(books, key) == [
        "Ash Grove · Behaviour goes back to the stage Drafting.",
        "Ash Grove · Behaviour: the next review set by hand, 01/02/2027 (New law), counts again.",
    ]
    assert held(books) == ("drafting", LATER, "New law")
    books.undo()
    assert held(books) == ("in force", None, None)


def test_a_withdrawal_leaves_what_was_set_since(books: Store) -> None:
    put(books, stage="drafting")
    key, _ = review(books)
    put(books, stage="awaiting approval")
    assert withdraw(books, key) == []
    assert held(books)[0] == "awaiting approval"


def test_a_policy_without_any_review_left_awaits_its_approval(books: Store) -> None:
    put(books, stage="in force")
    key, _ = review(books)
    assert withdraw(books, key) == [
        "Ash Grove · Behaviour goes back to the stage Awaiting approval."
    ]
    assert held(books)[0] == "awaiting approval"


def test_a_withdrawal_changes_nothing_while_a_newer_review_stands(books: Store) -> None:
    put(books, stage="drafting")
    key, _ = review(books, MARCH)
    review(books, JUNE)
    assert withdraw(books, key) == []
    assert held(books)[0] == "in force"


def test_an_older_review_carries_on_when_the_newer_one_is_withdrawn(books: Store) -> None:
    review(books, MARCH)
    key, _ = review(books, JUNE)
    assert withdraw(books, key) == []
    assert held(books)[0] == "in force"
    standing = board(books).get(SCHOOL, POLICY)
    assert standing is not None
    assert (standing.approved, standing.due) == (MARCH, date(2027, 3, 12))


def test_a_withdrawn_correction_takes_along_what_followed_from_the_first_entry(
    books: Store,
) -> None:
    put(books, stage="drafting")
    first, _ = review(books, MARCH)
    second, _ = review(books, JUNE, corrects=first)
    assert held(books)[0] == "in force"
    withdraw(books, second)
    assert held(books)[0] == "drafting"


def test_what_took_place_after_all_is_in_force_again(books: Store) -> None:
    key, _ = review(books)
    withdraw(books, key)
    assert held(books)[0] == "not started"
    (gone,) = books.find(Review, kind_of_review="withdrawn")
    review(books, corrects=str(gone["key"]), minute="FGB 3")
    assert held(books)[0] == "in force"


# Many at once


def test_reviews_that_come_together_move_each_policy_once(books: Store) -> None:
    start = Review.starting_values()
    several: list[Values] = [
        start | {"key": f"{number:032}", "school_policy": HELD, "reviewed": day}
        for number, day in enumerate((JUNE, MARCH, date(2025, 3, 12)))
    ]
    put(books, stage="drafting", next_review=LATER, reason="New law")
    with books.operation("Import") as change:
        change.add_many(Review, several)
    assert held(books)[0] == "in force"
    count = books.database.value(
        "SELECT count(*) FROM change WHERE operation = ? AND kind = 'school-policies'",
        change.number,
    )
    assert count == 1


def test_an_old_fault_of_the_policy_does_not_keep_an_approval_out(books: Store) -> None:
    with books.database.writing():
        books.database.rows("UPDATE school_policy SET published = '2030-01-01'")
    with pytest.raises(Refused, match="01/01/2030 is still to come"):
        put(books, owner="Ann Hope")
    review(books)
    assert held(books)[0] == "in force"


def test_what_the_rules_warn_of_in_the_policy_is_said_with_the_approval(books: Store) -> None:
    with books.operation("Academy") as change:
        change.set(School, SCHOOL, {"type": "34"})
        change.set(Policy, POLICY, {"duty_academies": "no"})
    assert review(books)[1] == ["Behaviour is not asked of Ash Grove: Not asked of academies."]


def test_every_consequence_says_in_words_what_follows() -> None:
    assert {each.record for each in OF_ADDING} >= {Review, Membership, Post}
    assert {each.record for each in OF_CHANGING} >= {Membership, Post}
    for each in (*OF_ADDING, *OF_CHANGING):
        assert each.says.endswith(".")


# Any sequence

DAYS = st.sampled_from(
    [date(2021, 2, 28), date(2024, 2, 29), date(2025, 10, 25), date(2025, 11, 21), MARCH, JUNE,
     date(2026, 11, 1), TODAY]
)  # fmt: skip
COPIES = st.integers(0, 5)


class Histories(RuleBasedStateMachine):
    """Two schools, three policies, and whatever may happen to them, taken back in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        path = Path(self.folder.name) / "alliance.db"
        self.store = Store.open(path, today=TODAY, create=True, throw_away=True)
        self.done: list[Any] = []
        self.undone: list[Any] = []
        with self.store.operation("Begin") as change:
            for number in range(2):
                school = {"name": f"School {number}", "type": "01", "settled_in": MARCH}
                change.add(School, school, self.school(number))
            for number, cycle in enumerate(("annual", "3 years", "live")):
                policy = {"title": cycle, "renewal": cycle, "duty_maintained": "must",
                          "publish_maintained": "must"}  # fmt: skip
                change.add(Policy, policy, self.policy(number))
        self.first = len(self.store.history())
        board(self.store)

    @staticmethod
    def school(number: int) -> str:
        return f"{number:032}"

    @staticmethod
    def policy(number: int) -> str:
        return f"{100 + number:032}"

    def teardown(self) -> None:
        while self.done:
            self.undo()
        assert self.store.count(Review) == self.store.count(SchoolPolicy) == 0
        self.store.close()
        self.folder.cleanup()

    def everything(self) -> dict[str, Any]:
        """Each standing, and all that is kept of copies and reviews."""
        return {
            "standings": standings(board(self.store)),
            "copies": sorted(map(str, self.store.find(SchoolPolicy))),
            "reviews": sorted(map(str, self.store.find(Review))),
        }

    def try_to(self, do: Callable[[Any], object]) -> None:
        """Do this in one operation; what a rule refuses leaves everything as it was."""
        before = self.everything()
        try:
            with self.store.operation("Do") as change:
                do(change)
        except Refused:
            assert self.everything() == before
            return
        if change.touched:
            self.done.append(before)
            self.undone.clear()

    def copy(self, number: int) -> str | None:
        school, policy = self.school(number // 3), self.policy(number % 3)
        found = self.store.find(SchoolPolicy, school=school, policy=policy)
        return str(found[0]["key"]) if found else None

    @rule(number=COPIES)
    def hold(self, number: int) -> None:
        pair = {"school": self.school(number // 3), "policy": self.policy(number % 3)}
        self.try_to(lambda change: change.add(SchoolPolicy, dict(pair)))

    @rule(number=COPIES, day=DAYS, kind=st.sampled_from(["approved", "checked"]))
    def approve(self, number: int, day: date, kind: str) -> None:
        key = self.copy(number)
        if key:
            values = {"school_policy": key, "kind_of_review": kind, "reviewed": day}
            self.try_to(lambda change: change.add(Review, values))

    @rule(day=DAYS)
    def approve_all(self, day: date) -> None:
        def add_all(change: Any) -> None:
            for each in self.store.find(SchoolPolicy):
                change.add(Review, {"school_policy": each["key"], "reviewed": day})

        self.try_to(add_all)

    @rule(at=st.integers(0, 20), day=DAYS, kind=st.sampled_from(["approved", "withdrawn"]))
    def correct(self, at: int, day: date, kind: str) -> None:
        reviews = self.store.find(Review)
        if reviews:
            wrong = reviews[at % len(reviews)]
            values = {"school_policy": wrong["school_policy"], "kind_of_review": kind,
                      "reviewed": day, "corrects": wrong["key"], "notes": "Wrong"}  # fmt: skip
            self.try_to(lambda change: change.add(Review, values))

    @rule(number=COPIES, day=st.none() | st.sampled_from([MARCH, LATER]))
    def override(self, number: int, day: date | None) -> None:
        key = self.copy(number)
        if key:
            new = {"next_review": day, "reason": "The board said so" if day else None}
            self.try_to(lambda change: change.set(SchoolPolicy, key, new))

    @rule(
        number=COPIES,
        new=st.sampled_from(
            [{"stage": "drafting"}, {"stage": "not applicable", "reason": "No pupils"},
             {"stage": "in force"}, {"published": MARCH}, {"published": None}]
        ),
    )  # fmt: skip
    def set_one(self, number: int, new: Values) -> None:
        key = self.copy(number)
        if key:
            self.try_to(lambda change: change.set(SchoolPolicy, key, new))

    @rule(number=COPIES)
    def remove(self, number: int) -> None:
        key = self.copy(number)
        if key:
            self.try_to(lambda change: change.remove(SchoolPolicy, key))

    @precondition(lambda self: self.done)
    @rule()
    def undo(self) -> None:
        self.undone.append(self.everything())
        self.store.undo()
        was = self.done.pop()
        assert self.everything() == was

    @precondition(lambda self: self.undone)
    @rule()
    def redo(self) -> None:
        self.done.append(self.everything())
        self.store.redo()
        becomes = self.undone.pop()
        assert self.everything() == becomes

    @invariant()
    def the_board_that_followed_is_the_board_made_anew(self) -> None:
        assert standings(board(self.store)) == standings(Board(self.store))

    @invariant()
    def no_copy_breaks_a_rule(self) -> None:
        for each in self.store.find(SchoolPolicy):
            assert list(findings(SchoolPolicy, each, self.store, (Severity.REFUSE,))) == []

    @invariant()
    def no_day_set_by_hand_is_before_a_review(self) -> None:
        for each in board(self.store):
            if each.due and each.approved:
                assert each.due > each.approved

    @invariant()
    def nothing_is_in_order_without_a_review(self) -> None:
        for each in board(self.store):
            if each.key and not each.approved and not each.checked:
                assert each.state.word in ("Missing", "Drafting", "Awaiting approval",
                                           "Not applicable")  # fmt: skip


def standings(of: Board) -> dict[str, Standing]:
    return {each.pair: each for each in of}


TestAnySequenceOfReviews = Histories.TestCase
TestAnySequenceOfReviews.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)

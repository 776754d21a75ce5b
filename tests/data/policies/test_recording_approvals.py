"""Approvals in the books: one for many, once each, and put right by further entries."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from data.policies.approvals import (
    LastApproval,
    correct,
    entry_instead,
    in_words,
    newest_approval_by,
    newest_review,
    record_approval,
    told_of_cell,
    withdraw,
)
from data.policies.document_parts import forms_of, hold_in_one, hold_in_parts
from data.policies.standing import board
from data.problems import Refused, WrongCall
from data.store.store import Store
from models.policies.policy import Policy
from models.policies.review import Review
from models.policies.school_policy import SchoolPolicy
from models.schools.school import School
from tests.conftest import TODAY

ASH, BEECH, ADMISSIONS, BEHAVIOUR, DRESS, HOMEWORK = (letter * 32 for letter in "abcdef")
DAY = TODAY - timedelta(days=2)
MEETING: dict[str, Any] = {
    "kind_of_review": "approved", "reviewed": DAY, "approved_by": "Full board",
    "minute": "FGB 7", "evidence": None,
}  # fmt: skip
BARE = MEETING | {"approved_by": None, "minute": None}


@pytest.fixture
def books(store: Store) -> Store:
    """Two settled schools, a yearly policy, and one that is held whole or in two parts."""
    must = {"duty_maintained": "must", "renewal": "annual"}
    with store.operation("Begin") as change:
        for key, name, opened in ((ASH, "Ash Grove", 1990), (BEECH, "Beech Lane", 2015)):
            change.add(
                School,
                {"name": name, "type": "01", "opened": date(opened, 9, 1),
                 "settled_in": date(2026, 1, 1)},
                key,
            )  # fmt: skip
        change.add(Policy, must | {"title": "Admissions"}, ADMISSIONS)
        change.add(Policy, must | {"title": "Behaviour"}, BEHAVIOUR)
        for key, title in ((DRESS, "Dress"), (HOMEWORK, "Homework")):
            change.add(Policy, must | {"title": title, "part_of": BEHAVIOUR}, key)
    return store


def record(store: Store, approval: dict[str, Any], *cells: tuple[str, str]) -> int:
    with store.operation("Approve") as change:
        return record_approval(change, cells or [(ASH, ADMISSIONS)], approval)


def reviews(store: Store) -> list[dict[str, Any]]:
    return list(store.find(Review))


def state(store: Store, school: str, policy: str) -> str:
    standing = board(store).get(school, policy)
    assert standing is not None
    return standing.state.word


def test_one_approval_serves_several_schools_and_policies_and_undo_takes_all_back(
    books: Store,
) -> None:
    cells = [(school, policy) for school in (ASH, BEECH) for policy in (ADMISSIONS, BEHAVIOUR)]
    assert record(books, MEETING, *cells) == 4
    assert {each["minute"] for each in reviews(books)} == {"FGB 7"}
    assert {each["stage"] for each in books.find(SchoolPolicy)} == {"in force"}
    books.undo()
    assert reviews(books) == books.find(SchoolPolicy) == []


def test_the_same_approval_is_recorded_once(books: Store) -> None:
    assert record(books, MEETING) == 1
    entries = len(books.history())
    assert record(books, MEETING) == 0
    assert record(books, BARE) == 0, "what says less says nothing new"
    assert len(books.history()) == entries
    assert record(books, MEETING, (ASH, ADMISSIONS), (BEECH, ADMISSIONS)) == 1


def test_an_approval_without_details_gets_them_by_another_entry(books: Store) -> None:
    record(books, BARE)
    assert record(books, MEETING) == 1
    bare, whole = sorted(reviews(books), key=lambda each: each["minute"] is not None)
    assert (whole["corrects"], bare["minute"], whole["minute"]) == (bare["key"], None, "FGB 7")
    newest = newest_review(books, ASH, ADMISSIONS)
    assert newest is not None
    assert newest["key"] == whole["key"]


def test_an_approval_that_was_withdrawn_can_be_recorded_again(books: Store) -> None:
    record(books, MEETING)
    with books.operation("Withdraw") as change:
        withdraw(change, str(reviews(books)[0]["key"]), "Put off")
    assert state(books, ASH, ADMISSIONS) == "Missing"
    assert record(books, MEETING) == 1
    assert state(books, ASH, ADMISSIONS) == "Current"


def test_what_is_refused_for_one_is_recorded_for_none_and_the_school_is_named(
    books: Store,
) -> None:
    early = MEETING | {"reviewed": date(2014, 5, 1)}
    with pytest.raises(Refused, match="because of Admissions, Beech Lane") as refused:
        record(books, early, (ASH, ADMISSIONS), (BEECH, ADMISSIONS))
    assert [each.attribute for each in refused.value.findings] == ["reviewed"]
    assert reviews(books) == books.find(SchoolPolicy) == []
    with pytest.raises(Refused, match="and 1 more"):
        record(books, early, (BEECH, ADMISSIONS), (BEECH, BEHAVIOUR))


def test_a_correction_stands_instead_and_the_entry_before_stays(books: Store) -> None:
    record(books, MEETING)
    (wrong,) = reviews(books)
    key = str(wrong["key"])
    with books.operation("Correct") as change:
        right = correct(change, key, {"minute": "FGB 8"})
    assert books.get(Review, key) == wrong
    newest = newest_review(books, ASH, ADMISSIONS)
    assert newest is not None
    assert (newest["key"], newest["minute"], newest["approved_by"]) == (
        right, "FGB 8", "Full board",
    )  # fmt: skip
    assert entry_instead(books, key) == newest
    assert entry_instead(books, right) is None
    with pytest.raises(WrongCall, match="Another entry stands instead"):
        with books.operation("Again") as change:
            correct(change, key, {"minute": "FGB 9"})
    with pytest.raises(Refused, match="Nothing is different"):
        with books.operation("Same") as change:
            correct(change, right, {"minute": "FGB 8"})


def test_a_withdrawal_needs_a_reason(books: Store) -> None:
    record(books, MEETING)
    with pytest.raises(Refused, match="Why is it withdrawn"):
        with books.operation("Withdraw") as change:
            withdraw(change, str(reviews(books)[0]["key"]), None)
    assert len(reviews(books)) == 1


def test_the_newest_approval_of_a_user_is_the_last_that_stands(books: Store) -> None:
    assert newest_approval_by(books, books.session.who) is None
    record(books, MEETING)
    record(books, MEETING | {"minute": "FGB 8"}, (BEECH, ADMISSIONS))
    newest = newest_approval_by(books, books.session.who)
    assert newest == LastApproval(MEETING | {"minute": "FGB 8"}, frozenset({BEECH}))
    assert newest_approval_by(books, "somebody else") is None
    books.undo()
    newest = newest_approval_by(books, books.session.who)
    assert newest == LastApproval(MEETING, frozenset({ASH}))
    with books.operation("Withdraw") as change:
        withdraw(change, str(reviews(books)[0]["key"]), "Put off")
    assert newest_approval_by(books, books.session.who) is None


def test_an_approval_in_words() -> None:
    assert in_words(MEETING) == "Approved 19/11/2026, Full board, FGB 7"
    assert in_words(BARE) == "Approved 19/11/2026"


def test_a_cell_tells_its_reason_and_its_newest_review(books: Store) -> None:
    assert told_of_cell(books, ASH, ADMISSIONS) == []
    record(books, MEETING)
    record(books, MEETING | {"reviewed": DAY - timedelta(days=400), "minute": "FGB 1"})
    with books.operation("Later") as change:
        key = str(books.find(SchoolPolicy)[0]["key"])
        later = {"next_review": TODAY + timedelta(days=9), "reason": "New guidance."}
        change.set(SchoolPolicy, key, later)
    assert told_of_cell(books, ASH, ADMISSIONS) == [
        "New guidance", "Approved 19/11/2026", "Full board", "FGB 7",
    ]  # fmt: skip


# Documents in two forms


def change_form(store: Store) -> None:
    forms = forms_of(store, ASH, BEHAVIOUR)
    assert forms is not None
    with store.operation("Form") as change:
        (hold_in_one if forms.in_parts else hold_in_parts)(change, ASH, forms)


def in_force(store: Store) -> list[str]:
    return [state(store, ASH, policy) for policy in (BEHAVIOUR, DRESS, HOMEWORK)]


def test_only_a_document_with_parts_has_two_forms(books: Store) -> None:
    assert forms_of(books, ASH, ADMISSIONS) is None
    for policy in (BEHAVIOUR, DRESS):
        forms = forms_of(books, ASH, policy)
        assert forms is not None
        assert (forms.whole, list(forms.parts), forms.in_parts) == (
            BEHAVIOUR, [DRESS, HOMEWORK], False,
        )  # fmt: skip


def test_what_is_held_in_parts_is_not_asked_whole_and_back(books: Store) -> None:
    assert in_force(books) == ["Missing", "Not applicable", "Not applicable"]
    change_form(books)
    assert in_force(books) == ["Not applicable", "Missing", "Missing"]
    change_form(books)
    assert in_force(books) == ["Missing", "Not applicable", "Not applicable"]
    assert len(books.find(SchoolPolicy)) == 1, "parts that nobody noted anything about go again"


def test_what_was_approved_in_one_form_is_kept_when_the_other_is_held(books: Store) -> None:
    record(books, MEETING, (ASH, BEHAVIOUR))
    change_form(books)
    assert in_force(books) == ["Not applicable", "Missing", "Missing"]
    record(books, MEETING, (ASH, DRESS))
    change_form(books)
    assert in_force(books) == ["Current", "Not applicable", "Not applicable"]
    assert len(reviews(books)) == 2
    change_form(books)
    assert in_force(books) == ["Not applicable", "Current", "Missing"]

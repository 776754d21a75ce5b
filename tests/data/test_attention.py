"""What needs attention: each matter names exactly its records, the worst first."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from data.attention import Matter, matters
from data.policy_standing import standings, watched_schools
from data.sample_store import open_sample
from data.store import Store
from models.alliances import Membership
from models.due import DUE, DUE_NEXT, MISSING, OVERDUE, UNPUBLISHED
from models.policies import SchoolPolicy
from models.states import State
from tests.conftest import TODAY


@pytest.fixture
def sample() -> Iterator[Store]:
    with open_sample(TODAY) as store:
        yield store


def about(store: Store, beginning: str) -> Matter:
    return next(each for each in matters(store) if each.title.startswith(beginning))


@pytest.mark.parametrize(
    ("title", "state"),
    [
        ("Policies overdue", OVERDUE),
        ("Policies due this half-term", DUE),
        ("Policies due next half-term", DUE_NEXT),
        ("Policies missing", MISSING),
        ("Policies approved, not published", UNPUBLISHED),
    ],
)
def test_a_matter_of_policies_is_about_those_of_its_state_in_watched_schools(
    title: str, state: State, sample: Store
) -> None:
    matter = about(sample, title)
    watched = watched_schools(sample)
    found = [each for each in standings(sample) if each.state is state and each.school in watched]
    assert matter.record is SchoolPolicy
    assert set(matter.keys) == {each.key for each in found}
    assert matter.count == len(found) > 0


def test_the_longest_overdue_comes_first_and_is_named(sample: Store) -> None:
    matter = about(sample, "Policies overdue")
    due = {each.key: each.due for each in standings(sample)}
    days = [due[key] for key in matter.keys]
    assert days == sorted(days)
    held = sample.get(SchoolPolicy, matter.keys[0])
    assert held is not None
    assert sample.show(SchoolPolicy, "school", held["school"]) in matter.detail
    assert f"{days[0]:%d/%m/%Y}" in matter.detail


def test_a_statement_that_does_not_come_back_is_a_matter_until_it_is_signed(
    sample: Store,
) -> None:
    matter = about(sample, "Statements sent")
    assert matter.record is Membership
    assert matter.keys
    with sample.operation("Sign") as change:
        for key in matter.keys:
            change.set(
                Membership,
                key,
                {"stage": "member", "statement_signed": TODAY, "signatory": "A. Head"},
            )
    assert about(sample, "Statements sent").count == 0


def test_a_matter_that_is_dealt_with_goes_and_undo_brings_it_back(sample: Store) -> None:
    before = about(sample, "Policies overdue")
    with sample.operation("Remove") as change:
        change.remove(SchoolPolicy, before.keys[0])
    assert about(sample, "Policies overdue").keys == before.keys[1:]
    sample.undo()
    assert about(sample, "Policies overdue") == before


def test_empty_books_have_matters_of_nothing(store: Store) -> None:
    assert [each.count for each in matters(store)] == [0] * len(matters(store))
    assert all(each.detail == "" for each in matters(store))

"""Undo and redo among several desks: what a rule would refuse now does not come back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from data.problems import Clash
from data.store.store import Store
from models.alliances.alliance import Alliance
from models.memberships.membership import Membership
from models.people.person import Person
from models.people.post import Post
from models.schools.school import School

Open = Callable[..., Store]


@pytest.fixture
def desks(open_store: Open, path: Path) -> tuple[Store, Store]:
    """Two desks on the same books: Ash with a head, Ann, in an alliance of its own."""
    first = open_store()
    with first.operation("Begin") as change:
        change.add(School, {"name": "Ash"}, "a" * 32)
        change.add(Person, {"name": "Ann"}, "b" * 32)
        change.add(Person, {"name": "Bob"}, "c" * 32)
        change.add(Alliance, {"name": "Northern"}, "d" * 32)
        change.add(Post, _headship("b"), "e" * 32)
    return first, open_store(path, create=False)


def _headship(person: str, **more: object) -> dict[str, object]:
    began = date(2020, 9, 1)
    return {
        "person": person * 32,
        "school": "a" * 32,
        "role": "headteacher",
        "began": began,
        **more,
    }


def test_undoing_the_removal_of_a_head_makes_no_second_one(desks: tuple[Store, Store]) -> None:
    here, there = desks
    with here.operation("Remove the post of Ann") as change:
        change.remove(Post, "e" * 32)
    with there.operation("Bob is head") as change:
        change.add(Post, _headship("c"))
    with pytest.raises(Clash, match=r"“Remove the post of Ann” cannot be undone: .*Bob"):
        here.undo()
    assert [post["person"] for post in here.find(Post)] == ["c" * 32]
    assert here.history()[0].label == "Bob is head"


def test_undoing_the_removal_of_an_enquiry_makes_no_second_one(
    desks: tuple[Store, Store],
) -> None:
    here, there = desks
    asks = {"alliance": "d" * 32, "school": "a" * 32, "stage": "enquiry"}
    with here.operation("Ash asks") as change:
        key = change.add(Membership, asks)
    with here.operation("Ash asks no more") as change:
        change.remove(Membership, key)
    with there.operation("Ash asks again") as change:
        change.add(Membership, asks)
    with pytest.raises(Clash, match="“Ash asks no more” cannot be undone: This school already"):
        here.undo()
    assert here.count(Membership) == 1


def test_a_rule_that_was_broken_before_does_not_stand_in_the_way(open_store: Open) -> None:
    store = open_store()
    with store.operation("Begin") as change:
        change.add(School, {"name": "Ash"}, "a" * 32)
        change.add(Person, {"name": "Ann"}, "b" * 32)
        change.add(Person, {"name": "Bob"}, "c" * 32)
        change.add(Post, _headship("b"), "e" * 32)
    # Two heads at once, as a file from elsewhere might have them.
    with store.database.writing():
        store.database.rows(
            "INSERT INTO post (key, person_id, school_id, role, began) "
            "SELECT ?, ?, school_id, role, began FROM post",
            "f" * 32,
            "c" * 32,
        )
    with store.operation("Note") as change:
        change.set(Post, "e" * 32, {"email": "ann@ash.example"})
    assert store.undo().label == "Note"


def test_an_operation_within_another_says_what_it_is(open_store: Open) -> None:
    store = open_store()
    with pytest.raises(RuntimeError, match="within another"), store.operation("One"):
        with store.operation("Two"):
            pass
    with store.operation("Three") as change:
        change.add(School, {"name": "Ash"})
    assert store.count(School) == 1

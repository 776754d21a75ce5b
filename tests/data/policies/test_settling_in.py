"""All schools of an alliance settle in at once, those that had before keep their day."""

from __future__ import annotations

from datetime import date

import pytest

from data.policies.settling_in import settle_members, settled_in_words
from data.policies.standing import board
from data.problems import WrongCall
from data.store.store import Store
from models.alliances.alliance import Alliance
from models.memberships.membership import Membership
from models.schools.school import School
from tests.conftest import TODAY
from tests.policy_books import PolicyBooks

EARLIER, LATER = date(2026, 1, 5), date(2027, 1, 5)


@pytest.fixture
def books(store: Store) -> PolicyBooks:
    """Four schools, of which the first had settled in, and the last has left the alliance."""
    books = PolicyBooks(store)
    alliance = books.add(Alliance, name="Northern")
    books.add(Alliance, name="Valley")
    for name, settled, stage in (
        ("Ash", EARLIER, "enquiry"), ("Beech", None, "enquiry"), ("Cedar", LATER, "enquiry"),
        ("Damson", None, "declined"),
    ):  # fmt: skip
        school = books.school(name, settled_in=settled)
        books.add(Membership, school=school, alliance=alliance, stage=stage)
    books.policy("Behaviour")
    return books


def days(books: PolicyBooks) -> dict[str, object]:
    return {str(each["name"]): each["settled_in"] for each in books.store.find(School)}


def settle(books: PolicyBooks, name: str, day: date | None) -> str:
    (alliance,) = books.store.find(Alliance, name=name)
    label = settled_in_words(books.store, str(alliance["key"]), day)
    with books.store.operation(label) as change:
        settle_members(change, str(alliance["key"]), day)
    return label


def test_who_has_not_settled_in_by_the_day_does_and_nobody_else(books: PolicyBooks) -> None:
    label = settle(books, "Northern", TODAY)
    assert label == "Settled in 21/11/2026: 2 of 3 schools of Northern"
    assert days(books) == {"Ash": EARLIER, "Beech": TODAY, "Cedar": TODAY, "Damson": None}
    states = {
        books.store.name_of(School, each.school): each.state.word for each in board(books.store)
    }
    assert states == {"Ash": "Missing", "Beech": "Missing", "Cedar": "Missing"}
    books.store.undo()
    assert days(books)["Beech"] is None, "it was one step"


def test_without_a_day_all_of_them_settle_in_again(books: PolicyBooks) -> None:
    assert settle(books, "Northern", None) == "Settling in again: 2 of 3 schools of Northern"
    assert set(days(books).values()) == {None}


def test_an_alliance_without_a_school_says_what_to_do(books: PolicyBooks) -> None:
    with pytest.raises(WrongCall, match=r"Valley has no school yet\. Add members first"):
        settle(books, "Valley", TODAY)

"""Posts: when they are held, which of them one person holds at a time, and what is refused."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from models.alliances.alliance import Alliance
from models.meetings.attendance import Attendance
from models.meetings.meeting import Meeting
from models.memberships.membership import Membership
from models.people.person import Person
from models.people.post import HEADS, HELD_BY_ONE, ROLES, Post, held_on, in_same_seat
from models.records.rules import Severity
from models.schools.organisation import Organisation
from models.schools.school import School
from tests.books import TODAY, BooksInMemory, messages_of, messages_on_removal

FIRST, LAST = date(2024, 9, 1), date(2026, 8, 31)


@pytest.fixture
def books() -> BooksInMemory:
    """A school with a head since September 2024, and an organisation."""
    books = BooksInMemory()
    books.add(School, "ash", name="Ash Grove")
    books.add(School, "beech", name="Beech Lane")
    books.add(Organisation, "diocese", name="Diocese of Salford")
    books.add(Person, "ann", name="Ann Hope")
    books.add(Person, "bob", name="Bob Cole")
    books.add(Post, "head", person="ann", role="headteacher", school="ash", began=FIRST)
    return books


@pytest.mark.parametrize(
    ("began", "ended", "day", "held"),
    [
        (FIRST, LAST, FIRST, True),
        (FIRST, LAST, LAST, True),
        (FIRST, LAST, date(2024, 8, 31), False),
        (FIRST, LAST, date(2026, 9, 1), False),
        (FIRST, None, date(2099, 1, 1), True),
        (None, LAST, date(1950, 1, 1), True),
        (None, None, TODAY, True),
    ],
)
def test_a_post_is_held_from_its_first_day_to_its_last(
    began: date | None, ended: date | None, day: date, held: bool
) -> None:
    assert held_on({"began": began, "ended": ended}, day) is held


def test_every_post_that_leads_a_school_is_held_by_one_at_a_time_unless_it_is_shared() -> None:
    assert set(HEADS) - {"co-headteacher"} < HELD_BY_ONE <= set(ROLES)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("headteacher", "headteacher", True),
        ("headteacher", "principal", True),
        ("headteacher", "executive head", False),
        ("chair", "headteacher", False),
        ("clerk", "clerk", False),
        ("deputy", "deputy", False),
    ],
)
def test_a_principal_follows_a_headteacher_and_an_executive_head_stands_beside_them(
    one: str, other: str, same: bool
) -> None:
    place = {"school": "ash", "organisation": None}
    assert in_same_seat(place | {"role": one}, place | {"role": other}) is same
    assert in_same_seat(place | {"role": other}, place | {"role": one}) is same
    assert not in_same_seat(place | {"role": one}, {"school": "beech", "organisation": None,
                                                    "role": other})  # fmt: skip


@pytest.mark.parametrize(
    ("values", "attribute", "message"),
    [
        ({"role": "clerk", "school": "ash", "organisation": "diocese"}, "organisation",
         "leave one of them empty"),
        ({"role": "headteacher"}, "school", "Of which school?"),
        ({"role": "clerk", "school": "ash", "began": LAST, "ended": FIRST}, "ended",
         "Until (01/09/2024) is before from (31/08/2026)"),
        ({"role": "headteacher", "school": "ash", "began": FIRST}, "began",
         "Ann Hope holds this post from 01/09/2024 already"),
        ({"role": "principal", "school": "ash", "began": FIRST}, "began", "Ann Hope"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_at_its_field(
    books: BooksInMemory, values: dict[str, Any], attribute: str, message: str
) -> None:
    found = messages_of(books, Post, values | {"person": "bob"})
    assert [each for each in found if each[0] == attribute and message in each[1]], found


@pytest.mark.parametrize(
    "values",
    [
        {"role": "headteacher", "school": "ash", "began": date(2026, 9, 1)},
        {"role": "headteacher", "school": "beech", "began": FIRST},
        {"role": "deputy", "school": "ash", "began": FIRST},
        {"role": "executive head", "school": "ash", "began": FIRST},
        {"role": "authority officer"},
        {"role": "chair", "organisation": "diocese"},
    ],
)
def test_what_may_be_is_let_in(books: BooksInMemory, values: dict[str, Any]) -> None:
    assert messages_of(books, Post, values | {"person": "bob"}) == []


# Removing


def test_whom_the_books_name_for_what_was_is_not_removed(books: BooksInMemory) -> None:
    ((_, message),) = messages_on_removal(books, Person, "ann")
    assert message == (
        "The books name Ann Hope (Headteacher, Ash Grove): end the post instead, with its last day."
    )
    assert messages_on_removal(books, Person, "bob") == []
    books.add(Post, "new", person="bob", role="deputy", school="ash", began=TODAY)
    assert messages_on_removal(books, Person, "bob") == [], "a slip of today"
    books.add(Post, "old", person="bob", role="clerk", organisation="diocese", ended=LAST)
    ((_, message),) = messages_on_removal(books, Person, "bob")
    assert message.endswith("(Governance professional (clerk), Diocese of Salford): what was stays "
                            "in the books.")  # fmt: skip


def test_a_lead_contact_and_a_head_in_attendance_are_not_removed(books: BooksInMemory) -> None:
    books.add(Alliance, "north", name="Northern")
    books.add(Membership, "in", alliance="north", school="beech", lead_contact="bob")
    books.add(Meeting, "met", alliance="north", held=LAST)
    books.add(Attendance, "came", meeting="met", membership="in", attended="head", person="bob")
    ((_, message),) = messages_on_removal(books, Person, "bob")
    assert "head in the attendance of 1 meeting" in message
    assert "lead contact of " in message
    assert message.endswith(": name another lead contact.")


def test_removing_a_post_by_which_attendance_names_the_head_is_warned_of(
    books: BooksInMemory,
) -> None:
    books.add(Alliance, "north", name="Northern")
    books.add(Membership, "in", alliance="north", school="ash")
    for key, held in (("met", LAST), ("before", date(2024, 8, 1))):
        books.add(Meeting, key, alliance="north", held=held)
        came = {"meeting": key, "membership": "in", "attended": "head"}
        books.add(Attendance, f"came-{key}", **came, person="ann")
    ((_, message),) = messages_on_removal(books, Post, "head", Severity.WARN)
    assert message.startswith("The attendance of 1 meeting names Ann Hope as the head by this post")
    assert messages_on_removal(books, Post, "head") == []

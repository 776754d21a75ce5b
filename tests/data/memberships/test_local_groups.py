"""Schools by local group: one row for each school of each group, however the groups are typed."""

from __future__ import annotations

from datetime import date

import pytest

from data.exports.writing import write
from data.store.store import Store
from data.summaries.registry import SUMMARIES
from data.tables.table import Summary
from models.alliances.alliance import Alliance
from models.memberships.membership import Membership
from models.records.record import Values
from models.schools.school import School

NORTH, ASH, BEECH, CEDAR = (letter * 32 for letter in "abcd")
SIGNED: Values = {
    "stage": "member", "statement_signed": date(2026, 9, 1), "signatory": "Ann Hope",
}  # fmt: skip


@pytest.fixture
def books(store: Store) -> Store:
    """Ash Grove has signed, Beech Lane asks, Cedar Hill is in no alliance; all have groups."""
    groups = (
        "Valley heads, Science network",
        "valley heads; Ash users' club",
        "Beech Lane friends",
    )
    with store.operation("Begin") as change:
        change.add(Alliance, {"name": "Northern"}, NORTH)
        for key, name, typed in zip(
            (ASH, BEECH, CEDAR), ("Ash Grove", "Beech Lane", "Cedar Hill"), groups, strict=True
        ):
            change.add(School, {"name": name, "local_groups": typed}, key)
        change.add(Membership, {"alliance": NORTH, "school": ASH, **SIGNED})
        change.add(Membership, {"alliance": NORTH, "school": BEECH})
    return store


def made(store: Store, **limits: object) -> Summary:
    return SUMMARIES["local-groups"].make(store, **limits)  # type: ignore[arg-type]


def pairs(summary: Summary) -> list[tuple[object, object]]:
    return [(row.cells[0], row.cells[1]) for row in summary.rows]


def test_schools_stand_under_each_of_their_groups_whatever_the_case(books: Store) -> None:
    found = pairs(made(books))
    assert [(str(group).casefold(), school) for group, school in found] == [
        ("ash users' club", "Beech Lane"), ("beech lane friends", "Cedar Hill"),
        ("science network", "Ash Grove"), ("valley heads", "Ash Grove"),
        ("valley heads", "Beech Lane"),
    ]  # fmt: skip
    assert len({group for group, _ in found}) == 4, "one group has one name"
    assert made(books).notes[0] == "4 local groups, 3 schools."


def test_it_may_be_asked_of_one_alliance_or_one_school(books: Store) -> None:
    assert {school for _, school in pairs(made(books, alliance=NORTH))} == {
        "Ash Grove", "Beech Lane",
    }  # fmt: skip
    assert {school for _, school in pairs(made(books, school=CEDAR))} == {"Cedar Hill"}


def test_for_circulation_neither_rows_nor_names_of_groups_tell_of_who_has_not_signed(
    books: Store,
) -> None:
    with books.operation("More") as change:
        change.set(School, ASH, {"local_groups": "Friends of Beech Lane"})
    summary = made(books, for_circulation=True)
    assert pairs(summary) == [
        ("A group that names a school that has not signed", "Ash Grove"),
    ]  # fmt: skip
    assert any("2 schools that have not signed" in note for note in summary.notes)


def test_books_without_groups_say_where_to_type_them(store: Store) -> None:
    summary = made(store)
    assert summary.notes[:2] == [
        "No school has a local group.",
        "Type them into Local groups, with commas between.",
    ]
    assert "Type them" not in write(summary, "text").decode(), "a paper is not for the desk"
    assert "Type them" not in write(summary, "json").decode()

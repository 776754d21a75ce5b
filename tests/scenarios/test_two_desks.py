"""Two administrators keep one alliance's books at the same time, each at a desk of their own.

Ruth and Sam have the same store open. Neither may lose what the other has saved: not in a form, not
in a matrix, not by removing, not by undo.
"""

from __future__ import annotations

from contextlib import AsyncExitStack
from datetime import date
from pathlib import Path

import pytest

from data.store.store import Store
from models.alliances.alliance import Alliance
from models.meetings.meeting import Meeting
from models.memberships.membership import Membership
from models.people.person import Person
from models.people.post import Post
from models.schools.school import School
from tests.scenarios.reading import rows
from tests.tui.user import User, at_the_desk

TODAY = date(2026, 11, 21)


@pytest.fixture
def books(path: Path) -> Path:
    """A member with its head, a meeting, a school that is no member, a person without a post."""
    with Store.open(path, today=TODAY, create=True) as store:
        with store.operation("Begin") as change:
            alliance = change.add(Alliance, {"name": "The Northern Alliance"})
            meeting = {"kind_of_meeting": "steering group", "alliance": alliance}
            change.add(Meeting, meeting | {"held": date(2026, 11, 10)})
            school = change.add(School, {"name": "Ash Grove", "town": "Oldham", "pupils": 210})
            member = {"school": school, "alliance": alliance, "stage": "member"}
            signed = {"statement_signed": date(2024, 9, 2), "signatory": "Ann Hope"}
            change.add(Membership, member | signed)
            change.add(School, {"name": "Beech Lane"})
            change.add(Person, {"name": "Bob Cole"})
            head = change.add(Person, {"name": "Ann Hope"})
            post = {"person": head, "role": "headteacher", "school": school}
            change.add(Post, post | {"began": date(2020, 9, 1)})
    return path


async def two_desks(stack: AsyncExitStack, books: Path) -> tuple[User, User]:
    """Ruth at her desk and Sam at his, both open until the story ends.

    Each is faster than the second after which a desk shows what was saved at the other one.
    """
    one = at_the_desk(path=books, today=TODAY, looks_by_itself=False)
    other = at_the_desk(path=books, today=TODAY, looks_by_itself=False)
    return await stack.enter_async_context(one), await stack.enter_async_context(other)


async def test_what_both_type_into_different_fields_of_a_school_is_kept(books: Path) -> None:
    async with AsyncExitStack() as stack:
        ruth, sam = await two_desks(stack, books)
        for each in (ruth, sam):
            await each.press("1", "enter")
            each.sees("Ash Grove")
        await ruth.fill_in({"Town": "Rochdale"}, "ctrl+s")
        await sam.fill_in({"Pupils": "222"}, "ctrl+s")
        ruth.is_told("Saved Ash Grove")
        sam.is_told("Saved Ash Grove")
    both = "SELECT town, pupils FROM school WHERE name = 'Ash Grove'"
    assert rows(books, both) == [("Rochdale", 222)]


async def test_the_same_field_is_refused_with_both_values_until_one_is_chosen(
    books: Path,
) -> None:
    async with AsyncExitStack() as stack:
        ruth, sam = await two_desks(stack, books)
        for each in (ruth, sam):
            await each.press("1", "enter")
        await ruth.fill_in({"Town": "Rochdale"}, "ctrl+s")
        await sam.fill_in({"Town": "Bury"}, "ctrl+s")
        sam.sees("Not saved", "Town Oldham Rochdale Bury")
        assert rows(books, TOWN) == [("Rochdale",)]
        await sam.press("b", "ctrl+s")
        sam.is_told("Saved Ash Grove")
        assert rows(books, TOWN) == [("Bury",)]

        # Ruth wants her change back, and would take Sam's away with it.
        await ruth.press("u")
        ruth.is_told("Changed Ash Grove", "cannot be undone", "Town of Ash Grove changed since")
        assert rows(books, TOWN) == [("Bury",)]
        # Sam may take back his own; then Ruth may take back hers.
        await sam.take_back("Changed Ash Grove")
        assert rows(books, TOWN) == [("Rochdale",)]
        await ruth.take_back("Changed Ash Grove")
        assert rows(books, TOWN) == [("Oldham",)]


async def test_a_letter_does_not_cover_one_that_was_set_at_the_other_desk(books: Path) -> None:
    async with AsyncExitStack() as stack:
        ruth, sam = await two_desks(stack, books)
        for each in (ruth, sam):
            await each.go_to("2", "Attendance")
            await each.press("right", "right")
        await ruth.press("h")
        ruth.is_told("Head: Steering group", "Ash Grove")
        # Sam still has an empty cell before him. He is shown first what stands in it by now.
        await sam.press("a")
        sam.is_told("Now Head, no longer nothing: somebody else changed")
        assert rows(books, ATTENDED) == [("head",)]
        await sam.press("a")
        sam.is_told("Apologies: Steering group", "Ash Grove")
        # A second later Ruth sees what stands, and that it was not she who set it.
        await ruth.look_around()
        ruth.is_told("Somebody else changed the books")
        assert ruth.row_of("Ash Grove") == "Ash Grove Member Apologies"
    assert rows(books, ATTENDED) == [("apologies",)]


async def test_a_school_is_not_removed_with_what_was_added_after_it_was_announced(
    books: Path,
) -> None:
    async with AsyncExitStack() as stack:
        ruth, sam = await two_desks(stack, books)
        await ruth.press("1")
        await ruth.move_to("Beech Lane")
        await ruth.press("d")
        ruth.sees("Remove Beech Lane?")
        ruth.does_not_see("With it go")
        await sam.go_to("1", "Posts")
        await sam.press("a")
        await sam.fill_in({"Person": "bob", "Role": "headteacher", "School": "beech"}, "ctrl+s")
        await ruth.press("y")
        ruth.is_told("Beech Lane was not removed: somebody else changed what belongs to it")
        await ruth.press("d")
        ruth.sees("With it go: 1 post")
        await ruth.press("escape")
        ruth.is_told("Nothing was removed")
    assert len(rows(books, "SELECT * FROM school")) == 2


async def test_undo_does_not_bring_back_a_head_beside_the_next_one(books: Path) -> None:
    async with AsyncExitStack() as stack:
        ruth, sam = await two_desks(stack, books)
        await ruth.go_to("1", "Posts")
        await ruth.press("d", "y")
        ruth.is_told("Removed", "Ann Hope")
        await sam.go_to("1", "Posts")
        await sam.press("a")
        post = {"Person": "bob", "Role": "headteacher", "School": "ash", "From": "1/9/2020"}
        await sam.fill_in(post, "ctrl+s")
        sam.is_told("Added Bob Cole")
        await ruth.press("u")
        ruth.is_told("Ann Hope", "cannot be undone: Bob Cole holds this post at that time by now")
    assert rows(books, "SELECT person.name FROM post JOIN person ON person.key = person_id") == [
        ("Bob Cole",),
    ]


TOWN = "SELECT town FROM school WHERE name = 'Ash Grove'"
ATTENDED = "SELECT attended FROM attendance"

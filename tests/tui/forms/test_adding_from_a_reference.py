"""What a reference names and is not there yet is added without leaving the form."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.files import drafts
from data.store.store import Store
from models.alliances.alliance import Alliance
from models.people.person import Person
from models.people.post import Post
from models.records.record import Record, Values
from models.schools.school import School
from tests.filled_books import filled_once
from tests.tui.user import TODAY, User, at_the_desk


@filled_once
def books(path: Path) -> None:
    """One school."""
    with Store.open(path, today=TODAY, create=True) as store, store.operation("Begin") as change:
        change.add(School, {"name": "Ash Grove"})


async def only(user: User, record: type[Record]) -> Values:
    (found,) = await user.ask(lambda store: store.find(record))
    return found


async def test_a_hub_that_is_not_there_is_added_and_all_that_was_typed_stays(books: Path) -> None:
    async with at_the_desk(path=books) as user:
        await user.press("2", "a", *"Northern", "tab", "tab", "tab", *"New Hub")
        assert "adds “New Hub” as a new school" in user.text
        await user.press("down", "enter")
        assert user.lines[0].startswith(" New school")
        assert user.field("Name") == "New Hub"
        await user.press("tab", *"100002", "ctrl+s")
        assert user.lines[0].startswith(" New alliance")
        assert (user.field("Name"), user.field("Hub")) == ("Northern", "New Hub")
        assert "Added New Hub, and back to the alliance" in user.said
        await user.press(*"1/7/13", "ctrl+s")
        alliance = await only(user, Alliance)
        (hub,) = await user.ask(lambda store: store.find(School, name="New Hub"))
        assert (alliance["hub"], hub["urn"]) == (hub["key"], "100002")
        assert str(alliance["founded"]) == "2013-07-01"


async def test_a_post_of_somebody_new_is_typed_in_without_a_pause(books: Path) -> None:
    async with at_the_desk(path=books) as user:
        keys = [*"Zed Young", "down", "enter", "ctrl+s", *"head", "down", "enter", *"ash", "down",
                "enter", "ctrl+s"]  # fmt: skip
        await user.press("1", "]", "]", "a", *keys)
        person, post = await only(user, Person), await only(user, Post)
        assert person["name"] == "Zed Young"
        assert (post["person"], post["school"] is not None) == (person["key"], True)


async def test_esc_comes_back_with_what_was_typed_and_adds_nothing(books: Path) -> None:
    async with at_the_desk(path=books) as user:
        await user.press("2", "a", *"Northern", "tab", "tab", "tab", *"New Hub", "down", "enter")
        await user.press("escape", "y")
        assert (user.field("Name"), user.field("Hub")) == ("Northern", "New Hub")
        assert (await only(user, School))["name"] == "Ash Grove"


async def test_left_without_adding_the_field_says_how_it_would_be_added(books: Path) -> None:
    async with at_the_desk(path=books) as user:
        await user.press("2", "a", "tab", "tab", "tab", *"New Hub", "tab")
        told = " ".join(line.strip() for line in user.lines)
        assert "Or go back to the field, where ↓ and Enter add it as a new school." in told
        await user.press("shift+tab", "down", "enter")
        assert user.lines[0].startswith(" New school")


@pytest.mark.parametrize("typed", ["ash", "123456"])
async def test_what_is_there_or_has_no_name_is_not_offered_as_new(typed: str, books: Path) -> None:
    async with at_the_desk(path=books) as user:
        await user.press("2", "a", "tab", "tab", "tab", *typed)
        assert "as a new school" not in user.text


async def test_a_dropped_line_brings_the_first_form_back_with_all_that_was_typed(
    books: Path,
) -> None:
    async with at_the_desk(path=books) as user:
        await user.press("2", "a", *"Northern", "tab", "tab", "tab", *"New Hub", "down", "enter")
        await user.press("tab", *"100002")
        user.desk._keep_drafts()
        draft = drafts.found(books).draft
        assert draft is not None
        assert (draft.kind, draft.typed["name"], draft.typed["hub"]) == (
            "alliances", "Northern", "New Hub",
        )  # fmt: skip


async def test_saving_what_was_added_keeps_the_draft_of_the_first_form(books: Path) -> None:
    async with at_the_desk(path=books) as user:
        await user.press("2", "a", *"Northern", "tab", "tab", "tab", *"New Hub", "down", "enter")
        for keys, hub in ((("ctrl+n", *"Another", "tab"), "New Hub"), (("ctrl+s",), "Another")):
            await user.press(*keys)
            draft = drafts.found(books).draft
            assert draft is not None
            assert (draft.kind, draft.typed["hub"]) == ("alliances", hub)
